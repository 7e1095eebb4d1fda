"""Photographs, documents and recordings."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay
from memorial.base.texts import Translation
from memorial.review.checks import Finding
from memorial.review.models import Entry
from memorial.review.querysets import EntryManager
from memorial.sources.models import Source


class Asset(Entry):
    """One file: a photograph, a document, a recording."""

    class Kind(models.TextChoices):
        """What sort of file it is."""

        IMAGE = "image", _("photograph or picture")
        DOCUMENT = "document", _("document")
        AUDIO = "audio", _("sound recording")
        VIDEO = "video", _("film")

    class Rights(models.TextChoices):
        """What others may do with it (rightsstatements.org, Creative Commons)."""

        IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/", _("in copyright")
        UNLOCATABLE = "http://rightsstatements.org/vocab/InC-RUU/1.0/", _("in copyright, holder not found")
        UNDETERMINED = "http://rightsstatements.org/vocab/UND/1.0/", _("copyright undetermined")
        NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/", _("copyright not evaluated")
        NO_COPYRIGHT = "http://rightsstatements.org/vocab/NKC/1.0/", _("no known copyright")
        CC_BY = "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"
        CC_BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"
        CC_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"

    facts = ("taken", "credit", "caption")
    made_of = ("translations",)

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.IMAGE)
    file = models.FileField(_("file"), upload_to="assets/", max_length=200)
    credit = models.CharField(_("credit"), max_length=250, blank=True, help_text=_("The line that names who made it."))
    rights = models.CharField(_("rights"), max_length=80, choices=Rights.choices, default=Rights.NOT_EVALUATED)
    taken = EdtfField(_("made"))
    taken_earliest = EarliestDay("taken")
    taken_latest = LatestDay("taken")
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Says nothing that the text does not; needs no alternative text.")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("source")
    )

    objects = EntryManager()

    class Meta(Entry.Meta):
        verbose_name = _("photograph, document or recording")
        verbose_name_plural = _("photographs, documents and recordings")
        ordering = ["label", "pk"]

    def own_findings(self) -> Iterable[Finding]:
        """Yield that those who cannot see or hear it would not be told what it shows."""
        if not self.decorative and not any(text.alternative_text for text in self.translations.all()):
            sentence = _("Write an alternative text: what is to be seen or heard. Or mark it as decorative.")
            yield Finding("alternative-text", sentence, blocking=True)

    def describe(self) -> str:
        return self.written("caption") or self.credit or self.get_kind_display()


class AssetTranslation(Translation):
    """What an asset shows, in one language: for those who see it and for those who cannot."""

    entry = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="translations")
    alternative_text = models.CharField(
        _("alternative text"), max_length=500, blank=True, help_text=_("What is to be seen or heard, in a sentence.")
    )
    caption = models.CharField(_("caption"), max_length=300, blank=True)

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
