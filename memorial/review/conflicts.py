"""Conflicts: two people have changed one form at a time; what differs, and what both together say.

A form is compared as it was opened, as it would be shown now, and as it was sent: flat names with their values. Its
rows are told apart by their hidden keys, never by their place, so that a row that came or went moves no other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from memorial.base.sent_fields import Fields

#: What of a row is no word of it.
KEY, DELETED = "id", "DELETE"
#: The kinds of rows of which each value of one field stands once: two new rows of that value are one and the same.
ONE_OF_EACH = {
    "translations": "language",
    "kin": "relative",
    "kin_of": "person",
    "memberships": "person",
    "pictures": "asset",
}
COUNTED = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


class Side(StrEnum):
    """Whose words are taken."""

    MINE = "mine"
    KEPT = "kept"


@dataclass
class Sheet:
    """One form: its own fields, and its rows by kind; a row that is not kept yet has an empty key."""

    own: Fields = field(default_factory=dict)
    rows: dict[str, list[Fields]] = field(default_factory=dict)
    counts: Fields = field(default_factory=dict)

    def keyed(self, kind: str) -> dict[str, Fields]:
        """Return the rows of one kind that are kept, by their keys."""
        return {key_of(row): row for row in self.rows.get(kind, []) if key_of(row)}

    def unkeyed(self, kind: str) -> list[Fields]:
        """Return the rows of one kind that are not kept yet, empty ones among them."""
        return [row for row in self.rows.get(kind, []) if not key_of(row)]


def key_of(row: Fields) -> str:
    """Return the key of a row; empty for one that is not kept yet."""
    return next(iter(row.get(KEY, [])), "").strip()


def sheet_of(fields: Fields) -> Sheet:
    """Return a form as its own fields and its rows, from flat names."""
    kinds = sorted((name.removesuffix("-TOTAL_FORMS") for name in fields if name.endswith("-TOTAL_FORMS")), key=len)
    sheet = Sheet(rows={kind: [] for kind in kinds})
    places: dict[tuple[str, int], Fields] = {}
    for name, values in fields.items():
        kind = next((kind for kind in reversed(kinds) if name.startswith(f"{kind}-")), None)
        if kind is None:
            if not name.startswith("_"):
                sheet.own[name] = values
            continue
        place = re.fullmatch(r"([0-9]{1,6}|__prefix__)-(.+)", name.removeprefix(f"{kind}-"))
        if place is None:
            sheet.counts[name] = values
        else:
            # The blank row from which a page makes new ones comes last, and is one more that nobody has filled in.
            number = int(place[1]) if place[1].isdecimal() else 1_000_000
            places.setdefault((kind, number), {})[place[2]] = values
    for (kind, _number), row in sorted(places.items()):
        sheet.rows[kind].append(row)
    return sheet


def without_new_rows(fields: Fields) -> Fields:
    """Return the flat names and values of a form without those of its rows that have no key."""
    sheet = sheet_of(fields)
    kept = sheet.own | sheet.counts
    for kind in sheet.rows:
        for place, row in enumerate(sheet.keyed(kind).values()):
            kept |= {f"{kind}-{place}-{name}": values for name, values in row.items()}
    return kept


def said(values: list[str]) -> list[str]:
    """Return values as they are compared: a browser sends line ends of its own, and a list in no order."""
    return sorted(value.replace("\r\n", "\n").replace("\r", "\n").strip() for value in values if value.strip())


def differing(one: Fields, other: Fields) -> list[str]:
    """Return the names of the fields in which two rows differ, in the order of the first."""
    names = [*one, *(name for name in other if name not in one)]
    return [name for name in names if name != KEY and said(one.get(name, [])) != said(other.get(name, []))]


def same_row(one: Fields, other: Fields) -> bool:
    """Return whether two rows say the same."""
    return not differing(one, other)


@dataclass(frozen=True)
class Difference:
    """One thing to choose: a field, or a whole row that one has changed and the other has taken away.

    ``opened`` is what stood there when the form was opened, if that is known; a row that is not there is nothing.
    """

    name: str
    kind: str
    field: str
    opened: Fields | None
    kept: Fields | None
    mine: Fields | None
    known: bool

    @property
    def likely(self) -> Side | None:
        """Whose words are taken unless somebody chooses otherwise; nothing where both have changed them."""
        if not self.known:
            return None
        if is_same(self.kept, self.opened):
            return Side.MINE
        return Side.KEPT if is_same(self.mine, self.opened) else None


def is_same(one: Fields | None, other: Fields | None) -> bool:
    """Return whether two rows say the same, or neither is there."""
    return one == other if one is None or other is None else same_row(one, other)


class Aside(StrEnum):
    """What came of a row about which nothing needs to be chosen."""

    ADDED_BY_OTHER = "added_by_other"
    TAKEN_BY_OTHER = "taken_by_other"
    NEW = "new"


@dataclass(frozen=True)
class Note:
    """A row about which nothing needs to be chosen, and what becomes of it."""

    kind: str
    row: Fields
    what: Aside


class Comparison:
    """What differs between what was sent and what is kept now, given what stood there when the form was opened."""

    def __init__(self, *, opened: Fields | None, now: Fields, mine: Fields) -> None:
        self.known = opened is not None
        self.opened, self.now, self.mine = sheet_of(opened or {}), sheet_of(now), sheet_of(mine)
        self.sent = mine
        self.differences: list[Difference] = []
        self.notes: list[Note] = []
        #: The rows of the merged form by kind: fields that are settled, and the name of what is chosen for the others.
        self.rows: dict[str, list[tuple[Fields, Fields, str]]] = {}
        for name in self.now.own:
            if not self.known or name in self.opened.own:
                self.compare("", name, name, self.opened.own, self.now.own, self.mine.own)
        for kind in self.now.rows:
            self.rows[kind] = [*self.kept_rows(kind), *self.other_rows(kind)]

    def compare(self, kind: str, name: str, one: str, opened: Fields, now: Fields, mine: Fields) -> None:
        """Note one field if it differs."""
        if said(now.get(one, [])) != said(mine.get(one, [])):
            before, kept, own = ({one: row.get(one, [])} for row in (opened, now, mine))
            self.differences.append(Difference(name, kind, one, before, kept, own, known=self.known))

    def kept_rows(self, kind: str) -> Iterator[tuple[Fields, Fields, str]]:
        """Yield the rows that are kept now, each with the same row as it was sent."""
        mine, opened = self.mine.keyed(kind), self.opened.keyed(kind)
        for key, now in self.now.keyed(kind).items():
            name, before = f"{kind}:{key}", opened.get(key, {})
            own = mine.get(key) or self.claimed(kind, key, now)
            if own is None:
                if not (self.known and key in opened):
                    self.notes.append(Note(kind, now, Aside.ADDED_BY_OTHER))
                yield now, now, name
            elif said(own.get(DELETED, [])):
                deleted = Difference(name, kind, "", before or None, now, None, known=self.known)
                self.differences.append(deleted)
                yield now, now | {DELETED: ["on"]}, name
            else:
                for one in differing(now, own):
                    self.compare(kind, f"{name}:{one}", one, before or self.blank(kind), now, own)
                yield now, now | {one: own.get(one, []) for one in differing(now, own)}, name

    def other_rows(self, kind: str) -> Iterator[tuple[Fields, Fields, str]]:
        """Yield the rows that were sent and are not kept: those that the other took away, and new ones."""
        kept, opened = self.now.keyed(kind), self.opened.keyed(kind)
        for key, own in self.mine.keyed(kind).items():
            if key in kept or said(own.get(DELETED, [])):
                continue
            if self.known and key in opened and same_row(opened[key], own):
                self.notes.append(Note(kind, own, Aside.TAKEN_BY_OTHER))
                continue
            name, again = f"{kind}:{key}", own | {KEY: [""]}
            self.differences.append(Difference(name, kind, "", opened.get(key), None, own, known=self.known))
            yield {}, again, name
        for own in self.new_rows(kind):
            if not self.is_claimed(kind, own):
                self.notes.append(Note(kind, own, Aside.NEW))
                yield own, own, ""

    def new_rows(self, kind: str) -> Iterator[Fields]:
        """Yield the rows that were sent with words in them and without a key."""
        blanks = [*self.opened.unkeyed(kind), *self.now.unkeyed(kind)]
        for own in self.mine.unkeyed(kind):
            if not any(same_row(own, blank) for blank in blanks):
                yield own

    def claimed(self, kind: str, key: str, now: Fields) -> Fields | None:
        """Return the new row that was sent for what somebody else has kept meanwhile in a row of its own."""
        if key in self.opened.keyed(kind):
            return None
        return next((own for own in self.new_rows(kind) if self.stands_for(kind, own, now)), None)

    def is_claimed(self, kind: str, own: Fields) -> bool:
        """Return whether a new row stands for one that somebody else has kept meanwhile."""
        came = [row for key, row in self.now.keyed(kind).items() if key not in self.opened.keyed(kind)]
        return any(self.stands_for(kind, own, now) for now in came)

    def stands_for(self, kind: str, own: Fields, now: Fields) -> bool:
        """Return whether a new row says, in all that was written into it, what a row that came meanwhile says."""
        written = [name for name in differing(own, self.blank(kind)) if said(own.get(name, []))]
        alike = all(said(own[name]) == said(now.get(name, [])) for name in written)
        return (bool(written) and alike) or is_one(kind, own, now)

    def blank(self, kind: str) -> Fields:
        """Return a row of one kind as it is before anybody has filled it in."""
        rows = self.opened.unkeyed(kind) or self.now.unkeyed(kind) or [{}]
        return {name: values for name, values in rows[-1].items() if name != KEY}

    @property
    def other_changed(self) -> bool:
        """Whether what is kept now differs in anything from what the person has seen."""
        if any(note.what is not Aside.NEW for note in self.notes):
            return True
        return any(difference.likely is not Side.MINE for difference in self.differences)

    def choices(self, chosen: Mapping[str, str]) -> dict[str, Side]:
        """Return which side was chosen for each difference, of those for which one was."""
        sides = {str(side): side for side in Side}
        return {one.name: sides[chosen[one.name]] for one in self.differences if chosen.get(one.name) in sides}

    def merged(self, choices: Mapping[str, Side]) -> Fields:
        """Return the form as it is sent when both are put together; every difference must have been chosen."""
        fields: Fields = {name: values for name, values in self.sent.items() if name.startswith("_")}
        for name, values in self.now.own.items():
            fields[name] = self.mine.own.get(name, []) if choices.get(name) is Side.MINE else values
        fields |= self.now.counts
        for kind, rows in self.rows.items():
            made = [row for row in (chosen_row(one, choices) for one in rows) if row]
            for place, row in enumerate(made):
                fields |= {f"{kind}-{place}-{name}": values for name, values in row.items()}
            keys = sum(1 for row in made if key_of(row))
            fields |= {f"{kind}-TOTAL_FORMS": [str(len(made))], f"{kind}-INITIAL_FORMS": [str(keys)]}
        return {name: values for name, values in fields.items() if values}


def chosen_row(row: tuple[Fields, Fields, str], choices: Mapping[str, Side]) -> Fields:
    """Return one row of the merged form: as it is kept, as it was sent, or some fields of each."""
    kept, mine, name = row
    if choices.get(name) is Side.MINE:
        return mine
    taken = [one for one in mine if choices.get(f"{name}:{one}") is Side.MINE]
    return kept | {one: mine[one] for one in taken}


def is_one(kind: str, own: Fields, now: Fields) -> bool:
    """Return whether two rows stand for one and the same thing: the text in one language, the tie to one person."""
    name = ONE_OF_EACH.get(kind)
    return bool(name and said(own.get(name, [])) and said(own[name]) == said(now.get(name, [])))
