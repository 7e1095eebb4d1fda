"""Previews: the first rows of a list as they will be understood, before anything of it is checked."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from memorial.base.ages import AgeRange
from memorial.exchange.imports.kept_files import file_of
from memorial.exchange.imports.mapping_forms import LABELS, MOST_VALUES
from memorial.exchange.imports.models import ListImport
from memorial.exchange.imports.reasons import in_words
from memorial.exchange.lists.files import rows
from memorial.exchange.lists.mappings import Mapping
from memorial.exchange.lists.readings import Look, Reading
from memorial.exchange.lists.targets import DATES, Target
from memorial.exchange.lists.values import Finding, RowReader, RowValues
from memorial.people.names import PersonName

#: Of a very long list so many rows are read to see what stands in its columns.
LOOKED_AT = 200_000
#: Names of the parts of a name, as the preview shows them.
PARTS = (Target.FAMILY, Target.GIVEN, Target.PATRONYMIC)


class Said(NamedTuple):
    """One thing that a row says: what it is, how it is understood, and as the record keeps it, where that differs."""

    what: str
    words: str
    kept_as: str = ""


class PreviewRow(NamedTuple):
    """One row of a list as it will be understood."""

    number: int
    names: list[list[Said]]
    facts: list[Said]
    doubts: Sequence[Finding]
    refusals: Sequence[Finding]


def preview(mapping: Mapping, look: Look, first_number: int) -> list[PreviewRow]:
    """Return the first rows of a list as they will be understood by a mapping."""
    reader = RowReader(mapping, look.header)
    return [understood(reader.read(first_number + place, cells)) for place, cells in enumerate(look.first)]


def understood(values: RowValues) -> PreviewRow:
    """Return what a row says, in words."""
    names = []
    for name in values.names:
        kind = PersonName.Kind(name.kind)
        if kind != PersonName.Kind.AS_WRITTEN:
            names.append([Said(str(kind.label), name.full)])
            continue
        parts = [Said(str(part.label), text) for part in PARTS if (text := getattr(name, part.value))]
        names.append(parts or [Said(str(Target.FULL_NAME.label), name.full)])
    facts = [said(fact, value) for fact, value in values.facts.items()]
    return PreviewRow(values.row_number, names, facts, values.doubts, values.refusals)


def said(fact: str, value: str | AgeRange) -> Said:
    """Return one fact in words, with how the record keeps it where that is written otherwise."""
    target = Target(fact)
    if isinstance(value, AgeRange):
        return Said(str(target.label), str(value.low) if value.low == value.high else f"{value.low}–{value.high}")
    if target in DATES:
        return dated(str(target.label), value)
    labels = LABELS.get(target)
    return Said(str(target.label), str(labels[value]) if labels else value)


def dated(what: str, date: str) -> Said:
    """Return a date in words, with how the record keeps it where that is written otherwise."""
    told = in_words(date)
    return Said(what, told, date if told != date else "")


def different_values(brought: ListImport, headers: Iterable[str], header: Sequence[str]) -> dict[str, list[str]]:
    """Return the different values that stand in some columns of a list, as many as are asked about."""
    path, wanted = file_of(brought), [title for title in headers if title in header]
    found: dict[str, dict[str, None]] = {title: {} for title in wanted}
    if path is None or not wanted:
        return {}
    places = [(found[title], header.index(title)) for title in wanted]
    for number, row in enumerate(rows(path, Reading.from_json(brought.reading))):
        for values, place in places:
            text = " ".join(row.cells[place].split())
            if text and len(values) < MOST_VALUES:
                values[text] = None
        if number >= LOOKED_AT:
            break
    return {title: list(values) for title, values in found.items()}
