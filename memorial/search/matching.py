"""Matching: which words of a name that is sought are which words of one that is written.

Pure: whoever asks gives the distances of words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from memorial.search.likeness import SAME
from memorial.search.tokens import initials_of

#: No two words that agree by less than this are the same word with mistakes in it; they are two words.
NO_WORD = 0.5
#: Two neighbours that agree by less with one word are not that word.
TOGETHER = 0.75
#: No shorter word is two that are written together.
SHORTEST_WHOLE = 4

Apart = Callable[[str, str], float]


class NameForm(NamedTuple):
    """One written name: its words as they are compared, and what each of them is where that is known."""

    words: tuple[str, ...]
    #: ``given``, ``patronymic``, ``family``, or empty.
    roles: tuple[str, ...]
    key: int = 0
    language: str = ""


@dataclass(frozen=True)
class Asked:
    """One word of the name that is sought."""

    word: str
    #: How much it tells: 1 for a word that hardly anybody has, less for common ones and for titles.
    weight: float = 1.0
    patronymic: bool = False

    #: What it told before it was known how many people have it.
    of_a_name: bool = True

    @property
    def initial(self) -> bool:
        return len(self.word) == 1

    @property
    def beside(self) -> bool:
        """Whether the name is one without this word: a patronymic or a title."""
        return self.patronymic or not self.of_a_name


class Match(NamedTuple):
    """Words of the question and words of a written name that are the same; each is given by its places."""

    asked: tuple[int, ...]
    words: tuple[int, ...]
    distance: float
    agreement: float
    initial: bool = False
    identical: bool = False


class Pair(NamedTuple):
    """Words of the question that a written word may be, by their places, and how they agree."""

    asked: tuple[int, ...]
    distance: float
    agreement: float
    initial: bool = False
    identical: bool = False


def word_agreement(distance: float, length: int) -> float:
    """Return how well two words agree that are so far apart, the shorter of them being so many letters long."""
    if distance <= SAME:
        return 1 - distance / 5
    return max(0.0, 0.96 - 1.15 * distance / max(length, 3))


class Pairing:
    """The words of a name that is sought, and which word of written names each of them may be: asked once of each."""

    def __init__(self, asked: Sequence[Asked], apart: Apart) -> None:
        self.asked = asked
        self.apart = apart
        self.pairs: dict[str, list[Pair]] = {}
        self.wholes: dict[str, list[Pair]] = {}
        self.parts: dict[str, list[Pair]] = {}

    def pairs_of(self, word: str) -> Sequence[Pair]:
        """Return the words of the question that a written word may be."""
        pairs = self.pairs.get(word)
        if pairs is None:
            found = (self.paired((place,), one.word, word) for place, one in enumerate(self.asked))
            pairs = self.pairs[word] = [pair for pair in found if pair]
        return pairs

    def paired(self, places: tuple[int, ...], one: str, word: str) -> Pair | None:
        """Return how a word of the question agrees with a written one that it may be."""
        if len(one) == 1 or len(word) == 1:
            alike = initials_of(one) & initials_of(word)
            return Pair(places, 0.0, 0.9 if one != word else 1.0, initial=True) if alike else None
        distance = self.apart(one, word)
        # What is so far apart is no word of the other's, whatever its length.
        if distance < len(word) and (agrees := word_agreement(distance, min(len(one), len(word)))) >= NO_WORD:
            return Pair(places, distance, agrees, identical=one == word)
        return None

    def single_matches(self, form: NameForm) -> list[Match]:
        """Return every word of the question with every word of the name that it may be."""
        return [
            Match(pair.asked, (other,), pair.distance, pair.agreement, pair.initial, pair.identical)
            for other, word in enumerate(form.words)
            for pair in self.pairs_of(word)
        ]

    def joined_matches(self, form: NameForm) -> list[Match]:
        """Return neighbouring words of one side that together may be one word of the other: Ağa Məmməd, Ağaməmməd."""
        found = [
            Match(pair.asked, (other,), pair.distance, pair.agreement)
            for other, word in enumerate(form.words)
            for pair in self.wholes_of(word)
        ]
        for place, (first, last) in enumerate(pairwise(form.words)):
            if form.roles[place] == form.roles[place + 1] and 1 not in (len(first), len(last)):
                both, pairs = (place, place + 1), self.parts_of(first + last)
                found += [Match(pair.asked, both, pair.distance, pair.agreement) for pair in pairs]
        return found

    def wholes_of(self, word: str) -> Sequence[Pair]:
        """Return the neighbours in the question that together may be a written word."""
        pairs = self.wholes.get(word)
        if pairs is None:
            pairs = self.wholes[word] = []
            for place, (first, last) in enumerate(pairwise(self.asked if len(word) >= SHORTEST_WHOLE else ())):
                if first.patronymic == last.patronymic and not (first.initial or last.initial):
                    pairs += self.whole((place, place + 1), self.apart(first.word + last.word, word), len(word))
        return pairs

    def parts_of(self, together: str) -> Sequence[Pair]:
        """Return the words of the question that two written neighbours together may be."""
        pairs = self.parts.get(together)
        if pairs is None:
            pairs = self.parts[together] = []
            for place, one in enumerate(self.asked):
                if len(one.word) >= SHORTEST_WHOLE:
                    pairs += self.whole((place,), self.apart(one.word, together), len(one.word))
        return pairs

    @staticmethod
    def whole(places: tuple[int, ...], distance: float, length: int) -> list[Pair]:
        """Return how a word and two others that are so far from it agree, if they do."""
        agrees = word_agreement(distance, length)
        return [Pair(places, distance, agrees)] if agrees >= TOGETHER else []


def covered(matches: Sequence[Match]) -> float:
    """Return how much of a question some matches answer."""
    return sum(len(match.asked) * match.agreement for match in matches)


def chosen(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return those of the matches that stand beside each other, each word being used once: the nearest first."""
    used_asked: set[int] = set()
    used_words: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda each: (each.initial, each.distance, -len(each.asked), each.asked)):
        if used_asked.isdisjoint(match.asked) and used_words.isdisjoint(match.words):
            kept.append(match)
            used_asked.update(match.asked)
            used_words.update(match.words)
    return tuple(sorted(kept, key=lambda each: each.asked))
