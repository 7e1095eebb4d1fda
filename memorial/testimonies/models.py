"""Testimonies."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay
from memorial.base.languages import validate_language
from memorial.base.texts import Translation, content_note_field
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.pictures import picture_findings
from memorial.people.models import Person
from memorial.review.checks import Finding
from memorial.review.gate import Channel, Item, Purpose
from memorial.review.models import Entry
from memorial.sources.citation_checks import early_sources, uncited_facts
from memorial.sources.models import Citation
from memorial.testimonies.querysets import TestimonyManager
from memorial.testimonies.testimony_checks import name_findings, voice_findings


class Testimony(Entry):
    """What one person, or several, told of what happened."""

    class Kind(models.TextChoices):
        """In which form it was given."""

        WRITTEN = "written", _("written")
        AUDIO = "audio", _("sound recording")
        VIDEO = "video", _("film")
        INTERVIEW = "interview", _("interview")
        PUBLISHED_ACCOUNT = "published_account", _("published account")

    class Basis(models.TextChoices):
        """What allows the memorial to show it."""

        CONSENT = "consent", _("consent of the one who gave it")
        PUBLISHED = "published", _("already published by the named source")

    facts = ("narrator", "role", "given", "given_place", "text", "summary")
    made_of = ("translations", "pictures", "citations")
    fact_columns: ClassVar[dict[str, str]] = {"narrator_name": "narrator"}
    opaque = True

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    narrator = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="testimonies_given",
        verbose_name=_("narrator"),
        help_text=_("Only when the narrator is a person of this record."),
    )
    narrator_name = models.CharField(
        _("narrator's name"), max_length=200, blank=True, help_text=_("As the source writes it.")
    )
    anonymous = models.BooleanField(
        _("anonymous"), default=False, help_text=_("The narrator is not to be named; then no name is kept here.")
    )
    given = EdtfField(_("given when"))
    given_earliest = EarliestDay("given")
    given_latest = LatestDay("given")
    given_place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("given where")
    )
    language = models.CharField(_("original language"), max_length=12, blank=True, validators=[validate_language])
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices, default=Basis.CONSENT)
    people = models.ManyToManyField(
        Person, blank=True, related_name="testimonies", verbose_name=_("people it speaks of")
    )
    places = models.ManyToManyField(
        Place, blank=True, related_name="testimonies", verbose_name=_("places it speaks of")
    )
    events = models.ManyToManyField(
        Event, blank=True, related_name="testimonies", verbose_name=_("events it speaks of")
    )

    objects = TestimonyManager()

    class Meta(Entry.Meta):
        verbose_name = _("testimony")
        verbose_name_plural = _("testimonies")
        ordering = ["label", "pk"]
        indexes = [models.Index(fields=["status", "given_earliest", "id"], name="testimony_by_day")]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(anonymous=False) | models.Q(narrator=None, narrator_name=""),
                name="testimony_anonymous",
                violation_error_message=_("An anonymous testimony keeps no name of its narrator."),
            ),
        ]

    def describe(self) -> str:
        if self.anonymous:
            return f"{self.get_kind_display()} {self.public_id}"
        name = self.narrator.name_elsewhere() if self.narrator else self.narrator_name
        return ", ".join(part for part in (name or self.written("role"), self.given) if part)

    def publication_obstacles(self) -> list[str]:
        """A testimony needs a basis: a consent to publish that stands, or a source that has published it already."""
        if self.basis == self.Basis.PUBLISHED:
            if self.citations.exists():
                return []
            return [str(_("Cite the source that has already published it."))]
        # A consent is given for the testimony, not for an edition of it: its working copy has none of its own.
        itself: Any = self.copy_of or self
        if itself.consents.lasting().filter(purpose=Purpose.PUBLISH, paused_at=None).exists():
            return []
        return [str(_("Record a consent to publish it, or cite the source that has already published it."))]

    def item(self) -> Item:
        itself: Any = self.copy_of or self
        by_consent = self.basis != self.Basis.PUBLISHED
        answers = tuple(consent.answer() for consent in itself.consents.all()) if by_consent else ()
        return replace(super().item(), rests_on_consent=by_consent, anonymous=self.anonymous, answers=answers)

    @classmethod
    def consent_rule(cls, path: str = "", channel: Channel = Channel.PAGE) -> models.Q:
        prefix = f"{path}__" if path else ""
        consents: Any = cls._meta.get_field("consents").related_model
        given: models.Q = consents.objects.rule("testimony", models.OuterRef(f"{prefix}pk"), channel)
        return models.Q(**{f"{prefix}basis": cls.Basis.PUBLISHED}) | given

    @property
    def is_of_the_living(self) -> bool:
        """Whether the narrator is or may be alive; of one who is no person of this record nobody knows."""
        return self.narrator is None or self.narrator.is_of_the_living

    def own_findings(self) -> Iterable[Finding]:
        """Yield facts without a source, where the testimony is known from one; what was given here is one itself."""
        if self.basis == self.Basis.PUBLISHED:
            yield from uncited_facts(self)
        yield from early_sources(self, dict.fromkeys(("", *self.facts), self.given))
        yield from picture_findings(self)
        yield from voice_findings(self)
        yield from name_findings(self)

    def get_absolute_url(self) -> str:
        return reverse("testimony", args=[self.public_id])


class TestimonyTranslation(Translation):
    """A testimony's words and what is said about them, in one language."""

    behind_note = ("summary", "text")

    entry = models.ForeignKey(Testimony, on_delete=models.CASCADE, related_name="translations")
    role = models.CharField(
        _("narrator's role"), max_length=200, blank=True, help_text=_("Journalist, resident, nurse …")
    )
    content_note = content_note_field()
    summary = models.TextField(_("summary"), blank=True)
    text = models.TextField(_("text"), blank=True, help_text=_("The words themselves. Markdown."))

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")


class TestimonyCitation(Citation):
    """A source for one fact of a testimony."""

    entry = models.ForeignKey(Testimony, on_delete=models.CASCADE, related_name="citations")
