"""What may be asked of fixity runs and findings, and which originals are to be read next."""

from datetime import datetime
from typing import Self

from django.db import models

from memorial.media.originals import Original
from memorial.review.querysets import Row


class RunQuerySet(models.QuerySet[Row]):
    """Runs."""

    def finished(self) -> Self:
        """Return the runs that have read all that they were to read."""
        return self.filter(ended__isnull=False, interrupted=False)

    def unfinished(self) -> Self:
        """Return the runs of which nothing says that they ended: one that runs now, or one that was killed."""
        return self.filter(ended=None)


class FindingQuerySet(models.QuerySet[Row]):
    """Findings."""

    def standing(self) -> Self:
        """Return what nobody has dealt with yet."""
        return self.filter(dealt_with_at=None)

    def dealt_with(self) -> Self:
        """Return what somebody has dealt with, the latest first."""
        return self.filter(dealt_with_at__isnull=False).order_by("-dealt_with_at", "-pk")


def unread_since(moment: datetime) -> models.QuerySet[Original]:
    """Return the originals that were not read since a moment: those never read first, then the longest unread."""
    waiting = Original.objects.filter(models.Q(fixity=None) | models.Q(fixity__checked_at__lt=moment))
    return waiting.order_by(models.F("fixity__checked_at").asc(nulls_first=True), "pk")


RunManager = models.Manager.from_queryset(RunQuerySet)
FindingManager = models.Manager.from_queryset(FindingQuerySet)
