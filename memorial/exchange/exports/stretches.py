"""Stretches: how the record is read for a file, some entries at a time, however many there are.

Each stretch is a question of its own that begins behind the last key: no list of all is ever held, and on SQLite nobody
who writes has to wait until the whole is read.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from memorial.exchange.representations.fields import Kind, Reader

#: How many entries are read at once.
STRETCH = 500


def entries_of(kind: Kind, reader: Reader, narrowed: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """Return the entries of a kind that a reader may see, of those that ``narrowed`` holds; never a restricted one."""
    rows = kind.rows(reader).filter(restricted=False)
    return rows if narrowed is None else rows.filter(pk__in=narrowed.order_by().values("pk"))


def stretches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Yield entries in the order of their keys, a stretch at a time."""
    rows, last = rows.order_by("pk"), 0
    while stretch := list(rows.filter(pk__gt=last)[:STRETCH]):
        yield stretch
        last = stretch[-1].pk
