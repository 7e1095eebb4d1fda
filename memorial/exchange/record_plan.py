"""The plan of a record: what its rows will become, put together before anything is written."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from memorial.base.memorial import Memorial, MemorialTranslation
from memorial.exchange.record_tables import TABLES_OF, Table
from memorial.exchange.records import Problem, Record, Row

#: A row of the record: the name of its table and its key.
Link = tuple[str, str]


@dataclass(frozen=True)
class PlannedCitation:
    """One source for one fact of a row."""

    fact: str
    source: Link
    locator: str = ""
    says: str = ""
    stance: str = "agrees"
    value: str = ""


@dataclass
class Planned:
    """One row and what it will become; what it refers to stays a link until that has been written."""

    row: Row
    table: Table
    made: Any
    links: dict[str, Link] = field(default_factory=dict)
    lists: dict[str, list[Link]] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)
    citations: list[PlannedCitation] = field(default_factory=list)
    #: Fields about which something has been said already.
    faulty: set[str] = field(default_factory=set)


@dataclass
class Plan:
    """All that a record will become, and all that is wrong with it."""

    record: Record
    keys: dict[str, dict[str, Row]] = field(default_factory=dict)
    entries: dict[Link, Planned] = field(default_factory=dict)
    names: list[Planned] = field(default_factory=list)
    kin: list[Planned] = field(default_factory=list)
    memorial: Memorial = field(default_factory=Memorial)
    memorial_texts: dict[str, MemorialTranslation] = field(default_factory=dict)
    introduction_sources: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: Row, reason: str) -> None:
        """Keep what is wrong with a row."""
        self.problems.append(row.problem(reason))

    def find(self, model: type[models.Model], key: str) -> Link | None:
        """Return the row that a key of this kind of entry names, or nothing when there is none."""
        return next(((name, key) for name in TABLES_OF[model] if key in self.keys.get(name, {})), None)

    def link(self, model: type[models.Model], key: str, row: Row, column: str) -> Link | None:
        """Return the row that a cell refers to; where there is none, say so."""
        found = self.find(model, key)
        names = TABLES_OF[model]
        if found is None and not self.record.unreadable.intersection(names):
            files = " or ".join(f"{name}.csv" for name in names)
            self.refuse(row, f"{column}: There is no “{key}” in {files}.")
        return found


def faults(made: models.Model, exclude: set[str]) -> list[tuple[str, str]]:
    """Return what the model itself refuses, as pairs of a field (empty for the whole) and a sentence.

    Uniqueness is not asked of the database: what is already there is found by its permanent id and left alone.
    """
    try:
        made.full_clean(exclude=exclude, validate_unique=False)
    except ValidationError as error:
        return [
            ("" if name == NON_FIELD_ERRORS else name, message)
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return []
