"""Tombstones: that something was withdrawn, when, and for what kind of reason; never what it was."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from memorial.models import Memorial, Person, User
from memorial.review.models import Entry
from memorial.review.status import Status, WithdrawalReason
from memorial.review.withdrawal import withdraw
from tests.factories import make_event, make_person, make_source, make_testimony
from tests.permanent_ids import words_beside_ids
from tests.public.person_page import plain
from tests.public.version_page import publish_again, version_url, withdraw_version

NIGHT = datetime(2024, 5, 3, 22, 30, tzinfo=UTC)


def gone(visitor: Client, url: str) -> str:
    """Return the page of an address that says that something was withdrawn."""
    response = visitor.get(url)
    assert response.status_code == 410
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    return response.content.decode()


def lay(entry: Entry, **fields: Any) -> None:
    """Make an entry one that was withdrawn."""
    known = {"status": Status.WITHDRAWN, "withdrawn_at": NIGHT, "withdrawal_reason": "mistake"}
    type(entry)._base_manager.filter(pk=entry.pk).update(**{**known, **fields})


@pytest.mark.parametrize("reason", WithdrawalReason)
def test_tombstone_says_when_and_the_class_of_reason(visitor: Client, reason: WithdrawalReason) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    person = make_person(given="Zqperson", family="Zq")
    lay(person, withdrawal_reason=reason)
    words = plain(gone(visitor, person.get_absolute_url()))
    assert "This entry was withdrawn" in words
    assert "4 May 2024" in words
    assert str(reason.label) in words.replace("&#x27;", "'")


def test_tombstone_never_says_the_name_nor_the_note(visitor: Client, curator: User) -> None:
    entries: list[Any] = [
        make_person(given="Zqperson", family="Zq"),
        make_source(title="Zqsource"),
        make_testimony("Zqsummary", narrator_name="Zqnarrator"),
    ]
    for entry in entries:
        publish_again(entry, sentence={"en": "Zqsentence"})
        own = entry.get_absolute_url()
        withdraw(entry=entry, by=curator, reason="privacy", note="Zqnote for colleagues")
        for url in (own, version_url(entry, 1), version_url(entry, 1, form="bib")):
            html = gone(visitor, url)
            assert "zq" not in words_beside_ids(html)
            assert "curator</dd>" not in html
            assert 'rel="canonical"' not in html


def test_tombstone_without_a_reason_says_none(visitor: Client) -> None:
    person = make_person()
    lay(person, withdrawal_reason="")
    assert "Reason" not in plain(gone(visitor, person.get_absolute_url()))


def test_all_versions_of_a_withdrawn_entry_are_gone_and_no_others(visitor: Client) -> None:
    event = publish_again(publish_again(make_event("Zqevent")))
    lay(event)
    for number in (1, 2):
        assert "This entry was withdrawn" in gone(visitor, version_url(event, number))
        assert "This entry was withdrawn" in gone(visitor, version_url(event, number, form="ris"))
    assert visitor.get(version_url(event, 3)).status_code == 404
    assert visitor.get(version_url(event, 0)).status_code == 404


def test_withdrawn_version_says_so_while_the_entry_stays(visitor: Client) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    person = publish_again(publish_again(make_person(given="Zqperson")))
    withdraw_version(person, 1, reason="request")
    for url in (version_url(person, 1), version_url(person, 1, form="bib")):
        html = gone(visitor, url)
        assert "This version was withdrawn" in html
        assert "at the request of somebody concerned" in html
        assert "zq" not in words_beside_ids(html)
        assert person.public_id not in html
    assert visitor.get(version_url(person, 2)).status_code == 200
    assert version_url(person, 1) not in visitor.get(version_url(person, 2)).content.decode()


@pytest.mark.parametrize("version_too", [True, False])
def test_withdrawn_version_of_a_hidden_entry_is_as_if_it_had_never_been(visitor: Client, version_too: bool) -> None:
    person = publish_again(make_person())
    if version_too:
        withdraw_version(person, 1)
    Person.objects.filter(pk=person.pk).update(status=Status.DRAFT)
    assert visitor.get(version_url(person, 1)).status_code == 404


def test_tombstone_speaks_the_language_of_its_address(visitor: Client) -> None:
    person = make_person()
    lay(person)
    assert '<html lang="ru"' in gone(visitor, f"/ru/people/{person.public_id}/")
