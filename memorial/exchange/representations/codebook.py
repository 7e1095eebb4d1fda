"""The codebook: what every field of every kind means, in words, for whoever reads the data without the memorial."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from memorial.base.languages import active_language
from memorial.exchange.representations.fields import Field, Kind, Meaning, Sort

#: What a value of each sort looks like.
SORTS: Mapping[Sort, Meaning] = {
    Sort.ID: _("permanent id"),
    Sort.IDS: _("several permanent ids"),
    Sort.TEXT: _("words"),
    Sort.PROSE: _("longer words, with simple marks (CommonMark)"),
    Sort.CHOICE: _("one of the values below"),
    Sort.EDTF: _("date with its uncertainty (EDTF, ISO 8601-2)"),
    Sort.DAY: _("day of the calendar (ISO 8601)"),
    Sort.MOMENT: _("day and time (ISO 8601, UTC)"),
    Sort.NUMBER: _("number"),
    Sort.FLAG: _("true or false"),
    Sort.LANGUAGE: _("language tag (BCP 47)"),
    Sort.ADDRESS: _("address; one that begins with a slash is at this memorial"),
}
#: The columns of the codebook as a table.
COLUMNS = ("kind", "part", "field", "sort", "always", "meaning", "refers", "value", "value_meaning")


@dataclass(frozen=True)
class ValueMeaning:
    """One value that a choice can have."""

    value: str
    meaning: str


@dataclass(frozen=True)
class FieldMeaning:
    """One field in words; ``refers`` is the kind that an id names, ``always`` whether every row has it."""

    name: str
    sort: str
    looks: str
    always: bool
    meaning: str
    refers: str
    values: Sequence[ValueMeaning]


@dataclass(frozen=True)
class PartMeaning:
    """Rows that belong to an entry, in words."""

    name: str
    meaning: str
    fields: Sequence[FieldMeaning]


@dataclass(frozen=True)
class KindMeaning:
    """One kind of entry in words."""

    name: str
    meaning: str
    fields: Sequence[FieldMeaning]
    parts: Sequence[PartMeaning]


def codebook(kinds: Iterable[Kind], language: str = "", *, fully: bool = False) -> list[KindMeaning]:
    """Return what the fields of these kinds mean, in a language (the active one unless given).

    ``fully`` is for a fuller export, which says of each entry how far it has come.
    """
    with override(language or active_language()):
        return [
            KindMeaning(
                kind.name,
                str(kind.meaning),
                meanings(kind.fields_told(fully=fully)),
                [PartMeaning(part.name, str(part.meaning), meanings(part.fields)) for part in kind.parts],
            )
            for kind in kinds
        ]


def meanings(fields: Iterable[Field]) -> list[FieldMeaning]:
    """Return what fields mean, in the active language."""
    return [
        FieldMeaning(
            name=field.name,
            sort=field.sort.value,
            looks=str(SORTS[field.sort]),
            always=field.always,
            meaning=str(field.meaning),
            refers=field.refers,
            values=[ValueMeaning(value, str(label)) for value, label in field.choices],
        )
        for field in fields
    ]


def as_json(book: Iterable[KindMeaning]) -> list[dict[str, Any]]:
    """Return a codebook as JSON has it."""
    return [asdict(kind) for kind in book]


def as_table(book: Iterable[KindMeaning]) -> Iterator[tuple[str, ...]]:
    """Yield a codebook as rows of a table below their `COLUMNS`: each field, and below it each of its values."""
    yield COLUMNS
    for kind in book:
        yield (kind.name, "", "", "", "", kind.meaning, "", "", "")
        yield from field_rows(kind.name, "", kind.fields)
        for part in kind.parts:
            yield (kind.name, part.name, "", "", "", part.meaning, "", "", "")
            yield from field_rows(kind.name, part.name, part.fields)


def field_rows(kind: str, part: str, fields: Iterable[FieldMeaning]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the fields of one kind or part."""
    for field in fields:
        always = "true" if field.always else "false"
        yield (kind, part, field.name, field.sort, always, field.meaning, field.refers, "", "")
        for each in field.values:
            yield (kind, part, field.name, "", "", "", "", each.value, each.meaning)
