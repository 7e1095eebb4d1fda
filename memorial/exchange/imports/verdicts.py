"""Verdicts: whether a row of a list tells of somebody who is here, as far as what both say allows that to be said.

Pure. A name alone never makes two people one: something beside it must agree. What contradicts keeps them apart, and
what could be either is for a person to decide.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from memorial.search.glances import glance, most_apart
from memorial.search.likeness import FARTHEST, SAME, distance
from memorial.search.many_names import ONE_LETTER
from memorial.search.matching import NameForm
from memorial.search.scoring import Comparison
from memorial.search.written import asked_words


class Code(StrEnum):
    """What speaks for one person, or for two."""

    NAME = "name"
    NAME_NEAR = "name_near"
    IDENTIFIER = "identifier"
    BIRTH_DAY = "birth_day"
    BIRTH_YEAR = "birth_year"
    DEATH_DAY = "death_day"
    PARENT = "parent"
    #: From here on: what speaks against.
    BIRTH_DIFFERS = "birth_differs"
    BIRTH_FAR = "birth_far"
    DEATH_DIFFERS = "death_differs"
    PARENT_DIFFERS = "parent_differs"
    SEX_DIFFERS = "sex_differs"
    #: What a person has to know beside.
    SEVERAL = "several"
    ROW_TOO = "row_too"
    LIKE_ROW = "like_row"
    DECIDED = "decided"


#: These make people of one name two people, whatever else agrees.
APART = frozenset({Code.BIRTH_FAR, Code.PARENT_DIFFERS})
DIFFERING = frozenset({Code.BIRTH_DIFFERS, Code.DEATH_DIFFERS, Code.SEX_DIFFERS})
#: What agrees seldom by chance, with what any two people of one name may have in common.
TELLING = frozenset({Code.BIRTH_DAY, Code.PARENT})
AGREEING = TELLING | {Code.BIRTH_YEAR, Code.DEATH_DAY}
#: Sources that give one birth differ by no more years.
YEARS_APART = 2
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
}


class Reason(NamedTuple):
    """One thing that speaks for or against, with what it is about as both sides write it."""

    code: Code
    here: str = ""
    there: str = ""


class Parent(NamedTuple):
    """The name of a parent: its words as they are compared, and as it is written."""

    words: tuple[str, ...]
    text: str


class Known(NamedTuple):
    """What is compared of a row or of a person: names taken apart, days, sex, and the names of parents."""

    forms: tuple[NameForm, ...] = ()
    #: The same names as they are written.
    texts: tuple[str, ...] = ()
    birth: str = ""
    born: tuple[date, date] | None = None
    death: str = ""
    died: tuple[date, date] | None = None
    sex: str = ""
    mothers: tuple[Parent, ...] = ()
    fathers: tuple[Parent, ...] = ()


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


@lru_cache(maxsize=65536)
def near(one: str, other: str) -> float:
    """Return how far two words are apart, after a quick look at whether they can be near at all."""
    if one == other:
        return 0.0
    most = most_apart(one, other)
    return distance(one, other) if glance(one, other, most) <= most else FARTHEST


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


def births(row: Known, person: Known) -> Iterator[Reason]:
    """Yield how the dates of birth agree: on a day, in a year, nearly, or not at all."""
    if row.born is None or person.born is None:
        return
    told = (person.birth, row.birth)
    if is_day(row.born) and row.born == person.born:
        yield Reason(Code.BIRTH_DAY, *told)
        return
    if are_far_apart(row.born, person.born):
        yield Reason(Code.BIRTH_FAR, *told)
    elif years_between(row.born, person.born) or (is_day(row.born) and is_day(person.born)):
        yield Reason(Code.BIRTH_DIFFERS, *told)
    elif is_narrow(row.born) and is_narrow(person.born):
        yield Reason(Code.BIRTH_YEAR, *told)


def deaths(row: Known, person: Known, occurred: tuple[date, date] | None) -> Iterator[Reason]:
    """Yield how the dates of death agree, where they are not the day on which all of it happened."""
    if row.died is None or person.died is None:
        return
    told = (person.death, row.death)
    if is_day(row.died) and row.died == person.died:
        if occurred is None or not occurred[0] <= row.died[0] <= occurred[1]:
            yield Reason(Code.DEATH_DAY, *told)
    elif row.died[1] < person.died[0] or person.died[1] < row.died[0]:
        yield Reason(Code.DEATH_DIFFERS, *told)


def parents(row: Known, person: Known) -> Iterator[Reason]:
    """Yield whether a parent is the same, or another: one who is the same outweighs what is written otherwise."""
    found = []
    for mine, theirs in ((row.mothers, person.mothers), (row.fathers, person.fathers)):
        if mine and theirs:
            same = ((other.text, one.text) for one in mine for other in theirs if same_parent(one.words, other.words))
            told = next(same, None)
            other_name = Reason(Code.PARENT_DIFFERS, theirs[0].text, mine[0].text)
            found.append(Reason(Code.PARENT, *told) if told else other_name)
    agreeing = [reason for reason in found if reason.code == Code.PARENT]
    yield from agreeing or found


def same_parent(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether each word of the shorter name is a word of the longer one, in whatever spelling."""
    short, long = sorted((one, other), key=len)
    return bool(short) and all(any(near(word, each) <= SAME for each in long) for word in short)


def are_far_apart(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Return whether two births are those of two people."""
    apart = years_between(one, other)
    return apart > YEARS_APART or bool(apart and are_other_days(one, other))


def is_day(days: tuple[date, date]) -> bool:
    """Return whether it is one day."""
    return days[0] == days[1]


def are_other_days(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Return whether both are days, and not even the same day of another year: no slip of a pen makes one the other."""
    if not (is_day(one) and is_day(other)):
        return False
    return (one[0].month, one[0].day) != (other[0].month, other[0].day)


def is_narrow(days: tuple[date, date]) -> bool:
    """Return whether it is no more than about a year."""
    return (days[1] - days[0]).days <= 366


def years_between(one: tuple[date, date], other: tuple[date, date]) -> int:
    """Return by how many years two spans of days are apart; none where they touch."""
    return max(0, one[0].year - other[1].year, other[0].year - one[1].year)


def best_first(found: Iterable[Likeness]) -> list[Likeness]:
    """Return those who may be meant, the likeliest first."""
    return sorted(found, key=lambda one: (-one.is_same, one.is_apart, -one.points, one.key))
