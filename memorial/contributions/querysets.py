"""What may be asked of contributions."""

from typing import Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model, covariant=True)


class ContributionQuerySet(models.QuerySet[Row]):
    """Contributions."""

    def open(self) -> Self:
        """Return what nobody has decided about yet."""
        return self.filter(state__in=("new", "asked", "answered"))

    def waiting(self) -> Self:
        """Return what waits for a curator, in the order of the queue."""
        return self.filter(state__in=("new", "answered")).order_by("rank", "sent_at", "pk")

    def of_entry(self, kind: str, public_id: str) -> Self:
        """Return the contributions of which an entry was made."""
        return self.filter(made_kind=kind, made=public_id)


ContributionManager = models.Manager.from_queryset(ContributionQuerySet)
