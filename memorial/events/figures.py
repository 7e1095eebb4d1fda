"""Figures: attributed numbers, each with who says so."""

from collections.abc import Iterable
from typing import ClassVar

from babel.numbers import format_decimal
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay
from memorial.base.languages import active_language
from memorial.base.texts import Translation
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.review.querysets import EntryManager
from memorial.sources.citation_checks import early_sources, uncited_facts
from memorial.sources.models import Citation


class Figure(Entry):
    """One number as one body states it; rival figures stand beside it and are never added up."""

    class Qualifier(models.TextChoices):
        """How the body that states the number limits it."""

        AT_LEAST = "at_least", _("at least")
        ABOUT = "about", _("about")
        MORE_THAN = "more_than", _("more than")
        AS_MANY_AS = "as_many_as", _("as many as")
        RANGE = "range", _("a range")

    class Unit(models.TextChoices):
        """What is counted."""

        PEOPLE = "people", _("people")
        FAMILIES = "families", _("families")
        CASES = "cases", _("cases")
        BUILDINGS = "buildings", _("buildings")

    facts = ("number", "subject", "scope", "stated_by", "stated")
    fact_names: ClassVar[dict[str, str | Promise]] = {"number": _("number")}
    fact_columns: ClassVar[dict[str, str]] = {"low": "number", "high": "number", "qualifier": "number"}

    topic = models.SlugField(
        _("topic"), max_length=60, help_text=_("Figures of one topic stand together: killed, wounded, missing …")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    low = models.PositiveIntegerField(_("number"), help_text=_("The number, or the lower end of a range."))
    high = models.PositiveIntegerField(_("upper end"), null=True, blank=True, help_text=_("Only for a range."))
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier.choices, blank=True)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices, default=Unit.PEOPLE)
    stated = EdtfField(_("stated when"))
    stated_earliest = EarliestDay("stated")
    stated_latest = LatestDay("stated")

    objects = EntryManager()

    class Meta(Entry.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["position", "pk"]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(high__isnull=True) | models.Q(high__gt=models.F("low")),
                name="figure_range_upward",
                violation_error_message=_("The upper end of a range is larger than its lower end."),
            ),
        ]

    def describe(self) -> str:
        number = f"{self.low}–{self.high}" if self.high else str(self.low)
        subject, stated_by = self.written("subject"), self.written("stated_by")
        named = f"{subject}: {number}" if subject else number
        return f"{named} ({stated_by})" if stated_by else named

    def own_findings(self) -> Iterable[Finding]:
        yield from uncited_facts(self)
        yield from early_sources(self, dict.fromkeys(("", *self.facts), self.stated))

    def get_absolute_url(self) -> str:
        return f"{reverse('figures')}#{self.public_id}"


class FigureTranslation(Translation):
    """Of whom a number is, how it is limited, and who states it, in one language."""

    entry = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="translations")
    subject = models.CharField(_("subject"), max_length=200, help_text=_("What the number counts: killed, wounded …"))
    scope = models.CharField(_("scope"), max_length=300, blank=True, help_text=_("Of whom, and within what limits."))
    stated_by = models.CharField(_("stated by"), max_length=200)

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class FigureCitation(Citation):
    """A source for one fact of a figure."""

    entry = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="citations")


#: How a number is said with the limit that its author sets to it; whole phrases, for languages that turn them round.
PHRASES: dict[str, str | Promise] = {
    "": "%(number)s",
    Figure.Qualifier.AT_LEAST: _("at least %(number)s"),
    Figure.Qualifier.ABOUT: _("about %(number)s"),
    Figure.Qualifier.MORE_THAN: _("more than %(number)s"),
    Figure.Qualifier.AS_MANY_AS: _("as many as %(number)s"),
    Figure.Qualifier.RANGE: "%(number)s",
}


def number_words(figure: Figure) -> str:
    """Return a number, or a range, with its qualifier: "at least 161", "500–1,000"."""
    language = active_language()
    number = "–".join(format_decimal(end, locale=language) for end in (figure.low, figure.high) if end is not None)
    return str(PHRASES[figure.qualifier]) % {"number": number}
