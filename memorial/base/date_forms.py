"""The forms of uncertain dates that the record knows, read from their EDTF strings by one small grammar.

The grammar is a part of EDTF (ISO 8601-2): dates, months, years, seasons, intervals, unspecified digits, sets, and
marks on a date or on a part of it. It is read here and not by the `edtf` package, because the package takes
milliseconds for each string, knows no calendar (it accepts 29 February 1953) and turns an unknown beginning into a
day. The package stays the judge of the standard: see `dates.validate_edtf`.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

LONGEST = 100

# A winter named by a year is ambiguous: January to March of it, or the December that ends it and the two months
# after. Its bounds are the whole stretch that any reading allows; the other seasons have one customary reading.
SEASONS = {"21": ((0, 3), (0, 5)), "22": ((0, 6), (0, 8)), "23": ((0, 9), (0, 11)), "24": ((0, 1), (1, 2))}

_DATE = re.compile(
    r"(?P<mark_before_year>[?~%])?(?P<year>\d{4}|\d{3}X|\d\dXX|\dXXX|XXXX)(?P<mark_after_year>[?~%])?"
    r"(?:-(?P<mark_before_month>[?~%])?(?P<month>0[1-9]|1[0-2]|2[1-4]|XX)(?P<mark_after_month>[?~%])?"
    r"(?:-(?P<mark_before_day>[?~%])?(?P<day>0[1-9]|[12]\d|3[01]|[0-3X]X)(?P<mark_after_day>[?~%])?)?)?",
    re.ASCII,
)
_TIME = re.compile(
    r"T(?P<hours>(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)(?P<zone>Z|[+-](?:0\d|1[0-4]):[0-5]\d)?", re.ASCII
)
_PLAIN_END = re.compile(r"(?:[0-9-]+[?~%]?|\.\.)?")
_UNKNOWN_MONTH = re.compile(r"[0-9X]{4}-XX[?~%]?$")


class Bounds(NamedTuple):
    """The earliest and the latest day that a date allows; None where that side is open or unknown."""

    earliest: datetime.date | None
    latest: datetime.date | None


@dataclass(frozen=True, slots=True)
class Single:
    """One date as written: its digits, an X for each that is unspecified, and the mark on each part."""

    year: str
    month: str = ""
    day: str = ""
    marks: tuple[str, str, str] = ("", "", "")  # on year, month and day: "?" uncertain, "~" approximate, "%" both
    time: str = ""
    zone: str = ""

    @property
    def whole_mark(self) -> str:
        """The mark that lies on every part of the date, or ''."""
        marks = set(self.marks[: 1 + bool(self.month) + bool(self.day)])
        return marks.pop() if len(marks) == 1 else ""

    @property
    def bounds(self) -> Bounds:
        if self.year == "XXXX":
            return Bounds(None, None)
        return Bounds(self._day_from(latest=False), self._day_from(latest=True))

    def exists(self) -> bool:
        """Whether the calendar has such a day: 30 February does not exist, nor does 29 February 1953."""
        return self._day_from(latest=False) is not None

    def _day_from(self, *, latest: bool) -> datetime.date | None:
        first_year, last_year = max(_least(self.year), 1), _most(self.year)
        if self.month in SEASONS:
            return _season_day(first_year, self.month, latest=latest)
        months = _span(self.month, 12)
        days = _span(self.day, 31)
        years: range = range(first_year, last_year + 1)
        for year in reversed(years) if latest else years:
            for month in reversed(months) if latest else months:
                length = calendar.monthrange(year, month)[1]
                if days[0] <= length:
                    return datetime.date(year, month, min(days[-1], length) if latest else days[0])
        return None


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another; a side without a date is open (it goes on) or unknown."""

    start: Single | None
    end: Single | None
    unknown: bool = False  # the side without a date is unknown, which is not the same as open

    @property
    def bounds(self) -> Bounds:
        return Bounds(
            self.start.bounds.earliest if self.start else None,
            self.end.bounds.latest if self.end else None,
        )

    def in_order(self) -> bool:
        earliest, latest = self.bounds
        return earliest is None or latest is None or earliest <= latest


