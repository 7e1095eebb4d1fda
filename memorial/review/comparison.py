"""The comparison: how two contents of an entry differ, field by field and part by part, for whoever reviews it.

Without a content to compare with, it shows the one there is: a new draft, or an entry as it stands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.languages import language_name
from memorial.base.memorial import Memorial
from memorial.review.content import Reading, Row, Source, in_order, is_prose, is_rearranged, matched, way_of
from memorial.review.models import Entry
from memorial.review.snapshots import (
    Column,
    Snapshot,
    content_fields,
    list_fields,
    part_fields,
    part_relation,
    refers,
)
from memorial.review.word_differences import Change, Piece, side, whole


class State(StrEnum):
    """What became of a field or a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Line:
    """One field: what it said and what it says, with the sources of the fact that it states."""

    label: str
    state: State
    before: list[Piece]
    after: list[Piece]
    #: The language of the words, where one is known, and the direction in which they are written.
    language: str = ""
    direction: str = "auto"
    #: None where the field states no fact that a source is cited for.
    sources: list[Source] | None = None

    @property
    def is_changed(self) -> bool:
        return self.state is not State.UNCHANGED

    @property
    def lacks_source(self) -> bool:
        """Whether it states something new that no source is cited for."""
        return self.sources == [] and self.is_changed


@dataclass
class Block:
    """Fields that belong together: those of the entry itself, one text, one name, one citation."""

    state: State
    lines: list[Line]
    heading: str = ""
    language: str = ""
    direction: str = "auto"
    #: Whether it is one of several short rows: a name, a tie, a citation.
    is_part: bool = False

    @property
    def is_changed(self) -> bool:
        return self.state is not State.UNCHANGED

    @property
    def changed_lines(self) -> list[Line]:
        return [line for line in self.lines if line.is_changed]

    @property
    def unchanged_lines(self) -> list[Line]:
        return [line for line in self.lines if not line.is_changed]


@dataclass
class Section:
    """All blocks of one kind, with the sources of the fact that they state together."""

    name: str
    heading: str
    blocks: list[Block] = field(default_factory=list)
    sources: list[Source] | None = None

    def add(self, other: "Section") -> None:
        """Take in the blocks of another section that has the same heading."""
        self.blocks += other.blocks if other is not self else []

    @property
    def changed(self) -> list[Block]:
        return [block for block in self.blocks if block.is_changed]

    @property
    def unchanged(self) -> list[Block]:
        return [block for block in self.blocks if not block.is_changed]


@dataclass(frozen=True)
class Comparison:
    """How one content differs from another one; or, without another one, what it says."""

    sections: list[Section]
    is_alone: bool

    @property
    def differs(self) -> bool:
        return any(section.changed for section in self.sections)


def compare(model: type[Entry], before: Snapshot | None, after: Snapshot, user: User) -> Comparison:
    """Return how two contents of an entry differ, in as many queries as there are kinds of entries that they name."""
    reading = Reading(model, user, [kept for kept in (before, after) if kept is not None])
    # Ties to relatives are two kinds of parts, by the side from which they were entered, and one thing to a reader.
    merged: dict[str, Section] = {}
    for section in Comparing(reading, before, after).sections():
        merged.setdefault(section.heading, section).add(section)
    return Comparison([section for section in merged.values() if section.blocks], is_alone=before is None)


