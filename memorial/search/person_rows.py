"""Rows of people for the index: the few columns that it needs of many people at once, and the names of each."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from memorial.base.ages import AgeRange, age_between
from memorial.base.date_forms import Bounds
from memorial.base.dates import bounds
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.search.tokens import age_token, born_token, fate_token, place_token

COLUMNS = ("pk", "fate", "death")
#: Read as both databases write a day; Django would read each of four million anew.
DAYS = ("birth_earliest", "birth_latest", "death_earliest", "death_latest")
NUMBERS = ("age_low", "age_high", "residence_id", "birthplace_id", "death_place_id", "burial_place_id")
#: Somebody who may have been born in so many years is found by none of them.
YEARS = 100


class PersonRow(NamedTuple):
    """What the index knows of one person beside the names; its columns are called as those of the person."""

    pk: int
    fate: str
    death: str
    birth_earliest: str | None
    birth_latest: str | None
    death_earliest: str | None
    death_latest: str | None
    age_low: int | None
    age_high: int | None
    residence_id: int | None
    birthplace_id: int | None
    death_place_id: int | None
    burial_place_id: int | None

    def facets(self, occurred: str) -> set[str]:
        """Return the tokens of what the search page filters people by: fate, age group, years of birth, places.

        ``occurred`` is when it happened (EDTF), from which ages are reckoned.
        """
        died = self.fate in Person.died_of_it and self.death
        then = (self.death_earliest, self.death_latest) if died else days_of(occurred)
        time = time_tokens(self.age_low, self.age_high, (self.birth_earliest, self.birth_latest), then)
        places = (self.residence_id, self.birthplace_id, self.death_place_id, self.burial_place_id)
        return {fate_token(self.fate), *time, *[place_token(place) for place in places if place]}


#: The first and the last day that a date may be, as a database writes them.
Days = tuple[str | None, str | None]


@lru_cache(maxsize=256)
def days_of(date: str) -> Days:
    """Return the days that a date (EDTF) may be."""
    first, last = bounds(date)
    return first.isoformat() if first else None, last.isoformat() if last else None


def read(days: Days) -> Bounds:
    """Return days as they are reckoned with."""
    return Bounds(*(datetime.date.fromisoformat(day) if day else None for day in days))


# People of one birthday are many: a century has some 36,000 days.
@lru_cache(maxsize=65536)
def time_tokens(age_low: int | None, age_high: int | None, born: Days, then: Days) -> tuple[str, ...]:
    """Return the tokens of the stage of life in which somebody was then, and of the years in which they may be born.

    The age is the one that a source states, else what the days allow: as `Person.age_group` says it.
    """
    birth, later = read(born), read(then)
    age = AgeRange(age_low, age_high or age_low, False) if age_low is not None else None
    group = Person.stage_of_life(age or age_between(birth, later, about=False))
    years: range | tuple[()] = ()
    if birth.earliest and birth.latest and birth.latest.year - birth.earliest.year < YEARS:
        years = range(birth.earliest.year, birth.latest.year + 1)
    return (*([age_token(group)] if group else []), *map(born_token, years))


def with_names(which: Q, names: Q) -> Iterator[tuple[PersonRow, list[str]]]:
    """Yield the people of the record whom a condition names, each with all names as they are written.

    ``names`` is the same condition on the rows of names.
    """
    rows: Any = Person.objects.of_record().filter(which).order_by("pk")
    written: defaultdict[int, list[str]] = defaultdict(list)
    for key, full in PersonName.objects.filter(names).order_by("person_id", "pk").values_list("person_id", "full"):
        written[key].append(full)
    for row in rows.values_list(*COLUMNS, *[Cast(name, CharField()) for name in DAYS], *NUMBERS):
        yield PersonRow._make(row), written.get(row[0], [])