@dataclass(frozen=True, slots=True)
class Choice:
    """Several dates: one of them is right, or, where `every` is true, all of them are."""

    members: tuple[Single | Span, ...]
    every: bool = False

    @property
    def bounds(self) -> Bounds:
        earliest = [member.bounds.earliest for member in self.members]
        latest = [member.bounds.latest for member in self.members]
        return Bounds(
            None if None in earliest else min(day for day in earliest if day),
            None if None in latest else max(day for day in latest if day),
        )


Form = Single | Span | Choice


@lru_cache(maxsize=8192)
def read(value: str) -> Form | None:
    """Read an EDTF string into its form; None where it has no form that this record knows."""
    if not value or len(value) > LONGEST:
        return None
    if value[0] + value[-1] in ("[]", "{}"):
        return _read_choice(value[1:-1], every=value[0] == "{")
    if "/" in value:
        return _read_interval(value)
    date, _, time = value.partition("T")
    single = _read_single(date)
    return _at_time(single, time) if single and "T" in value else single


def _read_single(text: str) -> Single | None:
    match = _DATE.fullmatch(text)
    if not match or match["year"] == "0000":
        return None
    year, month, day = match["year"], match["month"] or "", match["day"] or ""
    known_year, partly_day = "X" not in year, "X" in day and day != "XX"
    readable = (
        (known_year or not (partly_day or (month == "XX" and day not in ("", "XX"))))
        and (month not in SEASONS or (known_year and not day))
        and (not partly_day or month != "XX")
    )
    single = Single(year, month, day, _marks(match))
    return single if readable and single.exists() else None


def _marks(match: re.Match[str]) -> tuple[str, str, str]:
    # A mark to the left of a part speaks of that part; a mark to the right, of it and all that stands before it.
    day = _both(match["mark_before_day"], match["mark_after_day"])
    month = _both(match["mark_before_month"], match["mark_after_month"], match["mark_after_day"])
    year = _both(match["mark_before_year"], *(match[f"mark_after_{part}"] for part in ("year", "month", "day")))
    return year, month if match["month"] else "", day if match["day"] else ""


def _both(*marks: str | None) -> str:
    given = {mark for mark in marks if mark}
    return "%" if len(given) > 1 else next(iter(given), "")


def _at_time(single: Single, time: str) -> Single | None:
    match = _TIME.fullmatch("T" + time)
    if not match or "X" in single.year + single.month + single.day or not single.day or any(single.marks):
        return None
    return Single(single.year, single.month, single.day, time=match["hours"], zone=match["zone"] or "")


def _read_interval(value: str) -> Span | None:
    first, _, last = value.partition("/")
    start, end = _read_single(first), _read_single(last)
    if (start is None and first not in ("", "..")) or (end is None and last not in ("", "..")):
        return None
    if start is None and end is None and (first, last) != ("..", ".."):
        return None
    if not _may_stand(first, last):
        return None
    span = Span(start, end, unknown=not first or not last)
    return span if span.in_order() else None


def _may_stand(first: str, last: str) -> bool:
    # Level 2 has more forms of intervals, but on these the package breaks off instead of answering.
    if first in ("", "..") or last in ("", ".."):
        return all(_PLAIN_END.fullmatch(text) for text in (first, last))
    return not any(_UNKNOWN_MONTH.match(text) for text in (first, last))


def _read_choice(content: str, *, every: bool) -> Choice | None:
    members = [_read_member(part) for part in content.split(",")]
    known = tuple(member for member in members if member is not None)
    return Choice(known, every) if len(known) == len(members) else None


def _read_member(text: str) -> Single | Span | None:
    if ".." not in text:
        return None if _UNKNOWN_MONTH.match(text) else _read_single(text)
    first, _, last = text.partition("..")
    start, end = _read_single(first), _read_single(last)
    if (first and start is None) or (last and end is None) or not (start or end):
        return None
    span = Span(start, end)
    return span if span.in_order() else None


def _season_day(year: int, season: str, *, latest: bool) -> datetime.date:
    years_on, month = SEASONS[season][latest]
    if year + years_on > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year + years_on, month, calendar.monthrange(year + years_on, month)[1] if latest else 1)


def _span(digits: str, most: int) -> range:
    return range(max(_least(digits), 1), min(_most(digits), most) + 1) if digits else range(1, most + 1)


def _least(digits: str) -> int:
    return int(digits.replace("X", "0"))


def _most(digits: str) -> int:
    return int(digits.replace("X", "9"))
