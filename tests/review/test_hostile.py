"""Hostile ways: what somebody could try in order to publish alone, to see what is hidden, or to undo a stop."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.accounts.roles import Role
from memorial.models import Consent, Person, Source, User
from memorial.review.actions import TransitionRefused, record_edit, submit
from memorial.review.acts import ACTS
from memorial.review.list_acts import LIST_ACTS
from memorial.review.panels import PANELS
from memorial.review.restoring import discard, restore_discarded
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from memorial.review.timekeeping import keep_time
from memorial.review.withdrawal import put_back, reopen, withdraw
from tests.conftest import signed_in, staff
from tests.factories import keep_version, make_person, make_source, make_testimony
from tests.review.acting import edited_copy, published, submitted
from tests.review.filling import address, filled, send

pytestmark = pytest.mark.usefixtures("memorial")


def withdrawn(entry: Any, by: User) -> Any:
    return withdraw(entry=entry, by=by, reason="checking", note="Synthetic reason")


def test_putting_back_an_entry_does_not_wash_the_hands_of_who_wrote_its_copy(
    curator: User, second_curator: User, contributor: User
) -> None:
    person = keep_version(make_person())
    copy = edited_copy(person, curator, birth="1954")
    put_back(entry=withdrawn(person, curator), by=second_curator)
    submit(entry=copy, by=contributor, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="yourself"):
        published(copy, curator)


def test_discarding_a_copy_does_not_wash_the_hands_of_who_wrote_it(
    curator: User, second_curator: User, contributor: User
) -> None:
    kept = discard(entry=edited_copy(keep_version(make_person()), curator, birth="1954"), by=second_curator)
    copy, _missing = restore_discarded(discarded=kept, model=Person, by=contributor)
    submit(entry=copy, by=contributor, note="Synthetic note")
    with pytest.raises(TransitionRefused, match="yourself"):
        published(copy, curator)
    assert published(copy, second_curator).birth == "1954"


def test_copy_begun_anew_has_not_the_hands_of_the_one_that_was_discarded(curator: User, contributor: User) -> None:
    person = keep_version(make_person())
    discard(entry=edited_copy(person, curator, birth="1954"), by=curator)
    copy = edited_copy(person, contributor, birth="1955")
    submit(entry=copy, by=contributor, note="Synthetic note")
    assert published(copy, curator).birth == "1955"


def test_entry_put_back_before_its_day_waits_for_its_day(
    curator: User, second_curator: User, contributor: User
) -> None:
    keep_time()
    later = timezone.now() + timedelta(days=3)
    person = published(submitted(contributor), curator, opens_at=later)
    back = put_back(entry=withdrawn(person, curator), by=second_curator)
    assert (back.opens_at, back.is_public) == (later, False)


def test_version_that_never_opened_does_not_come_to_light_with_the_next(
    visitor: Client, curator: User, contributor: User
) -> None:
    keep_time()
    person = published(submitted(contributor), curator, opens_at=timezone.now() + timedelta(days=3))
    draft = reopen(entry=withdrawn(person, curator), by=curator)
    before = content_hash(draft)
    Person.objects.filter(pk=draft.pk).update(birth="1955")
    draft.refresh_from_db()
    record_edit(entry=draft, before=before, by=contributor)
    submit(entry=draft, by=contributor, note="Synthetic note")
    live = published(draft, User.objects.create_superuser("another", password="synthetic pass phrase"))
    assert live.is_public
    assert visitor.get(reverse("version", args=["person", live.public_id, 2])).status_code == 200
    assert visitor.get(reverse("version", args=["person", live.public_id, 1])).status_code in {404, 410}


def test_draft_that_was_restricted_later_is_not_told_of_by_its_earlier_deletion(
    keeper: User, keeper_browser: Client, curator_browser: Client, contributor: User
) -> None:
    draft = make_person(family="Hidden", status=Status.DRAFT, created_by=keeper)
    kept = discard(entry=draft, by=keeper)
    again, _missing = restore_discarded(discarded=kept, model=Person, by=keeper)
    send(keeper_browser, address(Person, "change", again.pk), restricted="on")
    again.refresh_from_db()
    assert again.restricted
    discard(entry=again, by=keeper)
    assert "Hidden" not in curator_browser.get(address(Person, "discarded")).content.decode()
    answer = curator_browser.post(address(Person, "bring_back", kept.pk))
    assert (answer.status_code, Person.objects.count()) == (404, 0)


def test_copy_of_an_entry_that_is_restricted_later_leaves_the_desk(
    keeper_browser: Client, curator: User, contributor: User, contributor_browser: Client
) -> None:
    person = keep_version(make_person(family="Hidden"))
    edited_copy(person, contributor, birth="1954")
    reopen(entry=withdrawn(person, curator), by=curator)
    assert "Hidden" in contributor_browser.get(reverse("admin:index")).content.decode()
    send(keeper_browser, address(Person, "change", person.pk), restricted="on")
    assert "Hidden" not in contributor_browser.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("what", ["change", "review", "history", "delete", "edit", "acts"])
@pytest.mark.parametrize("key", ["9" * 30, "9" * 5000, "1_0", "x", "1%00", "-1", "%00", "+1"])
def test_key_that_no_row_can_have_is_answered(curator_browser: Client, what: str, key: str) -> None:
    more = ("note",) if what == "acts" else ()
    url = address(Person, what, "KEY", *more).replace("KEY", key)
    assert curator_browser.get(url).status_code < 500
    assert curator_browser.post(url, {"note": "Synthetic", "_save": "1", "of": "\0"}).status_code < 500


NUL_DOORS = [
    "memorial/person/?status__exact=%00",
    "memorial/person/?q=%00",
    "memorial/person/?in_charge=%00",
    "memorial/user/?q=%00",
    "memorial/sentmail/?q=%00",
    "autocomplete/?app_label=memorial&model_name=person&field_name=residence&term=%00",
    "board/?kind=%00&after=%00-1",
    "work/submitted/?kind=%00&person=%00",
    "ledger/?kind=%00&actor=%00&verb=%00",
    "search/?q=%00",
    "contributions/?sign=%00&reference=%00",
    "contributions/%00/pause/",
    "contributions/%00/decide/",
    "messages/%00/take-down/",
    "messages/%00/put-back/",
    "work/%00/",
    "work/acts/%00/",
    "%00/",
]


@pytest.mark.parametrize("door", NUL_DOORS)
def test_sign_that_no_text_holds_names_nothing(door: str) -> None:
    browser = signed_in(staff("everything", *Role))
    make_person(status=Status.DRAFT)
    assert browser.get(f"/admin/{door}").status_code < 500
    sent = {"action": "submit", "_selected_action": "\0", "reference": "\0", "listed": "\0", "confirmed": "1"}
    assert browser.post(f"/admin/{door}", sent).status_code < 500


#: What no page of the desk sends: a text that is no key, a number that no column takes, the sign that no text may hold.
ODD = ["\0", "9" * 40, "\u0661", "\U0001f600"]
#: What the hidden field of kept words may not hold.
WRONG = ["null", "[]", "[1,2,3]", '["/admin/", [], []]', '["/admin/", {"a": 1}, []]', '["/admin/", {"a": [1]}, []]',
         '["/admin/", {"a": ["b"]}, 7]', "[" * 9000, '["//evil.example/admin/", {"a": ["b"]}, []]',
         '["/admin/\\ud800", {"a": ["\\ud800"]}, []]', '["/admin/?\\u0000=%zz", {"a": ["\\u0000"]}, []]']  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD[1:3])
@pytest.mark.parametrize("model", [Source, Consent, User], ids=lambda model: model.__name__)
def test_forms_answer_what_no_page_sends(odd: str, model: type[Any]) -> None:
    kept: dict[Any, Callable[[], Any]] = {
        Person: lambda: make_person(status=Status.DRAFT),
        Source: lambda: make_source(status=Status.DRAFT),
        Consent: lambda: make_testimony().consents.create(purpose="publish"),
        User: lambda: staff("other"),
    }
    browser, key = signed_in(staff("everything", *Role)), kept[model]().pk
    blank = signed_in(staff("nobody"))
    for form in (address(model, "change", key), address(model, "add")):
        page = browser.get(form)
        names = [name for name in filled(page) if name != "csrfmiddlewaretoken"]
        for sent in ({}, dict.fromkeys(names, odd), {"kin-TOTAL_FORMS": odd}, {"open_form": odd}, {"_merge": odd},
                     {"_merge": "1", "sent_before": odd}, {**filled(page), "names-TOTAL_FORMS": odd}):  # fmt: skip
            assert browser.post(form, sent).status_code < 500, (form, sent)
            assert blank.post(form, sent).status_code < 500, (form, sent)
        assert browser.post(form, odd, content_type="application/json").status_code < 500
        assert browser.post(form, odd, content_type="multipart/form-data; boundary=x").status_code < 500


@pytest.mark.parametrize("wrong", WRONG)
def test_kept_words_of_a_wrong_shape_are_no_words(client: Client, memorial: Any, wrong: str) -> None:
    user = staff("everything", *Role)
    login = reverse("admin:login")
    sent = {"username": user.username, "password": "synthetic pass phrase", "kept_words": wrong}
    answer = client.post(f"{login}?next=//evil.example/", sent)
    assert answer.status_code < 500
    assert "evil.example" not in answer.headers.get("Location", "")
    person = make_person(status=Status.DRAFT)
    form = address(Person, "change", person.pk)
    assert client.post(form, {"_merge": "1", "sent_before": wrong, "kept_words": wrong}).status_code < 500


@pytest.mark.slow
@pytest.mark.parametrize("odd", ODD)
def test_acts_answer_what_no_page_sends(odd: str) -> None:
    browser = signed_in(staff("everything", *Role))
    entries = [make_person(status=status) for status in Status]
    for entry in entries:
        entry.refresh()
        for act in ACTS:
            sent = dict.fromkeys(
                ("note", "seen", "of", "seen_live", "person", "version", "reason", "opens_on", "opens_time"), odd
            )
            assert browser.post(address(Person, "acts", entry.pk, act), sent).status_code < 500, act
        asked = {"a": odd, "b": odd, "language": odd}
        for what in ("history", "review", "change"):
            assert browser.get(address(Person, what, entry.pk), asked).status_code < 500
        assert browser.post(address(Person, "edit", entry.pk), asked).status_code < 500
    for act in LIST_ACTS:
        for refs in ([odd], [f"person-{odd}"], [f"{odd}-1"], [f"person-{entries[0].pk}"]):
            lists: dict[str, Any] = {"entry": refs, "only": refs, "listed": refs}
            sent = lists | {"confirmed": odd, "note": odd, "person": odd}
            assert browser.post(reverse("admin:list_act", args=[act]), sent).status_code < 500


@pytest.mark.parametrize("odd", ODD)
def test_lists_answer_what_no_page_asks(odd: str) -> None:
    browser = signed_in(staff("everything", *Role))
    keep_version(make_person()).refresh()
    asked = {"kind": odd, "language": odd, "person": odd, "state": odd, "after": f"{odd}-{odd}", "page": odd, "q": odd,
             "verb": odd, "actor": odd, "before": odd, "text": odd, "status": odd, "charge": odd, "status__exact": odd,
             "app_label": odd, "model_name": odd, "field_name": odd, "term": odd, "p": odd, "o": odd}  # fmt: skip
    for way in ("board", "ledger", "dates", "index", "halts", "autocomplete"):
        assert browser.get(reverse(f"admin:{way}"), asked).status_code < 500, way
    for panel in PANELS:
        assert browser.get(reverse("admin:work", args=[panel]), asked).status_code < 500
    assert browser.get(address(Person, "changelist"), asked).status_code < 500
    assert browser.get(address(Person, "discarded"), asked).status_code < 500
    marked = {"action": "submit", "_selected_action": [odd], "select_across": odd, "index": odd}
    assert browser.post(address(Person, "changelist"), marked).status_code < 500
    for public in ("corrections", "corrections_feed"):
        assert browser.get(reverse(public), {"after": odd, "before": odd}).status_code < 500


@pytest.mark.parametrize("number", ["9" * 30, "0", "2147483648"])
def test_numbers_that_no_version_has_are_answered(curator_browser: Client, number: str) -> None:
    person = keep_version(make_person())
    for url in (f"{person.get_absolute_url()}versions/{number}/", f"/admin/memorial/person/discarded/{number}/"):
        assert curator_browser.get(url).status_code < 500
        assert curator_browser.post(url).status_code < 500
    for act in ("restore", "withdraw_version"):
        sent = {"version": number, "reason": "privacy"}
        assert curator_browser.post(address(Person, "acts", person.pk, act), sent).status_code < 500
