"""Keys: under what a word of a name is looked up, so that another spelling of it is found without reading them all.

The fine key keeps three kinds of vowels, the coarse one has consonants alone, in classes that other languages confuse.
"""

import re
from itertools import combinations

from memorial.search.sounds import readings

#: Number of the rules by which keys are made: an index that was made by others is made anew.
VERSION = 1

CLASSES = str.maketrans("aeəiıyoöuübpdtcçjszgqğkhxGvfw", "aaaiiiuuuubbddcccsskkkkkkkfff")


def fine(reading: str) -> str:
    """Return the key that keeps the vowels: three kinds of them, and the consonants by their classes."""
    classed = reading.translate(CLASSES)
    classed = re.sub(r"(?<=[iau])i(?=[au])", "", classed)
    return re.sub(r"(.)\1+", r"\1", classed)


def coarse(reading: str) -> str:
    """Return the key of consonants alone; of a word without any, its vowels."""
    bones = re.sub(r"[aiu]", "", fine(reading))
    return re.sub(r"(.)\1+", r"\1", bones) or fine(reading)


def without(key: str, most: int = 1) -> set[str]:
    """Return a key with up to ``most`` letters left out, in all ways; what gets too short to say anything is not given."""
    found = set()
    for number in range(1, most + 1):
        for kept in combinations(key, len(key) - number):
            if len(kept) > 1:
                found.add("".join(kept))
    return found


def keys_of(word: str) -> set[str]:
    """Return all keys of a word: ``f`` fine, ``c`` coarse, ``d`` what is left of one of them without some letters."""
    found = set()
    for reading in readings(word):
        bones = coarse(reading)
        found |= {f"f{fine(reading)}", f"c{bones}"}
        found |= {
            f"d{key}"
            for key in (without(bones, 2 if len(bones) > 4 else 1) if len(bones) > 3 else without(fine(reading)))
        }
    return {key[:64] for key in found}
