"""Likeness: how near two written words come to being the same name, and what differs."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate, islice

from rapidfuzz.distance import OSA, Levenshtein

from memorial.search.confusions import A_AND_E, Row, gaps, row
from memorial.search.endings import COUPLES, Ending, parted
from memorial.search.keys import coarse
from memorial.search.sounds import SOUNDS, readings, script_of, usual

#: Up to this distance two words are the same name, spelled by other rules.
SAME = 0.3
#: What it costs that a man's ending is a woman's, that only one side says by an ending that the name is a father's, and
#: that any other ending is another or none.
COUPLE, FATHERS_ENDING, OTHER_ENDING = 0.15, 0.05, 0.45
#: What two neighbours cost that have changed places.
SWAPPED = 0.8
#: What is farther apart, or differs in more letters, is not asked whether two of them have changed places.
MOST_SWAPPED, LONGEST_SWAPPED = 3.2, 6
#: From so many differing consonants on, nobody asks how far two words are apart.
FAR = 4
#: Farther than any two words are.
FARTHEST = 99.0
#: So near that no other reading is asked.
NEAR_ENOUGH = 0.1
#: What it costs that all a and e are taken for each other: between two scripts; and in one, where writers mean them.
ONE_VOWEL, ONE_VOWEL_IN_ONE_SCRIPT = 0.06, A_AND_E
OPEN_A = next(sign for sign, sounds in SOUNDS.items() if list(sounds) == ["a", "ə"])
AS_A = str.maketrans({sign: OPEN_A for sign, sounds in SOUNDS.items() if {"e", "ə"} <= sounds.keys()})


class Difference(StrEnum):
    """What sets two words apart, for the sentence that says why a name was found."""

    SAME = "same"
    SCRIPT = "script"
    SPELLING = "spelling"
    ONE_LETTER = "one_letter"
    TWO_LETTERS = "two_letters"
    ENDING = "ending"
    INITIAL = "initial"
    OTHER = "other"


@lru_cache(maxsize=65536)
def distance(one: str, other: str, most: float = FARTHEST) -> float:
    """Return how far two words are apart: 0 for spellings of the same sounds, about 1 for each wrong letter.

    Where it is more than ``most`` it is any number above that, and soon found. ``most`` is less than `SWAPPED`: letters
    that have changed places are not looked for then.
    """
    if one == other:
        return 0.0
    best = FARTHEST
    in_one_script = script_of(one) == script_of(other)
    for mine in readings(one):
        for theirs in readings(other):
            best = min(best, between(mine, theirs, in_one_script, most))
            if best <= NEAR_ENOUGH:
                return best
    return best


def between(one: str, other: str, in_one_script: bool, most: float = FARTHEST) -> float:
    """Return how far two readings are apart, endings and unclear vowels considered."""
    mine, theirs = bones(one), bones(other)
    far = Levenshtein.distance(mine, theirs, score_cutoff=FAR)
    if far >= FAR or far == FAR - 1 and max(len(mine), len(theirs)) <= FAR:
        return float(max(far, FAR))
    best = aligned(one, other, most)
    if best > (2 * A_AND_E - 0.1 if in_one_script else A_AND_E - 0.01):
        as_a, other_as_a = one.translate(AS_A), other.translate(AS_A)
        if as_a != one or other_as_a != other:
            costs = ONE_VOWEL_IN_ONE_SCRIPT if in_one_script else ONE_VOWEL
            best = min(best, aligned(as_a, other_as_a, most - costs) + costs)
    if best > FATHERS_ENDING:
        (stem, ending), (other_stem, other_ending) = parted(one), parted(other)
        if ending != other_ending:
            costs = ending_costs({ending, other_ending})
            best = min(best, aligned(stem, other_stem, most - costs) + costs) if best > costs else best
    return best


def ending_costs(endings: set[Ending]) -> float:
    """Return what it costs that two words end so: Lətif with oğlu behind it is the father's name that Латифович is."""
    if endings in ({Ending.NONE, Ending.SON}, {Ending.NONE, Ending.DAUGHTER}):
        return FATHERS_ENDING
    return COUPLE if endings in COUPLES else OTHER_ENDING


@lru_cache(maxsize=65536)
def bones(reading: str) -> str:
    """Return the consonants of a reading by their classes."""
    return coarse(reading)


