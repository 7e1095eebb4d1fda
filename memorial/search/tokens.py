"""Tokens: what a person is found by, as the signs that stand in the index."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from memorial.search.keys import classes_of, fine
from memorial.search.particles import name_words
from memorial.search.sounds import readings


def word_token(key: int) -> str:
    """Return the token of a word of the index."""
    return f"w{key:x}"


def word_of(token: str) -> int:
    """Return the word of the index that a token is of."""
    return int(token[1:], 16)


def initials_of(word: str) -> frozenset[str]:
    """Return with which sounds a word may begin, by their classes."""
    return frozenset(fine(sound)[:1] for reading in readings(word) for sound in classes_of(reading[0])) - {""}


@lru_cache(maxsize=32768)
def signs_of(word: str) -> tuple[str, ...]:
    """Return the tokens of the initials of one word."""
    return tuple(f"{'s' if len(word) == 1 else 'i'}{sound}" for sound in initials_of(word))


def name_tokens(words: Iterable[str]) -> set[str]:
    """Return the tokens of the initials of words: ``i`` of a word, ``s`` of one that is itself an initial."""
    return {sign for word in words for sign in signs_of(word)}


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


def facet_tokens(person: Any, occurred: str) -> set[str]:
    """Return the tokens of what the search page filters people by: fate, age group, years of birth, places.

    ``occurred`` is when it happened (EDTF), from which ages are reckoned.
    """
    tokens = {fate_token(person.fate)}
    if group := person.age_group(occurred):
        tokens.add(age_token(group))
    if person.birth_earliest and person.birth_latest and person.birth_latest.year - person.birth_earliest.year < 100:
        tokens |= {born_token(year) for year in range(person.birth_earliest.year, person.birth_latest.year + 1)}
    places = (person.residence_id, person.birthplace_id, person.death_place_id, person.burial_place_id)
    return tokens | {place_token(place) for place in places if place}


def person_words(names: Iterable[str]) -> set[str]:
    """Return the words of a person's names."""
    return {word for name in names for word in name_words(name)}
