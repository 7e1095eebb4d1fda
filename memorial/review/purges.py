"""Purges: up to which state of the public record the content network has let go of what was before.

What is written here is only what was done. Whether something is left to do is seen by comparing it with the state of
the record, so nothing is forgotten by a process that is ended in between.
"""

import threading
import time
from datetime import timedelta
from typing import NamedTuple

from django.db import models
from django.utils import timezone

from memorial.review.content_network import drop_all

#: After how long it is tried again, and again; the last for as long as it takes.
PAUSES = [timedelta(seconds=5), timedelta(seconds=15), timedelta(minutes=1)]


class Purge(models.Model):
    """The last purge that was done, and since when one is late; one row."""

    SINGLE_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=SINGLE_ID, editable=False)
    last = models.BigIntegerField(default=-1)
    tokens = models.BigIntegerField(default=-1)
    late_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.last} {self.tokens}"

    @classmethod
    def current(cls) -> "Purge":
        """Return the row, or one that says that nothing was done yet."""
        return cls.objects.first() or cls()

    @property
    def is_late(self) -> bool:
        """Whether the last one came to nothing."""
        return self.late_since is not None

    @property
    def pause(self) -> timedelta:
        """After how long it is to be tried again."""
        return PAUSES[min(max(self.failures, 1), len(PAUSES)) - 1]


class Failed(threading.local):
    """When a purge last came to nothing in this thread."""

    at = 0.0


FAILED = Failed()


def purge(state: NamedTuple) -> bool:
    """Have the content network let go of what was kept before a state of the record; return whether it did.

    No transaction may be open: others would wait for an answer from far away.
    """
    row = Purge.current()
    last, tokens = state
    if drop_all():
        done = {"last": last, "tokens": tokens, "late_since": None, "failures": 0}
        Purge.objects.update_or_create(pk=Purge.SINGLE_ID, defaults=done)
        return True
    late = {"late_since": row.late_since or timezone.now(), "failures": row.failures + 1}
    Purge.objects.update_or_create(pk=Purge.SINGLE_ID, defaults=late)
    return False


def note_failure() -> None:
    """Note that what this thread has done may still be seen elsewhere as it was before."""
    FAILED.at = time.monotonic()


def failed_since(begun: float) -> bool:
    """Return whether a purge came to nothing in this thread since a moment of the clock that only goes forward."""
    return FAILED.at >= begun
