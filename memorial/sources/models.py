"""Sources, and the shape that the citations of every concept share."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay
from memorial.base.languages import validate_language
from memorial.base.memorial import Memorial
from memorial.base.parts import Part
from memorial.base.texts import Translation, content_note_field
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.sources.citation_checks import known_through_earlier
from memorial.sources.querysets import CitationManager, IntroductionSourceManager, SourceManager


class Source(Entry):
    """Something that states facts and can be named: a report, an article, a book, a file, an interview."""

    class Kind(models.TextChoices):
        """What sort of thing the source is."""

        REPORT = "report", _("report")
        OFFICIAL_INQUIRY = "official_inquiry", _("official inquiry")
        PRESS_OF_THE_TIME = "press_of_the_time", _("press of the time")
        NEWSPAPER_ARTICLE = "newspaper_article", _("newspaper article")
        NEWS_ARTICLE = "news_article", _("news article")
        OPINION_ARTICLE = "opinion_article", _("opinion article")
        REFERENCE_ARTICLE = "reference_article", _("reference article")
        WEB_PAGE = "web_page", _("web page")
        BOOK = "book", _("book")
        ARCHIVE = "archive", _("archive file")
        INTERVIEW = "interview", _("interview")
        COMMUNICATION = "communication", _("communication to the memorial")

    facts = ("title", "author", "publisher", "place", "published", "summary")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(
        _("title"), max_length=300, blank=True, help_text=_("As the source has it; titles are not translated.")
    )
    title_language = models.CharField(
        _("language of the title"), max_length=12, blank=True, validators=[validate_language]
    )
    author = models.CharField(_("author"), max_length=200, blank=True)
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("The newspaper, body or house that published it.")
    )
    place = models.CharField(_("place of publication"), max_length=120, blank=True)
    published = EdtfField(_("published"))
    published_earliest = EarliestDay("published")
    published_latest = LatestDay("published")
    language = models.CharField(_("language"), max_length=12, blank=True, validators=[validate_language])
    url = models.URLField(_("address on the web"), max_length=500, blank=True)
    archive_reference = models.CharField(
        _("archive reference"), max_length=200, blank=True, help_text=_("The archive, fonds, file and folio.")
    )

    objects = SourceManager()

    class Meta(Entry.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["label", "pk"]
        indexes = [
            models.Index(fields=["status", "label", "id"], name="source_register"),
            models.Index(fields=["status", "kind", "published_earliest"], name="source_by_day"),
        ]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(title="") | ~models.Q(publisher=""),
                name="source_named",
                violation_error_message=_("Give the source a title or a publisher, so that it can be named."),
            ),
        ]

    @property
    def name(self) -> str:
        """What the source is called: by its title, or without one by its publisher."""
        return self.title or self.publisher

    @property
    def name_language(self) -> str:
        """The language that its title is written in; empty where that is not known, or where it has no title."""
        return self.title_language if self.title else ""

    def describe(self) -> str:
        credit = self.publisher if self.title else ""
        return ", ".join(part for part in (self.name, credit, self.published) if part)

    def own_findings(self) -> Iterable[Finding]:
        """Yield what contradicts; a source itself needs no other that says what its title is."""
        return known_through_earlier(self)

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.public_id])


class SourceTranslation(Translation):
    """What a source reported, and how it was read, in one language."""

    behind_note = ("summary",)

    entry = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="translations")
    content_note = content_note_field()
    summary = models.TextField(_("what it reported"), blank=True)
    note = models.TextField(
        _("note"), blank=True, help_text=_("How it was read, and what to know before relying on it.")
    )

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class Citation(Part):
    """One source for one fact of an entry; each concept keeps its citations in a table of its own."""

    class Stance(models.TextChoices):
        """Whether the source states the value that the entry prefers."""

        AGREES = "agrees", _("agrees")
        DIFFERS = "differs", _("differs")

    entry: Any
    fact = models.CharField(
        _("fact"), max_length=40, blank=True, help_text=_("Which fact it supports; empty for the entry as a whole.")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="cited_by_%(class)s", verbose_name=_("source")
    )
    locator = models.CharField(
        _("where in it"), max_length=120, blank=True, help_text=_("Page, column, minute, row, footnote.")
    )
    says = models.TextField(
        _("what the source says"), blank=True, help_text=_("In its own words, as short as will do.")
    )
    stance = models.CharField(_("agrees or differs"), max_length=8, choices=Stance.choices, default=Stance.AGREES)
    value = models.CharField(
        _("its own value"), max_length=250, blank=True, help_text=_("What this source states instead, when it differs.")
    )

    objects = CitationManager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "fact", "source", "locator", "value"],
                name="%(class)s_once",
                violation_error_message=_("This source is already cited for this fact."),
            ),
            models.CheckConstraint(
                condition=models.Q(stance="agrees") | ~models.Q(value="") | ~models.Q(says=""),
                name="%(class)s_rival_stated",
                violation_error_message=_("When a source differs, write what it states instead."),
            ),
        ]

    def __str__(self) -> str:
        # Without the source: whoever reads it may not know of it.
        return self.locator or str(self._meta.verbose_name)

    def clean(self) -> None:
        """Refuse a fact that this kind of entry does not have."""
        kind: Any = self._meta.get_field("entry").related_model
        if self.fact and self.fact not in kind.facts:
            raise ValidationError({"fact": _("This entry has no such fact.")}, code="unknown_fact")


class SourceCitation(Citation):
    """A source that is known through another one: an article of 1992 read in a later compilation."""

    entry = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="citations")

    def clean(self) -> None:
        """Refuse a source that is known through itself."""
        super().clean()
        # A form that was tampered with has none.
        entry = getattr(self, "entry", None)
        if entry is not None and self.source_id and self.source_id in (entry.pk, entry.copy_of_id):
            raise ValidationError({"source": _("A source cannot be known through itself.")}, code="itself")


class IntroductionSource(models.Model):
    """One of the sources on which the memorial's own introduction rests."""

    memorial = models.ForeignKey(Memorial, on_delete=models.CASCADE, related_name="introduction_sources")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="introduces", verbose_name=_("source"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = IntroductionSourceManager()

    class Meta:
        verbose_name = _("source of the introduction")
        verbose_name_plural = _("sources of the introduction")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["memorial", "source"],
                name="introductionsource_once",
                violation_error_message=_("This source is already named."),
            )
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
