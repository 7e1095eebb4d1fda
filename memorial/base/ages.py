"""How old somebody was: only as a range, and only as far as the dates allow."""

import datetime
from typing import NamedTuple

from memorial.base.date_forms import Bounds


class AgeRange(NamedTuple):
    """The least and the greatest age in full years that two dates allow; about, where one of them is qualified."""

    low: int
    high: int
    about: bool


def age_between(born: Bounds, then: Bounds, *, about: bool) -> AgeRange | None:
    """Give the ages that the bounds of a birth and of a later day allow; None where they do not settle any."""
    if None in born or None in then:
        return None
    first_born, last_born, first_day, last_day = (day for day in (*born, *then) if day)
    if first_born > last_day:
        return None
    return AgeRange(max(0, _full_years(last_born, first_day)), _full_years(first_born, last_day), about)


def _full_years(born: datetime.date, then: datetime.date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))
