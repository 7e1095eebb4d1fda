"""Paging by keys: each page begins after the last row of the one before, so that every page costs the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict

AFTER, BEFORE = "after", "before"
#: By which of its parameters a list is asked for at a place.
PLACES = (AFTER, BEFORE)


@dataclass(frozen=True)
class Page:
    """One page of a list, with the addresses of its neighbours (empty at either end)."""

    rows: list[Any]
    previous_url: str
    next_url: str


def keyset_page(
    rows: QuerySet[Any],
    *,
    key: Sequence[str],
    query: QueryDict,
    size: int,
    address: str = "public_id",
    falling: bool = False,
    read: Callable[[Sequence[Any]], None] | None = None,
) -> Page:
    """Return the page of ``rows`` that the query asks for by ``after`` or ``before``.

    ``read`` is given the rows that are shown before any of them is looked at, to read what hangs on them.

    ``key`` are the columns by which the list is ordered, upwards or ``falling``: together unique, the first indexed.
    ``address`` leads from a row to the permanent id that stands for it in the query; an id not in the list gives the
    first page.
    """
    forward, back = list(key), [f"-{column}" for column in key]
    onward, backward = "gt", "lt"
    if falling:
        forward, back, onward, backward = back, forward, backward, onward
    after = place_of(rows, key, address, query.get(AFTER, ""))
    before = None if after else place_of(rows, key, address, query.get(BEFORE, ""))
    if before:
        found = list(rows.filter(beyond(key, before, backward)).order_by(*back)[: size + 1])
        shown, more_before, more_after = found[:size][::-1], len(found) > size, True
    else:
        following = rows.filter(beyond(key, after, onward)) if after else rows
        found = list(following.order_by(*forward)[: size + 1])
        shown, more_before, more_after = found[:size], bool(after), len(found) > size
    if read is not None:
        read(shown)
    return Page(
        rows=shown,
        previous_url=neighbour(query, BEFORE, id_of(shown[0], address)) if more_before and shown else "",
        next_url=neighbour(query, AFTER, id_of(shown[-1], address)) if more_after and shown else "",
    )


def own_query(page: Page, query: QueryDict) -> str:
    """Return the part of the query that belongs to the page's own address; nothing for the first page."""
    asked = [(name, query.get(name, "")) for name in (AFTER, BEFORE)]
    return next((f"?{name}={place}" for name, place in asked if page.previous_url and place.isalnum()), "")


def place_of(rows: QuerySet[Any], columns: Sequence[str], address: str, public_id: str) -> tuple[Any, ...] | None:
    """Return the key of the row that a permanent id stands for, or nothing when the list has no such row."""
    if not (public_id.isascii() and public_id.isalnum()):
        return None
    return rows.filter(**{address: public_id}).order_by().values_list(*columns).first()


def id_of(row: Any, address: str) -> str:
    """Return the permanent id that stands for a row in an address."""
    for step in address.split("__"):
        row = getattr(row, step)
    return str(row)


def beyond(columns: Sequence[str], key: Sequence[Any], compare: str) -> Q:
    """Return the condition of standing after (``gt``) or before (``lt``) a key of several columns."""
    condition, same = Q(), Q()
    for column, value in zip(columns, key, strict=True):
        condition |= same & Q(**{f"{column}__{compare}": value})
        same &= Q(**{column: value})
    # Said once more of the first column alone, so that the database begins at its place in the index.
    return condition & Q(**{f"{columns[0]}__{compare}e": key[0]})


def neighbour(query: QueryDict, direction: str, value: str) -> str:
    """Return the query of a neighbouring page: the same filters from another key on."""
    changed = query.copy()
    for name in (AFTER, BEFORE):
        changed.pop(name, None)
    changed[direction] = value
    return f"?{changed.urlencode()}"