class Comparing:
    """The comparison of two snapshots while it is made."""

    def __init__(self, reading: Reading, before: Snapshot | None, after: Snapshot) -> None:
        self.reading, self.model = reading, reading.model
        self.before, self.after = before, after

    def sections(self) -> Iterator[Section]:
        """Yield the names, the entry's own fields, its texts and its other parts, in the order of its form."""
        others = [name for name in self.model.made_of if name != "translations"]
        first = [name for name in others if name == "names"]
        yield from (self.part_section(name) for name in first)
        own = self.own_block()
        yield Section("fields", capfirst(_("details")), [own] if own.lines else [])
        yield self.texts()
        yield from (self.part_section(name) for name in others if name not in first)

    def own_block(self) -> Block:
        """Return the fields of the entry's own row and its lists of other entries."""
        before = self.before["fields"] if self.before else None
        columns = [column for column in content_fields(self.model) if column.editable]
        lines = list(self.lines(columns, before, self.after["fields"]))
        lines += [line for listed in list_fields(self.model) if (line := self.listing(listed)) is not None]
        return Block(state_of(lines, self.before is None), lines)

    def texts(self) -> Section:
        """Return the texts, one block for each language that has them."""
        columns = part_fields(self.model, "translations")
        old = {row["language"]: row for row in self.before["parts"].get("translations", ())} if self.before else {}
        new = {row["language"]: row for row in self.after["parts"].get("translations", ())}
        section = Section("translations", capfirst(_("texts")))
        places = {tag: place for place, tag in enumerate(Memorial.current().languages)}
        for tag in sorted({**old, **new}, key=lambda tag: (places.get(tag, len(places)), tag)):
            rows = old.get(tag), new.get(tag)
            beside = {"heading": language_name(tag), "language": tag, "direction": way_of(tag)}
            shown = [column for column in columns if column.name != "language"]
            section.blocks.append(self.block(shown, *rows, language=tag, beside=beside))
        return section

    def part_section(self, name: str) -> Section:
        """Return the parts of one other kind, each with what became of it."""
        part = part_relation(self.model, name).related_model
        columns = [column for column in part_fields(self.model, name) if column.name != part.ordered_by]
        section = Section(name, capfirst(str(part._meta.verbose_name_plural)))
        old = in_order(self.before["parts"].get(name, []) if self.before else [], part.ordered_by)
        new = in_order(self.after["parts"].get(name, []), part.ordered_by)
        pairs = list(matched(old, new))
        if part.ordered_by and is_rearranged(pairs, old):
            label = str(part._meta.get_field(part.ordered_by).verbose_name)
            section.blocks.append(self.order_block(label, columns, old, new))
        for before, after in pairs:
            language = (after or before or {}).get("language", "")
            section.blocks.append(self.block(columns, before, after, language=language, beside={"is_part": True}))
        if section.changed or self.before is None:
            section.sources = self.sources(name)
        return section

    def order_block(self, label: str, columns: Sequence[Column], old: Sequence[Row], new: Sequence[Row]) -> Block:
        """Return in which order the parts of one kind stood and stand, each called by what it refers to."""

        def listed(rows: Sequence[Row], mark: Change) -> list[Piece]:
            named = [next(self.value(column, row) for column in columns if refers(column)) for row in rows]
            return [Piece(mark, "\n".join(f"{place}. {name}" for place, name in enumerate(named, start=1)))]

        line = Line(label, State.CHANGED, listed(old, Change.REMOVED), listed(new, Change.ADDED))
        return Block(State.CHANGED, [line], is_part=True)

    def block(
        self,
        columns: Sequence[Column],
        before: Row | None,
        after: Row | None,
        *,
        language: str = "",
        beside: dict[str, Any] | None = None,
    ) -> Block:
        """Return one part with its fields; a part that is compared with none is there, and not added."""
        lines = list(self.lines(columns, before, after, language=language))
        if before is None:
            state = State.UNCHANGED if self.before is None else State.ADDED
        else:
            state = State.REMOVED if after is None else state_of(lines)
        return Block(state, lines, **(beside or {}))

    def lines(
        self, columns: Sequence[Column], before: Row | None, after: Row | None, *, language: str = ""
    ) -> Iterator[Line]:
        """Yield the fields of one row that say anything in one of the two contents."""
        for column in columns:
            if column.name == "made_from":
                if before and after and before.get(column.name) != after.get(column.name):
                    yield Line(_("compared with the original"), State.CHANGED, [], whole(_("anew")))
                continue
            old = self.value(column, before)
            new = self.value(column, after)
            is_idle = not (before and after) or old == new
            if not (old or new) or (is_idle and is_unmarked(column, (after or before or {}).get(column.name))):
                continue
            prose = is_prose(column)
            yield Line(
                label=str(column.verbose_name),
                state=self.line_state(before, after, same=old == new),
                before=side(old, new if after else old, Change.REMOVED, prose=prose) if before else [],
                after=side(old if before else new, new, Change.ADDED, prose=prose) if after else [],
                language=language if prose else "",
                direction=way_of(language if prose else ""),
                sources=self.sources(column.name, after[column.name] == column.default) if after and new else None,
            )

    def value(self, column: Column, row: Row | None) -> str:
        """Return what a row says in a column; nothing when there is no row."""
        return self.reading.value(column, row.get(column.name)) if row is not None else ""

    def listing(self, listed: Any) -> Line | None:
        """Return a list of other entries with those that came and went, or nothing where it is empty in both."""
        old = set(self.before["lists"].get(listed.name, ())) if self.before else None
        new = set(self.after["lists"].get(listed.name, ()))
        kept = new if old is None else old & new
        gone, came = (old or set()) - kept, new - kept
        if not (kept or gone or came):
            return None

        def named(ids: Iterable[str], change: Change) -> list[Piece]:
            names = sorted(self.reading.name_of(listed.related_model, one) for one in ids)
            return [Piece(change, f"{name}\n") for name in names]

        return Line(
            label=str(listed.verbose_name),
            state=State.CHANGED if gone or came else State.UNCHANGED,
            before=named(kept, Change.KEPT) + named(gone, Change.REMOVED) if old is not None else [],
            after=named(kept, Change.KEPT) + named(came, Change.ADDED),
        )

    def line_state(self, before: Row | None, after: Row | None, *, same: bool) -> State:
        """Return what became of one field."""
        if self.before is None or same:
            return State.UNCHANGED
        if before is None:
            return State.ADDED
        return State.REMOVED if after is None else State.CHANGED

    def sources(self, name: str, says_nothing: bool = False) -> list[Source] | None:
        """Return the sources that the new content cites for the fact that a field states.

        None where it states no fact, or nothing that would need a source.
        """
        fact = self.model.fact_columns.get(name, name)
        if fact not in self.model.facts or "citations" not in self.model.made_of:
            return None
        return self.reading.sources(self.after, fact) or (None if says_nothing else [])


def is_unmarked(column: Column, raw: Any) -> bool:
    """Return whether a value says nothing of its own: a mark that is not set."""
    return raw is False and column.default is False


def state_of(lines: Iterable[Line], alone: bool = False) -> State:
    """Return whether any of these fields changed."""
    return State.CHANGED if not alone and any(line.is_changed for line in lines) else State.UNCHANGED
