"""Dates of a list, read into EDTF, with what is doubtful about them, and never into more than was written."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.date_forms import LONGEST
from memorial.base.date_input import understand
from memorial.base.date_input_single import single_date, without_endings
from memorial.base.date_input_words import fold
from memorial.base.dates import InvalidDate, bounds, invalid_date_sentence, is_edtf
from memorial.base.languages import active_language
from memorial.exchange.lists.local_dates import in_known_words, tidy, with_season_of, without_slashes, without_stretch
from memorial.exchange.lists.unsaid import says_nothing

#: Two digits mean a year of the hundred that ends here, unless the mapping says otherwise; the year is then in doubt.
LAST_YEAR_OF_TWO_DIGITS = 1999
#: Years before this one are more often of another calendar, or mistyped, than of somebody in a list.
FIRST_LIKELY_YEAR = 1500
#: Two years further apart than this are more likely those of a life than the limits of one date.
LONGEST_LIKELY_SPAN = 20
#: By chance one day in thirty is the first of a month, and seldom so many more than that (one column in a hundred):
#: above it, some of them were months that became days.
DAYS_OF_MONTH, SPREAD_OF_CHANCE, FEWEST_FIRST_DAYS = 30.4, 2.33, 3

_THREE_NUMBERS = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_PLAIN_DAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])([./-])[0-9]{1,2}\1[0-9]{4}")
_MONTH_AND_DAYS = re.compile(r"([0-9]{1,2})/([0-9]{1,2}) ?- ?([0-9]{1,2})/([0-9]{4})")
_DAYS_BEFORE = re.compile(r"(?:^|[^0-9])[0-9]{1,2} ?[-/] ?$|[0-9]$")
_SHORT_YEAR = re.compile(
    r"(?:(.*[0-9][./ -][0-9]{1,2})[./ -]|(.*[^\W\d_]{3,}\.?)[./ -]{0,2})'?([0-9]{2})(?: ?(?:г|il|yıl|yil)\.?)?"
)
_SHORT_MONTH_OF_YEAR = re.compile(r"([0-9]{1,2})[./-](3[2-9]|[4-9][0-9])")
_SHORT_YEAR_FIRST = re.compile(r"([0-9]{2})([./-])([0-9]{1,2})\2([0-9]{1,2})")
_SEASON_OR_YEARS = re.compile(r"[0-9]{2}([0-9]{2})-(2[1-4])")
_NUMBERS = re.compile(r"[0-9][0-9./ -]+[0-9]")
_SPREADSHEET_DAY = re.compile(r"[1-5][0-9]{4}(?:\.[0-9]+)?")
_ALL_ZEROS = re.compile(r"[0 ./:-]+")


class DateOrder(TextChoices):
    """Which number of a date comes first in a column: 03/04/1976 is a day of April or of March."""

    DAY_FIRST = "day_first", gettext_lazy("day, month, year")
    MONTH_FIRST = "month_first", gettext_lazy("month, day, year")
    YEAR_FIRST = "year_first", gettext_lazy("year, month, day")


@dataclass(frozen=True, slots=True)
class DateRead:
    """What a cell says as a date: EDTF, or nothing; a doubt is told beside a date, a problem instead of one."""

    edtf: str
    doubt: str = ""
    problem: str = ""


@dataclass(slots=True)
class _Reading:
    """A date on its way from a cell to EDTF, with the doubts that were met."""

    text: str
    order: DateOrder
    pivot_year: int | None
    language: str
    doubts: list[str] = field(default_factory=list)
    century_is_ours: bool = False


def read_date(
    text: str,
    *,
    order: DateOrder = DateOrder.DAY_FIRST,
    order_known: bool = True,
    pivot_year: int | None = None,
    language: str = "",
) -> DateRead:
    """Read one cell as a date, so that a preview can show what will stand in the record and what is doubtful.

    ``order`` is that of the column; where the column does not show it (``order_known``), each date that could be read
    the other way is told as a doubt. ``pivot_year`` is the last year that two digits can mean. ``language`` is the
    list's. Nothing is raised: what is no date is said in the answer's problem.
    """
    if len(text) > LONGEST:
        return DateRead("", problem=invalid_date_sentence())
    return _plain_read(text, order, order_known, pivot_year, language) or _told_read(
        text, order, order_known, pivot_year, language, active_language()
    )


def order_of(samples: Iterable[str]) -> DateOrder | None:
    """Return the order that a column's dates show by a number above 12, or nothing where they show none or two."""
    shown = set()
    for text in samples:
        plain = tidy(text)[0] if len(text) <= LONGEST else ""
        match = _THREE_NUMBERS.match(plain) or re.match(r"([0-9]{2})([./-])([0-9]{1,2})\2([0-9]{2})$", plain)
        if not match:
            continue
        first, second, last = int(match[1]), int(match[3]), match[4]
        if first > 31 and len(last) == 2:
            shown.add(DateOrder.YEAR_FIRST)
        elif 12 < first <= 31 and second <= 12:
            shown.add(DateOrder.DAY_FIRST)
        elif 12 < second <= 31 and first <= 12:
            shown.add(DateOrder.MONTH_FIRST)
    return shown.pop() if len(shown) == 1 else None


