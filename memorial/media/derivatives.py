"""Derivatives: what is shown in the place of an original; they can be deleted and made again at any time."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.darkroom.orders import WIDEST, Order, height_at
from memorial.darkroom.orders import widest as widest_copy
from memorial.media.originals import Original

if TYPE_CHECKING:
    from memorial.media.models import Asset

#: Widths of whole pictures and sides of squares, in points; none is made larger than its original.
WIDTHS = [320, 640, 1280, WIDEST]
SIDES = [128, 320, 640]
PICTURE_FORMATS = ["avif", "webp", "jpg"]
#: The recipe of a document's or recording's derivative: the same bytes, beside the original and not in its place.
COPY = "copy"
#: The media type of each ending.
MEDIA_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


class Derivative(models.Model):
    """One file that is shown in the place of an original: made by a recipe, in a format, known by its own hash."""

    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="derivatives")
    recipe = models.CharField(max_length=30)
    format = models.CharField(max_length=5)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("derivative")
        verbose_name_plural = _("derivatives")
        default_permissions = ()
        ordering = ["width", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["original", "recipe", "format"], name="derivative_once"),
        ]

    def __str__(self) -> str:
        return f"{self.recipe}.{self.format}"

    @property
    def name(self) -> str:
        """Where it stands in the storage of derivatives."""
        sha256 = self.original.sha256
        return f"{sha256[:2]}/{sha256}/{self.recipe}-{self.sha256[:16]}.{self.format}"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES.get(self.format, self.original.media_type)

    def open(self) -> File[Any]:
        """Return the file, open for reading."""
        return replaceable().open(self.name, "rb")


def replaceable() -> Storage:
    """Return the storage of derivatives."""
    return storages["derivatives"]


def focal_points(assets: Iterable["Asset"]) -> list[tuple[int, int]]:
    """Return the points around which squares of an original are shown, in percent, each once."""
    return sorted({(asset.focal_x, asset.focal_y) for asset in assets})


def order_for(original: Original, assets: Iterable["Asset"]) -> Order:
    """Return all that is to be made of a picture for the assets that show it."""
    width, height = original.width or 1, original.height or 1
    widest = widest_copy(width, height)
    widths = [each for each in WIDTHS if each < widest] + [widest]
    side = min(widest, height_at(widest, width, height), SIDES[-1])
    sides = [each for each in SIDES if each < side] + [side]
    return Order(widest, widths, focal_points(assets), sides, PICTURE_FORMATS)


def only(order: Order, missing: set[tuple[str, str]]) -> Order:
    """Return that part of an order which makes what is missing."""
    recipes = {recipe for recipe, _format in missing}
    points = [
        point
        for point in order.focal_points
        if any(f"square-{point[0]}-{point[1]}-{side}" in recipes for side in order.sides)
    ]
    return replace(order, widths=[width for width in order.widths if str(width) in recipes], focal_points=points)


def recipes_of(order: Order) -> set[tuple[str, str]]:
    """Return the recipe and format of every file that an order asks for."""
    recipes = [str(width) for width in order.widths]
    recipes += [f"square-{across}-{down}-{side}" for across, down in order.focal_points for side in order.sides]
    return {(recipe, each) for recipe in recipes for each in order.formats}


def square_prefix(asset: "Asset") -> str:
    """Return how the recipes of an asset's squares begin."""
    return f"square-{asset.focal_x}-{asset.focal_y}-"
