"""Rules: a condition on the entries of a kind, put into SQL by Django once and asked again wherever they stand.

The gate asks the same long condition of every kind of entry on every page. To put it together costs more than to ask
it, so what Django made of it is kept: its text, its values, and where the columns of the entry stand in it. Nothing in
it depends on a request; the time is the database's own when it is asked.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from memorial.base.asking import hold_for_good

#: What Django calls the tables of a question within another: a letter or two, and a number.
ALIAS = re.compile(r"\b[A-Z]{1,2}\d+\b")


@dataclass(frozen=True)
class Wording:
    """A rule in the SQL of a database: pieces of text with a column of the entry between each two, and the values."""

    pieces: Sequence[str]
    columns: Sequence[str]
    values: tuple[Any, ...]

    def asked_of(self, columns: Mapping[str, str]) -> str:
        """Return the text for an entry whose columns are called so where the rule is asked."""
        written = [self.pieces[0]]
        for name, piece in zip(self.columns, self.pieces[1:], strict=True):
            written += (columns[name], piece)
        return f"({''.join(written)})"


@dataclass(frozen=True)
class Rule:
    """A condition on the entries of one kind; it may ask other tables about an entry, and joins none to it."""

    model: type[models.Model]
    condition: models.Q

    @cached_property
    def columns(self) -> Sequence[str]:
        """The columns of the entry that it asks about."""
        return sorted(set(self.wording(DEFAULT_DB_ALIAS).columns))

    @cached_property
    def wordings(self) -> dict[str, Wording]:
        """What Django has made of it so far, by database."""
        return {}

    def wording(self, database: str) -> Wording:
        """Return what Django makes of it for a database."""
        if database not in self.wordings:
            self.wordings[database] = self.worded(database)
        return self.wordings[database]

    def worded(self, database: str) -> Wording:
        """Have Django put it into SQL; what could not be asked of every entry at every time is a TypeError."""
        query = self.model._base_manager.using(database).filter(self.condition).query
        table = self.model._meta.db_table
        text, values = query.where.as_sql(query.get_compiler(database), connections[database])
        joined = [alias for alias, number in query.alias_refcount.items() if number and alias != table]
        if joined:
            raise TypeError(f"A rule on {table} joins other tables to it: {', '.join(joined)}.")
        # A moment that was known when it was put together would be asked for ever.
        hold_for_good(values)
        # No question around it may have a table of the same name, or the rule would be asked of that one.
        own = f"r{sha256(text.encode()).hexdigest()[:12]}"
        renamed = ALIAS.sub(lambda found: f"{own}_{found[0].lower()}", text)
        pieces = re.split(rf'"{table}"\."(\w+)"', renamed)
        return Wording(pieces[::2], pieces[1::2], tuple(values))


class Ruled(models.Expression):
    """That a rule is true of an entry: of each row that is asked, or of the entry at the end of a path from it."""

    def __init__(self, rule: Rule, path: str = "") -> None:
        super().__init__(output_field=models.BooleanField())
        prefix = f"{path}__" if path else ""
        self.rule = rule
        self.columns: list[Any] = [models.F(f"{prefix}{name}") for name in rule.columns]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the text for the columns at hand, and the values."""
        wording = self.rule.wording(connection.alias)
        columns = {name: compiler.compile(each)[0] for name, each in zip(self.rule.columns, self.columns, strict=True)}
        return wording.asked_of(columns), wording.values
