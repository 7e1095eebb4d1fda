"""One date as people write it, without the words around it: "24.06.1953", "24 июня 1953 г.", "1950-ci illər"."""

import re

from django.utils.translation import gettext as _

from memorial.base.date_forms import read
from memorial.base.date_input_words import EMPTY_WORDS, MONTHS, SEASONS, YAZ
from memorial.base.dates import InvalidDate, is_anniversary
from memorial.base.languages import active_language

_DECADE = re.compile(
    r"\b([0-9]{3}0)(?:'?s|'?l[ae]r(?:i|de|da)?|'?l[iu] yillar\w*|(?:-?c[iu])? iller\w*|-?(?:е|х|ми)(?: год\w*)?)(?!\w)"
)
_ORDINAL = re.compile(
    r"([0-9])(?:(?:st|nd|rd|th|c[iu])|[-'](?:[iu]?nc[iu]|c[iu]|s?[iu]n?|s?[iu]nd[ae]n?|[dt][ae]n?|y?[ae]|nin|nun|"
    r"го|ого|е|ое|и|х|м|ом|му))(?!\w)"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([./ -])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([./ -])([0-9]{1,2})\2([0-9]{1,2})")
_MONTH_OF_YEAR = re.compile(r"([0-9]{1,2})[./ -]([0-9]{4})|([0-9]{4})[./-]([0-9]{1,2})")
_DAY_OF_MONTH = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})")
_SHORT_YEAR = re.compile(r"(?:[0-9]{1,2}[./-]){0,2}'?[0-9]{2}|[0-9]{4}[./-](?:1[3-9]|[2-9][0-9])")


def without_endings(text: str) -> str:
    """Reduce "1950-ci iller" and its like to "1950s", and take the case endings from all other numbers."""
    return _ORDINAL.sub(r"\1", _DECADE.sub(r"\1s", text))


def single_date(text: str) -> str | None:
    """Read one date into EDTF; None where it is none. Raises InvalidDate where it is one that cannot be taken."""
    azerbaijani = " il " in f"{text} ".replace("ilin ", "il ")
    text = _without_empty_words(text)
    return _decade(text) or _in_numbers(text) or _in_words(text, azerbaijani=azerbaijani)


def day_of_year(text: str) -> str | None:
    """Read a month and a day into `--MM-DD`; None where it is none."""
    text = _without_empty_words(text)
    numbers = _DAY_OF_MONTH.fullmatch(text)
    if numbers:
        return _anniversary(_month(numbers[2]), numbers[1])
    words = re.split(r"[ .-]+", text)
    if len(words) != 2:
        return None
    day, month = words if words[0].isdigit() else reversed(words)
    if month not in MONTHS or not re.fullmatch("[0-9]{1,2}", day):
        return None
    return _anniversary(MONTHS[month], day)


def _without_empty_words(text: str) -> str:
    return " ".join(word for word in text.replace(",", " ").split() if word not in EMPTY_WORDS).rstrip(".")


def _anniversary(month: int, day: str) -> str:
    value = f"--{month:02}-{int(day):02}"
    if not is_anniversary(value):
        raise _no_such_day()
    return value


def _decade(text: str) -> str | None:
    match = re.fullmatch("([0-9]{3})0s", text)
    if not match:
        return None
    if match[1].endswith("0"):
        century = match[1][:2]
        raise InvalidDate(
            _("This can mean ten years or a hundred. Write %(decade)s for ten years, %(century)s for a hundred.")
            % {"decade": f"{century}0X", "century": f"{century}XX"}
        )
    return f"{match[1]}X"


def _in_numbers(text: str) -> str | None:
    if re.fullmatch("[0-9]{4}", text):
        return text
    if _SHORT_YEAR.fullmatch(text):
        raise _short_year()
    if match := _DAY_FIRST.fullmatch(text):
        return _date(match[4], _month(match[3]), match[1])
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], _month(match[3]), match[4])
    if match := _MONTH_OF_YEAR.fullmatch(text):
        return _date(match[2] or match[3], _month(match[1] or match[4]))
    return None


def _in_words(text: str, *, azerbaijani: bool) -> str | None:
    words = [word for word in re.split(r"[ .-]+", text) if word]
    months = [word for word in words if word in MONTHS]
    seasons = [word for word in words if word in SEASONS or word in YAZ]
    numbers = [word for word in words if re.fullmatch("'?[0-9]{1,2}|[0-9]{4}", word)]
    if len(months) + len(seasons) != 1 or len(numbers) + 1 != len(words) or not 1 <= len(numbers) <= 2:
        return None
    years = [number for number in numbers if re.fullmatch("[0-9]{4}", number)]
    if not years:
        raise _short_year() if _has_short_year(numbers) else _no_year()
    if len(years) > 1:
        return None
    if seasons:
        season = _yaz(azerbaijani=azerbaijani) if seasons[0] in YAZ else SEASONS[seasons[0]]
        return f"{years[0]}-{season}" if len(numbers) == 1 else None
    days = [number for number in numbers if number not in years]
    if any(day.startswith("'") for day in days):
        return None
    return _date(years[0], MONTHS[months[0]], *days)


def _has_short_year(numbers: list[str]) -> bool:
    return len(numbers) == 2 or any(int(number.lstrip("'")) > 31 or number.startswith("'") for number in numbers)


def _yaz(*, azerbaijani: bool) -> str:
    language = "az" if azerbaijani else active_language()
    if language not in ("az", "tr"):
        raise InvalidDate(
            _("“Yaz” is spring in Azerbaijani and summer in Turkish. Write it like spring 1992 or summer 1992.")
        )
    return "21" if language == "az" else "22"


def _month(digits: str) -> int:
    if not 1 <= int(digits) <= 12:
        raise InvalidDate(
            _("There is no month %(month)s. Dates are read as day, month, year, like 24.06.1953.") % {"month": digits}
        )
    return int(digits)


def _date(year: str, month: int, day: str = "") -> str:
    value = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    if read(value) is None:
        raise _no_such_day()
    return value


def _short_year() -> InvalidDate:
    return InvalidDate(_("Write the year with four digits, so that the century is certain, like 24.06.1953."))


def _no_year() -> InvalidDate:
    return InvalidDate(_("The year is missing. Write it as well, like 26 February 1992."))


def _no_such_day() -> InvalidDate:
    return InvalidDate(_("The calendar has no such day. Write the date like 24.06.1953."))
