"""Pictures: how an entry of another kind is tied to the photographs, scans and recordings that are shown with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.parts import Part
from memorial.media.models import Asset
from memorial.review.querysets import ChildQuerySet, Row


class PictureQuerySet(ChildQuerySet[Row]):
    """Ties to assets, as public as the asset; whether the entry is public is asked where it is read."""

    entry_path = "asset"


PictureManager = models.Manager.from_queryset(PictureQuerySet)


class Picture(Part):
    """One asset in its place among those of an entry; each concept ties its own kind in a table of its own.

    The table names its entry ``entry``, and the entry calls its rows ``pictures``.
    """

    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("photograph, document or recording")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PictureManager()

    class Meta:
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("photographs, documents and recordings")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "asset"],
                name="%(class)s_once",
                violation_error_message=_("This is already among them."),
            )
        ]

    def __str__(self) -> str:
        # Not the asset: whoever reads it may not know of it.
        return str(self._meta.verbose_name)
