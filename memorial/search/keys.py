"""Keys: under what a word of a name is looked up, so that another spelling of it is found without reading them all.

The fine key keeps three kinds of vowels, the coarse one has consonants alone, in classes that other languages confuse.
What a sign leaves open between two classes (a Latin j: c, y or x) gives a key for each.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations, islice, product

from memorial.search.endings import parted
from memorial.search.sounds import SOUNDS, readings, usual

#: Number of the rules by which keys are made: an index that was made by others is made anew.
VERSION = 6

CLASSES = str.maketrans("aeəiıyoöuübpdtcçjszgqğkhxvfw", "aaaiiiuuuubbddcccsskkkkkkfff", "·")
#: Sounds that no coarse key has.
BONES = dict.fromkeys("aeəiıoöuüy·", "")
#: A y that a spelling has or has not: Gyulnara, Aliyev.
Y_BEFORE, Y_BETWEEN = re.compile(r"(?<=[^aeəiıoöuüy])y(?=[aeəoöuü])"), re.compile(r"(?<=[iau])i(?=[au])")
#: A sound that a sign stands for with a higher cost than this gives no key, and one word gives no more than so many.
LIKELY, MOST = 0.12, 6
#: As long as the column of the index.
LONGEST = 64
#: Of so many signs of a word letters are left out. No name has as many consonants, and what is left of a word that
#: somebody makes up grows with the square of its length: thousands of keys, and gigabytes of remembered ones.
LEFT_OUT_OF = 16


def fine(reading: str) -> str:
    """Return the key that keeps the vowels: three kinds of them, and the consonants by their classes."""
    return fine_of("".join(map(usual, reading)))


def coarse(reading: str) -> str:
    """Return the key of consonants alone; of a word without any, its vowels."""
    return coarse_of(fine(reading))


def fine_of(sounds: str) -> str:
    """Return the fine key of sounds of which none is open any longer; no y between vowels, or before one, is in it."""
    return once(Y_BETWEEN.sub("", Y_BEFORE.sub("", sounds).translate(CLASSES)))


def coarse_of(whole: str) -> str:
    """Return the coarse key of which this is the fine one."""
    return once(re.sub("[aiu]", "", whole)) or whole


@lru_cache(maxsize=4096)
def classes_of(sign: str) -> tuple[str, ...]:
    """Return the sounds that a sign is likely to stand for, one of each class."""
    by_class: dict[str, str] = {}
    for sound, cost in SOUNDS.get(sign, {sign: 0.0}).items():
        if cost <= LIKELY:
            by_class.setdefault(sound.translate(CLASSES), sound)
    return tuple(by_class.values())


@lru_cache(maxsize=4096)
def bones_of(sign: str) -> tuple[str, ...]:
    """Return the classes of consonants that a sign is likely to stand for; all vowels, and y, are one: none."""
    return tuple(dict.fromkeys(BONES.get(sound, sound.translate(CLASSES)) for sound in classes_of(sign)))


def ways(choices: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the first few of what can be put together from choices."""
    return map("".join, islice(product(*choices), MOST))


def heard(reading: str) -> set[str]:
    """Return the fine and coarse keys of all that a reading is likely to stand for.

    A script that leaves vowels out has no fine keys. An h is left out too, as Russian leaves it out of many names.
    """
    whole = [] if "·" in reading else list(map(fine_of, ways(map(classes_of, reading))))
    consonants = list(map(once, ways(map(bones_of, reading))))
    silent = [sign for sign in reading if usual(sign) != "h"]
    if len(silent) < len(reading) > 4:
        consonants += map(once, ways(map(bones_of, silent)))
        whole += [] if "·" in reading else [fine_of("".join(map(usual, silent)))]
    return {f"f{key}" for key in whole} | {f"c{key or fine(reading)}" for key in consonants}


def once(key: str) -> str:
    """Return a key without doubled classes."""
    return re.sub(r"(.)\1+", r"\1", key)


def without(key: str, most: int) -> set[str]:
    """Return a key with none and with up to ``most`` of its letters left out, in all ways that leave two or more."""
    key = key[:LEFT_OUT_OF]
    return {"".join(kept) for size in range(max(2, len(key) - most), len(key) + 1) for kept in combinations(key, size)}


def left_out(whole: str, bones: str) -> set[str]:
    """Return what is left of a word of which one or two letters may be wrong: of a short one of its vowels too."""
    if len(bones) > 4:
        return without(bones, 2)
    if len(bones) == 4:
        return without(bones, 1) | without(whole, 1)
    return without(whole, 2 if 5 <= len(whole) <= 7 else 1) | {bones}


def heard_keys(word: str) -> set[str]:
    """Return the fine and coarse keys of a word alone: what a look at each part of a word has time for."""
    return {key[:LONGEST] for reading in readings(word) for key in heard(reading)}


@lru_cache(maxsize=4096)
def keys_of(word: str) -> frozenset[str]:
    """Return all keys of a word: f fine, c coarse, d without some letters, e fine and coarse without the ending.

    A word of a script that leaves vowels out has its coarse keys as a keys too: they are few, and thousands of words of
    other scripts stand under the same coarse key before it.
    """
    found = set()
    for number, reading in enumerate(readings(word)):
        found |= heard(reading)
        whole, (stem, ending) = fine(reading), parted(reading)
        # A script without short vowels may have the stem alone.
        found |= {f"e{coarse(stem)}"} if ending else set()
        if "·" in reading:
            found |= {f"d{key}" for key in without(coarse_of(whole), 1)} | {f"a{key[1:]}" for key in heard(reading)}
        else:
            found.add(f"e{fine(stem)}")
            found |= set() if number else {f"d{key}" for key in left_out(whole, coarse_of(whole))}
    return frozenset(key[:LONGEST] for key in found)
