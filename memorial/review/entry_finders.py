"""Entry finders: how concepts above this one find entries by typed words, for the lists and references of the desk."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from memorial.base.public_ids import LENGTH, LETTERS

#: How many entries a search shows at most: those that are nearest to what was typed.
MOST = 100


@dataclass(frozen=True)
class Nearest:
    """The keys of the entries that are nearest to what was typed, the best first, and whether there are more."""

    keys: Sequence[int]
    more: bool = False


Rows = models.QuerySet[Any]
#: Finds among some rows of a kind by typed words, and never answers with a row that is not among them. The last rows
#: given are those in whose own columns the words stand: not read yet, for finders that go by them as well.
Finder = Callable[[Rows, str, Rows], Nearest]
FINDERS: dict[str, Finder] = {}


def finds(*kinds: str) -> Callable[[Finder], Finder]:
    """Have a function find the entries of some kinds."""

    def register(finder: Finder) -> Finder:
        FINDERS.update(dict.fromkeys(kinds, finder))
        return finder

    return register


def nearest(rows: Rows, text: str, own: Rows) -> Nearest | None:
    """Return which of some rows are meant by typed words; nothing where the kind has no finder of its own.

    A permanent id means one entry alone.
    """
    finder = FINDERS.get(str(rows.model._meta.model_name))
    if finder is None or not text.strip():
        return None
    asked = rows.order_by().select_related(None)
    return by_permanent_id(asked, text) or finder(asked, text, own)


def by_permanent_id(rows: Rows, text: str) -> Nearest | None:
    """Return the row with a permanent id, if that is what was typed."""
    typed = text.strip().lower()
    if len(typed) != LENGTH or not set(typed) <= set(LETTERS):
        return None
    keys = list(rows.filter(public_id=typed).values_list("pk", flat=True))
    return Nearest(keys) if keys else None


def best_first(rows: Rows, found: Nearest) -> Rows:
    """Return the rows that were found, in the order in which they are near."""
    places = [models.When(pk=key, then=place) for place, key in enumerate(found.keys)]
    if not places:
        return rows.none()
    return rows.filter(pk__in=found.keys).order_by(models.Case(*places, output_field=models.IntegerField()))