def aligned(one: str, other: str, most: float = FARTHEST) -> float:
    """Return the least that it costs to make one reading the other; where that is more than ``most``, any number above.

    What agrees at the beginning and at the end is taken away first: what is left is short, and soon compared.
    """
    if one == other:
        return 0.0
    mine, theirs = rows_of(one), other
    first, last, shorter = 0, 0, min(len(one), len(other))
    while first < shorter and not mine[first][theirs[first]]:
        first += 1
    while last < shorter - first and not mine[-1 - last][theirs[-1 - last]]:
        last += 1
    mine, theirs = mine[first : len(one) - last], other[first : len(other) - last]
    left, right = gaps(one)[first : len(one) - last], gaps(other)[first : len(other) - last]
    if not mine or not theirs:
        return sum(left) + sum(right)
    best = cheapest(mine, theirs, left, right, most)
    if SWAPPED < best <= MOST_SWAPPED and 1 < len(mine) <= LONGEST_SWAPPED and 1 < len(theirs) <= LONGEST_SWAPPED:
        best = min(best, swapped(mine, theirs, left, right))
    return best


@lru_cache(maxsize=32768)
def rows_of(reading: str) -> tuple[Row, ...]:
    """Return for each sign of a reading what it costs to take it for any other."""
    return tuple(map(row, reading))


def cheapest(
    one: Sequence[Row], other: str, left: Sequence[float], right: Sequence[float], most: float = FARTHEST
) -> float:
    """Return the least cost of an alignment of two rows; ``left`` and ``right`` are what leaving signs out costs.

    Where it is seen to be more than ``most``, nothing further is reckoned.
    """
    above = list(accumulate(right, initial=0.0))
    for costs, gap in zip(one, left, strict=True):
        here = above[0] + gap
        line = [here]
        for diagonal, up, taken, step in zip(above, islice(above, 1, None), map(costs.__getitem__, other), right):  # noqa: B905  # the last sign above has none to its right
            least = diagonal + taken
            if up + gap < least:
                least = up + gap
            if here + step < least:
                least = here + step
            line.append(least)
            here = least
        if most < FARTHEST and min(line) > most:
            return FARTHEST
        above = line
    return above[-1]


def swapped(one: Sequence[Row], other: str, left: Sequence[float], right: Sequence[float]) -> float:
    """Return the least cost if one pair of neighbours has changed places."""
    best = FARTHEST
    for place in range(len(one) - 1):
        first, second = one[place], one[place + 1]
        nearby = range(max(0, place - 1), min(len(other) - 1, place + 2))
        if first is not second and any(
            first[other[there + 1]] <= SAME and second[other[there]] <= SAME for there in nearby
        ):
            turned = (*one[:place], second, first, *one[place + 2 :])
            gaps_turned = (*left[:place], left[place + 1], left[place], *left[place + 2 :])
            best = min(best, cheapest(turned, other, gaps_turned, right))
    return best + SWAPPED


def difference(one: str, other: str) -> Difference:
    """Return what sets two words apart."""
    if one == other:
        return Difference.SAME
    if 1 in (len(one), len(other)):
        return Difference.INITIAL if begins_alike(one, other) else Difference.OTHER
    apart = distance(one, other)
    endings = {parted(reading)[1] for word in (one, other) for reading in readings(word)[:1]}
    if len(endings) == 2 and apart >= COUPLE and (apart <= SAME or apart < OTHER_ENDING + SAME):
        return Difference.ENDING
    if apart <= SAME:
        return Difference.SPELLING if script_of(one) == script_of(other) else Difference.SCRIPT
    letters = OSA.distance(sounds_of(one), sounds_of(other))
    if letters == 1 or letters == 2 and apart <= 1.2:
        return Difference.ONE_LETTER
    return Difference.TWO_LETTERS if letters <= 2 and apart <= 2.4 else Difference.OTHER


def sounds_of(word: str) -> str:
    """Return the usual sounds of a word."""
    return "".join(map(usual, readings(word)[0]))


def begins_alike(one: str, other: str) -> bool:
    """Return whether two words may begin with the same sound."""
    return any(row(mine[0])[theirs[0]] <= SAME for mine in readings(one) for theirs in readings(other))
