"""Content: the values of a snapshot as a person at the desk reads them, and never the name of what is hidden from them.

All entries that some snapshots refer to are read at once, so that showing them costs the same for one as for many.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.canonical import canonical
from memorial.base.date_words import words
from memorial.base.fields import EdtfField
from memorial.base.languages import direction, language_name, validate_language
from memorial.base.references import label_for, visible
from memorial.review.models import Entry
from memorial.review.snapshots import Column, Snapshot, content_fields, list_fields, part_fields, refers

Row = dict[str, Any]
Named = dict[type[models.Model], set[str]]


@dataclass(frozen=True)
class Source:
    """A source as it is cited for a fact: what it is called, where it is on the desk, and what it says."""

    name: str
    url: str
    locator: str
    stance: str
    differs: bool
    value: str
    says: str


class Reading:
    """What stands in some snapshots of one kind of entry, for one person."""

    def __init__(self, model: type[Entry], user: User, snapshots: Iterable[Snapshot]) -> None:
        self.model, self.user = model, user
        named: Named = defaultdict(set)
        for kept in snapshots:
            note_references(model, kept, named)
        self.rows: dict[type[models.Model], dict[str, Any]] = {
            target: rows_by_id(target, ids) for target, ids in named.items()
        }

    def value(self, column: Column, raw: Any) -> str:
        """Return what is read in the place of a column's value; nothing for one that is empty."""
        if column.name == "fact":
            return self.fact(raw)
        if raw is None or raw == "":
            return ""
        if refers(column):
            return self.name_of(column.related_model, raw)
        if isinstance(raw, bool):
            return _("yes") if raw else _("no")
        if column.flatchoices:
            return str(dict(column.flatchoices).get(raw, raw))
        return plain_words(column, raw)

    def fact(self, raw: str) -> str:
        """Return what a fact is called; one that this kind of entry no longer has, by the name it was kept under."""
        return self.model.fact_label(raw) if not raw or raw in self.model.facts else raw

    def name_of(self, target: Any, public_id: str) -> str:
        """Return what another entry is called, for those who may know of it."""
        row = self.rows[target].get(public_id)
        return label_for(row, self.user) if row is not None else _("no longer there (%(id)s)") % {"id": public_id}

    def address_of(self, target: Any, public_id: str) -> str:
        """Return where another entry is on the desk; nothing for those who may not know of it."""
        row = self.rows[target].get(public_id)
        if row is None or not visible(row, self.user):
            return ""
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_review", args=[row.pk])

    def sources(self, kept: Snapshot, fact: str) -> list[Source]:
        """Return the sources that a snapshot cites for a fact."""
        return [self.source(row) for row in kept["parts"].get("citations", ()) if row["fact"] == fact]

    def source(self, cited: Row) -> Source:
        """Return one citation as it is read beside its fact."""
        columns = {column.name: column for column in part_fields(self.model, "citations")}
        target = columns["source"].related_model
        return Source(
            name=self.name_of(target, cited["source"]),
            url=self.address_of(target, cited["source"]),
            locator=cited["locator"],
            stance=self.value(columns["stance"], cited["stance"]),
            differs=cited["stance"] == "differs",
            value=cited["value"],
            says=cited["says"],
        )


def rows_by_id(target: Any, ids: set[str]) -> dict[str, Any]:
    """Return the entries of one kind with these permanent ids."""
    return {row.public_id: row for row in target._base_manager.filter(public_id__in=ids)}


def plain_words(column: Column, raw: Any) -> str:
    """Return an uncertain date, a language or a day with its words; anything else as it is kept."""
    if isinstance(column, EdtfField):
        return raw if words(raw) == raw else f"{words(raw)} ({raw})"
    if validate_language in column.validators:
        return raw if language_name(raw) == raw else f"{language_name(raw)} ({raw})"
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return date_format(date.fromisoformat(raw))
    return str(raw)


def note_references(model: type[Entry], kept: Snapshot, named: Named) -> None:
    """Note the permanent ids of all entries to which a snapshot refers, by their kinds."""
    gathered: list[tuple[Sequence[Column], Iterable[Row]]] = [(content_fields(model), [kept["fields"]])]
    gathered += [(part_fields(model, name), kept["parts"].get(name, ())) for name in model.made_of]
    for columns, rows in gathered:
        references: list[Any] = [column for column in columns if refers(column)]
        for row in rows:
            for column in references:
                if row.get(column.name):
                    named[column.related_model].add(row[column.name])
    for listed in list_fields(model):
        named[listed.related_model].update(kept["lists"].get(listed.name, ()))


def is_prose(column: Column) -> bool:
    """Return whether a column holds words that somebody wrote, of which single ones can change."""
    written = isinstance(column, models.CharField | models.TextField) and not isinstance(column, EdtfField)
    return written and not column.choices and validate_language not in column.validators and column.name != "fact"


def way_of(language: str) -> str:
    """Return in which direction a text is written: that of its language, or where that is not known, of its letters."""
    return direction(language) if language else "auto"


def matched(old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Yield the parts of two contents in pairs: those of one row, those that say the same, and those left alone."""
    rest = dict(enumerate(old))
    partner: dict[int, Row] = {}
    for key in (row_of, said):
        standing = {key(row): place for place, row in rest.items() if key(row)}
        for place, row in enumerate(new):
            found = standing.pop(key(row), None) if place not in partner else None
            if found is not None:
                partner[place] = rest.pop(found)
    yield from ((partner.get(place), row) for place, row in enumerate(new))
    yield from ((row, None) for row in rest.values())


def row_of(part: Row) -> Any:
    """Return the key of the live row that a part is, or stands for."""
    return part.get("row")


def said(part: Row) -> str:
    """Return what a part says, without the key of its row."""
    return canonical({name: value for name, value in part.items() if name != "row"})


def in_order(parts: Sequence[Row], column: str) -> list[Row]:
    """Return parts in the order that a column keeps, without it: what one of them says is the same in any place."""
    if not column:
        return list(parts)
    ordered = sorted(parts, key=lambda part: part.get(column) or 0)
    return [{name: value for name, value in part.items() if name != column} for part in ordered]


def is_rearranged(pairs: Iterable[tuple[Row | None, Row | None]], old: Sequence[Row]) -> bool:
    """Return whether the parts that stand in two contents follow one another otherwise in the new one."""
    places = {id(part): place for place, part in enumerate(old)}
    stood = [places[id(before)] for before, after in pairs if before is not None and after is not None]
    return stood != sorted(stood)
