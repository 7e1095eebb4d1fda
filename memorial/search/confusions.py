"""Confusions: what it costs to take one sound for another, or to leave one out; the table on which all likeness stands.

0 is the same sound, 1 a wrong consonant. Small costs are what languages and ears confuse: x and h, q and g, o and u, a
voiceless end of a word. What a letter itself leaves open is not here but in the tables of `spellings`.
"""

from functools import lru_cache

from memorial.search.sounds import SOUNDS, VOWELS, usual

#: What any two vowels, any two consonants, and a vowel and a consonant cost that the table does not name.
VOWEL, CONSONANT, ACROSS = 0.6, 1.0, 1.2
#: a and e where neither letter says whether it is ə: Mehdi is not Mahdi.
A_AND_E = 0.31
#: A short vowel that is not written, and the vowel that it is.
UNWRITTEN = 0.02
#: A y, or a long vowel, that is written where short vowels are not.
WRITTEN = 0.32

COSTS: dict[frozenset[str], float] = {
    frozenset(pair.split("-")): cost
    for cost, pairs in {
        0.05: "i-y",
        0.1: "ı-i ı-y u-ü o-ö x-h",
        0.12: "q-g q-k c-j",
        0.15: "g-ğ q-ğ o-u",
        0.2: "u-v ü-v",
        0.25: "ı-u k-g",
        0.3: "a-ə ə-e e-i ö-ü c-ç p-b t-d s-z v-f ğ-y ü-i",
        0.35: "x-ğ k-x ö-u ö-e s-ş ç-ş o-ü ə-o",
        0.4: "a-o q-x j-ş ğ-h k-h o-v ü-y",
        0.45: "a-e i-u c-g j-z f-p ı-ü e-ö k-ğ",
        0.5: "ə-u m-n z-d ğ-v b-v c-z g-y e-y c-d e-ı",
        0.6: "g-h q-h",
        0.7: "t-s l-r c-y x-ş c-ş ç-s ç-t ç-k k-c j-y",
    }.items()
    for pair in pairs.split()
}


def cost(one: str, other: str) -> float:
    """Return what it costs to take one sound for another."""
    if one == other:
        return 0.0
    vowels = (one in VOWELS) + (other in VOWELS)
    if "·" in (one, other):
        return UNWRITTEN if vowels == 2 else 0.1 if "y" in (one, other) else ACROSS
    known = COSTS.get(frozenset((one, other)))
    if known is not None:
        return known
    return (CONSONANT, ACROSS, VOWEL)[vowels]


class Row(dict[str, float]):
    """What it costs to take one sign for each other; a sign that is no letter is a wrong consonant."""

    def __missing__(self, sign: str) -> float:
        return CONSONANT


@lru_cache(maxsize=4096)
def row(sign: str) -> Row:
    """Return what it costs to take a sign for each of the others, whichever of their sounds are nearest."""
    mine = SOUNDS.get(sign, {sign: 0.0})
    found = Row()
    for other, theirs in SOUNDS.items():
        least = min(a + b + cost(x, y) for x, a in mine.items() for y, b in theirs.items())
        both = {usual(sign), usual(other)}
        found[other] = max(least, A_AND_E) if both == {"a", "e"} else least
    found[sign] = 0.0
    return found


def left_out(sound: str, before: str, after: str) -> float:
    """Return what it costs to leave a sound out between two others; "" is the beginning or the end of a word."""
    if sound == "·":
        return 0.0
    return vowel_left_out(sound, before, after) if sound in VOWELS else consonant_left_out(sound, before, after)


def vowel_left_out(sound: str, before: str, after: str) -> float:
    """Return what it costs to leave a vowel out: little beside another, less at the end of a woman's name."""
    if not after:
        if sound in "aə":
            return 0.15 if before in "vny" else 0.45
        return 0.3 if sound in "iı" and before in "vny" else 0.45
    if before == sound or after == sound:
        return 0.05
    if before in VOWELS or after in VOWELS:
        return 0.35
    return 0.45 if sound in "ıi" else 0.6


def consonant_left_out(sound: str, before: str, after: str) -> float:
    """Return what it costs to leave a consonant out: little for what some languages do not write between vowels."""
    beside = before in VOWELS and before != "", after in VOWELS and after != ""
    if sound == "y" and "·" in (before, after):
        # A script that leaves short vowels out writes no letter that is not said: حسین is not Həsən.
        return WRITTEN
    if sound == "y":
        if before in ("i", "ı") or after in ("i", "ı"):
            return 0.03
        if after in ("e", "ə") or not beside[0]:
            return 0.12 if any(beside) else 0.35
        return 0.15 if all(beside) else 0.35
    if sound == "h":
        return 0.1 if not after and beside[0] else 0.35 if before else 0.4
    if sound == "ğ":
        return 0.4
    if sound == "v" and (before in ("u", "o") or after in ("u", "o")):
        return 0.4
    return 1.0


@lru_cache(maxsize=65536)
def gaps(reading: str) -> tuple[float, ...]:
    """Return for each sign of a reading what it costs to leave it out there."""
    around = ["", *map(usual, reading), ""]
    return tuple(map(gap, reading, around, around[2:]))


@lru_cache(maxsize=16384)
def gap(sign: str, before: str, after: str) -> float:
    """Return what it costs to leave a sign out between two sounds, whichever of its own that is."""
    return min(a + left_out(sound, before, after) for sound, a in SOUNDS.get(sign, {sign: 0.0}).items())
