"""False matches: full names that are not in the memorial, of which no hit may be said to be "this person"."""

import random
import re
from collections.abc import Iterable, Sequence
from itertools import combinations

from anyascii import anyascii

from memorial.search.evaluation.pairs import Pair
from memorial.search.evaluation.scratch import SEED
from memorial.search.evaluation.variants import script, two_words
from memorial.search.synthetic import Spelled, synthetic_names

#: The roughest sorts of consonants there are: names that differ in these are different by any rule.
SORTS = str.maketrans("gkqhxjcszfvwdtbpyaeiou", "kkkkkssssfffttpp      ")
Known = set[frozenset[str]]


def bones(word: str) -> str:
    """Return the sorts of consonants of a word, to leave out names that may be somebody's who is there."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[^a-z]", "", anyascii(word).lower()).translate(SORTS).replace(" ", ""))


def names_there(pairs: Iterable[Pair]) -> Known:
    """Return the bones of any two words of each stored name."""
    words = [{bones(word) for word in re.split(r"[\s,-]+", pair.stored) if word} for pair in pairs]
    return {frozenset(two) for some in words for two in combinations(some, 2)}


def unseen(background: int, number: int, pairs: Sequence[Pair] = ()) -> list[str]:
    """Return names put together of given and family names that are both in the background, but of nobody there.

    They are of a man or a woman throughout, some have a patronymic, and no stored name of ``pairs`` is like them.
    """
    people = list(synthetic_names(background, SEED))
    there = {(spelled.given, spelled.family) for names in people for spelled in names}
    stored, chance = names_there(pairs), random.Random(SEED)  # noqa: S311  # a seed is the point
    found: dict[str, None] = {}
    for _try in range(number * 50 if people else 0):
        if len(found) == number:
            break
        place, other = chance.randrange(len(people)), chance.randrange(len(people))
        if place % 2 == other % 2:
            found |= dict.fromkeys(put_together(people[place], people[other], there, stored, chance))
    return list(found)


def put_together(
    one: Sequence[Spelled], other: Sequence[Spelled], there: set[tuple[str, str]], stored: Known, chance: random.Random
) -> list[str]:
    """Return one person's given name with another's family name, in one language; nothing if somebody has them."""
    which = chance.randrange(len(one))
    given, family = one[which], other[which]
    taken = any((first.given, second.family) in there for first, second in zip(one, other, strict=True))
    if taken or given.language != family.language or frozenset((bones(given.given), bones(family.family))) in stored:
        return []
    father = f" {given.patronymic}" if given.patronymic and chance.random() < 0.5 else ""
    return [f"{given.given}{father} {family.family}"]


def crossed(background: int, pairs: Sequence[Pair]) -> list[str]:
    """Return names put together of the given name of one public figure and the family name of another.

    Of nobody in the background and of no figure either, however they are spelled.
    """
    there = names_there(pairs)
    for names in synthetic_names(background, SEED):
        there |= {frozenset((bones(name.given), bones(name.family))) for name in names}
    stored = [words for words in map(two_words, dict.fromkeys(pair.stored for pair in pairs)) if words]
    found = []
    for one, other in zip(stored, stored[7:] + stored[:7], strict=True):
        alike = script(one[0]) == script(other[1])
        if alike and frozenset((bones(one[0]), bones(other[1]))) not in there:
            found.append(f"{one[0]} {other[1]}")
    return list(dict.fromkeys(found))
