"""Rows of people for the index: the few columns that it needs of many people at once, and the names of each."""

import datetime
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import CharField, Q
from django.db.models.functions import Cast

from memorial.base.ages import AgeRange, age_between
from memorial.base.date_forms import Bounds
from memorial.base.dates import bounds
from memorial.people.models import Person
from memorial.people.names import PersonName

COLUMNS = ("pk", "fate", "birth", "death")
DAYS = ("birth_earliest", "birth_latest", "death_earliest", "death_latest")
NUMBERS = ("age_low", "age_high", "residence_id", "birthplace_id", "death_place_id", "burial_place_id")
#: A day as both databases write it; Django would read each of four million anew.
day = lru_cache(maxsize=65536)(datetime.date.fromisoformat)
days_of = lru_cache(maxsize=256)(bounds)


class PersonRow(NamedTuple):
    """What the index knows of one person beside the names; its columns are called as those of the person."""

    pk: int
    fate: str
    birth: str
    death: str
    birth_earliest: datetime.date | None
    birth_latest: datetime.date | None
    death_earliest: datetime.date | None
    death_latest: datetime.date | None
    age_low: int | None
    age_high: int | None
    residence_id: int | None
    birthplace_id: int | None
    death_place_id: int | None
    burial_place_id: int | None

    def age_group(self, occurred: str) -> str:
        """Return the stage of life at the time: what `Person.age_group` says, from the days that stand in the row."""
        return str(Person.stage_of_life(self.age(occurred)))

    def age(self, occurred: str) -> AgeRange | None:
        """Return the age at the time: stated by a source, else what the days allow."""
        if self.age_low is not None:
            return AgeRange(self.age_low, self.age_high or self.age_low, False)
        died = self.fate in Person.died_of_it and self.death
        then = Bounds(self.death_earliest, self.death_latest) if died else days_of(occurred)
        return age_between(Bounds(self.birth_earliest, self.birth_latest), then, about=False)


def with_names(which: Q, names: Q) -> Iterator[tuple[PersonRow, list[str]]]:
    """Yield the people of the record whom a condition names, each with all names as they are written.

    ``names`` is the same condition on the rows of names.
    """
    rows: Any = Person.objects.of_record().filter(which).order_by("pk")
    days = [Cast(name, CharField()) for name in DAYS]
    written = PersonName.objects.filter(names).order_by("person_id", "pk").values_list("person_id", "full")
    by_person = {key: [full for _key, full in some] for key, some in groupby(written, key=itemgetter(0))}
    for key, fate, birth, death, *rest in rows.values_list(*COLUMNS, *days, *NUMBERS):
        read = [each and day(each) for each in rest[: len(DAYS)]]
        row: Any = (key, fate, birth, death, *read, *rest[len(DAYS) :])
        yield PersonRow._make(row), by_person.get(key, [])
