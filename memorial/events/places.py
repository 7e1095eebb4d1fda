"""Places: their names, their point on the map, and what they lie in."""

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.texts import Translation
from memorial.media.pictures import picture_findings
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.review.querysets import EntryManager
from memorial.sources.citation_checks import uncited_facts
from memorial.sources.models import Citation


class Place(Entry):
    """A place that the record speaks of."""

    class Kind(models.TextChoices):
        """What sort of place it is."""

        CITY = "city", _("city")
        TOWN = "town", _("town")
        VILLAGE = "village", _("village")
        DISTRICT = "district", _("district")
        REGION = "region", _("region")
        COUNTRY = "country", _("country")
        BUILDING = "building", _("building")
        SITE = "site", _("site")
        CEMETERY = "cemetery", _("cemetery")

    facts = ("name", "other_names", "kind", "point", "part_of")
    made_of = ("translations", "pictures", "citations")
    fact_names: ClassVar[dict[str, str | Promise]] = {"point": _("point on the map")}
    fact_columns: ClassVar[dict[str, str]] = {"latitude": "point", "longitude": "point"}

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    other_names = models.CharField(
        _("other names"), max_length=300, blank=True, help_text=_("Other spellings and names, separated by semicolons.")
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("lies in")
    )

    objects = EntryManager()

    class Meta(Entry.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["label", "pk"]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="place_point_whole",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
        ]

    def clean(self) -> None:
        """Refuse a place that lies in itself, directly or through others."""
        super().clean()
        above, seen = self.part_of, set[int]()
        while above is not None and above.pk not in seen:
            if above.pk in (self.pk, self.copy_of_id):
                raise ValidationError({"part_of": _("A place cannot lie in itself.")}, code="in_itself")
            seen.add(above.pk)
            above = above.part_of

    def describe(self) -> str:
        return self.written("name")

    def own_findings(self) -> Iterable[Finding]:
        yield from uncited_facts(self)
        yield from picture_findings(self)

    def get_absolute_url(self) -> str:
        return f"{reverse('places')}#{self.public_id}"


class PlaceTranslation(Translation):
    """The name of a place in one language."""

    entry = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="translations")
    name = models.CharField(_("name"), max_length=150)

    class Meta(Translation.Meta):
        verbose_name = _("name")
        verbose_name_plural = _("names")


class PlaceCitation(Citation):
    """A source for one fact of a place."""

    entry = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="citations")
