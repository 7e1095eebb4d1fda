"""Expanding: other entries told in place of their permanent ids, one step far, each asked through the gate."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from memorial.exchange.representations.fields import Field, Kind, Reader, Said
from memorial.exchange.representations.kinds import KINDS

#: How many entries at most are told in place of their ids in one answer; further ones stay ids.
MOST = 500


@dataclass(frozen=True)
class Tie:
    """One field that names other entries: its own, or (with ``part``) one of the rows of a part."""

    field: Field
    part: str = ""

    @property
    def name(self) -> str:
        return f"{self.part}.{self.field.name}" if self.part else self.field.name

    def rows(self, said: Said) -> Sequence[dict[str, Any]]:
        """Return the rows of an entry in which the field stands."""
        return said.get(self.part, ()) if self.part else [said]


def ties_of(kind: Kind) -> dict[str, Tie]:
    """Return the fields of a kind that name entries of other kinds, by name."""
    own = [Tie(field) for field in kind.fields if field.refers in KINDS]
    own += [Tie(field, part.name) for part in kind.parts for field in part.fields if field.refers in KINDS]
    return {tie.name: tie for tie in own}


def ids_in(tie: Tie, told: Iterable[Said]) -> Iterator[str]:
    """Yield the permanent ids that a field names in some entries."""
    for said in told:
        for row in tie.rows(said):
            value = row.get(tie.field.name)
            yield from (value if isinstance(value, list) else [value] if value else [])


def expand(ties: Iterable[Tie], told: Sequence[Said], reader: Reader) -> None:
    """Put in place of the ids what is said of the entries; an entry that may not be seen stays an id."""
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    chosen = list(ties)
    for tie in chosen:
        wanted[tie.field.refers].update(dict.fromkeys(ids_in(tie, told)))
    known: dict[str, dict[str, Said]] = {}
    room = MOST
    for name, ids in wanted.items():
        some = list(ids)[:room]
        room -= len(some)
        kind = KINDS[name]
        known[name] = {
            entry.public_id: kind.represent(entry)
            for entry in (kind.rows(reader).order_by().filter(public_id__in=some) if some else ())
        }
    for tie in chosen:
        for said in told:
            for row in tie.rows(said):
                row[tie.field.name] = replaced(row.get(tie.field.name), known[tie.field.refers])


def replaced(value: Any, known: dict[str, Said]) -> Any:
    """Return what a field holds with the entries that are known in place of their ids."""
    if isinstance(value, list):
        return [known.get(each, each) for each in value]
    return known.get(value, value) if value else value
