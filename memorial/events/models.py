"""The chronology: what happened, when and where."""

import re
from collections.abc import Iterable

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay
from memorial.base.texts import Translation, content_note_field
from memorial.events.places import Place
from memorial.events.querysets import EventManager
from memorial.media.pictures import picture_findings
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.sources.citation_checks import early_sources, uncited_facts
from memorial.sources.models import Citation

CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
validate_time = RegexValidator(
    re.compile(rf"\A{CLOCK}(/{CLOCK})?\Z"),
    _("Write a time as 23:00, or 01:00/04:00 for a stretch of time."),
    "invalid_time",
)


class Event(Entry):
    """One step of the chronology."""

    facts = ("date", "time", "place", "title", "summary")
    made_of = ("translations", "pictures", "citations")

    date = EdtfField(_("date"))
    date_earliest = EarliestDay("date")
    date_latest = LatestDay("date")
    time = models.CharField(
        _("time of day"), max_length=11, blank=True, validators=[validate_time], help_text=_("23:00, or 01:00/04:00.")
    )
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("place")
    )

    objects = EventManager()

    class Meta(Entry.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["date_earliest", "time", "pk"]
        indexes = [models.Index(fields=["date_earliest", "time", "id"], name="event_chronology")]

    def describe(self) -> str:
        return f"{self.date} {self.written('title')}".strip()

    def own_findings(self) -> Iterable[Finding]:
        yield from uncited_facts(self)
        yield from early_sources(self, dict.fromkeys(("", *self.facts), self.date))
        yield from picture_findings(self)

    def get_absolute_url(self) -> str:
        return f"{reverse('events')}#{self.public_id}"


class EventTranslation(Translation):
    """What happened, in one language."""

    behind_note = ("summary",)

    entry = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="translations")
    title = models.CharField(_("title"), max_length=200)
    content_note = content_note_field()
    summary = models.TextField(_("summary"), blank=True)

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class EventCitation(Citation):
    """A source for one fact of an event."""

    entry = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="citations")
