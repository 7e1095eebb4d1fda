"""What opens and closes by itself is left out of the public index from its moment on, and made anew within a minute."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Clock, Person, PublicNameDoc, PublicTextDoc, SearchDue, Testimony, User
from memorial.review.clock import set_clock
from memorial.review.gate import NEVER
from memorial.review.timekeeping import confirm_clock, keep_time
from memorial.review.withdrawal import withdraw_now
from memorial.search.due import left_out
from memorial.search.indexing import index_entries
from memorial.search.models import Edition
from tests.factories import consent_to, make_person, make_testimony
from tests.search.indexes import contents, from_scratch

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(db: None) -> None:
    """A clock that is believed."""
    set_clock(timezone.now())


def told_by_consent(**fields: Any) -> Testimony:
    """Return a testimony that rests on one consent, indexed as it stands."""
    told = make_testimony(basis="consent", texts={"en": {"text": "Synthetic timedword"}})
    consent_to(told)
    told.consents.update(**fields)
    index_entries(Testimony, [told.pk])
    return told


def is_found() -> bool:
    return PublicTextDoc.objects.filter(tokens__contains="timedword").exists()


def test_person_who_opens_later_is_found_a_minute_after(memorial: Any) -> None:
    person = make_person(opens_at=timezone.now() + HOUR)
    assert SearchDue.objects.get().at == person.opens_at and not PublicNameDoc.objects.exists()
    Person.objects.filter(pk=person.pk).update(opens_at=timezone.now() - HOUR)
    SearchDue.objects.update(at=timezone.now() - HOUR)
    assert left_out(Edition.PUBLIC) == {"person": {person.pk}} and left_out(Edition.DESK) == {}
    keep_time()
    assert PublicNameDoc.objects.filter(pk=person.pk).exists() and not SearchDue.objects.exists()


def test_consent_that_ends_takes_the_testimony_out_at_its_moment(memorial: Any) -> None:
    told = told_by_consent(ends_at=timezone.now() + HOUR)
    assert is_found() and left_out(Edition.PUBLIC) == {}
    told.consents.update(ends_at=timezone.now() - timedelta(seconds=1))
    SearchDue.objects.update(at=timezone.now() - timedelta(seconds=1))
    assert left_out(Edition.PUBLIC) == {"testimony": {told.pk}}
    keep_time()
    assert not is_found() and left_out(Edition.PUBLIC) == {}
    assert contents() == from_scratch()


def test_consent_that_begins_brings_the_testimony_in(memorial: Any) -> None:
    told = told_by_consent(starts_at=timezone.now() + HOUR, ends_at=timezone.now() + 2 * HOUR)
    assert not is_found() and SearchDue.objects.get().at == told.consents.get().starts_at
    told.consents.update(starts_at=timezone.now() - HOUR)
    SearchDue.objects.update(at=timezone.now() - HOUR)
    keep_time()
    assert is_found() and SearchDue.objects.get().at == told.consents.get().ends_at


def test_time_that_cannot_be_known_is_not_waited_for(memorial: Any) -> None:
    told_by_consent(starts_at=NEVER)
    assert not is_found() and not SearchDue.objects.exists()


def test_clock_that_is_not_believed_opens_nothing(memorial: Any, steward: User) -> None:
    person = make_person(opens_at=timezone.now() + HOUR)
    long_ago = timezone.now() - timedelta(days=9)
    Clock.objects.update(seen_at=long_ago, believed_from=long_ago - HOUR, believed_until=long_ago + HOUR)
    past = timezone.now() - HOUR
    Person.objects.filter(pk=person.pk).update(opens_at=past)
    SearchDue.objects.update(at=past)
    keep_time()
    assert not PublicNameDoc.objects.exists() and SearchDue.objects.get().at == past
    confirm_clock(steward)
    assert PublicNameDoc.objects.filter(pk=person.pk).exists() and not SearchDue.objects.exists()


def test_entry_that_is_withdrawn_waits_for_nothing(memorial: Any, curator: User) -> None:
    person = make_person(opens_at=timezone.now() + HOUR)
    withdraw_now(entry=person, by=curator, reason="checking", note="Synthetic note")
    assert not SearchDue.objects.exists()


def test_what_is_left_out_takes_one_query(memorial: Any) -> None:
    for _ in range(3):
        make_person(opens_at=timezone.now() + HOUR)
    with CaptureQueriesContext(connection) as asked:
        left_out(Edition.PUBLIC)
        left_out(Edition.DESK)
    assert len(asked) == 1
