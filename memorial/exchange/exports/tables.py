"""Tables: kinds of entries as flat tables, one for the entries and one for each part, the entry's id first in each."""

from collections.abc import Iterator
from dataclasses import dataclass

from memorial.exchange.representations.fields import Field, Kind, Reader, Said, Value

#: What the first column of a part's table is called: the permanent id of the entry that the row belongs to.
ENTRY = "entry"


@dataclass(frozen=True)
class Table:
    """One table: its name, and what its columns are called."""

    name: str
    columns: tuple[str, ...]


def tables_of(kind: Kind, reader: Reader) -> list[Table]:
    """Return the tables of a kind as a reader is told: of its entries, and of each of its parts."""
    own = Table(kind.name, names(kind.fields_for(reader)))
    return [own, *(Table(part_table(kind, part.name), (ENTRY, *names(part.fields))) for part in kind.parts)]


def names(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """Return what some fields are called."""
    return tuple(field.name for field in fields)


def part_table(kind: Kind, part: str) -> str:
    """Return what the table of a part is called."""
    return f"{kind.name}_{part}"


def rows_of(kind: Kind, reader: Reader, said: Said) -> Iterator[tuple[str, list[Value]]]:
    """Yield what is said of an entry as rows, each with the name of its table; what is not said is nothing."""
    yield kind.name, [said.get(field.name) for field in kind.fields_for(reader)]
    for part in kind.parts:
        for row in said.get(part.name, ()):
            yield part_table(kind, part.name), [said["id"], *(row.get(field.name) for field in part.fields)]
