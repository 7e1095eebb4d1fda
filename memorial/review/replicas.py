"""Replicas: servers that follow the primary one, asked in its place by those who only read.

A replica may be behind. Whether it shows the public record as it stands is known by the number of that record, and not
by a guess at how far it is behind; those that are too far behind, or do not answer, are left out until they have caught
up.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connections, transaction

PRIMARY = "default"
#: Every so many seconds it is looked at how each of them stands, and so long that goes on after the last question.
WATCHED, IDLE = 0.5, 60.0
#: Clocks that are further apart than so many seconds would open at different times what opens at a time.
CLOCKS_APART = 2.0
#: So many seconds an act waits until all replicas in use show it.
PATIENCE = 3.0
PLACE = "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn, extract(epoch FROM clock_timestamp())"
PLACE_OF_REPLICA = "SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn, extract(epoch FROM clock_timestamp())"
FAILED = (DatabaseError, InterfaceError)
#: Those of them of which the question is innocent.
UNANSWERED = (OperationalError, InterfaceError)
#: What a database says in five signs where it is stopping, starting, or lost: classes 08 and 57P of SQLSTATE.
LOST = ("08", "57P")
said_by = logging.getLogger(__name__)


def state_of(problem: Exception) -> str:
    """Return the five signs with which the database said what was wrong; empty where it said nothing any more."""
    return getattr(problem.__cause__, "sqlstate", None) or ""


def is_unreached(problem: Exception) -> bool:
    """Return whether a database was not reached at all, and not only slow or busy."""
    state = state_of(problem)
    return isinstance(problem, UNANSWERED) and (not state or state.startswith(LOST))


def is_of_primary(problem: Exception) -> bool:
    """Return whether it was the primary that failed, asked by somebody who reads from a replica."""
    return getattr(problem, "of_primary", False)


class Own(threading.local):
    """The connection to the primary of a thread that reads from a replica for now."""

    connection: Any = None


OWN = Own()


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Ask one replica, at one moment of the record, whatever this thread would ask the primary."""
    OWN.connection = connections[PRIMARY]
    connections[PRIMARY] = connections[alias]
    try:
        with transaction.atomic():
            yield
    finally:
        connections[PRIMARY], OWN.connection = OWN.connection, None


@contextmanager
def asking_the_primary() -> Iterator[None]:
    """Ask the primary, also where this thread reads from a replica: what is written is written there."""
    if OWN.connection is None:
        yield
        return
    replica = connections[PRIMARY]
    connections[PRIMARY] = OWN.connection
    try:
        yield
    except FAILED as problem:
        problem.of_primary = True  # type: ignore[union-attr]
        raise
    finally:
        connections[PRIMARY] = replica


class Place(NamedTuple):
    """How far a server has come in the log of the primary, in bytes, and how far its clock is ahead of ours."""

    reached: int
    ahead: float


def place_of(alias: str) -> Place:
    """Return where a server stands. Raises DatabaseError or InterfaceError, also for one that follows nobody."""
    begun = time.time()
    with connections[alias].cursor() as cursor:
        cursor.execute(PLACE if alias == PRIMARY else PLACE_OF_REPLICA)
        reached, clock = cursor.fetchone()
    if reached is None:
        raise DatabaseError(f"{alias} follows no primary.")
    return Place(int(reached), float(clock) - (begun + time.time()) / 2)


