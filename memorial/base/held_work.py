"""Held work: long work on one row that one worker does at a time, and another takes up after a kill."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

#: Who has not been heard of for so long is taken to have been ended; somebody else goes on.
LEASE = timedelta(minutes=3)


class Taken(Exception):  # noqa: N818  # named as a sentence would
    """Somebody else has the work by now, or it was stopped: whoever works on it lets go."""


class HeldWork(models.Model):
    """What long work goes on at; whoever kept rows of it and their ``state`` names the states of that work."""

    #: The states in which a worker has something to do.
    AT_WORK: ClassVar[frozenset[str]]

    #: Somebody has asked that the work at hand be stopped.
    stop = models.BooleanField(default=False)
    #: Until when whoever works on it has it; then somebody else may go on with it. The number says who has it now.
    held_until = models.DateTimeField(null=True, blank=True)
    hold = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


def left_behind(kind: type[HeldWork]) -> list[int]:
    """Return the keys of the work of a kind whose worker was ended in the middle."""
    left = kind._default_manager.filter(Q(state__in=kind.AT_WORK), held_until__lt=timezone.now())
    return list(left.values_list("pk", flat=True))


def take_hold(kind: type[HeldWork], key: int) -> int:
    """Take work that is to be done, for a while; return the number of this hold, 0 where another has it."""
    now = timezone.now()
    free = Q(held_until=None) | Q(held_until__lt=now)
    with transaction.atomic():
        taken = kind._default_manager.filter(free, Q(state__in=kind.AT_WORK), pk=key)
        if not taken.update(held_until=now + LEASE, hold=F("hold") + 1):
            return 0
        return int(kind._default_manager.values_list("hold", flat=True).get(pk=key))


def keep_hold(kind: type[HeldWork], key: int, hold: int, **changes: Any) -> None:
    """Keep a hold within a transaction, with what else is to be noted; Taken is raised where it is another's by now."""
    held = kind._default_manager.select_for_update().filter(pk=key, hold=hold, stop=False)
    if not held.update(held_until=timezone.now() + LEASE, **changes):
        raise Taken
