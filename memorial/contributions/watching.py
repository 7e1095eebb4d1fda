"""Watching: which of the curators' words stand in a text, however they are written.

A word is found as a whole word only: one that stands inside another is not meant. With a star at its end (``word*``)
any ending may follow; languages with many endings need that, and curators, not we, judge where it is harmless. A letter
may be repeated more often than in the list, never less often.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import transaction
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.contributions.folding import fold, readings, runs
from memorial.contributions.watched import WatchedWord
from memorial.review.ledger import Verb, record

#: How many letters a word has at least, and how many must stand before a star.
SHORTEST, SHORTEST_STEM = 2, 4
Runs = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pattern:
    """One word or phrase of the list, folded."""

    key: int
    words: tuple[Runs, ...]
    #: The last word may have any ending.
    is_stem: bool

    def stands_at(self, text: Sequence[Runs], place: int) -> bool:
        """Return whether the words of a text from a place on are these."""
        last = len(self.words) - 1
        if place + last >= len(text):
            return False
        return all(
            covers(text[place + step], word, stem=self.is_stem and step == last) for step, word in enumerate(self.words)
        )


def covers(word: Runs, wanted: Runs, *, stem: bool) -> bool:
    """Return whether a word has the wanted letters, each at least as often."""
    if len(word) < len(wanted) or (len(word) > len(wanted) and not stem):
        return False
    return all(
        letter == other and often >= least for (letter, often), (other, least) in zip(word, wanted, strict=False)
    )


class WatchList:
    """The whole list, ready to be held against a text of any length."""

    def __init__(self, listed: Iterable[tuple[int, str]]) -> None:
        self.by_first: dict[str, list[Pattern]] = defaultdict(list)
        #: Of how many letters the longest beginning is that any ending may follow.
        self.longest = 0
        for key, words in listed:
            folded = fold(words).split()
            is_stem = words.rstrip().endswith("*")
            for way in {tuple(folded), ("".join(folded),)} if folded else ():
                pattern = Pattern(key, tuple(map(runs, way)), is_stem)
                first = outline(pattern.words[0])
                begins = is_stem and len(way) == 1
                self.longest = max(self.longest, len(first)) if begins else self.longest
                self.by_first[first + "*" if begins else first].append(pattern)

    def found_in(self, text: str) -> list[int]:
        """Return the keys of the words that stand in a text, in their order, each once."""
        if not self.by_first:
            return []
        found: set[int] = set()
        for words in readings(text):
            parted = [runs(word) for word in words]
            for place, word in enumerate(parted):
                found |= {one.key for one in self.beginning_like(word) if one.stands_at(parted, place)}
        return sorted(found)

    def beginning_like(self, word: Runs) -> Iterator[Pattern]:
        """Yield the patterns that may begin with a word."""
        letters = outline(word)
        yield from self.by_first.get(letters, ())
        for end in range(1, min(len(letters), self.longest) + 1):
            yield from self.by_first.get(f"{letters[:end]}*", ())


def outline(word: Runs) -> str:
    """Return the letters of a word, each once where it is repeated."""
    return "".join(letter for letter, _often in word)


@lru_cache(maxsize=2)
def list_of(listed: tuple[tuple[int, str], ...]) -> WatchList:
    """Return the list made ready, once for as long as it stays the same."""
    return WatchList(listed)


def watched_in(text: str) -> list[int]:
    """Return the keys of the curators' watched words that stand in a text."""
    return list_of(tuple(WatchedWord.objects.order_by("pk").values_list("pk", "words"))).found_in(text)


class WordRefused(Exception):  # noqa: N818  # an answer, and not a mistake
    """A word that cannot be watched; its message is the sentence for who added it."""


@transaction.atomic
def watch(*, words: str, note: str = "", by: User) -> WatchedWord:
    """Put a word or phrase on the list; one that reads like another on it is refused."""
    words = " ".join(words.split())
    folded = fold(words)
    if not folded:
        raise WordRefused(_("Nothing is left of this when letters and figures alone are read."))
    if words.endswith("*") and len(folded.split()[-1]) < SHORTEST_STEM:
        raise WordRefused(_("At least four letters must stand before a star: fewer begin too many words."))
    if len(folded) < SHORTEST:
        raise WordRefused(_("This is too short: one letter stands in every text."))
    for other in WatchedWord.objects.all():
        if fold(other.words) == folded and other.words.endswith("*") == words.endswith("*"):
            raise WordRefused(_("This is on the list already, as “%(words)s”.") % {"words": other.words})
    row = WatchedWord.objects.create(words=words, note=note, added_by=by)
    record(Verb.WORD_WATCHED, by=by, about=("watchedword", str(row.pk)), detail={"act": "added"})
    return row


@transaction.atomic
def unwatch(*, word: WatchedWord, by: User) -> None:
    """Take a word off the list; what it was noticed in keeps its place in the queue."""
    record(Verb.WORD_WATCHED, by=by, about=("watchedword", str(word.pk)), detail={"act": "removed"})
    word.delete()
