"""The order of uncertain dates: which comes first, as far as both of them allow that to be said."""

from datetime import timedelta

from memorial.base.date_forms import Bounds
from memorial.base.dates import InvalidDate, bounds, is_qualified

#: How far off a date may be that is marked as uncertain or approximate.
DOUBT = timedelta(days=3653)
NO_TIME = timedelta()


def is_before(first: str, second: str, *, by: timedelta = NO_TIME) -> bool:
    """Return whether every day that one date allows lies before every day of another, by more than a stretch of time.

    Each mark of doubt widens that stretch by ten years; a date that is open, unknown or no date settles nothing.
    """
    end, start = limits(first).latest, limits(second).earliest
    if end is None or start is None:
        return False
    doubts = is_qualified(first) + is_qualified(second)
    return start - end > by + doubts * DOUBT


def is_certainly_before(first: str, second: str) -> bool:
    """Return whether one date lies before another, and neither of them is in doubt."""
    return not (is_qualified(first) or is_qualified(second)) and is_before(first, second)


def limits(value: str) -> Bounds:
    """Return the days that a date allows; what is no date is bound by nothing."""
    try:
        return bounds(value)
    except InvalidDate:
        return Bounds(None, None)
