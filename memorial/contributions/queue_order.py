"""The order of the queue: the oldest first within each rank, and light things between the heavy ones.

Two rows of light and heavy things are read side by side, each from where the page before has ended, so that every page
costs the same however many wait.
"""

import heapq
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db.models import Q, QuerySet

from memorial.contributions.models import Contribution

Rows = QuerySet[Contribution]
#: A place in the queue: the rank, the moment, and the key of the row.
Key = tuple[int, datetime, int]
PER_PAGE = 50
#: How many heavy things may follow one another while light ones wait at the same rank.
HEAVY_IN_A_ROW = 2
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
WRITTEN = re.compile(r"(\d{1,4})-(\d{1,17})-(\d{1,18})")


def write_key(key: Key | None) -> str:
    """Return a place as it stands in an address."""
    return f"{key[0]}-{(key[1] - BEGINNING) // MICROSECOND}-{key[2]}" if key else ""


def read_key(text: str) -> Key | None:
    """Return the place that an address names; nothing where it names none."""
    found = WRITTEN.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    try:
        return int(found[1]), BEGINNING + int(found[2]) * MICROSECOND, int(found[3])
    except OverflowError:
        return None


@dataclass(frozen=True)
class Cursor:
    """Where a page has ended: the last light thing, the last heavy one, and how many heavy ones stood at its end."""

    light: Key | None = None
    heavy: Key | None = None
    run: int = 0

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the cursor that an address names; the beginning where it names none."""
        light, heavy, run = (text.split("~") + ["", "", ""])[:3]
        number = int(run) if run in ("0", "1", "2") else 0
        return cls(read_key(light), read_key(heavy), number)

    def __str__(self) -> str:
        return f"{write_key(self.light)}~{write_key(self.heavy)}~{self.run}"


@dataclass
class QueuePage:
    """One page of the queue, with the cursor of the next one; empty at the end."""

    rows: list[Contribution] = field(default_factory=list)
    following: str = ""


def place_of(row: Contribution) -> Key:
    """Return the place of a row in the queue."""
    return row.rank, row.sent_at or BEGINNING, row.pk


def place_of_latest(row: Contribution) -> Key:
    """Return the place of a row among what was decided."""
    return 0, row.moved_at or BEGINNING, row.pk


def waiting_page(rows: Rows, states: Sequence[str], cursor: Cursor) -> QueuePage:
    """Return a page of what waits in some states: by rank, the oldest first, light and heavy mixed."""
    heads = {heavy: oldest(rows, states, cursor.heavy if heavy else cursor.light, heavy) for heavy in (False, True)}
    page, run = QueuePage(), cursor.run
    ends = {False: cursor.light, True: cursor.heavy}
    while len(page.rows) < PER_PAGE and (heads[False] or heads[True]):
        heavy = takes_heavy(heads[False], heads[True], run)
        row = heads[heavy].pop(0)
        run = min(run + 1, HEAVY_IN_A_ROW) if heavy else 0
        ends[heavy] = place_of(row)
        page.rows.append(row)
    if heads[False] or heads[True]:
        page.following = str(Cursor(ends[False], ends[True], run))
    return page


def takes_heavy(light: Sequence[Contribution], heavy: Sequence[Contribution], run: int) -> bool:
    """Return whether a heavy thing comes next: where it waits longest, and not too many have come before it."""
    if not light or not heavy:
        return bool(heavy)
    if run >= HEAVY_IN_A_ROW and light[0].rank == heavy[0].rank:
        return False
    return place_of(heavy[0]) < place_of(light[0])


def oldest(rows: Rows, states: Sequence[str], after: Key | None, heavy: bool) -> list[Contribution]:
    """Return the next light or heavy rows; each state is asked for by itself, as the index has them in order."""
    parts = [rows.filter(state=state, grave=heavy, sent_at__isnull=False) for state in states]
    found: Iterable[Iterable[Contribution]] = [
        (part.filter(beyond(after)) if after else part).order_by("rank", "sent_at", "pk")[: PER_PAGE + 1]
        for part in parts
    ]
    return list(heapq.merge(*found, key=place_of))[: PER_PAGE + 1]


def beyond(key: Key) -> Q:
    """Return the condition of standing after a place of the queue."""
    rank, sent_at, pk = key
    same = Q(sent_at__gt=sent_at) | Q(sent_at=sent_at, pk__gt=pk)
    # The rank is said once more alone, so that the database begins at its place in the index.
    return Q(rank__gte=rank) & (Q(rank__gt=rank) | Q(rank=rank) & same)


def latest_page(rows: Rows, state: str, after: Key | None) -> QueuePage:
    """Return a page of what was decided in one way, the latest first."""
    decided: Any = rows.filter(state=state, moved_at__isnull=False).order_by("-moved_at", "-pk")
    if after:
        at, pk = after[1:]
        decided = decided.filter(Q(moved_at__lte=at) & (Q(moved_at__lt=at) | Q(pk__lt=pk)))
    found = list(decided[: PER_PAGE + 1])
    following = write_key(place_of_latest(found[PER_PAGE - 1])) if len(found) > PER_PAGE else ""
    return QueuePage(found[:PER_PAGE], following)
