"""Dates in GEDCOM: a date in doubt is said as one, with the words of the record beside it, and is never a false day."""

from datetime import date

from memorial.base.dates import InvalidDate, bounds, is_qualified
from memorial.exchange.gedcom.lines import Line

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
#: How long a plain date is that is a year, a month, a day.
YEAR, MONTH, DAY = 4, 7, 10
DOUBT = "?~%"


def add_date(line: Line, edtf: str | None) -> None:
    """Add a date to an event; one that is not plain also in the words of the record."""
    if not edtf:
        return
    plain = plain_date(edtf)
    added = line.add("DATE", plain or doubtful_date(edtf))
    if not plain:
        added.add("PHRASE", edtf)


def plain_date(edtf: str) -> str:
    """Return a day, a month or a year without any mark of doubt; nothing for every other date."""
    parts = edtf.split("-")
    if len(edtf) not in {YEAR, MONTH, DAY} or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    year, *more = (int(part) for part in parts)
    month = [MONTHS[more[0] - 1]] if more and 1 <= more[0] <= len(MONTHS) else []
    if len(month) != min(len(more), 1):
        return ""
    return " ".join([*(str(each) for each in more[1:]), *month, str(year)])


def doubtful_date(edtf: str) -> str:
    """Return what is certain of a date in doubt: about when, or the days between which it lies; else nothing."""
    base = edtf.rstrip(DOUBT)
    if is_qualified(edtf):
        return f"ABT {plain_date(base)}" if plain_date(base) else ""
    try:
        known = bounds(edtf)
    except InvalidDate:
        return ""
    if known.earliest and known.latest:
        if known.earliest == known.latest:
            return day_of(known.earliest)
        return f"BET {day_of(known.earliest)} AND {day_of(known.latest)}"
    if known.latest:
        return f"BEF {day_of(known.latest)}"
    return f"AFT {day_of(known.earliest)}" if known.earliest else ""


def day_of(day: date) -> str:
    """Return a day of the calendar."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
