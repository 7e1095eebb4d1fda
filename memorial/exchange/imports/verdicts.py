"""Verdicts: whether a row of a list tells of somebody who is here, as far as what both say allows that to be said.

Pure. A name alone never makes two people one: something beside it must agree. What contradicts keeps them apart, and
what could be either is for a person to decide.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from memorial.exchange.imports.agreements import ages, births, deaths, fates, near, parents
from memorial.exchange.imports.compared import AGREEING, APART, DIFFERING, TELLING, Code, Known, Reason
from memorial.search.many_names import ONE_LETTER
from memorial.search.scoring import Comparison
from memorial.search.written import asked_words

#: A name that agrees by less is another one.
NEAR = 0.8
#: So many words of a name, of which one alone is written otherwise, are worth a look without any fact beside them.
LONG_NAME = 3
#: What each thing adds to how likely it is, in hundredths; a name that is the same begins with so many.
NAME_POINTS = 60
POINTS = {
    Code.BIRTH_DAY: 35,
    Code.BIRTH_YEAR: 20,
    Code.PARENT: 30,
    Code.DEATH_DAY: 10,
    Code.BIRTH_DIFFERS: -20,
    Code.DEATH_DIFFERS: -10,
    Code.SEX_DIFFERS: -25,
    Code.AGE_DIFFERS: -15,
    Code.FATE_DIFFERS: -20,
}


class Likeness(NamedTuple):
    """How a row and a person agree: whether the name is the same, how likely it is one person, and why."""

    key: int
    same_name: bool
    points: int
    reasons: tuple[Reason, ...]

    @property
    def codes(self) -> frozenset[Code]:
        return frozenset(reason.code for reason in self.reasons)

    @property
    def is_apart(self) -> bool:
        """Whether they are two people of one name."""
        return bool(self.codes & APART)

    @property
    def is_same(self) -> bool:
        """Whether they are one person as surely as a machine can say."""
        codes = self.codes
        return self.same_name and bool(codes & (TELLING | {Code.BIRTH_YEAR})) and not codes & (APART | DIFFERING)

    @property
    def is_possible(self) -> bool:
        """Whether a person has to look: nothing keeps them apart, and the name or what stands beside it agrees."""
        return not self.is_apart and (self.same_name or bool(self.codes & AGREEING) or Code.NAME in self.codes)


def likeness(row: Known, person: Known, key: int, *, occurred: tuple[date, date] | None) -> Likeness | None:
    """Return how a row and a person agree; nothing where their names are not even near.

    ``occurred`` is when it happened: a day on which many have died tells nothing of one of them. Of those whom a birth
    or a parent keeps apart, only those are told who bear the very same name: the others are nobody's namesakes.
    """
    facts = [*births(row, person), *parents(row, person)]
    if any(reason.code in APART for reason in facts):
        shared = same_words(row, person)
        told = [Reason(Code.NAME, *shared), *facts] if shared else []
        return Likeness(key, True, 1, tuple(told)) if told else None
    name = names_agree(row, person)
    if name is None:
        return None
    same, score, written = name
    reasons = [Reason(Code.NAME if same else Code.NAME_NEAR, *written), *facts, *deaths(row, person, occurred)]
    if row.sex and person.sex and row.sex != person.sex:
        reasons.append(Reason(Code.SEX_DIFFERS, person.sex, row.sex))
    reasons += [*ages(row, person, occurred), *fates(row, person)]
    points = round(NAME_POINTS * score) + sum(POINTS.get(reason.code, 0) for reason in reasons)
    found = Likeness(key, same, max(1, min(100, points)), tuple(reasons))
    if not same and not found.codes & AGREEING and max(len(form.words) for form in row.forms) < LONG_NAME:
        return None
    return found


def same_words(row: Known, person: Known) -> tuple[str, str] | None:
    """Return the name that both have in the very same words, as the person's and as the row's; nothing without one."""
    mine = {frozenset(form.words): text for form, text in zip(row.forms, row.texts, strict=True)}
    for form, text in zip(person.forms, person.texts, strict=True):
        if (words := frozenset(form.words)) in mine:
            return text, mine[words]
    return None


def names_agree(row: Known, person: Known) -> tuple[bool, float, tuple[str, str]] | None:
    """Return whether a name of both is the same, how well it agrees, and the two; nothing where none is near."""
    if shared := same_words(row, person):
        return True, 1.0, shared
    best: tuple[bool, float, tuple[str, str]] = (False, 0.0, ("", ""))
    for mine, text in zip(row.forms, row.texts, strict=True):
        for theirs, other in zip(person.forms, person.texts, strict=True):
            if not enough_alike(mine.words, theirs.words):
                continue
            found = held_against(text).agreement(theirs)
            if not found.certain and len(mine.words) > len(theirs.words):
                found = max(found, held_against(other).agreement(mine), key=lambda one: (one.certain, one.score))
            if (found.certain, found.score) > best[:2]:
                best = (found.certain, found.score, (other, text))
            if found.certain:
                return best
    return best if best[1] >= NEAR else None


# Few: one row is held against all whom it may mean, and each remembers all words that it met.
@lru_cache(maxsize=128)
def held_against(text: str) -> Comparison:
    """Return a written name as one that is sought, to be held against others."""
    return Comparison(asked_words(text), near)


def enough_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two names have as many words in common as one person's names have: all but one, and two."""
    wanted, left = max(min(len(one), len(other)) - 1, min(2, len(one), len(other))), len(one)
    for word in one:
        # To find out how far two words are apart takes longest: no more is asked than what it hangs on.
        if not 0 < wanted <= left:
            break
        left -= 1
        if word in other or any(near(word, each) <= ONE_LETTER for each in other):
            wanted -= 1
    return wanted <= 0


def best_first(found: Iterable[Likeness]) -> list[Likeness]:
    """Return those who may be meant, the likeliest first."""
    return sorted(found, key=lambda one: (-one.is_same, one.is_apart, -one.points, one.key))
