"""Matching: which words of a name that is sought are which words of one that is written.

Pure: whoever asks gives the distances of words.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from memorial.search.likeness import SAME
from memorial.search.tokens import initials_of

#: No two words that agree by less than this are the same word with mistakes in it; they are two words.
NO_WORD = 0.5
#: Two neighbours that agree by less with one word are not that word.
TOGETHER = 0.75

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


def word_agreement(distance: float, length: int) -> float:
    """Return how well two words agree that are so far apart, the shorter of them being so many letters long."""
    if distance <= SAME:
        return 1 - distance / 5
    return max(0.0, 0.96 - 1.15 * distance / max(length, 3))


def matches_of(asked: Sequence[Asked], form: NameForm, apart: Apart) -> tuple[Match, ...]:
    """Return which words of the question are which of a written name, each word being used once."""
    single = single_matches(asked, form, apart)
    matches = chosen(single)
    if len(matches) < len(asked) or any(match.distance > SAME for match in matches):
        together = joined_matches(asked, form, apart)
        joined = chosen([*single, *together]) if together else matches
        matches = max(matches, joined, key=lambda some: sum(len(match.asked) * match.agreement for match in some))
    return matches


def single_matches(asked: Sequence[Asked], form: NameForm, apart: Apart) -> list[Match]:
    """Return every word of the question with every word of the name that it may be."""
    found = []
    for place, one in enumerate(asked):
        for other, word in enumerate(form.words):
            if one.initial or len(word) == 1:
                if initials_of(one.word) & initials_of(word):
                    found.append(Match((place,), (other,), 0.0, 0.9 if one.word != word else 1.0, initial=True))
                continue
            distance = apart(one.word, word)
            # What is so far apart is no word of the other's, whatever its length.
            if distance < len(word) and (agrees := word_agreement(distance, min(len(one.word), len(word)))) >= NO_WORD:
                found.append(Match((place,), (other,), distance, agrees, identical=one.word == word))
    return found


def joined_matches(asked: Sequence[Asked], form: NameForm, apart: Apart) -> list[Match]:
    """Return neighbouring words of one side that together may be one word of the other: Ağa Məmməd, Ağaməmməd."""
    found = []
    sought = [one.word for one in asked]
    parts: list[object] = [one.patronymic for one in asked]
    for mine, roles, theirs, turned in (
        (sought, parts, form.words, False),
        (form.words, form.roles, sought, True),
    ):
        for place in range(len(mine) - 1):
            if roles[place] != roles[place + 1]:
                continue
            together = mine[place] + mine[place + 1]
            for other, word in enumerate(theirs):
                if len(word) < 4 or 1 in (len(mine[place]), len(mine[place + 1])):
                    continue
                distance = apart(together, word) if not turned else apart(word, together)
                agrees = word_agreement(distance, len(word))
                if agrees >= TOGETHER:
                    pair, single = (place, place + 1), (other,)
                    found.append(Match(single if turned else pair, pair if turned else single, distance, agrees))
    return found


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
