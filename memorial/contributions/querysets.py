"""What may be asked of contributions."""

from collections.abc import Iterable
from typing import Self

from django.db import models

from memorial.review.querysets import Row


class ContributionQuerySet(models.QuerySet[Row]):
    """Contributions."""

    def open(self) -> Self:
        """Return what nobody has decided about yet."""
        return self.filter(state__in=("new", "asked", "answered"))

    def referred_to(self, references: Iterable[str]) -> Self:
        """Return those of some references as they were sent; no database is asked for one with a NUL sign."""
        return self.filter(reference__in=[one for one in references if "\0" not in one])


ContributionManager = models.Manager.from_queryset(ContributionQuerySet)
