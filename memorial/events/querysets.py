"""What may be asked of events."""

from typing import Self

from django.db import models

from memorial.review.querysets import EntryQuerySet, Row


class EventQuerySet(EntryQuerySet[Row]):
    """Events."""

    def chronological(self) -> Self:
        """Return them by day; what has no hour stands after what has one, and what has no day last."""
        day = models.F("date_earliest").asc(nulls_last=True)
        hour = models.Case(models.When(time="", then=models.Value("24:00")), default="time")
        return self.order_by(day, hour, "pk")


EventManager = models.Manager.from_queryset(EventQuerySet)
