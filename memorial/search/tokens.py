"""Tokens: what a person is found by, as the signs that stand in the index."""

from collections.abc import Iterable
from functools import lru_cache

from memorial.search.keys import classes_of, fine
from memorial.search.particles import name_pieces, name_words, telling_words
from memorial.search.sounds import readings

#: So many parts of names are remembered by whoever reads them.
REMEMBERED = 65536


def word_token(key: int) -> str:
    """Return the token of a word of the index."""
    return f"w{key:x}"


def word_of(token: str) -> int:
    """Return the word of the index that a token is of."""
    return int(token[1:], 16)


def initials_of(word: str) -> frozenset[str]:
    """Return with which sounds a word may begin, by their classes."""
    return frozenset(fine(sound)[:1] for reading in readings(word) for sound in classes_of(reading[0])) - {""}


def signs_of(word: str) -> tuple[str, ...]:
    """Return the tokens of the initials of one word."""
    return tuple(f"{'s' if len(word) == 1 else 'i'}{sound}" for sound in initials_of(word))


def fate_token(fate: str) -> str:
    """Return the token of what happened to a person."""
    return f"fate{fate.replace('_', '')}"


def age_token(group: str) -> str:
    """Return the token of the stage of life in which a person was at the time."""
    return f"age{group}"


def born_token(year: int) -> str:
    """Return the token of a year in which a person may have been born."""
    return f"born{year}"


def place_token(key: int) -> str:
    """Return the token of a place at which a person was born, lived, died or is buried."""
    return f"place{key}"


class Reader:
    """Reads names of people, and remembers what it read in each part: few names are those of very many people."""

    def __init__(self) -> None:
        self.telling = lru_cache(maxsize=REMEMBERED)(telling_words)
        self.signs = lru_cache(maxsize=REMEMBERED)(signs_of)

    def words(self, names: Iterable[str]) -> set[str]:
        """Return the words of a person's names."""
        found: set[str] = set()
        for name in names:
            # As `name_words` does; a name of particles alone keeps them.
            found |= set().union(*map(self.telling, name_pieces(name))) or set(name_words(name))
        return found

    def initials(self, words: Iterable[str]) -> set[str]:
        """Return the tokens of the initials of words: ``i`` of a word, ``s`` of one that is itself an initial."""
        return set().union(*map(self.signs, words))
