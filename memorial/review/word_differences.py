"""Word differences: which words of a text were taken away and which came, for the eyes of a reviewer."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache
from itertools import groupby

#: A line with its end, and within it a sentence with the blanks after it; the larger the unit, the sooner it is found.
LINES = re.compile(r"[^\n]*\n|[^\n]+")
SENTENCES = re.compile(r".*?[.!?…:;։؟۔]+\s+|.+", re.DOTALL)
Divide = Callable[[str], list[str]]
#: So many pairs of equal units, and so many more for each unit, are still looked at; beyond it a passage counts as
#: rewritten, and no text costs more than a moment.
MOST_PAIRS, MOST_FOR_EACH = 2_000, 5
#: A stretch of unchanged text longer than this is folded, but for this much at either end.
LONGEST, AT_EITHER_END = 600, 160


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    #: Kept, and so long that it is shown only when it is asked for.
    FOLDED = "folded"


@dataclass(frozen=True)
class Piece:
    """A stretch of text of which all became the same."""

    change: Change
    text: str

    @property
    def word_count(self) -> int:
        return len(self.text.split())


def differences(before: str, after: str) -> list[Piece]:
    """Return the pieces of which two texts are made: in their order, without the added ones they are the first text
    and without the removed ones the second."""
    pieces = joined(apart(before, after, [LINES.findall, SENTENCES.findall, words]))
    runs = groupby(pieces, lambda piece: piece.change)
    return [Piece(change, "".join(piece.text for piece in run)) for change, run in runs]


def apart(before: str, after: str, ways: Sequence[Divide]) -> Iterator[Piece]:
    """Yield how two texts differ, divided in the first of these ways, and what was rewritten in the next."""
    if not (ways and before and after) or before == after:
        yield from replaced(before, after)
        return
    divide = ways[0]
    for old_units, new_units in matched(divide(before), divide(after)):
        if old_units == new_units:
            yield Piece(Change.KEPT, "".join(old_units))
        elif side_by_side(old_units, new_units):
            for old_unit, new_unit in zip(old_units, new_units, strict=True):
                yield from apart(old_unit, new_unit, ways[1:])
        else:
            yield from apart("".join(old_units), "".join(new_units), ways[1:])


def side_by_side(old: list[str], new: list[str]) -> bool:
    """Return whether these units are the same ones, each with some words changed."""
    return len(old) == len(new) and all(alike(one, other) for one, other in zip(old, new, strict=True))


def alike(one: str, other: str) -> bool:
    """Return whether two texts have most of their words in common."""
    these, those = Counter(one.split()), Counter(other.split())
    return 2 * (these & those).total() > max(these.total(), those.total())


def replaced(before: str, after: str) -> Iterator[Piece]:
    """Yield one text as taken away and the other as come in its place; where they are the same, as kept."""
    if before == after:
        yield Piece(Change.KEPT, before)
        return
    yield Piece(Change.REMOVED, before)
    yield Piece(Change.ADDED, after)


def matched(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what of two lists of units stands in one another's place, at a cost that is bounded."""
    first = next((place for place, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    first = min(len(old), len(new)) if first is None else first
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle_old, middle_new = old[first : len(old) - last], new[first : len(new) - last]
    yield old[:first], old[:first]
    most = MOST_PAIRS + MOST_FOR_EACH * (len(middle_old) + len(middle_new))
    if pairs(middle_old, middle_new) > most:
        yield middle_old, middle_new
    else:
        # Blanks stand everywhere: what they have in common says nothing.
        found = SequenceMatcher(str.isspace, middle_old, middle_new, autojunk=False)
        for _name, old_from, old_to, new_from, new_to in found.get_opcodes():
            yield middle_old[old_from:old_to], middle_new[new_from:new_to]
    tail = old[len(old) - last :]
    yield tail, tail


def pairs(old: Iterable[str], new: Iterable[str]) -> int:
    """Return how many pairs of equal units there are, which is what comparing them costs."""
    counted = Counter(new)
    return sum(number * counted[unit] for unit, number in Counter(old).items() if not unit.isspace())


def words(text: str) -> list[str]:
    """Return a text as words, blanks and single signs; a letter keeps the marks that are written over or under it."""
    units: list[str] = []
    for sort, letters in groupby(text, sort_of):
        run = "".join(letters)
        units += run if sort == "sign" else [run]
    return units


@cache
def sort_of(letter: str) -> str:
    """Return whether a character belongs to a word, to a blank, or stands for itself."""
    if letter == "\n":
        return "sign"
    if letter.isspace():
        return "blank"
    return "sign" if unicodedata.category(letter)[0] in "PS" else "word"


def joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the same pieces with changes side by side in one; a blank between two changes is changed with them."""
    removed: list[str] = []
    added: list[str] = []
    blank = ""
    for piece in pieces:
        if not piece.text:
            continue
        changing = bool(removed or added)
        if piece.change is Change.KEPT and changing and piece.text.isspace() and "\n" not in piece.text:
            blank += piece.text
        elif piece.change is Change.KEPT:
            yield from flushed(removed, added)
            yield Piece(Change.KEPT, blank + piece.text)
            blank = ""
        else:
            for side, change in ((removed, Change.REMOVED), (added, Change.ADDED)):
                side += [blank] if blank else []
                side += [piece.text] if piece.change is change else []
            blank = ""
    yield from flushed(removed, added)
    if blank:
        yield Piece(Change.KEPT, blank)


def flushed(removed: list[str], added: list[str]) -> Iterator[Piece]:
    """Yield what was gathered on both sides, and begin anew."""
    for side, change in ((removed, Change.REMOVED), (added, Change.ADDED)):
        if side:
            yield Piece(change, "".join(side))
            side.clear()


def folded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the same pieces, with the middle of each long unchanged stretch by itself, to be shown when asked for."""
    for piece in pieces:
        if piece.change is not Change.KEPT or len(piece.text) <= LONGEST:
            yield piece
            continue
        start = piece.text.find(" ", AT_EITHER_END)
        end = piece.text.rfind(" ", 0, len(piece.text) - AT_EITHER_END)
        if not AT_EITHER_END <= start < end:
            yield piece
            continue
        yield Piece(Change.KEPT, piece.text[:start])
        yield Piece(Change.FOLDED, piece.text[start:end])
        yield Piece(Change.KEPT, piece.text[end:])


def whole(text: str) -> list[Piece]:
    """Return a text as one piece that did not change, folded where it is long."""
    return list(folded([Piece(Change.KEPT, text)])) if text else []


def side(old: str, new: str, mark: Change, *, prose: bool) -> list[Piece]:
    """Return one of two values with what was taken away (or came) marked in it."""
    if old == new:
        return whole(old)
    own = old if mark is Change.REMOVED else new
    if not (old and new):
        return [Piece(mark, own)] if own else []
    pieces = differences(old, new) if prose else [Piece(Change.REMOVED, old), Piece(Change.ADDED, new)]
    return list(folded(piece for piece in pieces if piece.change in (Change.KEPT, mark)))
