"""The desk: its door, its start page, its dates."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from memorial.accounts.roles import Role
from memorial.base.paging import CappedPaginator
from memorial.models import DeskRow, Halt, Memorial, Person, User
from memorial.review.actions import return_to_author, submit
from memorial.review.clock import set_clock
from memorial.review.panels import PANELS
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from tests.conftest import signed_in, staff
from tests.factories import keep_version, make_person, make_place, make_testimony
from tests.review.filling import address, messages_of

START = "/admin/"
#: Session, person, the memorial for the clock of the page, two kinds of permission, the time that is believed, the
#: memorial with its texts for its languages, whether one hand may publish (two), all counts at once, seven lists, who
#: withdrew and why (two), findings about originals and how the last run ended, files without an entry, stopped
#: accounts, the clock, what is published and not shown for want of a consent (two), names that were sought in vain.
QUERIES = 32


def work(page: Any) -> dict[str, Any]:
    """Return what the start page says, by the names of its panels."""
    return {part.panel.name: part for part in page.context["work"]}


def names(page: Any, panel: str) -> list[str]:
    """Return the entries of one panel as they are shown."""
    return [line.name for line in work(page)[panel].lines]


def drafted(by: User, family: str = "Synthetic", **fields: Any) -> Person:
    """Make a draft that somebody has in charge."""
    fields.setdefault("texts", {"en": {"story": "Synthetic story"}})
    person = make_person(family=family, status=Status.DRAFT, created_by=by, in_charge=by, **fields)
    return Person.objects.get(pk=person.pk)


def test_start_page_shows_kinds_in_our_groups(steward_browser: Client) -> None:
    page = steward_browser.get(START)
    assert [str(group["name"]) for group in page.context["groups"]] == [
        "People",
        "Testimonies",
        "Events, places and figures",
        "Commemorations and recognitions",
        "Sources and media",
        "The memorial",
        "Accounts",
    ]


def test_start_page_says_what_waits_for_whom(contributor: User, curator: User, second_curator: User) -> None:
    submit(entry=drafted(contributor, "Theirs"), by=contributor, note="Synthetic")
    submit(entry=drafted(curator, "Mine"), by=curator, note="Synthetic")
    back = submit(entry=drafted(curator, "Back"), by=curator, note="Synthetic")
    return_to_author(entry=back, by=second_curator, reason="Synthetic reason")
    drafted(curator, "Begun")
    page = signed_in(curator).get(START)
    assert [name.split(",")[0] for name in names(page, "waiting")] == ["Theirs"]
    assert [name.split(",")[0] for name in names(page, "submitted")] == ["Mine"]
    assert [name.split(",")[0] for name in names(page, "returned")] == ["Back"]
    assert [name.split(",")[0] for name in names(page, "drafts")] == ["Begun"]
    other = signed_in(second_curator).get(START)
    assert [name.split(",")[0] for name in names(other, "waiting")] == ["Theirs", "Mine"]
    assert not names(other, "returned")
    assert not names(other, "drafts")
    assert work(other)["waiting"].lines[0].url == address(
        Person, "review", Person.objects.get(label__startswith="Th").pk
    )


def test_start_page_of_somebody_who_may_not_review_has_no_such_panel(contributor_browser: Client) -> None:
    assert set(work(contributor_browser.get(START))) == {"returned", "drafts", "submitted", "scheduled", "changed"}


def test_one_hand_reviews_their_own_while_there_is_one_curator(memorial: Memorial, curator: User) -> None:
    submit(entry=drafted(curator), by=curator, note="Synthetic")
    assert not names(signed_in(curator).get(START), "waiting")
    Memorial.objects.update(one_hand=True)
    assert len(names(signed_in(curator).get(START), "waiting")) == 1


def test_start_page_lists_what_waits_for_its_day_and_not_what_has_opened(curator_browser: Client) -> None:
    now = timezone.now()
    set_clock(now)
    later = make_place("Synthetic later", opens_at=now + timedelta(days=3))
    make_place("Synthetic open", opens_at=now - timedelta(days=3))
    copy = make_place("Synthetic copy", status=Status.IN_REVIEW, opens_at=now + timedelta(days=1))
    page = curator_browser.get(START)
    assert names(page, "scheduled") == [copy.label, later.label]
    assert not names(page, "waiting")


def test_what_should_have_opened_and_did_not_waits_for_review_again(curator_browser: Client) -> None:
    now = timezone.now()
    set_clock(now)
    make_place("Synthetic overdue", status=Status.IN_REVIEW, opens_at=now - timedelta(hours=1))
    assert names(curator_browser.get(START), "waiting") == ["Synthetic overdue"]


def test_withdrawal_is_reported_to_curators_with_who_when_why_and_to_nobody_else(
    curator: User, second_curator_browser: Client, contributor_browser: Client, steward_browser: Client
) -> None:
    place = keep_version(make_place("Synthetic gone"))
    withdraw(entry=place, by=curator, reason="privacy", note="Her daughter telephoned.")
    for browser in (second_curator_browser, steward_browser):
        (line,) = work(browser.get(START))["withdrawn"].lines
        assert (line.name, line.withdrawal.actor, line.note) == ("Synthetic gone", curator, "Her daughter telephoned.")
        assert line.reason == "to protect somebody's privacy"
    rendered = contributor_browser.get(START).content.decode()
    assert "Synthetic gone" not in rendered
    assert "telephoned" not in rendered


def test_withdrawal_is_reported_for_two_weeks_and_listed_for_ninety_days(
    curator: User, curator_browser: Client
) -> None:
    for days in (13, 15, 91):
        place = make_place(f"Synthetic, {days} days ago", status=Status.WITHDRAWN)
        DeskRow.objects.filter(public_id=place.public_id).update(since=timezone.now() - timedelta(days=days))
    assert names(curator_browser.get(START), "withdrawn") == ["Synthetic, 13 days ago"]
    listed = curator_browser.get("/admin/work/withdrawn/")
    assert [line.name for line in listed.context["lines"]] == ["Synthetic, 13 days ago", "Synthetic, 15 days ago"]


@pytest.mark.every_case
@pytest.mark.parametrize("panel", PANELS)
def test_restricted_entry_is_in_no_panel_of_those_who_are_not_keepers(panel: str, curator: User, keeper: User) -> None:
    set_clock(timezone.now())
    later = timezone.now() + timedelta(days=2)
    fields: dict[str, Any] = {"status": Status.DRAFT, "opens_at": later if panel == "scheduled" else None}
    fields |= {"returned": True} if panel == "returned" else {}
    fields |= {"status": Status.IN_REVIEW} if panel in ("waiting", "submitted") else {}
    fields |= {"status": Status.WITHDRAWN} if panel == "withdrawn" else {}
    for person in (curator, keeper):
        make_person(family="Hidden", restricted=True, in_charge=person, submitted_by=person, **fields)
    rendered = signed_in(curator).get(f"/admin/work/{panel}/?person=anybody").content.decode()
    assert signed_in(curator).get(START).content.decode().count("Hidden") == 0
    assert "Hidden" not in rendered
    assert not signed_in(curator).get(f"/admin/work/{panel}/?person=anybody").context["lines"]
    both = staff("keeping-curator", Role.KEEPER, Role.CURATOR)
    kept = signed_in(both).get(f"/admin/work/{panel}/?person=anybody")
    assert len(kept.context["lines"]) == (0 if panel == "submitted" else 2)
    assert "Hidden" not in kept.content.decode()


def test_name_that_is_a_confidence_stands_in_no_panel(curator_browser: Client) -> None:
    make_testimony(narrator_name="Synthetic Narrator Unsaid", status=Status.IN_REVIEW)
    rendered = curator_browser.get(START).content.decode()
    assert "Unsaid" not in rendered
    assert "testimony " in rendered


@pytest.mark.parametrize("rows", [1, 3])
def test_start_page_costs_the_same_however_much_there_is(
    curator: User, second_curator: User, contributor: User, rows: int, django_assert_num_queries: Any
) -> None:
    set_clock(timezone.now())
    Memorial.objects.update(one_hand=True)
    for row in range(rows):
        full_desk(curator, contributor, second_curator)
        Halt.objects.create(user=staff(f"synthetic-{row}"), at=timezone.now())
    browser = signed_in(curator)
    with django_assert_num_queries(QUERIES):
        page = browser.get(START)
    assert all(len(part.lines) >= rows for part in page.context["work"])


def full_desk(curator: User, contributor: User, second: User) -> None:
    """Give every panel of the start page one more row."""
    submit(entry=drafted(contributor), by=contributor, note="Synthetic")
    submit(entry=drafted(curator), by=curator, note="Synthetic")
    back = submit(entry=drafted(curator), by=curator, note="Synthetic")
    return_to_author(entry=back, by=second, reason="Synthetic reason")
    drafted(curator)
    make_place(opens_at=timezone.now() + timedelta(days=3))
    withdraw(entry=keep_version(make_place()), by=second, reason="mistake", note="Synthetic note")


def test_counts_say_more_than_a_thousand_and_go_no_further(
    curator: User, curator_browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CappedPaginator, "MOST", 2)
    for _row in range(4):
        drafted(curator)
        make_place()
    with CaptureQueriesContext(connection) as asked:
        page = curator_browser.get(START)
    (counts,) = [query["sql"] for query in asked if "COUNT(*)" in query["sql"]]
    assert counts.count("COUNT(*)") == counts.count("LIMIT 3")
    assert (work(page)["drafts"].count.number, work(page)["drafts"].count.capped) == (2, True)
    assert page.content.decode().count("more than 2") >= 4
    listed = curator_browser.get("/admin/work/drafts/")
    assert "there are more than 2" in listed.content.decode()


def test_clock_that_jumped_is_asked_about_and_confirmed(curator: User, curator_browser: Client) -> None:
    set_clock(timezone.now() - timedelta(days=40))
    make_place(opens_at=timezone.now() - timedelta(days=20))
    assert "Is this the right time?" in curator_browser.get(START).content.decode()
    assert curator_browser.get(reverse("admin:confirm_clock")).status_code == 405
    page = curator_browser.post(reverse("admin:confirm_clock"), follow=True)
    assert messages_of(page) == ["The clock is confirmed."]
    assert page.context["clock"] is None
    again = curator_browser.post(reverse("admin:confirm_clock"), follow=True)
    assert "confirmed already" in messages_of(again)[0]


def test_clock_is_asked_of_those_who_may_confirm_alone(contributor_browser: Client) -> None:
    set_clock(timezone.now() - timedelta(days=40))
    make_place(opens_at=timezone.now() - timedelta(days=20))
    assert contributor_browser.get(START).context["clock"] is None
    assert contributor_browser.post(reverse("admin:confirm_clock")).status_code == 403


def test_start_page_shows_nothing_that_a_person_may_not_see(contributor_browser: Client) -> None:
    page = contributor_browser.get(START)
    kinds = [kind["name"] for group in page.context["groups"] for kind in group["models"]]
    assert "Accounts" not in kinds
    assert "People" in kinds


def test_newcomer_without_a_role_has_an_empty_desk(memorial: Memorial) -> None:
    make_person(status=Status.DRAFT)
    page = signed_in(staff("newcomer")).get(START)
    assert page.status_code == 200
    assert page.context["work"] == []


def test_group_of_models_has_one_start_page(curator_browser: Client) -> None:
    assert curator_browser.get("/admin/memorial/")["Location"] == START


@pytest.mark.parametrize(
    ("text", "edtf", "words"),
    [("about 1954", "1954~", "about 1954"), ("24.06.1953", "1953-06-24", "24 June 1953"), ("", "", "")],
)
def test_dates_says_how_a_date_was_understood(curator_browser: Client, text: str, edtf: str, words: str) -> None:
    answer = curator_browser.get(reverse("admin:dates"), {"text": text}).json()
    assert (answer["edtf"], answer["words"]) == (edtf, words)


def test_dates_refuses_with_an_example(curator_browser: Client) -> None:
    answer = curator_browser.get(reverse("admin:dates"), {"text": "some day"}).json()
    assert "24.06.1953" in answer["error"]


def test_dates_takes_a_day_of_the_year_only_where_asked(curator_browser: Client) -> None:
    url = reverse("admin:dates")
    assert curator_browser.get(url, {"text": "26 February", "anniversary": "1"}).json()["edtf"] == "--02-26"
    assert "error" in curator_browser.get(url, {"text": "26 February"}).json()


def test_dates_is_for_staff_alone(visitor: Client, memorial: Memorial) -> None:
    assert visitor.get(reverse("admin:dates"), {"text": "1954"}).status_code == 302


def test_sign_in_that_fails_says_what_to_do(visitor: Client) -> None:
    page = visitor.post("/admin/login/", {"username": "nobody", "password": "wrong"})
    assert "do not open the desk" in page.content.decode()


def test_desk_keeps_the_pages_own_policy(curator_browser: Client) -> None:
    person = make_person()
    for url in (START, "/admin/memorial/person/", f"/admin/memorial/person/{person.pk}/change/"):
        page = curator_browser.get(url)
        assert "unsafe-inline" not in page["Content-Security-Policy"]
        assert "style=" not in page.content.decode()


def test_no_way_around_the_permissions_tells_the_name_of_a_draft(memorial: Memorial) -> None:
    browser = signed_in(staff("newcomer"))
    draft = make_person(given="Unsaid", status=Status.DRAFT)
    kind = ContentType.objects.get_for_model(type(draft)).pk
    answer = browser.get(f"/admin/r/{kind}/{draft.pk}/")
    assert answer.status_code == 404
    assert "unsaid" not in str(answer.headers).lower()


def test_sign_in_leads_to_the_desk_and_to_no_other_site(contributor: User, visitor: Client) -> None:
    typed = {"username": contributor.username, "password": "synthetic pass phrase", "next": "https://example.org/"}
    assert visitor.post("/admin/login/?next=//example.org/", typed)["Location"] == START
