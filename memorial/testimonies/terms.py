"""Terms: from which moment and until which one a consent holds, computed from the dates as they were written.

A date that allows several days is read in the way that keeps more closed: a consent begins on the latest day that its
beginning allows, and ends with the earliest one that its end allows.
"""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import models

from memorial.base.dates import bounds
from memorial.base.fields import FromDate
from memorial.base.memorial import Memorial
from memorial.review.gate import LONG_AGO, NEVER

if TYPE_CHECKING:  # the type stubs know what a field holds; the class itself takes no such argument
    MomentColumn = models.DateTimeField[datetime | None, datetime | None]
else:
    MomentColumn = models.DateTimeField


def start_of(value: str, zone: ZoneInfo) -> datetime | None:
    """Return when a consent begins: nothing where no beginning was named, and never where it cannot be known."""
    if not value:
        return None
    latest = bounds(value).latest
    return beginning(latest, zone) if latest else NEVER


def end_of(value: str, zone: ZoneInfo) -> datetime | None:
    """Return when a consent is over: nothing where no end was named, and long ago where it cannot be known."""
    if not value:
        return None
    earliest = bounds(value).earliest
    if earliest is None:
        return LONG_AGO
    return beginning(earliest + timedelta(days=1), zone) if earliest < NEVER.date() else NEVER


def beginning(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment at which a day begins in a time zone, within what can be reckoned with."""
    if not LONG_AGO.date() < day < NEVER.date():
        return LONG_AGO if day <= LONG_AGO.date() else NEVER
    return datetime.combine(day, time(), tzinfo=zone)


class StartsAt(FromDate, MomentColumn):
    """The moment from which a consent holds, null where it holds from the first."""

    def computed_from(self, value: str) -> datetime | None:
        return start_of(value, Memorial.current().zone) if value else None


class EndsAt(FromDate, MomentColumn):
    """The moment at which a consent is over, null where it has no end."""

    def computed_from(self, value: str) -> Any:
        return end_of(value, Memorial.current().zone) if value else None
