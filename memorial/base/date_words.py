"""Dates and hours in words, in the language of the page, and never with more precision than they have."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from django.utils.translation import pgettext

from memorial.base.date_forms import LONGEST, Choice, Form, Single, Span, read
from memorial.base.date_phrases import LANGUAGES, Phrases
from memorial.base.languages import active_language
from memorial.base.number_endings import (
    azerbaijani_ordinal,
    english_ordinal,
    russian_from,
    turkish_ablative,
    turkish_plural,
)

_SEASON_NUMBERS = ("21", "22", "23", "24")
_NOTES = {"?": "uncertain", "~": "approximate", "%": "both"}
_ANNIVERSARY = re.compile(r"--(\d\d)-(\d\d)", re.ASCII)
#: So many dates are remembered in words: those of a list share years, and a page says the same day in several places.
_REMEMBERED = 8192
_ENDINGS: dict[str, dict[str, Callable[[int], str]]] = {
    "en": {"day_ordinal": english_ordinal},
    "az": {"day_ordinal": azerbaijani_ordinal, "year_ordinal": azerbaijani_ordinal},
    "ru": {"day_from": russian_from},
    "tr": {"year_ablative": turkish_ablative, "year_plural": turkish_plural},
}


def words(value: str) -> str:
    """Say an EDTF date or a month and a day in the active language; '' stays '', and what is no date stays as it is."""
    return _words(value, _language()) if len(value) <= LONGEST else value


@lru_cache(maxsize=_REMEMBERED)
def _words(value: str, language: str) -> str:
    anniversary = _ANNIVERSARY.fullmatch(value)
    if anniversary:
        return _say(language, "anniversary", **_parts(language, Single("", anniversary[1], anniversary[2])))
    form = read(value)
    return _form_words(language, form) if form else value


def short_words(value: str) -> str:
    """Say the year or years of a date alone, for a register; '' where there are none to say."""
    return _years(value, _language())


@lru_cache(maxsize=_REMEMBERED)
def _years(value: str, language: str) -> str:
    form = read(value)
    if form is None:
        return ""
    singles = _singles(form)
    if not singles or any(single.year == "XXXX" for single in singles):
        return ""
    years = _short_years(form, singles)
    # A whole date that is approximate leaves the day in doubt, seldom the year; an uncertain one leaves both.
    doubtful = any(mark in "?%" or (mark and not single.month) for single in singles if (mark := single.marks[0]))
    return _say(language, "short_about", years=years) if doubtful else years


def life_words(birth: str, death: str) -> str:
    """Say the years of birth and death, as far as they are known."""
    born, died = short_words(birth), short_words(death)
    if born and died:
        return pgettext("years of a life", "%(birth)s – %(death)s") % {"birth": born, "death": died}
    if born:
        return pgettext("years of a life", "born %(year)s") % {"year": born}
    return pgettext("years of a life", "died %(year)s") % {"year": died} if died else ""


def time_words(value: str) -> str:
    """Say an hour ("23:00") or a stretch of hours ("01:00/04:00") in the active language."""
    if not value:
        return ""
    start, _, end = value.partition("/")
    return _say(_language(), "hours" if end else "hour", a=start, b=end)


def _language() -> str:
    language = active_language().split("-")[0]
    return language if language in LANGUAGES else "en"


def _phrases(language: str) -> Phrases:
    return LANGUAGES[language]


def _say(language: str, phrase: str, **parts: str) -> str:
    return _phrases(language).phrases[phrase].format(**parts)


def _form_words(language: str, form: Form) -> str:
    if isinstance(form, Single):
        return _single_words(language, form)
    if isinstance(form, Span):
        return _span_words(language, form)
    return _choice_words(language, form)


def _single_words(language: str, single: Single) -> str:
    if single.year == "XXXX" and single.month in ("", "XX"):
        return _say(language, "unknown")
    mark = single.whole_mark
    if mark and mark in "~%" and _kind(single):
        about = _say(language, "about", **_cases(language, single))
        return _say(language, "uncertain", date=about) if mark == "%" else about
    return _noted(language, single, _plain(language, single))


def _plain(language: str, single: Single) -> str:
    if _kind(single):
        said = _cases(language, single)["plain"]
        return f"{said}, {single.time}{_zone(single.zone)}" if single.time else said
    if single.month and single.month != "XX" and "X" in single.year:
        return _in_doubtful_year(language, single)
    if "X" in single.year:
        return _say(language, "between_years", **_pair_parts(language, *_years_allowed(single)))
    if single.day not in ("", "XX") and "X" in single.day:
        return _between(language, *_days_allowed(single))
    parts = _parts(language, single)
    if single.month != "XX":
        return _say(language, "day_in_month", **parts)
    if not single.day:
        return _say(language, "month_in_year", **parts)
    return _say(language, "day_in_year" if single.day == "XX" else "day_of_a_month", **parts)


def _in_doubtful_year(language: str, single: Single) -> str:
    with_day = single.day not in ("", "XX")
    date = _say(language, "anniversary" if with_day else "lone_month", **_parts(language, single))
    if single.year == "XXXX":
        return _say(language, "without_year", date=date)
    return _say(language, "in_years", date=date, years=_plain(language, Single(single.year)))


def _years_allowed(single: Single) -> tuple[Single, Single]:
    # Not the years of its bounds: those of "199X-02-29" are leap years, which the string does not say.
    first = max(int(single.year.replace("X", "0")), 1)
    return Single(f"{first:04}"), Single(single.year.replace("X", "9"))


def _days_allowed(single: Single) -> tuple[Single, Single]:
    first, last = (Single(single.year, single.month, f"{day.day:02}") for day in single.bounds if day)
    return first, last


def _noted(language: str, single: Single, said: str) -> str:
    if single.whole_mark:
        return _say(language, _NOTES[single.whole_mark], date=said)
    if not any(single.marks):
        return said
    names = _phrases(language).phrases["parts"].split("|")
    notes = []
    for mark, note in _NOTES.items():
        parts = [name for name, own in zip(names, single.marks, strict=True) if own == mark]
        if parts:
            notes.append(_say(language, f"part_{note}", parts=_joined(language, parts, "and")))
    return f"{said} ({'; '.join(notes)})"


def _kind(single: Single) -> str:
    """Name the kind of a date that has all its digits, or a decade; '' for every other."""
    if "X" in single.year + single.month + single.day:
        decade = single.year[:3].isdigit() and single.year[2] != "0" and single.month in ("", "XX")
        return "decade" if decade and "X" in single.year else ""
    if single.day:
        return "day"
    if single.month:
        return "season" if single.month in _SEASON_NUMBERS else "month"
    return "year"


def _parts(language: str, single: Single) -> dict[str, str]:
    year = str(int(single.year.replace("X", "0") or 0))
    parts = {"year": year}
    if single.day.isdigit():
        parts["day"] = str(int(single.day))
    names = _phrases(language).names
    if single.month in _SEASON_NUMBERS:
        number = _SEASON_NUMBERS.index(single.month)
        parts |= {case: names[case][number] for case in names if case.startswith("season")}
    elif single.month.isdigit():
        parts |= {case: names[case][int(single.month) - 1] for case in names if case.startswith("month")}
    for ending, choose in _ENDINGS[language].items():
        number_of = ending.split("_")[0]
        if number_of in parts and int(parts[number_of]):
            parts[ending] = choose(int(parts[number_of]))
    return parts


def _cases(language: str, single: Single) -> dict[str, str]:
    parts = _parts(language, single)
    forms = _phrases(language).forms[_kind(single)]
    return {case: template.format(**parts) for case, template in forms.items()}


def _span_words(language: str, span: Span) -> str:
    if span.start and span.end:
        return _between(language, span.start, span.end)
    single = span.start or span.end
    if single is None:
        return _say(language, "unknown")
    if span.unknown:
        phrase = "end_unknown" if span.start else "start_unknown"
        return _noted(language, single, _say(language, phrase, **_cases(language, single)))
    return _noted(language, single, _say(language, "since" if span.start else "not_after", **_cases(language, single)))


def _between(language: str, start: Single, end: Single) -> str:
    if start == end:
        return _single_words(language, start)
    kinds = _kind(start), _kind(end)
    if any((*start.marks, *end.marks)) or not all(kinds) or "decade" in kinds:
        return f"{_single_words(language, start)} – {_single_words(language, end)}"
    phrase = _contraction(kinds, start, end)
    if phrase:
        return _say(language, phrase, **_pair_parts(language, start, end))
    case = _phrases(language).phrases["between_case"]
    return _say(language, "between", a=_cases(language, start)[case], b=_cases(language, end)[case])


def _contraction(kinds: tuple[str, str], start: Single, end: Single) -> str:
    """Name the phrase that says once what two dates have in common, or ''."""
    if kinds == ("year", "year"):
        return "between_years"
    if start.year != end.year or kinds[0] != kinds[1]:
        return ""
    if kinds[0] == "day":
        return "between_days_of_month" if start.month == end.month else "between_days_of_year"
    return f"between_{kinds[0]}s"


def _pair_parts(language: str, start: Single, end: Single) -> dict[str, str]:
    first, last = _parts(language, start), _parts(language, end)
    return {**last, **{f"a_{key}": part for key, part in first.items()}, **{f"b_{key}": last[key] for key in last}}


def _choice_words(language: str, choice: Choice) -> str:
    link = "and" if choice.every else "or"
    singles = [member for member in choice.members if isinstance(member, Single)]
    plain = len(singles) == len(choice.members) and not any(any(single.marks) for single in singles)
    if plain and {_kind(single) for single in singles} == {"year"}:
        listed = (_say(language, "listed_year", **_parts(language, single)) for single in singles)
        return _say(language, "all_years" if choice.every else "either_year", years=_joined(language, listed, link))
    if plain and {_kind(single) for single in singles} == {"day"} and len({s.year + s.month for s in singles}) == 1:
        days = _joined(language, (str(int(single.day)) for single in singles), link)
        parts = {**_parts(language, singles[0]), "day": days}
        return _phrases(language).forms["day"]["plain"].format(**parts)
    return _joined(language, (_member_words(language, member, every=choice.every) for member in choice.members), link)


def _member_words(language: str, member: Single | Span, *, every: bool) -> str:
    if isinstance(member, Single):
        return _single_words(language, member)
    if member.start and member.end:
        if not every:
            return _between(language, member.start, member.end)
        return f"{_single_words(language, member.start)} – {_single_words(language, member.end)}"
    single = member.start or member.end
    if single is None:
        return _say(language, "unknown")
    return _say(language, "not_before" if member.start else "not_after", **_cases(language, single))


def _joined(language: str, items: Iterable[str], link: str) -> str:
    *first, last = items
    return f"{', '.join(first)} {_say(language, link)} {last}" if first else last


def _zone(zone: str) -> str:
    return " UTC" + zone.removeprefix("Z") if zone else ""


def _singles(form: Form) -> list[Single]:
    if isinstance(form, Single):
        return [form]
    if isinstance(form, Span):
        return [single for single in (form.start, form.end) if single]
    return [single for member in form.members for single in _singles(member)]


def _short_years(form: Form, singles: list[Single]) -> str:
    numbers = [int(single.year.replace("X", digit)) for single in singles for digit in "09"]
    low, high = max(min(numbers), 1), max(numbers)
    spans = [form] if isinstance(form, Span) else form.members if isinstance(form, Choice) else ()
    from_open = any(isinstance(span, Span) and span.start is None for span in spans)
    to_open = any(isinstance(span, Span) and span.end is None for span in spans)
    if from_open or to_open:
        return f"{'' if from_open else low}–{'' if to_open else high}"
    return str(low) if low == high else f"{low}–{high}"
