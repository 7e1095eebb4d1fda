"""Commemorations: days, ceremonies, monuments, burials."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay, MonthAndDay
from memorial.base.texts import Translation
from memorial.events.places import Place
from memorial.media.pictures import picture_findings
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.review.querysets import EntryManager
from memorial.sources.citation_checks import uncited_facts
from memorial.sources.models import Citation


class Commemoration(Entry):
    """One way in which people are remembered."""

    class Kind(models.TextChoices):
        """What sort of commemoration it is."""

        ANNUAL_DAY = "annual_day", _("annual day")
        CEREMONY = "ceremony", _("ceremony")
        MONUMENT = "monument", _("monument")
        CAMPAIGN = "campaign", _("campaign")
        BURIAL = "burial", _("burial")
        EXHIBITION = "exhibition", _("exhibition")
        PUBLICATION = "publication", _("publication")
        OTHER = "other", _("other")

    facts = ("title", "date", "place", "organiser", "detail")
    made_of = ("translations", "pictures", "citations")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    date = EdtfField(_("date"), anniversary=True, help_text=_("A day kept every year is written --02-26."))
    date_earliest = EarliestDay("date")
    date_latest = LatestDay("date")
    day_of_year = MonthAndDay("date")
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="commemorations", verbose_name=_("place")
    )

    objects = EntryManager()

    class Meta(Entry.Meta):
        verbose_name = _("commemoration")
        verbose_name_plural = _("commemorations")
        ordering = ["date_earliest", "label", "pk"]

    def describe(self) -> str:
        return self.written("title")

    def own_findings(self) -> Iterable[Finding]:
        """Yield facts without a source; a source may well speak of a ceremony or a monument that is yet to come."""
        yield from uncited_facts(self)
        yield from picture_findings(self)

    def get_absolute_url(self) -> str:
        return f"{reverse('commemorations')}#{self.public_id}"


class CommemorationTranslation(Translation):
    """What a commemoration is called and who keeps it, in one language."""

    entry = models.ForeignKey(Commemoration, on_delete=models.CASCADE, related_name="translations")
    title = models.CharField(_("title"), max_length=200)
    organiser = models.CharField(_("organiser"), max_length=300, blank=True)
    detail = models.TextField(_("in detail"), blank=True)

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class CommemorationCitation(Citation):
    """A source for one fact of a commemoration."""

    entry = models.ForeignKey(Commemoration, on_delete=models.CASCADE, related_name="citations")
