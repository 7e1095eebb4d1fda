"""Changing the status from the desk."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from memorial.models import Memorial, Person, Place, Testimony
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.factories import make_person, make_place, make_testimony
from tests.review.filling import address, messages_of, send

PEOPLE = "/admin/memorial/person/"


def form_of(person: Person) -> str:
    return address(Person, "change", person.pk)


def chosen(browser: Client, action: str, *entries: Any) -> Any:
    """Choose entries of a list and run an action on them."""
    url = address(type(entries[0]), "changelist")
    return browser.post(url, {"action": action, "_selected_action": [entry.pk for entry in entries]}, follow=True)


def test_list_offers_a_contributor_only_submitting(contributor_browser: Client) -> None:
    make_person()
    page = contributor_browser.get(PEOPLE)
    assert [name for name, _label in page.context["action_form"].fields["action"].choices if name] == ["submit"]


def test_list_offers_a_curator_every_transition_and_no_deletion(curator_browser: Client) -> None:
    make_person()
    page = curator_browser.get(PEOPLE)
    names = [name for name, _label in page.context["action_form"].fields["action"].choices if name]
    assert names == ["submit", "publish", "return", "withdraw", "reopen"]


def test_list_action_changes_each_and_says_why_not(curator_browser: Client) -> None:
    waiting, draft = make_person(status=Status.IN_REVIEW), make_person(status=Status.DRAFT)
    page = chosen(curator_browser, "publish", waiting, draft)
    waiting.refresh_from_db()
    draft.refresh_from_db()
    assert (waiting.status, draft.status) == (Status.PUBLISHED, Status.DRAFT)
    assert (waiting.version, waiting.published_at is None) == (1, False)
    said = messages_of(page)
    assert len(said) == 2
    assert any("is draft; it cannot be published" in sentence for sentence in said)
    assert LogEntry.objects.get().object_id == str(waiting.pk)


def test_list_action_that_a_person_may_not_make_does_nothing(contributor_browser: Client) -> None:
    waiting = make_person(status=Status.IN_REVIEW)
    chosen(contributor_browser, "publish", waiting)
    waiting.refresh_from_db()
    assert waiting.status == Status.IN_REVIEW


def test_refusal_says_what_stands_in_the_way(curator_browser: Client) -> None:
    testimony = make_testimony(status=Status.IN_REVIEW)
    page = chosen(curator_browser, "publish", testimony)
    assert any("Cite the source" in sentence for sentence in messages_of(page))
    assert Testimony.objects.get().status == Status.IN_REVIEW


def test_list_action_takes_so_many_at_once(curator_browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memorial.review.status_admin.MOST_AT_ONCE", 1)
    people = [make_person(status=Status.DRAFT) for _one in range(2)]
    page = chosen(curator_browser, "submit", *people)
    assert messages_of(page) == ["Choose at most 1 at once. Nothing was changed."]
    assert not Person.objects.exclude(status=Status.DRAFT).exists()


def test_form_shows_the_status_and_only_the_open_buttons(curator_browser: Client, contributor_browser: Client) -> None:
    person = make_person(status=Status.IN_REVIEW)
    shown = [step.name for step in curator_browser.get(form_of(person)).context["transitions"]]
    assert shown == ["publish", "return"]
    page = contributor_browser.get(form_of(person))
    assert page.context["transitions"] == []
    assert "In review" in page.content.decode()


def test_button_of_the_form_saves_the_words_first(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    answer = send(curator_browser, form_of(person), birth="about 1954", _transition="submit")
    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.birth, person.status) == ("1954~", Status.IN_REVIEW)
    assert LogEntry.objects.filter(object_id=str(person.pk)).count() == 2


def test_button_of_a_form_with_an_error_changes_nothing_and_keeps_the_words(curator_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    page = send(curator_browser, form_of(person), birth="one fine day", _transition="submit")
    person.refresh_from_db()
    assert person.status == Status.DRAFT
    assert 'value="one fine day"' in page.content.decode()


def test_button_that_is_refused_says_why_and_keeps_what_was_saved(curator_browser: Client) -> None:
    place = make_place(status=Status.PUBLISHED)
    answer = send(
        curator_browser, address(Place, "change", place.pk), other_names="Synthetic alias", _transition="submit"
    )
    page = curator_browser.get(answer["Location"])
    assert any("cannot be submitted" in sentence for sentence in messages_of(page))
    place.refresh_from_db()
    assert (place.other_names, place.status) == ("Synthetic alias", Status.PUBLISHED)


def test_forged_button_is_forbidden(contributor_browser: Client) -> None:
    person = make_person(status=Status.DRAFT)
    answer = send(contributor_browser, form_of(person), sex="male", _transition="publish")
    assert answer.status_code == 403
    person.refresh_from_db()
    assert (person.status, person.sex) == (Status.DRAFT, "unknown")
    assert send(contributor_browser, form_of(person), _transition="no such").status_code == 403


def test_transition_without_the_form_takes_a_post_and_the_permission(
    curator_browser: Client, contributor_browser: Client
) -> None:
    person = make_person()
    url = address(Person, "transition", person.pk)
    assert curator_browser.get(url).status_code == 405
    assert contributor_browser.post(url, {"transition": "withdraw"}).status_code == 403
    page = curator_browser.post(url, {"transition": "withdraw"}, follow=True)
    assert any("withdrawn" in sentence for sentence in messages_of(page))
    assert Person.objects.get().status == Status.WITHDRAWN
    assert curator_browser.post(address(Person, "transition", 0), {"transition": "withdraw"}).status_code == 404


def test_transition_asks_for_the_token_of_the_form(curator: Any) -> None:
    person = make_person()
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(curator)
    assert browser.post(address(Person, "transition", person.pk), {"transition": "withdraw"}).status_code == 403
    assert Person.objects.get().status == Status.PUBLISHED


def test_reviewer_who_may_not_change_has_the_buttons_alone(memorial: Memorial) -> None:
    browser = signed_in(staff("reviewer", "view", "publish"))
    person = make_person(status=Status.IN_REVIEW)
    rendered = browser.get(form_of(person)).content.decode()
    assert f'action="{address(Person, "transition", person.pk)}"' in rendered
    assert 'name="birth"' not in rendered
    browser.post(address(Person, "transition", person.pk), {"transition": "return"})
    assert Person.objects.get().status == Status.DRAFT


def test_entry_without_the_words_that_name_it_is_not_published(curator_browser: Client) -> None:
    place = make_place(status=Status.IN_REVIEW)
    place.translations.all().delete()
    page = chosen(curator_browser, "publish", place)
    assert any("Not yet written in any language: name." in sentence for sentence in messages_of(page))
    place.refresh_from_db()
    assert place.status == Status.IN_REVIEW
