"""Timekeeping: the memorial notes the time each minute, publishes what is due, and asks when its clock has jumped."""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import CONFIRM_STOP
from memorial.base.turns import take_turn
from memorial.review.actions import TransitionRefused
from memorial.review.clock import Clock, note_time, set_clock
from memorial.review.entry_watchers import minute_passed, minute_passed_here
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.publication import publish_due

MINUTE = 60.0
#: How much of each minute one process has the time to itself, of all that there are on all servers.
TURN = 0.8
said_by = logging.getLogger(__name__)


@dataclass(frozen=True)
class ClockQuestion:
    """What a person must say: the time was last seen at one moment, and is now said to be another."""

    last_seen: datetime
    now: datetime


def clock_question(now: datetime | None = None) -> ClockQuestion | None:
    """Return what to ask about a clock that has jumped; nothing when it is believed, or when nothing hangs on it."""
    now = now or timezone.now()
    clock = Clock.objects.first()
    if clock is None or clock.believed_from <= now <= clock.believed_until:
        return None
    return ClockQuestion(clock.seen_at, now) if hangs_on(clock.seen_at, now) else None


def hangs_on(one: datetime, other: datetime) -> bool:
    """Return whether anything is scheduled between two moments, so that it matters which of them is right."""
    first, last = sorted((one, other))
    return any(
        model._base_manager.filter(opens_at__gt=first, opens_at__lte=last).exists() for model in Entry.__subclasses__()
    )


@transaction.atomic
def confirm_clock(by: User) -> datetime:
    """Take the time that it is now for the right one, because a person says so, and return it."""
    if not by.has_perm(CONFIRM_STOP):
        raise PermissionDenied
    Clock.objects.select_for_update().first()
    question = clock_question()
    if question is None:
        raise TransitionRefused(_("The clock has been confirmed already, or it is in no doubt."))
    set_clock(question.now)
    detail = {"seen": question.last_seen.isoformat(), "now": question.now.isoformat()}
    record(Verb.CLOCK_SET, by=by, detail=detail)
    minute_passed()
    return question.now


def keep_time() -> int:
    """Note the time, publish what is due, and return how many versions that were; a clock in doubt publishes nothing.

    A clock that jumped over nothing that was scheduled is believed without asking.
    """
    with transaction.atomic():
        Clock.objects.select_for_update().first()
        if not note_time() and clock_question() is None:
            set_clock(timezone.now())
    published = publish_due()
    minute_passed()
    return published


def start_heartbeat() -> threading.Event:
    """Keep the time each minute from now on, for as long as this process runs or until the event is set."""
    ended = threading.Event()
    threading.Thread(target=beat, args=(ended,), name="heartbeat", daemon=True).start()
    return ended


def beat(ended: threading.Event, pause: float = MINUTE) -> None:
    """Keep the time until the end, in turn with all others; what goes wrong is logged, and tried in the next minute."""
    while not ended.wait(pause):
        try:
            try:
                if take_turn("minute", timedelta(seconds=pause * TURN)):
                    keep_time()
            finally:
                minute_passed_here()
        except Exception:  # whatever it is, the next minute must come
            said_by.exception("The time could not be noted, or what is due not published; it is tried again.")
        finally:
            connection.close()
