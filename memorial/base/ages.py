"""How old somebody was: only as a range, and only as far as the dates allow."""

import datetime
from typing import NamedTuple

from memorial.base.date_forms import Bounds

#: How far "about", or a date in doubt, may be from the age that the dates allow.
ABOUT = 5


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


def are_compatible(one: AgeRange, other: AgeRange, *, apart: int = 0) -> bool:
    """Return whether two ages can be the same, or are no more than some years apart."""
    apart = max(apart, ABOUT) if one.about or other.about else apart
    return one.low - apart <= other.high and other.low <= one.high + apart


def _full_years(born: datetime.date, then: datetime.date) -> int:
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))