def first_days(samples: Iterable[str], *, order: DateOrder = DateOrder.DAY_FIRST) -> bool:
    """Return whether so many days of a column are the first of a month that some of them were only months once."""
    days = [value for text in samples if len(value := read_date(text, order=order).edtf) == 10 and value[-3] == "-"]
    firsts = sum(value.endswith("-01") for value in days)
    by_chance = len(days) / DAYS_OF_MONTH
    return firsts >= FEWEST_FIRST_DAYS and firsts > by_chance + SPREAD_OF_CHANCE * by_chance**0.5


# Two memories, because what is said depends on the language of the person to whom it is said, and is seldom said.
@lru_cache(maxsize=65536)
def _plain_read(
    text: str, order: DateOrder, order_known: bool, pivot_year: int | None, language: str
) -> DateRead | None:
    read = _read(text, order, order_known, pivot_year, language)
    return None if read.doubt or read.problem else read


@lru_cache(maxsize=4096)
def _told_read(
    text: str, order: DateOrder, order_known: bool, pivot_year: int | None, language: str, _speaking: str
) -> DateRead:
    return _read(text, order, order_known, pivot_year, language)


def _read(text: str, order: DateOrder, order_known: bool, pivot_year: int | None, language: str) -> DateRead:
    if text.startswith("/") or text.endswith("/"):
        return DateRead("", problem=invalid_date_sentence())
    if says_nothing(text) or _ALL_ZEROS.fullmatch(text):
        return DateRead("")
    try:
        if order == DateOrder.DAY_FIRST and order_known and _PLAIN_DAY.fullmatch(text):
            value = single_date(text) or ""  # what most cells of most lists are, by the shortest way
            return DateRead(value, " ".join(_unlikely(value)))
        return _understood(text, order, order_known, pivot_year, language)
    except InvalidDate as refusal:
        return DateRead("", problem=str(refusal))


def _understood(text: str, order: DateOrder, order_known: bool, pivot_year: int | None, language: str) -> DateRead:
    plain, hour = tidy(text)
    reading = _Reading(plain, order, pivot_year, language)
    if hour:
        reading.doubts.append(_("The hour %(hour)s is left out; the record keeps the day.") % {"hour": hour})
    whole = without_stretch(fold(plain))
    reading.text = whole or plain
    _refuse_other_counts(text, reading.text)
    _add_century(reading)
    _put_day_first(reading, order_known=order_known)
    value = _value(reading)
    if whole:
        if len(value) > 7:
            raise InvalidDate(invalid_date_sentence())
        sentence = _("“%(text)s” names a part of a month or of a year; the record keeps the whole of it.")
        reading.doubts.append(sentence % {"text": text})
    reading.doubts += _unlikely(value)
    return DateRead(value, " ".join(reading.doubts))


def _refuse_other_counts(text: str, plain: str) -> None:
    """Refuse days counted from 1900, and years of the calendar that is written with Persian or Arabic digits."""
    if _SPREADSHEET_DAY.fullmatch(plain):
        raise InvalidDate(
            _("This is a day as a spreadsheet counts it. Format the column as a date there, and save the list anew.")
        )
    year = re.search("[0-9]{4}", plain)
    if year and int(year[0]) < FIRST_LIKELY_YEAR and any("\u0600" <= sign <= "\u06ff" for sign in text):
        raise InvalidDate(
            _("The year %(year)s is of another calendar. Write the date in the calendar of 24.06.1953.")
            % {"year": year[0]}
        )


