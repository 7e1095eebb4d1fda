"""Glances: about how much two words differ, seen before they are compared sound by sound, which takes far longer."""

from collections.abc import Container, Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from memorial.search.keys import coarse, fine
from memorial.search.sounds import readings, script_of
from memorial.search.wordbook import Entered

#: What differs by more is not one word with two letters wrong.
GLANCED = 8
#: Of words that are written without their vowels so many times as many look nearest: more of them look alike.
VOWELLESS_MORE = 2


@lru_cache(maxsize=32768)
def outline(word: str) -> tuple[str, str]:
    """Return the consonants of a word by their classes, and its sounds by theirs, as it is most likely read."""
    reading = readings(word)[0]
    return coarse(reading), fine(reading)


def glance(one: str, other: str, most: int) -> int:
    """Return about how much two words differ: a quick look before an exact one, in which a consonant counts twice.

    Where it is more than ``most``, it is any number above that.
    """
    (bones, sounds), (other_bones, other_sounds) = outline(one), outline(other)
    apart = 2 * Levenshtein.distance(bones, other_bones, score_cutoff=most // 2)
    return apart if apart > most else apart + Levenshtein.distance(sounds, other_sounds, score_cutoff=most - apart)


@lru_cache(maxsize=32768)
def is_vowelless(word: str) -> bool:
    """Return whether a word is of a script that leaves short vowels out."""
    return script_of(word) in {"arabic", "hebrew"}


def most_apart(one: str, other: str) -> int:
    """Return how much two words may differ at a glance if the one is to be the other with mistakes in it."""
    return min(len(one) + 3, len(other) + 3, GLANCED)


def nearest_outlines(
    word: str, entries: Sequence[Entered], most: int, number: int, same_bones: Container[int]
) -> list[Entered]:
    """Return those of some words that look nearest to a word, and differ from it by no more than ``most``.

    Of a word that is written without its vowels nobody sees at a glance which of its letters are consonants: that it
    has the consonants of the other in one of its readings, ``same_bones`` says; more of those are compared.
    """
    looked = []
    for place, entry in enumerate(entries):
        farthest = min(most, most_apart(word, entry.word))
        apart = glance(word, entry.word, farthest)
        if apart and entry.id in same_bones and (is_vowelless(word) or is_vowelless(entry.word)):
            apart = min(apart, Levenshtein.distance(outline(word)[1], outline(entry.word)[1]))
        if apart <= farthest:
            looked.append((apart, place))
    number *= VOWELLESS_MORE if is_vowelless(word) else 1
    return [entries[place] for _apart, place in sorted(looked)[:number]]
