"""The clock: what is scheduled opens by itself, and never because a clock has jumped."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from memorial.models import LedgerLine, Memorial, Person, User
from memorial.review.actions import TransitionRefused, submit
from memorial.review.clock import Clock, note_time, set_clock
from memorial.review.ledger import Verb
from memorial.review.status import Status
from memorial.review.timekeeping import beat, clock_question, confirm_clock, keep_time, start_heartbeat
from tests.factories import keep_version, make_person
from tests.review.acting import edited_copy, published

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def seen(ago: timedelta) -> datetime:
    """Let the memorial have seen the time for the last time so long ago, and return when that was."""
    then = timezone.now() - ago
    set_clock(then)
    return then


def scheduled(*, ago: timedelta) -> Person:
    """Return a published person who was to open so long ago."""
    return make_person(opens_at=timezone.now() - ago)


def is_open(person: Person) -> bool:
    """Return whether visitors see a person, after making sure that every way to ask gives one answer."""
    person.refresh_from_db()
    answers = {person.is_public, Person.objects.public().filter(pk=person.pk).exists()}
    assert len(answers) == 1
    return answers.pop()


def test_scheduled_entry_opens_by_itself_at_its_time(memorial: Memorial, visitor: Client) -> None:
    seen(timedelta(0))
    later, due = scheduled(ago=-HOUR), scheduled(ago=timedelta(seconds=1))
    assert not is_open(later)
    assert is_open(due)
    assert visitor.get(later.get_absolute_url(), follow=True).status_code == 404
    assert visitor.get(due.get_absolute_url(), follow=True).status_code == 200


def test_nothing_scheduled_opens_before_the_time_was_ever_noted(memorial: Memorial) -> None:
    person = scheduled(ago=HOUR)
    assert not is_open(person)
    assert is_open(make_person())
    assert note_time()
    assert is_open(person)


def test_jump_of_an_hour_opens_what_is_due(memorial: Memorial) -> None:
    person = scheduled(ago=timedelta(minutes=30))
    seen(HOUR)
    assert is_open(person)
    assert clock_question() is None


def test_jump_of_more_than_a_day_opens_nothing_until_confirmed(memorial: Memorial, curator: User) -> None:
    between, before = scheduled(ago=HOUR), scheduled(ago=3 * DAY)
    then = seen(2 * DAY)
    assert (is_open(between), is_open(before)) == (False, True)
    assert keep_time() == 0
    assert (is_open(between), is_open(before)) == (False, True)
    question = clock_question()
    assert question is not None
    assert question.last_seen == then
    confirm_clock(curator)
    assert is_open(between)
    assert clock_question() is None
    line = LedgerLine.objects.get()
    assert (line.verb, line.actor) == (Verb.CLOCK_SET, curator)
    assert line.detail["seen"] == then.isoformat()


def test_clock_that_was_set_back_closes_nothing_and_opens_nothing(memorial: Memorial, curator: User) -> None:
    opened, later = scheduled(ago=-DAY), scheduled(ago=-4 * DAY)
    seen(-3 * DAY)
    assert (is_open(opened), is_open(later)) == (True, False)
    assert keep_time() == 0
    assert clock_question() is not None
    confirm_clock(curator)
    assert (is_open(opened), is_open(later)) == (False, False)


@pytest.mark.parametrize("ago", [30 * DAY, -30 * DAY])
def test_jump_over_nothing_scheduled_is_believed_without_asking(memorial: Memorial, ago: timedelta) -> None:
    make_person()
    scheduled(ago=40 * DAY)
    scheduled(ago=-40 * DAY)
    seen(ago)
    assert clock_question() is None
    keep_time()
    assert abs(Clock.objects.get().seen_at - timezone.now()) < HOUR
    assert not LedgerLine.objects.exists()


def test_clock_is_confirmed_by_those_who_may_and_once(memorial: Memorial, contributor: User, steward: User) -> None:
    scheduled(ago=HOUR)
    seen(2 * DAY)
    with pytest.raises(PermissionDenied):
        confirm_clock(contributor)
    confirm_clock(steward)
    with pytest.raises(TransitionRefused, match="in no doubt"):
        confirm_clock(steward)
    assert LedgerLine.objects.count() == 1


@pytest.fixture
def waiting(contributor: User, curator: User) -> Callable[..., Person]:
    """Approve a version of a published person for a later time, and let so much of that time pass."""

    def approve(*, due: timedelta) -> Person:
        person = keep_version(make_person(birth="1950"))
        copy = edited_copy(person, contributor, birth="1951")
        submit(entry=copy, by=contributor, note="Synthetic note")
        published(copy, curator, opens_at=timezone.now() + DAY)
        Person.objects.filter(copy_of=person).update(opens_at=timezone.now() - due)
        return person

    return approve


def test_approved_version_is_published_when_it_is_due(waiting: Callable[..., Person]) -> None:
    person = waiting(due=HOUR)
    seen(timedelta(minutes=1))
    assert keep_time() == 1
    person.refresh_from_db()
    assert (person.birth, person.version) == ("1951", 2)
    assert keep_time() == 0


def test_approved_version_waits_while_the_clock_is_in_doubt(waiting: Callable[..., Person]) -> None:
    person = waiting(due=HOUR)
    seen(2 * DAY)
    assert keep_time() == 0
    person.refresh_from_db()
    assert person.version == 1


def test_command_publishes_what_is_due(waiting: Callable[..., Person]) -> None:
    waiting(due=HOUR)
    seen(timedelta(minutes=1))
    said = StringIO()
    call_command("publish_due", stdout=said)
    assert said.getvalue() == "Published 1 version.\n"
    said = StringIO()
    call_command("publish_due", stdout=said)
    assert said.getvalue() == "Published 0 versions.\n"


def test_command_fails_while_the_clock_is_in_doubt(memorial: Memorial) -> None:
    scheduled(ago=HOUR)
    seen(2 * DAY)
    with pytest.raises(CommandError, match="Nothing scheduled opens until it is confirmed"):
        call_command("publish_due", stdout=StringIO())


def test_embargo_ends_with_its_day_where_the_memorial_is(memorial: Memorial, contributor: User, curator: User) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    seen(timedelta(0))
    person = make_person(status=Status.DRAFT, embargo_until=timezone.now().date() + 2 * DAY)
    submit(entry=person, by=contributor, note="Synthetic note")
    live = published(person, curator)
    assert f"{live.opens_at:%H:%M}" == "20:00"  # the day begins four hours earlier than by UTC
    assert not is_open(live)
    Person.objects.filter(pk=live.pk).update(opens_at=timezone.now() - HOUR)
    assert is_open(live)


@pytest.mark.parametrize("number", [1, 3])
def test_question_of_a_believed_clock_costs_one_query(
    memorial: Memorial, number: int, django_assert_num_queries: Any
) -> None:
    for _one in range(number):
        scheduled(ago=HOUR)
    seen(timedelta(0))
    with django_assert_num_queries(1):
        clock_question()


class Heart(threading.Event):
    """The heart of a test: it beats so often, without a pause."""

    def __init__(self, beats: int) -> None:
        super().__init__()
        self.beats = beats

    def wait(self, timeout: float | None = None) -> bool:
        self.beats -= 1
        return self.beats < 0


def test_heartbeat_outlives_whatever_goes_wrong(caplog: pytest.LogCaptureFixture) -> None:
    # This test has no database, so each beat fails.
    heart = Heart(3)
    thread = threading.Thread(target=beat, args=(heart,))
    thread.start()
    thread.join(timeout=10)
    assert heart.beats == -1
    assert caplog.text.count("it is tried again") == 3


def test_heartbeat_keeps_no_process_from_ending() -> None:
    ended = start_heartbeat()
    hearts = [thread for thread in threading.enumerate() if thread.name == "heartbeat"]
    ended.set()
    assert hearts
    assert all(thread.daemon for thread in hearts)