def _add_century(reading: _Reading) -> None:
    """Write the year in four digits where it has two, and say so."""
    text = reading.text
    if re.search("[0-9]{4}", text):
        return
    first = _SHORT_YEAR_FIRST.fullmatch(text)
    if first and (reading.order == DateOrder.YEAR_FIRST or int(first[1]) > 31):
        before, digits, build = f"{first[3]}-{first[4]}", first[1], "{year}-{rest}"
    elif match := _SHORT_MONTH_OF_YEAR.fullmatch(text) or _SHORT_YEAR.fullmatch(text):
        before = _same_separator(match[1] or match[2])
        digits, build = match[match.lastindex or 0], "{rest}/{year}" if match[1] else "{rest} {year}"
    elif reading.pivot_year and re.fullmatch("'?[0-9]{2}", text):
        before, digits, build = "", text[-2:], "{year}"
    else:
        return
    pivot = reading.pivot_year or LAST_YEAR_OF_TWO_DIGITS
    year = pivot - (pivot - int(digits)) % 100
    reading.text = build.format(rest=before, year=year)
    reading.century_is_ours = not reading.pivot_year
    reading.doubts.append(_("The year has two digits and is taken for %(year)s.") % {"year": year})


def _same_separator(numbers: str) -> str:
    return re.sub(r"[. -]", "/", numbers, count=1) if re.fullmatch(r"[0-9]{1,2}[. -][0-9]{1,2}", numbers) else numbers


def _put_day_first(reading: _Reading, *, order_known: bool) -> None:
    """Turn the dates of a column that names the month first, and tell of each that could be read both ways."""
    if reading.order == DateOrder.MONTH_FIRST:
        reading.text = _MONTH_AND_DAYS.sub(r"\2-\3/\1/\4", reading.text)
    ambiguous = False

    def turned(match: re.Match[str]) -> str:
        nonlocal ambiguous
        if _DAYS_BEFORE.search(match.string[: match.start()]):
            return match[0]
        day, month = match[1], match[3]
        ambiguous |= int(day) <= 12 and int(month) <= 12 and int(day) != int(month)
        if reading.order == DateOrder.MONTH_FIRST:
            day, month = month, day
        return f"{day}{match[2]}{month}{match[2]}{match[4]}"

    reading.text = _THREE_NUMBERS.sub(turned, reading.text)
    if ambiguous and not order_known:
        reading.doubts.append(_("Day and month could be the other way round; nothing in the column shows their order."))


def _value(reading: _Reading) -> str:
    folded = without_slashes(fold(reading.text))
    value = _in_words(with_season_of(folded, reading.language), reading.text)
    first, slash, last = value.partition("/")
    if slash and first and last and (first.startswith(last) or last.startswith(first)):
        if first == last:
            return first
        raise InvalidDate(invalid_date_sentence())  # a month “to” its own year is no stretch of time
    if value.startswith("XXXX"):
        return "" if value == "XXXX" else value
    if reading.century_is_ours:
        marked = re.sub(r"(?<![0-9])([0-9]{4})(?=-|$|/)", r"\1?", value)
        return marked if is_edtf(marked) else value
    return value


def _in_words(folded: str, text: str) -> str:
    """Read one date: as it stands, or else in the words of other languages and the shapes of tables."""
    season = _SEASON_OR_YEARS.fullmatch(folded)
    if season and season[2] > season[1]:
        raise InvalidDate(
            _("“%(text)s” can mean years or a season. Write the years in full, like 1921-1924.") % {"text": text}
        )
    found = _single(folded)
    if found:
        return found
    try:
        return understand(folded)
    except InvalidDate:
        other = in_known_words(folded)
        if other == folded:
            raise
    return _single(other) or understand(other)


def _single(folded: str) -> str | None:
    # The reader of forms asks a slow judge of the standard about every date; one date alone is one of ours anyhow.
    try:
        return single_date(folded if _NUMBERS.fullmatch(folded) else without_endings(folded))
    except InvalidDate:
        return None


def _unlikely(value: str) -> Iterable[str]:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    if str(FIRST_LIKELY_YEAR) <= value <= today.isoformat() and "/" not in value:
        return
    earliest, latest = bounds(value)
    if earliest and earliest.year < FIRST_LIKELY_YEAR:
        yield _("The year %(year)s is of long ago; it may be mistyped or of another calendar.") % {
            "year": earliest.year
        }
    if earliest and earliest > today:
        yield _("The date has not come yet.")
    if "/" in value and earliest and latest and latest.year - earliest.year > LONGEST_LIKELY_SPAN:
        yield _("These may be the years of a life and not the limits of one date.")
