"""Cursors: a place in an ordered list as one word, which programs give back and need not understand.

A cursor says nothing that the list does not say: it is made of the row at which a page ends. It is no secret and not
signed; whatever somebody makes up is a place in the list, or is refused.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from memorial.api.problems import NotTaken

CURSOR = "cursor"
FORWARD, BACK = "after", "before"
#: A key of the register is longer than anything else that stands in one.
LONGEST = 1200


@dataclass(frozen=True)
class Cursor:
    """A place in a list of one order: behind or before the row with these values."""

    order: str
    way: str
    values: tuple[Any, ...]

    def written(self) -> str:
        """Return the word that stands in an address."""
        told = json.dumps([self.order, self.way, *map(plain, self.values)], separators=(",", ":"))
        return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def plain(value: Any) -> str:
    """Return a value of a column as text."""
    return str(value.isoformat()) if isinstance(value, date) else str(value)


def cursor_of(word: str, order: str, sorts: tuple[type, ...]) -> Cursor:
    """Return the place that a word stands for in a list of an order; ``sorts`` are those of its values.

    Raises NotTaken where it is no word of ours, or of another order.
    """
    try:
        padded = word.encode("ascii") + b"=" * (-len(word) % 4)
        told = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        own, way, *values = told
        if own != order or way not in {FORWARD, BACK} or len(values) != len(sorts):
            raise ValueError(word)
        found = tuple(read(value, sort) for value, sort in zip(values, sorts, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error):
        sentence = "This cursor does not belong to this list. Begin without one, and follow the links `next`."
        raise NotTaken(CURSOR, sentence) from None
    return Cursor(order, way, found)


def read(value: Any, sort: type) -> Any:
    """Return one value of a cursor; raises ValueError where it is none of its sort."""
    if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
        raise ValueError(value)
    if sort is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError(value)
        return moment.astimezone(UTC)
    return date.fromisoformat(value) if sort is date else value
