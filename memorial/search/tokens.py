"""Tokens: what a person is found by, as the signs that stand in the index."""

from collections.abc import Iterable
from typing import Any

from memorial.search.keys import fine
from memorial.search.letters import words_of
from memorial.search.sounds import readings


def word_token(key: int) -> str:
    """Return the token of a word of the index."""
    return f"w{key:x}"


def initials_of(word: str) -> set[str]:
    """Return with which sounds a word may begin, by their classes."""
    return {fine(reading)[:1] for reading in readings(word)} - {""}


def name_tokens(words: Iterable[str]) -> set[str]:
    """Return the tokens of the initials of words: ``i`` of a word, ``s`` of one that is itself an initial."""
    return {f"{'s' if len(word) == 1 else 'i'}{sound}" for word in words for sound in initials_of(word)}


def facet_tokens(person: Any) -> set[str]:
    """Return the tokens of what the search page filters people by: fate, age group, years of birth, places."""
    tokens = {f"fate{person.fate.replace('_', '')}"}
    if person.birth_earliest and person.birth_latest and person.birth_latest.year - person.birth_earliest.year < 100:
        tokens |= {f"born{year}" for year in range(person.birth_earliest.year, person.birth_latest.year + 1)}
    places = (person.residence_id, person.birthplace_id, person.death_place_id, person.burial_place_id)
    return tokens | {f"place{place}" for place in places if place}


def person_words(names: Iterable[str]) -> set[str]:
    """Return the words of a person's names."""
    return {word for name in names for word in words_of(name)}
