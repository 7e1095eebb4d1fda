"""Fields: the words in which kinds of entries are described for programs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.status import Status

#: What something means, said in the language that is active when it is asked.
Meaning = str | Promise
#: What a field holds in one row: nothing where it is not known; several permanent ids for `Sort.IDS`.
Value = str | int | float | bool | list[str] | None
#: One row as programs read it: fields by their names, parts as lists of rows.
Said = dict[str, Any]
#: The same for whoever only reads it.
Told = Mapping[str, Any]


class Sort(StrEnum):
    """What the value of a field is."""

    #: The permanent id of the entry itself or of another one.
    ID = "id"
    IDS = "ids"
    TEXT = "text"
    #: Prose with simple marks (CommonMark).
    PROSE = "prose"
    CHOICE = "choice"
    #: A date with its uncertainty (EDTF, ISO 8601-2).
    EDTF = "edtf"
    #: A day of the calendar (ISO 8601).
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    FLAG = "flag"
    #: A language tag (BCP 47).
    LANGUAGE = "language"
    #: An address on the web.
    ADDRESS = "address"


@dataclass(frozen=True)
class Field:
    """One field: its name, its sort, what it means, and how it is read from a row."""

    name: str
    sort: Sort
    meaning: Meaning
    of: Callable[[Any], Value]
    #: What a choice can be, with the meaning of each value.
    values: type[models.TextChoices] | None = None
    #: The kind of entry (by its name in `KINDS`) that an id names.
    refers: str = ""
    #: Whether every row has it; of others nothing is said where it is not known.
    always: bool = False

    @property
    def choices(self) -> "list[tuple[str, Meaning]]":
        """The values that a choice can have, each with its meaning; none where it is no choice."""
        return [(value, label) for value, label in self.values.choices if value] if self.values else []


@dataclass(frozen=True)
class Part:
    """Rows that belong to an entry: its names, its texts in each language, its sources."""

    name: str
    meaning: Meaning
    rows: Callable[[Any], Iterable[Any]]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Reader:
    """Who reads and by which door: strangers by a channel, or for a fuller export somebody of the staff."""

    channel: Channel
    user: User | None = None

    @property
    def door(self) -> Channel:
        """The channel by which narrators are named: for a fuller export, as in any other."""
        return self.channel if self.user is None else Channel.EXPORT

    def may_see(self, entries: Any) -> Any:
        """Return those of some entries that this reader may see; for nobody are restricted ones among them."""
        if self.user is None:
            return entries.public(self.channel)
        return entries.visible_to(self.user).of_record().filter(restricted=False)

    def tied(self, rows: Any, *paths: str) -> Any:
        """Return those rows of entries of which this reader may see every entry that stands at one of the paths."""
        for path in paths:
            entries = self.may_see(rows.model._meta.get_field(path).related_model.objects)
            # Asked of each row in its turn: a join would let a database begin with all that is public.
            rows = rows.filter(models.Exists(entries.filter(pk=models.OuterRef(path))))
        return rows


#: How far an entry has come; only a fuller export has others than published ones.
STATUS = Field("status", Sort.CHOICE, _("How far the entry has come."), lambda entry: entry.status, Status, always=True)


@dataclass(frozen=True)
class Kind:
    """One kind of entry as programs read it."""

    #: What its list is called everywhere: people, testimonies, events …
    name: str
    model: type[Entry]
    meaning: Meaning
    fields: tuple[Field, ...]
    parts: tuple[Part, ...]
    #: Returns the entries that a reader may see, with all that the fields and parts read: constant queries.
    rows: Callable[[Reader], "models.QuerySet[Any]"]

    def fields_for(self, reader: Reader) -> tuple[Field, ...]:
        """Return the fields that a reader is told: in a fuller export also how far each entry has come."""
        return self.fields_told(fully=reader.user is not None)

    def fields_told(self, *, fully: bool) -> tuple[Field, ...]:
        """Return the fields that are told, ``fully`` in a fuller export."""
        return (*self.fields, STATUS) if fully else self.fields

    def represent(self, entry: Any, only: Sequence[str] = ()) -> Said:
        """Return what is said of an entry that was read by `rows`; ``only`` names the fields and parts wanted."""
        fields = self.fields_told(fully=entry.told_fully)
        said: Said = {field.name: field.of(entry) for field in fields if not only or field.name in only}
        for part in self.parts:
            if not only or part.name in only:
                said[part.name] = [_row(part.fields, row) for row in part.rows(entry)]
        return said

    def telling(self, entry: Any) -> "Telling":
        """Return the same as `represent`, each field and part said only when it is asked for."""
        return Telling(self, entry)


class Telling(Mapping[str, Any]):
    """What is said of one entry to a reader who wants little of it: nothing is read for what is not asked."""

    def __init__(self, kind: Kind, entry: Any) -> None:
        self.kind, self.entry = kind, entry
        self.said: Said = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.said:
            self.said |= self.kind.represent(self.entry, [name])
        return self.said[name]

    def __iter__(self) -> Iterator[str]:
        yield from (field.name for field in self.kind.fields)
        yield from (part.name for part in self.kind.parts)

    def __len__(self) -> int:
        return len(self.kind.fields) + len(self.kind.parts)


def _row(fields: Sequence[Field], row: Any) -> Mapping[str, Value]:
    return {field.name: field.of(row) for field in fields}