class Replicas:
    """The replicas as one process knows them: which of them may be asked."""

    def __init__(self, aliases: Sequence[str]) -> None:
        self.aliases = aliases
        self.standing: frozenset[str] = frozenset()
        #: Where the primary stood at moments of the clock that only goes forward, the last one last.
        self.places: deque[tuple[float, Place]] = deque(maxlen=600)
        self.primary_is_lost = False
        #: When the primary last answered, and when it was last looked at all, by the clock that only goes forward.
        self.seen_primary = self.looked = float("-inf")
        #: How far each that stands had come when it was last looked at.
        self.reached: dict[str, int] = {}
        self.asked, self.turn = 0.0, 0
        self.wanted = threading.Event()
        self.thread: threading.Thread | None = None
        self.lock = threading.Lock()

    def in_place_of_primary(self) -> str | None:
        """Return the replica that has come furthest while the primary is lost; nothing while it answers."""
        if not self.primary_is_lost:
            return None
        self.begin()
        if time.monotonic() - self.seen_primary > settings.REPLICA_ALONE:
            return None
        return max(self.reached, key=lambda alias: self.reached[alias], default=None)

    def choose(self) -> str | None:
        """Return the next one of those that may be asked, each in its turn; nothing where there is none."""
        self.begin()
        standing = [alias for alias in self.aliases if alias in self.standing]
        if not standing:
            return None
        self.turn += 1
        return standing[self.turn % len(standing)]

    def leave_out(self, alias: str) -> None:
        """Ask a replica no more until it is seen to answer again."""
        with self.lock:
            self.standing -= {alias}

    def begin(self) -> None:
        """Have a thread of this process watch from now on; a process that was forked needs one of its own."""
        self.asked = time.monotonic()
        self.wanted.set()
        if self.aliases and (self.thread is None or not self.thread.is_alive()):
            with self.lock:
                if self.thread is None or not self.thread.is_alive():
                    self.thread = threading.Thread(target=self.watch_on, name="replicas", daemon=True)
                    self.thread.start()

    def watch_on(self) -> None:
        """Look again and again how each replica stands, while anybody asks."""
        while True:
            self.wanted.clear()
            if time.monotonic() - self.asked > IDLE:
                connections.close_all()
                self.wanted.wait()
            try:
                self.watch()
            except Exception:  # whatever it is, the next look must come
                said_by.exception("It could not be seen how the replicas stand.")
            time.sleep(WATCHED)

    def watch(self) -> None:
        """Look once how each replica stands, and take back those that may be asked again."""
        self.looked = time.monotonic()
        try:
            place = place_of(PRIMARY)
        except FAILED as problem:
            connections[PRIMARY].close()
            if is_unreached(problem):
                # How far one is behind can be said of none now: those that were near enough stay, if they answer.
                self.keep_only(self.standing, lambda _place: True)
                self.primary_is_lost = True
            return
        self.seen_primary = self.looked
        self.places.append((time.monotonic(), place))
        self.keep_only(self.aliases, self.is_near)
        self.primary_is_lost = False

    def keep_only(self, candidates: Collection[str], may_be_asked: Callable[[Place], bool]) -> None:
        """Let those of the candidates stand that answer and of whose place this is true; say who comes and goes."""
        found = {}
        for alias in candidates:
            try:
                place = place_of(alias)
                if may_be_asked(place):
                    found[alias] = place.reached
            except FAILED:
                connections[alias].close()
        with self.lock:
            before, self.standing, self.reached = self.standing, frozenset(found), found
        for alias in sorted(before - self.standing):
            said_by.warning("%s is asked no more: it does not answer, or is too far behind.", alias)
        for alias in sorted(self.standing - before):
            said_by.warning("%s is asked by visitors from now on.", alias)

    def look_again(self) -> None:
        """Look how the replicas stand, unless that was done a moment ago: who reads no pages watches nobody."""
        if self.aliases and time.monotonic() - self.looked > 2 * WATCHED:
            self.watch()

    def is_near(self, place: Place) -> bool:
        """Return whether a replica is no further behind than is allowed, and has about the same time."""
        apart = abs(place.ahead - self.places[-1][1].ahead)
        return self.behind(place) <= settings.REPLICA_LAG and apart <= CLOCKS_APART

    def behind(self, place: Place) -> float:
        """Return for how many seconds the primary has been further than a replica."""
        missed = next((moment for moment, primary in self.places if primary.reached > place.reached), None)
        return 0.0 if missed is None else time.monotonic() - missed


REPLICAS = Replicas(settings.REPLICAS)


def wait_for_replicas(shows: Callable[[str], bool]) -> None:
    """Wait until each replica that is asked shows something; one that takes too long is left out."""
    REPLICAS.look_again()
    until = time.monotonic() + PATIENCE
    for alias in sorted(REPLICAS.standing):
        while not shows_it(shows, alias):
            if time.monotonic() > until:
                REPLICAS.leave_out(alias)
                said_by.error("%s does not show what was done; servers that it alone answers may show it late.", alias)
                break
            time.sleep(WATCHED / 25)


def shows_it(shows: Callable[[str], bool], alias: str) -> bool:
    """Return whether a replica shows something; one that does not answer shows nothing."""
    try:
        return shows(alias)
    except FAILED:
        connections[alias].close()
        return False
