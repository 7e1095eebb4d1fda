"""Columns: fields that are read from one column of a row, and what all such values look like."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from memorial.exchange.representations.fields import Field, Meaning, Reader, Sort, Value
from memorial.review.models import Entry
from memorial.sources.models import Source


def said(value: Any) -> Value:
    """Return a value of a column as programs read it; nothing where the column says nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    kept: Value = value if isinstance(value, bool | int | list) else str(value)
    return kept


def column(name: str) -> Callable[[Any], Value]:
    """Return how a column of a row is read."""
    return lambda row: said(getattr(row, name))


def text(name: str, meaning: Meaning, *, of: str = "", always: bool = False) -> Field:
    """Return a field for words; ``of`` is the column, where it is not called like the field."""
    return Field(name, Sort.TEXT, meaning, column(of or name), always=always)


def prose(name: str, meaning: Meaning) -> Field:
    """Return a field for longer words, with simple marks."""
    return Field(name, Sort.PROSE, meaning, column(name))


def language(name: str, meaning: Meaning, *, of: str = "", always: bool = False) -> Field:
    """Return a field for the tag of a language; ``of`` is the column, where it is not called like the field."""
    return Field(name, Sort.LANGUAGE, meaning, column(of or name), always=always)


def number(name: str, meaning: Meaning, *, always: bool = False) -> Field:
    """Return a field for a number."""
    return Field(name, Sort.NUMBER, meaning, column(name), always=always)


def flag(name: str, meaning: Meaning) -> Field:
    """Return a field for what is so or is not."""
    return Field(name, Sort.FLAG, meaning, column(name), always=True)


def choice(name: str, meaning: Meaning, values: type[models.TextChoices], *, always: bool = False) -> Field:
    """Return a field for one of several values."""
    return Field(name, Sort.CHOICE, meaning, column(name), values, always=always)


def dated(name: str, meaning: Meaning, *, of: str = "") -> tuple[Field, Field, Field]:
    """Return the fields for an uncertain date: the date itself, and the first and last day that it allows."""
    own = of or name
    return (
        Field(name, Sort.EDTF, meaning, column(own)),
        Field(f"{name}_earliest", Sort.DAY, _("The first day that this date allows."), column(f"{own}_earliest")),
        Field(f"{name}_latest", Sort.DAY, _("The last day that this date allows."), column(f"{own}_latest")),
    )


def one(name: str, meaning: Meaning, refers: str) -> Field:
    """Return a field for the permanent id of another entry, which was read with the row only if it may be seen."""
    return Field(name, Sort.ID, meaning, lambda row: id_of(getattr(row, name)), refers=refers)


def id_of(entry: Entry | None) -> Value:
    """Return the permanent id of an entry, nothing where there is none to be named."""
    return entry.public_id if entry else None


def ids_of(entries: Iterable[Entry]) -> list[str]:
    """Return the permanent ids of entries."""
    return [entry.public_id for entry in entries]


def known_by(rows: Any, path: str) -> Any:
    """Return rows with the permanent id of the entry at a path, without reading the entry."""
    return rows.annotate(**{f"{path}_public_id": F(f"{path}__public_id")})


def with_source(reader: Reader, rows: Any) -> Any:
    """Return rows that name a source, each with that source's permanent id where the reader may see the source."""
    seen = reader.may_see(Source.objects.filter(pk=OuterRef("source")))
    return rows.annotate(known_source=Subquery(seen.values("public_id")[:1]))


def facts_of(model: type[Entry]) -> type[models.TextChoices]:
    """Return what a citation of a kind of entry can be for, as a choice of its own."""
    # Asked when it is said and not before: the table of the texts is known only once all tables are.
    label = lazy(model.fact_label, str)
    make: Any = models.TextChoices
    facts: type[models.TextChoices] = make(
        f"{model.__name__}Fact", [(fact.upper(), (fact, label(fact))) for fact in model.facts]
    )
    return facts
