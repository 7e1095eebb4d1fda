"""Dates as people write them, read into EDTF, and never into more than they wrote."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from memorial.base.date_forms import LONGEST
from memorial.base.date_input_single import day_of_year, single_date, without_endings
from memorial.base.date_input_words import PHRASES, fold
from memorial.base.dates import (
    InvalidDate,
    bounds,
    invalid_anniversary_sentence,
    invalid_date_sentence,
    is_anniversary,
    is_edtf,
)

_DAYS_AFTER_MONTH = re.compile(r"([^\W\d_]+) ([0-9]{1,2}) ?(-|or|and) ?([0-9]{1,2}),? ([0-9]{4})")
#: "nov/1979", "12/nov/1979": the signs part one date and no span.
_MONTH_BETWEEN_SIGNS = re.compile(r"\A(?:([0-9]{1,2})/)?([^\W\d_]{3,})/([0-9]{4})\Z")


def understand(text: str, *, anniversary: bool = False) -> str:
    """Read what somebody wrote, in any language of the interface, into an EDTF string.

    With `anniversary`, a month and a day without a year are taken as well (`--02-26`). Raises InvalidDate, with a
    sentence and an example, for everything that cannot be read.
    """
    text = text.strip()
    if not text:
        return ""
    exact = fold(text).replace(" ", "").upper().replace("Х", "X")
    if is_edtf(exact) or (anniversary and is_anniversary(exact)):
        return exact
    if len(text) > LONGEST:
        raise InvalidDate(invalid_date_sentence())
    plain = without_endings(fold(text))
    found = day_of_year(plain) if anniversary else None
    found = found or _whole(plain)
    if found and (is_edtf(found) or is_anniversary(found)):
        return found
    raise InvalidDate(invalid_anniversary_sentence() if anniversary else invalid_date_sentence())


class DateFormField(forms.CharField):
    """A form's field for an uncertain date: takes what people write, gives EDTF, and says why where it cannot."""

    def __init__(self, *, anniversary: bool = False, **kwargs: Any) -> None:
        self.anniversary = anniversary
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        try:
            return understand(text, anniversary=self.anniversary)
        except InvalidDate as refusal:
            raise ValidationError(str(refusal), code="invalid_date") from refusal


def _whole(text: str) -> str | None:
    if any(pattern.fullmatch(text) for pattern in PHRASES["unknown"]):
        return "XXXX"
    text = _DAYS_AFTER_MONTH.sub(r"\2 \1 \5 \3 \4 \1 \5", text)
    text = _MONTH_BETWEEN_SIGNS.sub(r"\1 \2 \3", text).strip()
    return _marked(text) or _marked_span(text) or _span(text) or _open(text) or _several(text)


def _marked(text: str) -> str | None:
    """Read one date with its marks of doubt."""
    rest, mark = _mark_of(text)
    if "-" in rest and is_edtf(rest.upper()):
        return rest.upper() + mark
    found = single_date(rest)
    return found + mark if found else None


def _mark_of(text: str) -> tuple[str, str]:
    """Take the words of doubt from a date: what is left, and the mark that they mean."""
    marks = set()
    for _twice in range(2):
        for kind, mark in (("uncertain", "?"), ("about", "~")):
            inner = next((match[1] for pattern in PHRASES[kind] if (match := pattern.fullmatch(text))), None)
            if inner:
                text = inner.strip()
                marks.add(mark)
    return text, "%" if len(marks) == 2 else "".join(marks)


def _marked_span(text: str) -> str | None:
    # "about 1960-1962": the doubt is about both ends.
    rest, mark = _mark_of(text)
    found = _span(rest) if mark else None
    if not found or any(sign in found for sign in "?~%"):
        return None
    start, _slash, end = found.partition("/")
    return f"{start}{mark}/{end}{mark}"


def _span(text: str) -> str | None:
    for pattern in PHRASES["between"]:
        match = pattern.fullmatch(text)
        pair = _pair(match[1].strip(), match[2].strip()) if match else None
        if pair and pair[0] and pair[1]:
            earliest, latest = bounds(pair[0]).earliest, bounds(pair[1]).latest
            if earliest and latest and earliest > latest:
                raise InvalidDate(_("The end is before the beginning. Write the earlier date first, like 1960/1962."))
            return f"{pair[0]}/{pair[1]}"
    return None


def _pair(first: str, last: str) -> tuple[str | None, str | None] | None:
    """Read two dates of which one may leave to the other what they share: "25-26 February 1992"."""
    years = re.findall("[0-9]{4}", first), re.findall("[0-9]{4}", last)
    if not years[1] and years[0]:
        if re.fullmatch("[0-9]{1,2}", last):
            return None
        last = f"{last} {years[0][0]}"
    end = _marked(last)
    if re.fullmatch("[0-9]{1,2}", first):
        if not end or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[?~%]?", end):
            return None
        return _marked(f"{end[:8]}{int(first):02}"), end
    if not years[0] and years[1]:
        first = f"{first} {years[1][0]}"
    start = _marked(first)
    if start and end and re.fullmatch("[0-9]{4}-2[1-4]", start) and re.fullmatch("[0-9]{4}", end):
        return None  # "winter 1991-1992" is one winter and no stretch from a winter to the end of a year
    return start, end


def _open(text: str) -> str | None:
    for kind, build in (("until", "../{last}"), ("since", "{first}/.."), ("before", "../{ago}"), ("after", "{on}/..")):
        for pattern in PHRASES[kind]:
            match = pattern.fullmatch(text)
            found = _marked(match[1].strip()) if match else None
            if found:
                return _beside(found, build)
    return None


def _beside(found: str, build: str) -> str | None:
    """Build an open date from the dates beside a plain one: the last before it (ago) and the first after it (on)."""
    date, mark = (found[:-1], found[-1]) if found[-1] in "?~%" else (found, "")
    earliest, latest = bounds(date)
    if "X" in date and re.fullmatch("[0-9]{3}X", date) and earliest and latest:
        first, last, ago, on = (
            f"{year:04}" for year in (earliest.year, latest.year, earliest.year - 1, latest.year + 1)
        )
    elif re.fullmatch("[0-9]{4}-2[1-4]", date) and ("last" in build or "first" in build):
        first = last = ago = on = date
    elif earliest and latest and not re.fullmatch("[0-9]{4}-2[1-4]", date):
        try:
            before, after = earliest - datetime.timedelta(days=1), latest + datetime.timedelta(days=1)
        except OverflowError:
            return None
        first = last = date
        ago, on = (day.isoformat()[: len(date)] for day in (before, after))
    else:
        return None
    return build.format(first=first + mark, last=last + mark, ago=ago + mark, on=on + mark)


def _several(text: str) -> str | None:
    for kind, brackets in (("or", "[]"), ("and", "{}")):
        for pattern in PHRASES[kind]:
            match = pattern.fullmatch(text)
            found = _members(match[1], match[2]) if match else None
            if found:
                return brackets[0] + ",".join(found) + brackets[1]
    return None


def _members(first: str, last: str) -> list[str] | None:
    parts = re.split(", ?", first) if first.count(",") and not _marked(first) else [first]
    pairs = [_pair(part.strip(), last.strip()) for part in parts]
    known = [pair for pair in pairs if pair and pair[0] and pair[1]]
    if not known or len(known) != len(pairs):
        return None
    return [str(pair[0]) for pair in known] + [str(known[0][1])]
