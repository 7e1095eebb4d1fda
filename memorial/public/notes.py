"""Notes: the sources of a page, numbered in the order in which its facts name them, with marks beside the facts."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Prefetch

from memorial.base.date_words import words
from memorial.base.reading import Parts, keep_referred, keep_rows, read_together
from memorial.exchange.representations.columns import known_by
from memorial.exchange.representations.entries import as_known
from memorial.public.naming import read_public
from memorial.review.models import Entry
from memorial.sources.models import Citation, Source


def with_evidence(path: str = "citations", *, model: type[Citation]) -> "Prefetch[str]":
    """Return the prefetch of an entry's citations with their sources: only those whose source a stranger may see.

    Whether the entry itself is public is asked where it is read, so that a staff preview shows a draft's citations too.
    """
    rows = model.objects.from_public_sources().select_related("source").order_by("pk")
    return Prefetch(path, queryset=known_by(rows, "source"))


def read_sources(entry: Any, others: Iterable[Any] = ()) -> list[Source]:
    """Return the public sources of an entry's citations, and of other rows that may each name one; each row knows its.

    The citations were read with the entry. Of those whose source a stranger may not see none is kept with it.
    """
    citations, rows = list(entry.citations.all()), list(others)
    keys = {row.source_id for row in (*citations, *rows) if row.source_id}
    sources = read_public(Source, keys)
    for row in (*citations, *rows):
        source = sources.get(row.source_id)
        keep_referred(row, "source", source)
        row.known_source = source.public_id if source else None
    known = [citation for citation in citations if citation.source_id in sources]
    for citation in known:
        as_known(citation, "source", citation.source)
    keep_rows(entry, "citations", known)
    return list(sources.values())


def imprint(source: Source) -> str:
    """Return author, publisher, place and date of a source in one line."""
    publisher = source.publisher if source.title else ""
    return ", ".join(part for part in (source.author, publisher, source.place, words(source.published)) if part)


@dataclass
class Mark:
    """The sign after one fact that leads to a note."""

    number: int
    ref: str
    source_id: int


@dataclass
class NoteFact:
    """One fact that a note supports, with the mark that leads back to it."""

    ref: str
    label: str


@dataclass
class Note:
    """One source as the page's list of notes shows it."""

    number: int
    source: Source
    locators: list[str] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    facts: list[NoteFact] = field(default_factory=list)
    differs: bool = False

    @property
    def imprint(self) -> str:
        """Author, publisher, place and date in one line."""
        return imprint(self.source)


@dataclass
class Rival:
    """What a source states instead of the value that the entry prefers."""

    value: str
    source: Source
    mark: Mark
    #: The value is the source's own words, not a value that the record could hold.
    quoted: bool


class Notebook:
    """Collects the sources of one page and numbers them."""

    def __init__(self) -> None:
        self.by_source: dict[int, Note] = {}

    @property
    def notes(self) -> list[Note]:
        """The page's sources in the order of their numbers, with what is said of how each was read."""
        notes = list(self.by_source.values())
        read_together(Parts([note.source for note in notes], "translations"))
        return notes

    def mark(self, source: Source, *, ref: str, label: str = "", locator: str = "") -> Mark:
        """Return the mark of one source after the fact called ``ref`` (unique on the page)."""
        note = self.by_source.setdefault(source.pk, Note(len(self.by_source) + 1, source))
        if locator and locator not in note.locators:
            note.locators.append(locator)
        if label and not any(fact.ref == ref for fact in note.facts):
            note.facts.append(NoteFact(ref, label))
        return Mark(note.number, ref, source.pk)

    def cited(self, citation: Citation, *, ref: str, label: str) -> Mark:
        """Return the mark of a citation's source after the fact called ``ref``; the note keeps what the source says."""
        mark = self.mark(citation.source, ref=ref, label=label, locator=citation.locator)
        says = self.by_source[citation.source_id].says
        if citation.says and citation.says not in says:
            says.append(citation.says)
        return mark

    def forget(self, refs: Collection[str]) -> None:
        """Take from the notes the ways back to facts that the page does not show."""
        for note in self.by_source.values():
            note.facts = [fact for fact in note.facts if fact.ref not in refs]

    def marks(self, entry: Entry, citations: Iterable[Citation], *, prefix: str = "") -> dict[str, list[Mark]]:
        """Return the marks of an entry by fact (``""`` for the entry as a whole) and note what each source says.

        ``prefix`` makes the marks' names unique on a page of many entries.
        """
        marks: dict[str, list[Mark]] = defaultdict(list)
        for citation in citations:
            ref = f"{prefix}{citation.fact or 'entry'}"
            mark = self.cited(citation, ref=ref, label=entry.fact_label(citation.fact))
            note = self.by_source[citation.source_id]
            note.differs = note.differs or citation.stance == Citation.Stance.DIFFERS
            if mark not in marks[citation.fact]:
                marks[citation.fact].append(mark)
        return dict(marks)

    def together(self, entry: Entry, citations: Iterable[Citation], *, label: str) -> list[Mark]:
        """Return one mark for each source of an entry that stands in a list, however many of its facts it supports."""
        marks: dict[int, Mark] = {}
        for citation in citations:
            mark = self.cited(citation, ref=entry.public_id, label=label)
            marks[mark.number] = mark
        return [marks[number] for number in sorted(marks)]


@dataclass
class Difference:
    """What one source states instead of a fact of an entry in a list."""

    fact: str
    value: str
    source: str


def differences(entry: Entry, citations: Iterable[Citation]) -> list[Difference]:
    """Return, in the order in which they were cited, what sources state instead of an entry's facts."""
    return [
        Difference(
            entry.fact_label(citation.fact),
            citation.value or citation.says,
            citation.source.name,
        )
        for citation in citations
        if citation.stance == Citation.Stance.DIFFERS
    ]


def agreeing(citations: Iterable[Citation], marks: dict[str, list[Mark]]) -> dict[str, list[Mark]]:
    """Return the marks of the sources that state the value shown, by fact."""
    agreed = {
        (citation.fact, citation.source_id) for citation in citations if citation.stance == Citation.Stance.AGREES
    }
    return {fact: [mark for mark in found if (fact, mark.source_id) in agreed] for fact, found in marks.items()}


def rivals(citations: Iterable[Citation], marks: dict[str, list[Mark]]) -> dict[str, list[Rival]]:
    """Return what sources state instead, by fact."""
    found: dict[str, list[Rival]] = defaultdict(list)
    kept = list(citations)
    agreed = agreeing(kept, marks)
    for citation in kept:
        if citation.stance == Citation.Stance.DIFFERS:
            mark = next(mark for mark in marks[citation.fact] if mark.source_id == citation.source_id)
            if mark in agreed[citation.fact]:
                # The same source states both: its mark already stands after the value shown.
                mark = replace(mark, ref=f"{mark.ref}-differs")
            value = citation.value or citation.says
            found[citation.fact].append(Rival(value, citation.source, mark, quoted=not citation.value))
    return dict(found)
