"""Uncertain dates: which strings are dates, which days they allow, and which ages follow from them."""

import datetime
import re
import threading
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from edtf import parse_edtf

from memorial.base.ages import AgeRange, age_between
from memorial.base.date_forms import Bounds, read

_ANNIVERSARY = re.compile(r"--(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_ONE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:Z+-]+)?")
_LEAP_YEAR = 2000
#: A date of which the year alone can be told, with its mark of doubt.
_ONE_YEAR = re.compile(r"(\d{4})(?:-[\dX]{2}){0,2}([?~%]?)", re.ASCII)

#: So many dates are remembered with what they allow: people of a list share days, and each day is asked for often.
REMEMBERED = 16384

_package = threading.Lock()  # its parser keeps one cache for all threads and clears it at each reading


class InvalidDate(ValueError):  # noqa: N818  # named as a sentence would: "an invalid date is refused"
    """A date that cannot be read; its message is a sentence, in the active language, with dates that can."""


@lru_cache(maxsize=8192)
def is_edtf(value: str) -> bool:
    """Whether a string is an EDTF date of a form that this record keeps, of the years 1 to 9999.

    Our own reader asks for a day of the calendar and an end after its beginning; the `edtf` package for the standard.
    """
    if read(value) is None:
        return False
    with _package:
        return parse_edtf(value, fail_silently=True) is not None


def is_anniversary(value: str) -> bool:
    """Whether a string is a month and a day of no year, such as `--02-26`."""
    return _anniversary_day(value) is not None


def is_qualified(value: str) -> bool:
    """Whether any part of a date is marked as uncertain or approximate."""
    return any(mark in value for mark in "?~%")


def validate_edtf(value: str) -> None:
    """Refuse a string that is not an EDTF date, with examples of dates that are."""
    if not is_edtf(value):
        raise ValidationError(invalid_date_sentence(), code="invalid_date")


def validate_anniversary(value: str) -> None:
    """Refuse a string that is not a month and a day, with an example of one that is."""
    if not is_anniversary(value):
        raise ValidationError(invalid_anniversary_sentence(), code="invalid_date")


def validate_edtf_or_anniversary(value: str) -> None:
    """Refuse a string that is neither an EDTF date nor a month and a day."""
    if not is_anniversary(value):
        validate_edtf(value)


def invalid_date_sentence() -> str:
    """Say, in the active language, that a date cannot be read, and which can."""
    return _("This date could not be understood. Write it like 24.06.1953, June 1953, about 1954 or before 1960.")


def invalid_anniversary_sentence() -> str:
    """Say, in the active language, that a month and a day cannot be read, and which can."""
    return _("This day of the year could not be understood. Write a month and a day, like 26 February or 26.02.")


@lru_cache(maxsize=REMEMBERED)
def bounds(value: str) -> Bounds:
    """Give the days that a date allows, strictly: a mark of doubt does not widen them.

    An empty string and an anniversary are bound by nothing. Raises InvalidDate for what is not a date.
    """
    if not value or is_anniversary(value):
        return Bounds(None, None)
    form = read(value)
    if form is None:
        raise InvalidDate(invalid_date_sentence())
    return form.bounds


def exact_day(value: str) -> datetime.date | None:
    """Give the day of a date that is exactly one day without any mark of doubt, otherwise None."""
    return bounds(value).earliest if _ONE_DAY.fullmatch(value) else None


def year_alone(value: str) -> str:
    """Give the year of a date; empty where the date gives away more and cannot be shortened."""
    found = _ONE_YEAR.fullmatch(value)
    return f"{found[1]}{found[2]}" if found else ""


@lru_cache(maxsize=REMEMBERED)
def month_and_day(value: str) -> tuple[int, int] | None:
    """Give month and day of an exact day or an anniversary, otherwise None: a day of doubt has no anniversary."""
    day = _anniversary_day(value) or exact_day(value)
    return (day.month, day.day) if day else None


def age_range(born: str, then: str) -> AgeRange | None:
    """Give the ages that two dates allow, or None where either is open or unknown, or `then` was before the birth."""
    return age_between(bounds(born), bounds(then), about=is_qualified(born) or is_qualified(then))


def _anniversary_day(value: str) -> datetime.date | None:
    match = _ANNIVERSARY.fullmatch(value)
    if not match:
        return None
    try:
        return datetime.date(_LEAP_YEAR, int(match[1]), int(match[2]))
    except ValueError:
        return None
