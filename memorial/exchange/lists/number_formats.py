"""Number formats: what a number or a date in a workbook says to the person who sees it, no more and no less.

A workbook keeps a date as a whole day even where only its year or month was written and is shown; read as that day, it
would become a first of January that nobody ever knew.
"""

import re
from datetime import datetime, timedelta
from functools import lru_cache
from math import floor, isfinite
from typing import NamedTuple

#: What stands in a format beside its letters: texts, escaped signs, padding, colours and languages.
ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
LETTERS = re.compile(r"y+|m+|d+|h+|s+", re.IGNORECASE)
FRACTION = re.compile(r"(?<=s)\.0+", re.IGNORECASE)
NUMERIC = re.compile(r"general|[0#?@]", re.IGNORECASE)
WHOLE = re.compile(r"-?\d{1,15}")
DATE, DATE_AND_TIME, TIME = frozenset("YMD"), frozenset("YMDhm"), frozenset("hms")
#: The formats that have a number and no words in the file, of those that show days and times.
BUILT_IN = {
    **dict.fromkeys([14, 15, *range(27, 32), 36, *range(50, 59)], DATE),
    16: frozenset("MD"),
    17: frozenset("YM"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47], TIME),
    22: DATE_AND_TIME,
}


class NumberFormat(NamedTuple):
    """What a format shows: which parts of a moment (year Y, M, D, hour h, m, s), or at least how many digits."""

    parts: frozenset[str] = frozenset()
    digits: int = 1


PLAIN = NumberFormat()


def built_in_format(number: int) -> NumberFormat:
    """Return the format that a number stands for in every workbook."""
    return NumberFormat(BUILT_IN.get(number, frozenset()))


@lru_cache(maxsize=4096)
def format_of(code: str) -> NumberFormat:
    """Return what a format shows, from its code, such as ``dd/mm/yyyy``, ``yyyy`` or ``00000``."""
    shown = ASIDE.sub("", code.split(";")[0])
    if re.fullmatch(r"0+", shown):
        return NumberFormat(digits=len(shown))
    shown = FRACTION.sub("", shown)
    letters = [] if NUMERIC.search(shown) else LETTERS.findall(shown.lower())
    parts = set()
    for at, letter in enumerate(letters):
        before, after = letters[at - 1][0] if at else "", letters[at + 1][0] if at + 1 < len(letters) else ""
        if letter in {"m", "mm"} and (before == "h" or after == "s"):
            parts.add("m")
        elif letter[0] in "hs":
            parts.add(letter[0])
        elif letter[0] in "ym" or letter in {"d", "dd"}:
            parts.add(letter[0].upper())
    return NumberFormat(frozenset(parts or (DATE if letters else ())))


@lru_cache(maxsize=65536)
def number_shown(value: str, shown: NumberFormat, *, from_1904: bool = False) -> str:
    """Return the number of a cell as a text: a day in ISO 8601 as far as it is shown, or a number without ``.0``.

    Days are counted from 1900 or from 1904; what is no number, or no day, is returned as it stands.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if not isfinite(number):
        return value
    if shown.parts:
        moment = _moment(number, from_1904=from_1904)
        if not shown.parts & DATE and 0 <= number < 1000:
            return _time_of_day(round(number * 86400))
        if moment and moment.year <= 9999:
            return moment_shown(moment, shown.parts)
    plain = value if WHOLE.fullmatch(value) else _plain(number)
    return plain.zfill(shown.digits) if plain.isdigit() else plain


def _plain(number: float) -> str:
    if number.is_integer() and abs(number) < 1e21:
        return str(int(number))
    return format(number, ".15g")


def _moment(number: float, *, from_1904: bool) -> datetime | None:
    """Return the moment that a count of days stands for; nothing for 29 February 1900, which never was, and before."""
    days, seconds = floor(number), round((number - floor(number)) * 86400)
    if from_1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001  # the clock on the wall where the list was kept
    else:
        if days < 1 or days == 60:
            return None
        first = datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001
    try:
        return first + timedelta(days=days, seconds=seconds) if days >= 0 else None
    except OverflowError:
        return None


def moment_shown(moment: datetime, parts: frozenset[str]) -> str:
    """Return as much of a moment as is shown, in ISO 8601: a year, a month, a day, with the time where it has one."""
    if not parts & DATE:
        return _time_of_day(moment.hour * 3600 + moment.minute * 60 + moment.second)
    if "Y" not in parts:
        return f"--{moment:%m}" + (f"-{moment:%d}" if "D" in parts else "")
    if "D" not in parts:
        return f"{moment.year:04d}" + (f"-{moment:%m}" if "M" in parts else "")
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    time = f"T{_time_of_day(seconds)}" if seconds and "h" in parts else ""
    return f"{moment.year:04d}-{moment:%m-%d}{time}"


def _time_of_day(seconds: int) -> str:
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours:02d}:{minutes:02d}" + (f":{rest:02d}" if rest else "")


def iso_shown(value: str, shown: NumberFormat) -> str:
    """Return a moment that a workbook keeps in ISO 8601 as far as it is shown; what is none, as it stands."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return moment_shown(moment, shown.parts or DATE_AND_TIME)
