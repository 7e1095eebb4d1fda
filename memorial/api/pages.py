"""Pages: a stretch of a list that costs the same wherever it begins, among a thousand entries and among a million.

A page begins behind a row and not at a number, and nothing is counted. Where a list is narrowed, no more than `WINDOW`
of its entries are looked through for one page: what is rare may make a page short or empty, and `next` goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from memorial.api.cursors import BACK, FORWARD, Cursor
from memorial.api.orders import Order

#: How many entries are looked through for one page of a narrowed list.
WINDOW = 10_000


@dataclass(frozen=True)
class Page:
    """The permanent ids of the entries of one page, in order, and the places at which its neighbours begin."""

    ids: list[str]
    previous: Cursor | None
    next: Cursor | None


@dataclass(frozen=True)
class Listed:
    """A list to be turned over: all its rows, and those that are wanted; each has the permanent id of its entry."""

    rows: Any
    wanted: Any
    order: Order
    narrowed: bool = False


def page_of(listed: Listed, *, begin: Cursor | None, size: int) -> Page:
    """Return the page of a list that begins at a place, or the first."""
    order = listed.order
    way = begin.way if begin else FORWARD
    upward = (way == FORWARD) != order.falling
    line = [column if upward else f"-{column}" for column in order.columns]
    from_here = Q(beyond(order.columns, begin.values, "gt" if upward else "lt")) if begin else Q()
    until = window_end(listed.rows.filter(from_here).order_by(*line), order) if listed.narrowed else None
    within = beyond(order.columns, until, "lt" if upward else "gt", same=True) if until else Q()
    rows = listed.wanted.filter(from_here, within).order_by(*line)
    found = list(rows.values_list(*order.columns, "public_id")[: size + 1])
    shown = found[:size]
    last = shown[-1][:-1] if len(found) > size else until
    onward = Cursor(order.name, way, tuple(last)) if last else None
    back = neighbour_before(listed, shown, begin, way)
    if way == BACK:
        shown, onward, back = shown[::-1], back, onward
    return Page([row[-1] for row in shown], previous=back, next=onward)


def window_end(rows: Any, order: Order) -> tuple[Any, ...] | None:
    """Return the key of the last row that is looked through, or nothing where the list ends before."""
    last: tuple[Any, ...] | None = next(iter(rows.values_list(*order.columns)[WINDOW : WINDOW + 1]), None)
    return last


def neighbour_before(listed: Listed, shown: Sequence[Any], begin: Cursor | None, way: str) -> Cursor | None:
    """Return where the page on the other side begins: none before the first one."""
    if begin is None:
        return None
    other = BACK if way == FORWARD else FORWARD
    return Cursor(listed.order.name, other, tuple(shown[0][:-1]) if shown else begin.values)


def beyond(columns: Sequence[str], values: Sequence[Any], compare: str, *, same: bool = False) -> Q:
    """Return the condition of standing beyond a row of several columns, or with ``same`` at it.

    As a comparison of rows, said for any database; the first column once more, for its place in the index.
    """
    condition, equal = Q(), Q()
    for column, value in zip(columns, values, strict=True):
        condition |= equal & Q(**{f"{column}__{compare}": value})
        equal &= Q(**{column: value})
    if same:
        condition |= equal
    return condition & Q(**{f"{columns[0]}__{compare}e": values[0]})
