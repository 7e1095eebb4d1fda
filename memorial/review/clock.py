"""The clock: when something scheduled has opened, and what a clock that jumps may not open.

The time is noted while the memorial runs. When it is found more than a day away from the last note, nothing scheduled
opens by that time until a person has said that it is right.
"""

from datetime import datetime, timedelta
from functools import lru_cache

from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.review.gate import Moment

#: A clock that is further than this from where it was last seen is not believed.
BELIEVED = timedelta(days=1)


class Clock(models.Model):
    """When the memorial last knew what time it was; one row."""

    SINGLE_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE_ID, editable=False)
    seen_at = models.DateTimeField(_("last seen"))
    believed_from = models.DateTimeField()
    believed_until = models.DateTimeField()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clock")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="clock_only_one", violation_error_message=_("There is one clock.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M}"


def opening_time() -> models.Subquery:
    """Return the time by which things begin, as the database tells it when it is asked; null without a known one."""
    now = models.Case(
        models.When(believed_from__lte=Now(), believed_until__gte=Now(), then=Now()), default=models.F("seen_at")
    )
    return models.Subquery(Clock.objects.annotate(time=now).values("time")[:1], output_field=models.DateTimeField())


def closing_time() -> Coalesce:
    """Return the time by which things are over, in the same way: now, or when the memorial last knew it, if later.

    A clock that jumps forward may close something too early. One that jumps back opens nothing again.
    """
    later = models.Case(models.When(seen_at__gt=Now(), then=models.F("seen_at")), default=Now())
    known = models.Subquery(Clock.objects.annotate(time=later).values("time")[:1], output_field=models.DateTimeField())
    return Coalesce(known, Now())


@lru_cache(maxsize=64)
def opened(path: str = "") -> models.Q:
    """Return the rule that an entry's time has come, decided by the database when it is asked; made once for each."""
    prefix = f"{path}__" if path else ""
    return models.Q(**{f"{prefix}opens_at": None}) | models.Q(**{f"{prefix}opens_at__lte": opening_time()})


def believed_time() -> datetime | None:
    """Return the time by which scheduled things open: now, or when the clock jumped, when it was last right."""
    return moment_now().begun


def moment_now() -> Moment:
    """Return by which times things begin and are over now: the rules of `opening_time` and `closing_time`."""
    clock, now = Clock.objects.first(), timezone.now()
    if clock is None:
        return Moment(None, now)
    believed = clock.believed_from <= now <= clock.believed_until
    return Moment(now if believed else clock.seen_at, max(now, clock.seen_at))


def note_time(now: datetime | None = None) -> bool:
    """Note what time it is, and return whether that is believed: not when it is too far from the last note."""
    now = now or timezone.now()
    clock = Clock.objects.first()
    if clock and not clock.believed_from <= now <= clock.believed_until:
        return False
    set_clock(now)
    return True


def set_clock(now: datetime) -> None:
    """Take this time for the right one."""
    fields = {"seen_at": now, "believed_from": now - BELIEVED, "believed_until": now + BELIEVED}
    Clock.objects.update_or_create(pk=Clock.SINGLE_ID, defaults=fields)
