"""What may be asked of assets."""

from typing import Any, Self

from django.db import models

from memorial.review.querysets import EntryQuerySet, Row


class AssetQuerySet(EntryQuerySet[Row]):
    """Photographs, documents and recordings."""

    def ready_to_show(self) -> Self:
        """Return them with all that `showing.shown` reads, in a fixed number of queries."""
        return self.select_related("original").prefetch_related("translations", "original__derivatives")


AssetManager = models.Manager.from_queryset(AssetQuerySet)


def ready_to_show(path: str, rows: Any) -> models.Prefetch[Any]:
    """Return what to prefetch so that the pictures of entries can be shown; ``rows`` are the ties that may be seen."""
    ready = rows.select_related("asset__original").prefetch_related(
        "asset__translations", "asset__original__derivatives"
    )
    return models.Prefetch(path, ready)
