"""Agreements: how what a row and a person say of a birth, a death, the parents, an age and a fate agrees. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from memorial.base.ages import AgeRange, age_between, are_compatible
from memorial.base.date_forms import Bounds
from memorial.base.dates import is_qualified
from memorial.exchange.imports.compared import Code, Known, Reason
from memorial.people.models import Person
from memorial.search.glances import glance, most_apart
from memorial.search.likeness import FARTHEST, SAME, distance

#: Sources that give one birth differ by no more years.
YEARS_APART = 2
#: Some sources count the year of a life that has begun.
YEAR_BEGUN = 1
#: Fates of those who lived. Who is missing or was taken captive may have died or lived: that contradicts nothing.
LIVED = frozenset({Person.Fate.SURVIVED, Person.Fate.WOUNDED})


@lru_cache(maxsize=65536)
def near(one: str, other: str) -> float:
    """Return how far two words are apart, after a quick look at whether they can be near at all."""
    if one == other:
        return 0.0
    most = most_apart(one, other)
    return distance(one, other) if glance(one, other, most) <= most else FARTHEST


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


def ages(row: Known, person: Known, occurred: tuple[date, date] | None) -> Iterator[Reason]:
    """Yield that the ages differ: those that are stated, or a stated one beside what the other's birth allows."""
    if not (row.age and person.age) and (not (row.age or person.age) or (row.born and person.born)):
        return
    mine, theirs = (one.age or reckoned_age(one, occurred) for one in (row, person))
    if mine and theirs and not are_compatible(mine, theirs, apart=YEAR_BEGUN):
        yield Reason(Code.AGE_DIFFERS, plain_age(theirs), plain_age(mine))


def reckoned_age(one: Known, occurred: tuple[date, date] | None) -> AgeRange | None:
    """Return the age at the time that the birth allows, whoever died of it having died when that was."""
    then = one.died if one.fate in Person.died_of_it and one.died else occurred
    if one.born is None or then is None:
        return None
    return age_between(Bounds(*one.born), Bounds(*then), about=is_qualified(one.birth))


def plain_age(age: AgeRange) -> str:
    """Return an age as a reason keeps it."""
    return f"{age.low} {age.high} {age.about:d}"


def age_of_plain(text: str) -> AgeRange:
    """Return the age that a reason keeps."""
    low, high, about = map(int, text.split())
    return AgeRange(low, high, bool(about))


def fates(row: Known, person: Known) -> Iterator[Reason]:
    """Yield that the fates differ: one of the two has died of it, and the other has lived."""
    told = {row.fate, person.fate}
    if told & Person.died_of_it and told & LIVED:
        yield Reason(Code.FATE_DIFFERS, person.fate, row.fate)


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
