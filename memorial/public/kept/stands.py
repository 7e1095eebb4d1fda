"""Stands: as what the public record stands, known to each process without asking the database for each page.

A thread asks every few hundredths of a second while pages are asked for. What it found is relied on for a moment only,
reckoned from before it asked; whoever changes the record waits for that moment to pass before the act counts as done.
So no process, on whichever server, gives a page of what was before an act once the act is acknowledged.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from memorial.base.memorial import Memorial
from memorial.review.public_changes import PublicState, public_state
from memorial.review.replicas import REPLICAS, reading_from
from memorial.search.due import next_turn

#: After so many seconds without a visitor nothing is asked until the next one comes.
IDLE = 2.0
#: For so long the first visitor after a pause is let wait for what the thread finds.
PATIENCE = 0.2
#: What says more or less than this against the clock that only goes forward is a clock that was set.
SET = 1.0
#: Under which name the layer in front of Django hands on for which stand a page is asked for.
STAND = "memorial.kept.stand"
said_by = logging.getLogger(__name__)


@dataclass(frozen=True)
class Stand:
    """As what the public record stands: pages of one stand show the same record."""

    last: int
    tokens: int
    #: The moment at which something opens or closes, or a new day begins.
    until: float

    # Asked for with each page that is given.
    @cached_property
    def name(self) -> str:
        """As a folder is called that holds pages of it."""
        return f"{self.last}-{self.tokens}-{self.until:.0f}"


class _Known(NamedTuple):
    """What was found: the stand, until when it may be relied on and lasts, and how far the clocks are apart."""

    stand: Stand
    #: By the clock that only goes forward.
    relied_on: float
    #: By the wall clock of this machine.
    lasts: float
    #: How far the wall clock was ahead of the other.
    ahead: float
    #: Whether a replica was asked in the place of the primary.
    without_primary: bool = False


class Stands:
    """What this process knows of the stand of the public record."""

    def __init__(self) -> None:
        self.known: _Known | None = None
        self.asked = 0.0
        #: When a stand last ended by time, by the clock that only goes forward.
        self.turned = float("-inf")
        self.wanted, self.found = threading.Event(), threading.Condition()
        self.thread: threading.Thread | None = None

    def now(self) -> Stand | None:
        """Return the stand, or nothing where it is not known at this moment."""
        clock = time.monotonic()
        self.asked = clock
        known = self.known
        if known is None or clock >= known.relied_on:
            return None
        wall = time.time()
        if wall >= known.lasts or abs(wall - clock - known.ahead) > SET:
            return None
        return known.stand

    def lasting(self, name: str) -> float:
        """Return for how many seconds pages of a stand stand yet, for others who keep them; 0 where it may have passed.

        What is sent now arrives a moment later, so what was found must be half as old at most as it may be for us.
        """
        stand, known = self.now(), self.known
        if stand is None or known is None or stand.name != name:
            return 0.0
        if known.without_primary:
            # It may be lost for this machine alone.
            return 0.0
        is_fresh = known.relied_on - time.monotonic() > settings.KEEP_RELIED_ON / 2
        return known.lasts - time.time() if is_fresh else 0.0

    def soon(self) -> Stand | None:
        """Return the stand, and wait for it for a moment; nothing where it cannot be known."""
        self.begin()
        with self.found:
            self.wanted.set()
            self.found.wait_for(lambda: self.now() is not None, timeout=PATIENCE)
        return self.now()

    def begin(self) -> None:
        """Have a thread of this process ask from now on; a process that was forked needs one of its own."""
        if self.thread is None or not self.thread.is_alive():
            self.thread = threading.Thread(target=self.ask_on, name="stands", daemon=True)
            self.thread.start()

    def ask_on(self) -> None:
        """Ask again and again while pages are asked for."""
        pause = settings.KEEP_RELIED_ON / 4
        while True:
            self.wanted.clear()
            # Looked at after that, so that whoever comes between is not overheard.
            if time.monotonic() - self.asked > IDLE:
                connection.close()
                self.wanted.wait()
            self.look()
            time.sleep(pause)

    def look(self) -> None:
        """Ask once as what the record stands; where that fails, nothing is relied on any longer than before."""
        begun, wall = time.monotonic(), time.time()
        try:
            with self.best_source() as alias:
                stand, lasts = self.found_now(begun, wall)
        except Exception:  # whatever it is: pages are made anew, and the next look may succeed
            REPLICAS.begin()
            said_by.debug("The stand of the public record could not be asked for.", exc_info=True)
            connection.close()
            time.sleep(settings.KEEP_RELIED_ON)
            return
        with self.found:
            self.known = _Known(stand, begun + settings.KEEP_RELIED_ON, lasts, wall - begun, alias is not None)
            self.found.notify_all()

    @contextmanager
    def best_source(self) -> Iterator[str | None]:
        """Ask the primary; while it is lost, the replica that knows most, if it knows all that was known here."""
        alias = REPLICAS.in_place_of_primary()
        if alias is None:
            yield None
            return
        with reading_from(alias):
            known, state = self.known, public_state()
            if known is None or (state.last <= known.stand.last and state != (known.stand.last, known.stand.tokens)):
                raise DatabaseError("No replica is known to show the record as it stands.")
            yield alias

    def found_now(self, begun: float, wall: float) -> tuple[Stand, float]:
        """Return the stand and how long it lasts, reckoned anew only where something has changed."""
        state, known = public_state(), self.known
        same = known is not None and state == (known.stand.last, known.stand.tokens)
        if known is None or not same or wall >= known.lasts or abs(wall - begun - known.ahead) > SET:
            if known is not None and wall >= known.lasts:
                self.turned = begun
            return stand_of(state)
        return known.stand, known.lasts


@cache
def stands_of_process() -> Stands:
    """Return what this process knows of the stand, for all who ask."""
    return Stands()


def stand_of(state: PublicState) -> tuple[Stand, float]:
    """Return the stand with a state, and how long it lasts by the clock of this machine.

    It ends when something opens or closes, which the clock of the database decides, and at the latest with the day.
    """
    day = midnight(timezone.now()).timestamp()
    turn, ahead = next_turn()
    if turn is None:
        return Stand(*state, day), day
    return Stand(*state, min(turn.timestamp(), day)), min(turn.timestamp() - ahead.total_seconds(), day)


def midnight(now: datetime) -> datetime:
    """Return when the next day begins where the memorial is: pages say whose day it is."""
    local = timezone.localtime(now, Memorial.current().zone)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
