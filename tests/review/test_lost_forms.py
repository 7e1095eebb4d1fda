"""A form whose entry has gone on meanwhile: its words come back, with what has happened and a way on."""

import pytest
from django.test import Client

from memorial.models import Memorial, Person, User
from memorial.review.actions import open_copy, submit
from memorial.review.checks import findings
from memorial.review.publication import Publication, publish
from memorial.review.restoring import discard
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from tests.conftest import signed_in
from tests.factories import make_person
from tests.review.filling import address
from tests.review.meeting import draft, form_of, written


@pytest.fixture
def person(memorial: Memorial) -> Person:
    return draft()


def test_form_whose_entry_was_submitted_gives_the_words_back(
    contributor: User, contributor_browser: Client, person: Person
) -> None:
    data = written(contributor_browser, form_of(person), birth="1951", names__0__full="Changed Synthetic")
    submit(entry=person, by=contributor, note="Synthetic note")
    page = contributor_browser.post(form_of(person), data)
    body = page.content.decode()
    assert page.status_code == 403
    assert "1951" in body
    assert "Changed Synthetic" in body
    assert "submitted by yourself" in body
    assert address(Person, "review", person.pk) in body


def test_form_whose_entry_was_deleted_gives_the_words_back(curator: User, second_curator: User) -> None:
    person = make_person(status=Status.DRAFT, created_by=second_curator)
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    discard(entry=person, by=second_curator)
    page = browser.post(form_of(person), data)
    assert page.status_code == 404
    assert "1951" in page.content.decode()
    assert "by second-curator" in page.content.decode()


def test_hidden_entry_answers_like_one_that_is_not_there(curator_browser: Client, memorial: Memorial) -> None:
    hidden = make_person(status=Status.DRAFT, restricted=True)
    answers = []
    for key in (hidden.pk, 999_999):
        page = curator_browser.post(address(Person, "change", key), {"birth": "1951"})
        answers.append((page.status_code, page.content.decode().replace(f"/{key}/", "").split("<main")[1]))
    assert answers[0] == answers[1]


def test_form_of_more_than_a_thousand_fields_is_taken(curator_browser: Client, person: Person) -> None:
    data = written(curator_browser, form_of(person)) | {f"synthetic-{number}": "x" for number in range(1500)}
    assert curator_browser.post(form_of(person), data).status_code == 302


def test_working_copy_that_was_published_gives_the_words_back(
    contributor: User, contributor_browser: Client, curator: User
) -> None:
    live = make_person(given="First")
    copy = open_copy(entry=live, by=contributor)
    Person._base_manager.filter(pk=copy.pk).update(birth="1950")
    data = written(contributor_browser, form_of(copy), birth="1951")
    submit(entry=copy, by=contributor, note="Synthetic note")
    submitted = Person._base_manager.get(pk=copy.pk)
    names = [finding.name for finding in findings(submitted)]
    seen = Publication(seen=content_hash(copy), seen_live=content_hash(live), acknowledged=names)
    publish(entry=submitted, by=curator, how=seen)
    page = contributor_browser.post(form_of(copy), data)
    assert page.status_code == 404
    body = page.content.decode()
    assert "1951" in body
    assert "published by curator" in body
    assert address(Person, "review", live.pk) in body


def test_working_copy_whose_entry_was_withdrawn_gives_the_words_back(
    contributor: User, contributor_browser: Client, curator: User
) -> None:
    live = make_person(given="First")
    copy = open_copy(entry=live, by=contributor)
    data = written(contributor_browser, form_of(copy), birth="1951")
    withdraw(entry=live, by=curator, reason="checking", note="Synthetic reason")
    page = contributor_browser.post(form_of(copy), data)
    assert page.status_code == 404
    assert "1951" in page.content.decode()


def test_act_that_there_is_not_gives_the_words_back(curator_browser: Client, person: Person) -> None:
    page = curator_browser.post(address(Person, "acts", person.pk, "synthetic"), {"note": "Synthetic words"})
    assert page.status_code == 404
    assert "Synthetic words" in page.content.decode()


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '["/admin/", {}, []]',
        '["/admin/", {"a": "b"}, 3]',
        '["https://elsewhere.example/", {"a": ["b"]}, []]',
        '["/admin/nowhere/", {"a": ["\\ud800"]}, []]',
        '["/admin/memorial/person/9/change/", {"a": [1]}, []]',
        '["/admin/memorial/person/x/change/", {"birth": ["\\u0000"], "names-TOTAL_FORMS": ["x"]}, []]',
    ],
)
def test_words_that_no_page_of_ours_has_carried_are_no_trouble(curator: User, carried: str) -> None:
    answer = Client().post(
        "/admin/login/",
        {"username": "curator", "password": "synthetic pass phrase", "next": "/admin/", "kept_words": carried},
    )
    assert answer.status_code in (200, 302, 404)
