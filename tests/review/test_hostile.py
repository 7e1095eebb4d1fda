"""Hostile ways: what somebody could try in order to publish alone, to see what is hidden, or to undo a stop."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import Discarded, Person, User
from memorial.review.actions import TransitionRefused, record_edit, submit
from memorial.review.restoring import discard, restore_discarded
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from memorial.review.timekeeping import keep_time
from memorial.review.withdrawal import put_back, reopen, withdraw
from tests.factories import keep_version, make_person
from tests.review.acting import edited_copy, published, submitted
from tests.review.filling import address, send


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


def test_copy_begun_anew_has_not_the_hands_of_the_one_that_was_discarded(
    curator: User, contributor: User
) -> None:
    person = keep_version(make_person())
    discard(entry=edited_copy(person, curator, birth="1954"), by=curator)
    copy = edited_copy(person, contributor, birth="1955")
    submit(entry=copy, by=contributor, note="Synthetic note")
    assert published(copy, curator).birth == "1955"


def test_entry_put_back_before_its_day_waits_for_its_day(curator: User, second_curator: User, contributor: User) -> None:
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
