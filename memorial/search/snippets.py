"""Snippets: the place of a text where the words stand that were asked for, as it was written, with the words marked.

Where a content note stands before a text, it stands in the place of the snippet too, wherever the words were found.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from memorial.base.languages import active_language, direction, language_name
from memorial.base.texts import Text, Translation
from memorial.media.models import Asset, Grade
from memorial.people.models import Person
from memorial.search.models import Edition
from memorial.search.stems import Word, besides, composed, stem, words_in
from memorial.search.text_engines import Group
from memorial.search.text_rows import SHOWN_BY, TEXTS, Written, leave_out_unshown, plain

#: About how many letters of a text are shown, and how many of them before the first word that was found.
LENGTH = 200
BEFORE = 50
#: How much of a text is looked through.
READ = 100_000
CUT = "…"


@dataclass(frozen=True)
class Snippet:
    """A few words of a text: its parts in their order, each with whether it was asked for."""

    parts: tuple[tuple[str, bool], ...]
    language: str
    unreviewed: bool = False

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def foreign_name(self) -> str:
        """The name of the text's language where that is not the page's; else empty."""
        return language_name(self.language) if self.language != active_language() else ""

    def __str__(self) -> str:
        return "".join(words for words, _marked in self.parts)


@dataclass(frozen=True)
class Mark:
    """One word of a text that was asked for: where it stands, and by which part of the question it was."""

    start: int
    end: int
    group: int


class Marker:
    """Finds in a text, as it was written, the words that the index found."""

    def __init__(self, groups: Sequence[Group]) -> None:
        each = [(number, one) for number, group in enumerate(groups) for one in group]
        self.whole = {token: number for number, one in each if not one.begun for token in one.tokens}
        self.begun = {token: number for number, one in each if one.begun for token in one.tokens}
        self.first_letters = {token[0] for token in (*self.whole, *self.begun)}

    def marks(self, words: Iterable[Word], language: str) -> list[Mark]:
        """Return the words of a text in a language that were asked for."""
        found = []
        for word in words:
            group = self.group_of(word, language) if word.flat[0] in self.first_letters else None
            if group is not None:
                found.append(Mark(word.start, word.end, group))
        return found

    def group_of(self, word: Word, language: str) -> int | None:
        """Return by which part of the question a word was asked for; nothing where it was not."""
        for token in (stem(word, language), *besides(word, language)):
            if token in self.whole:
                return self.whole[token]
        return next((group for token, group in self.begun.items() if word.flat.startswith(token)), None)


def passage_of(
    entry: Any, language: str, marker: Marker, order: Sequence[str], edition: Edition
) -> tuple[Snippet | None, Text | None]:
    """Return what is shown of an entry that was found in a language: a place in its texts, or the note before them.

    The entry was read with its texts, a person with the names as well; ``order`` are the memorial's languages.
    """
    kind, covered = TEXTS[type(entry)], is_covered(entry)
    behind = entry.translation_model().behind_note if covered else ()
    texts = written_of(entry, order, edition)
    row: Written = next((each for each in texts if each["language"] == language), {})
    open_texts = [plain(kind, name, row[name]) for name in kind.texts if row.get(name) and name not in behind]
    unreviewed = row.get("state") == Translation.State.UNREVIEWED
    for text in open_texts:
        if parts := best_place(text, language, marker):
            return Snippet(parts, language, unreviewed), None
    if any(each.get(name) for each in texts for name in behind):
        return None, entry.text("content_note", order)
    return (Snippet(beginning(open_texts[0]), language, unreviewed) if open_texts else None), None


def is_covered(entry: Any) -> bool:
    """Return whether a content note stands before some of an entry's texts, in whatever language it is written."""
    if isinstance(entry, Asset):
        # As of a picture that goes out without a page around it: what nobody has looked at is covered as well.
        return entry.grade != Grade.NONE
    return any(getattr(text, "content_note", "") for text in entry.translations.all())


def written_of(entry: Any, order: Sequence[str], edition: Edition) -> list[Written]:
    """Return the texts of an entry in each language, for visitors without those that no page shows."""
    kind = TEXTS[type(entry)]
    names = ("language", "state", *kind.titles, *kind.texts, "content_note")
    rows = [{name: getattr(text, name, "") for name in names} for text in entry.translations.all()]
    if edition == Edition.PUBLIC:
        own = {name: getattr(entry, name) for name in SHOWN_BY.get(type(entry), ())}
        named = isinstance(entry, Person) and bool(entry.names.all())
        leave_out_unshown(type(entry), own, rows, order, named=named)
    return rows


def best_place(text: str, language: str, marker: Marker) -> tuple[tuple[str, bool], ...]:
    """Return the place of a text where most of what was asked for stands together; nothing where none of it does."""
    text = composed(text)[:READ]
    words = list(words_in(text))
    marks = marker.marks(words, language)
    if not marks:
        return ()
    best, most = 0, (0, 0)
    for number, mark in enumerate(marks):
        near = [other for other in marks[number : number + 20] if other.end - mark.start <= LENGTH - BEFORE]
        rating = (len({other.group for other in near}), len(near))
        if rating > most:
            best, most = number, rating
    start, end = around(text, words, marks[best])
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    return pieces(text, start, end, inside)


def around(text: str, words: Sequence[Word], mark: Mark) -> tuple[int, int]:
    """Return from where to where a text is shown around a word, cut between words."""
    if len(text) <= LENGTH:
        return 0, len(text)
    start = max(0, min(mark.start - BEFORE, len(text) - LENGTH))
    start = next((word.start for word in words if word.start >= start), 0) if start else 0
    ends = [word.end for word in words if mark.end <= word.end <= start + LENGTH]
    end = ends[-1] if ends else mark.end
    # The last word of the text brings the point behind it along.
    return start, len(text) if words and end == words[-1].end else end


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> tuple[tuple[str, bool], ...]:
    """Return a stretch of a text in parts, those that are marked and those between."""
    parts: list[tuple[str, bool]] = []
    at, before = start, CUT if start else ""
    for mark in marks:
        parts += [(before + text[at : mark.start], False), (text[mark.start : mark.end], True)]
        at, before = mark.end, ""
    parts.append((before + text[at:end] + (CUT if end < len(text) else ""), False))
    return tuple(part for part in parts if part[0])


def beginning(text: str) -> tuple[tuple[str, bool], ...]:
    """Return how a text begins, where what was asked for stands in what the entry is called."""
    text = composed(text)
    if len(text) <= LENGTH:
        return ((text, False),)
    words = [word for word in words_in(text[: LENGTH + 1]) if word.end < LENGTH]
    return ((text[: words[-1].end if words else LENGTH] + CUT, False),)
