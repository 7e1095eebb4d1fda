"""Recognitions: what bodies of states, and others, declared about what happened."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay
from memorial.base.texts import Translation
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.review.querysets import EntryManager
from memorial.sources.citation_checks import early_sources, uncited_facts
from memorial.sources.models import Citation


class Recognition(Entry):
    """One instrument by which a body declared something; its level says for whom that body can speak."""

    class Level(models.TextChoices):
        """For whom the body speaks."""

        STATE = "state", _("state")
        CHAMBER = "chamber", _("parliament or one of its chambers")
        COMMITTEE = "committee", _("committee of a parliament")
        SUB_NATIONAL = "sub_national", _("part of a country")
        INDIVIDUAL_MEMBERS = "individual_members", _("individual members")

    class Instrument(models.TextChoices):
        """The form of the declaration."""

        LAW = "law", _("law")
        DAY_OF_REMEMBRANCE = "day_of_remembrance", _("day of remembrance")
        RESOLUTION = "resolution", _("resolution or decision")
        STATEMENT = "statement", _("statement")
        WRITTEN_DECLARATION = "written_declaration", _("written declaration")
        DOCUMENT = "document", _("document")

    facts = ("body", "jurisdiction", "level", "instrument", "date", "wording", "detail", "reversed")

    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    instrument = models.CharField(_("instrument"), max_length=20, choices=Instrument.choices)
    date = EdtfField(_("date"))
    date_earliest = EarliestDay("date")
    date_latest = LatestDay("date")
    reversed = EdtfField(_("reversed"), help_text=_("When the body took it back, if it did."))

    objects = EntryManager()

    class Meta(Entry.Meta):
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = ["date_earliest", "label", "pk"]

    def describe(self) -> str:
        return ", ".join(part for part in (self.written("jurisdiction"), self.written("body"), self.date) if part)

    def own_findings(self) -> Iterable[Finding]:
        yield from uncited_facts(self)
        days = dict.fromkeys(("", *self.facts), self.date)
        yield from early_sources(self, {**days, "reversed": self.reversed})

    def get_absolute_url(self) -> str:
        return f"{reverse('recognitions')}#{self.public_id}"


class RecognitionTranslation(Translation):
    """The body, its jurisdiction and the words it used, in one language."""

    entry = models.ForeignKey(Recognition, on_delete=models.CASCADE, related_name="translations")
    body = models.CharField(_("body"), max_length=250)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=200, blank=True)
    wording = models.TextField(_("the wording it uses"), blank=True)
    detail = models.TextField(_("in detail"), blank=True)
    reversal_detail = models.TextField(_("about the reversal"), blank=True)

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class RecognitionCitation(Citation):
    """A source for one fact of a recognition."""

    entry = models.ForeignKey(Recognition, on_delete=models.CASCADE, related_name="citations")
