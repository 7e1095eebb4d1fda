"""Changing the status from the desk: every step is an act of the review page."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from memorial.models import LedgerLine, Person, Place, Testimony, User
from memorial.review.actions import submit
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from tests.conftest import signed_in
from tests.factories import make_person, make_place, make_testimony
from tests.review.filling import address, messages_of, send

PEOPLE = "/admin/memorial/person/"


def act(browser: Client, entry: Any, name: str, **words: str) -> Any:
    """Do one act as the button of the review page sends it, having looked at the entry as it is."""
    words.setdefault("seen", content_hash(entry))
    return browser.post(address(type(entry), "acts", entry.pk, name), words)


def offered(browser: Client, entry: Any) -> list[str]:
    """Return the names of the acts that the review page offers."""
    page = browser.get(address(type(entry), "review", entry.pk))
    return [one.name for one, _form in page.context["acts"]]


STEPS = ("submit", "publish", "return", "withdraw", "put_back", "reopen")


def steps(browser: Client, entry: Any) -> list[str]:
    """Return those of the offered acts that change the status."""
    return [name for name in offered(browser, entry) if name in STEPS]


def problem(page: Any) -> str:
    """Return the sentences with which an act was refused."""
    assert page.status_code == 422
    return " ".join(str(error) for errors in page.context["refused"].errors.values() for error in errors)


@pytest.mark.parametrize("status", Status)
def test_list_publishes_and_deletes_nothing(curator_browser: Client, contributor: User, status: Status) -> None:
    person = make_person(status=status, created_by=contributor)
    for browser in (curator_browser, signed_in(contributor)):
        offered = browser.get(PEOPLE).context["action_form"].fields["action"].choices
        assert not {"publish", "return", "discard", "delete_selected"} & {name for name, _label in offered}
        for action in ("publish", "return", "discard", "delete_selected", "withdraw", "submit"):
            browser.post(PEOPLE, {"action": action, "_selected_action": [person.pk], "post": "yes"})
    person.refresh_from_db()
    assert person.status == status
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    ("status", "contributors", "curators"),
    [
        (Status.DRAFT, ["submit"], ["submit"]),
        (Status.IN_REVIEW, [], ["publish", "return"]),
        (Status.PUBLISHED, [], ["withdraw"]),
        (Status.WITHDRAWN, None, ["put_back", "reopen"]),
    ],
)
def test_review_page_offers_the_steps_that_are_open(
    contributor_browser: Client,
    curator_browser: Client,
    status: Status,
    contributors: list[str] | None,
    curators: list[str],
) -> None:
    person = make_person(status=status)
    assert steps(curator_browser, person) == curators
    if contributors is not None:
        assert steps(contributor_browser, person) == contributors


def test_form_saves_the_words_and_leads_to_the_review_page(contributor: User, contributor_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    answer = send(contributor_browser, address(Person, "change", person.pk), birth="about 1954", _review="1")
    assert answer["Location"] == address(Person, "review", person.pk)
    person.refresh_from_db()
    assert person.birth == "1954~"
    answer = act(contributor_browser, person, "submit", note="Synthetic note")
    page = contributor_browser.get(answer["Location"])
    assert any("submitted" in sentence for sentence in messages_of(page))
    person.refresh_from_db()
    assert (person.status, person.submitted_by) == (Status.IN_REVIEW, contributor)
    verbs = LedgerLine.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["edited", "submitted"]
    assert not LogEntry.objects.exists()


def test_form_with_an_error_changes_nothing_and_keeps_the_words(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    page = send(curator_browser, address(Person, "change", person.pk), birth="one fine day", _review="1")
    person.refresh_from_db()
    assert (person.status, person.birth) == (Status.DRAFT, "")
    assert 'value="one fine day"' in page.content.decode()


def test_status_sent_with_a_form_is_not_read(contributor_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    forged = {"status": "published", "version": "7", "restricted": "", "copy_of": "1", "_transition": "publish"}
    assert send(contributor_browser, address(Person, "change", person.pk), sex="male", **forged).status_code == 302
    person.refresh_from_db()
    assert (person.status, person.version, person.copy_of, person.sex) == (Status.DRAFT, 0, None, "male")


def test_refusal_says_what_stands_in_the_way(contributor: User, curator_browser: Client) -> None:
    testimony = make_testimony(status=Status.DRAFT)
    submit(entry=testimony, by=contributor, note="Synthetic note")
    page = act(curator_browser, testimony, "publish")
    assert "Cite the source" in problem(page)
    assert Testimony.objects.get().status == Status.IN_REVIEW


def test_refused_act_keeps_what_was_written(curator_browser: Client) -> None:
    place = make_place(status=Status.DRAFT)
    page = act(curator_browser, place, "return", note="Synthetic words of a reason")
    assert "cannot be returned" in problem(page)
    assert "Synthetic words of a reason" in page.content.decode()
    place.refresh_from_db()
    assert place.status == Status.DRAFT


def test_return_and_withdrawal_ask_for_a_reason(contributor: User, curator_browser: Client) -> None:
    place, public = make_place(status=Status.DRAFT), make_place()
    submit(entry=place, by=contributor, note="Synthetic note")
    assert act(curator_browser, place, "return").status_code == 422
    assert act(curator_browser, public, "withdraw", note="Synthetic note").status_code == 422
    assert act(curator_browser, public, "withdraw", reason="privacy").status_code == 422
    assert set(Place.objects.values_list("status", flat=True)) == {Status.IN_REVIEW, Status.PUBLISHED}
    assert act(curator_browser, public, "withdraw", note="Synthetic note", reason="privacy").status_code == 302


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("publish", Status.IN_REVIEW),
        ("return", Status.IN_REVIEW),
        ("withdraw", Status.PUBLISHED),
        ("withdraw_version", Status.PUBLISHED),
    ],
)
def test_forged_act_is_forbidden_and_changes_nothing(contributor_browser: Client, name: str, status: Status) -> None:
    person = make_person(status=status)
    words = {"note": "Synthetic note", "reason": "privacy", "version": "1"}
    assert act(contributor_browser, person, name, **words).status_code == 403
    person.refresh_from_db()
    assert person.status == status
    assert not LedgerLine.objects.exists()


def test_act_takes_a_post_a_name_and_the_token_of_its_form(curator: User, curator_browser: Client) -> None:
    person = make_person()
    url = address(Person, "acts", person.pk, "withdraw")
    assert curator_browser.get(url).status_code == 405
    assert curator_browser.post(address(Person, "acts", person.pk, "nothing")).status_code == 404
    assert curator_browser.post(address(Person, "acts", 0, "withdraw")).status_code == 404
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(curator)
    assert strict.post(url, {"reason": "privacy", "note": "Synthetic note"}).status_code == 403
    assert Person.objects.get().status == Status.PUBLISHED


def test_entry_without_the_words_that_name_it_is_not_published(contributor: User, curator_browser: Client) -> None:
    place = make_place(status=Status.DRAFT)
    place.translations.all().delete()
    submit(entry=place, by=contributor, note="Synthetic note")
    page = act(curator_browser, place, "publish")
    assert "Not yet written in any language: name." in problem(page)
    place.refresh_from_db()
    assert place.status == Status.IN_REVIEW
