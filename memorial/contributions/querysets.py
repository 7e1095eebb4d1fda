"""What may be asked of contributions."""

from typing import Self

from django.db import models

from memorial.review.querysets import Row


class ContributionQuerySet(models.QuerySet[Row]):
    """Contributions."""

    def open(self) -> Self:
        """Return what nobody has decided about yet."""
        return self.filter(state__in=("new", "asked", "answered"))


ContributionManager = models.Manager.from_queryset(ContributionQuerySet)
