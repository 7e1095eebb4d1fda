"""Asking: questions to the database that Django puts together once, and that are then asked with other values.

To put a question together takes Django several times as long as the database takes to answer it. What differs from one
asking to the next is a value; everything else is kept. The time of the day is asked of the database by the question.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.query import ModelIterable

DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Given(models.Expression):
    """A value that is told when the question is asked: which of them, by its place."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, Any]:
        """Return a mark for the value, and in the place of the value itself what tells which it is."""
        return "%s", [self]


class Among(models.Expression):
    """That a column has one of the keys that are given together as one value."""

    def __init__(self, column: str, keys: Given) -> None:
        super().__init__(output_field=models.BooleanField())
        self.asked: list[Any] = [models.F(column), keys]

    def get_source_expressions(self) -> list[Any]:
        return self.asked

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.asked = list(exprs)

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, Any]:
        """Return the condition; the keys are one value however many they are."""
        (column, _none), (_mark, keys) = map(compiler.compile, self.asked)
        if connection.vendor == "sqlite":
            return f"{column} IN (SELECT value FROM json_each(%s))", keys  # noqa: S608  # a column of our own
        return f"{column} = ANY(%s)", keys


@dataclass(frozen=True)
class Kept:
    """A question as Django has put it together for a database."""

    compiler: Any
    asked: str
    values: Sequence[Any]
    #: Whether rows are wanted, and not tuples of values.
    whole: bool

    @classmethod
    def of(cls, rows: models.QuerySet[Any], database: str) -> "Kept":
        """Have Django put a question together; one that would ask further ones is a TypeError."""
        if rows._prefetch_related_lookups:  # type: ignore[attr-defined]  # that of every queryset
            raise TypeError("A question that is asked again asks one table and what is read with it.")
        compiler: Any = rows.query.get_compiler(database)
        asked, values = compiler.as_sql()
        hold_for_good(value for value in values if not isinstance(value, Given))
        return cls(compiler, asked, values, rows._iterable_class is ModelIterable)

    def answer(self, given: Sequence[Any]) -> list[Any]:
        """Return the rows for these values, as the queryset would."""
        compiler = copy(self.compiler)
        # Each thread has a connection of its own.
        compiler.connection = connections[compiler.using]
        lite = compiler.connection.vendor == "sqlite"
        told = [json.dumps(each) if lite and isinstance(each, list) else each for each in given]
        values = tuple(told[each.place] if isinstance(each, Given) else each for each in self.values)
        compiler.as_sql = lambda *_args, **_more: (self.asked, values)
        asked: Any = Asked(compiler)
        return list(ModelIterable(asked) if self.whole else compiler.results_iter(tuple_expected=True))


class Asked:
    """A queryset, as far as Django looks at one where it makes rows of an answer."""

    def __init__(self, compiler: Any) -> None:
        self.db, self.model, self.query, self.compiler = compiler.using, compiler.query.model, self, compiler
        self._known_related_objects: dict[Any, Any] = {}

    def get_compiler(self, using: str) -> Any:
        return self.compiler


def asked_once(put: Callable[..., Any]) -> Callable[..., list[Any]]:
    """Have the question that a function returns put together once; whoever calls it gets the rows.

    The function is given `Given` in the place of each value, and must not look at it; lists of keys go into `Among`.
    """
    given = [Given(place) for place in range(len(signature(put).parameters))]
    kept: dict[str, Kept] = {}

    @wraps(put)
    def ask(*values: Any) -> list[Any]:
        database = DEFAULT_DB_ALIAS
        if database not in kept:
            kept[database] = Kept.of(put(*given), database)
        return kept[database].answer(values)

    return ask


def hold_for_good(values: Iterable[Any]) -> None:
    """Refuse values that may not stand in a question for ever: a moment that was known once, above all."""
    for value in values:
        if value is not None and (not isinstance(value, str | int) or DAY.match(str(value))):
            raise TypeError("A value of this question does not stay what it is, and is to be given when it is asked.")


def keys_of(keys: Collection[int]) -> list[int]:
    """Return keys as `Among` takes them."""
    return sorted(keys)
