"""Photographs, documents and recordings."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EarliestDay, EdtfField, LatestDay
from memorial.base.texts import Translation, content_note_field
from memorial.media.asset_checks import asset_findings
from memorial.media.making import want_derivatives
from memorial.media.originals import Kind, Original
from memorial.media.querysets import AssetManager
from memorial.media.transcripts import validate_transcript
from memorial.review.checks import Finding
from memorial.review.gate import Channel, Item, Purpose
from memorial.review.models import Entry
from memorial.sources.models import Source

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Rights(models.TextChoices):
    """What others may do with it (rightsstatements.org, Creative Commons)."""

    IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/", _("in copyright")
    EDUCATION = "http://rightsstatements.org/vocab/InC-EDU/1.0/", _("in copyright, educational use permitted")
    NON_COMMERCIAL = "http://rightsstatements.org/vocab/InC-NC/1.0/", _("in copyright, non-commercial use permitted")
    UNLOCATABLE = "http://rightsstatements.org/vocab/InC-RUU/1.0/", _("in copyright, holder not found")
    UNDETERMINED = "http://rightsstatements.org/vocab/UND/1.0/", _("copyright undetermined")
    NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/", _("copyright not evaluated")
    NO_COPYRIGHT = "http://rightsstatements.org/vocab/NKC/1.0/", _("no known copyright")
    CC_BY = "https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"
    CC_BY_SA = "https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0"
    CC_BY_NC = "https://creativecommons.org/licenses/by-nc/4.0/", "CC BY-NC 4.0"
    CC_BY_ND = "https://creativecommons.org/licenses/by-nd/4.0/", "CC BY-ND 4.0"
    CC_BY_NC_ND = "https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC BY-NC-ND 4.0"
    CC_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/", "CC0 1.0"
    PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain/mark/1.0/", _("public domain")


class Grade(models.TextChoices):
    """How hard it is to look at or listen to; until somebody has said so, it is treated as the hardest."""

    NOT_LOOKED_AT = "", _("not said yet")
    NONE = "none", pgettext_lazy("a content note", "none")
    DISTRESSING = "distressing", _("distressing")
    GRAPHIC = "graphic", _("graphic")


class LivingShown(models.TextChoices):
    """Whether somebody is shown or heard who may be alive."""

    NOT_SAID = "", _("not said yet")
    NOBODY = "nobody", _("nobody who may be living")
    AGREED = "agreed", _("living people, with their recorded consent")
    PUBLISHED = "published", _("living people, already published by the named source")


#: Where no consent is needed: nobody is shown who may be living, or a source has published it already.
FREELY_SHOWN = (LivingShown.NOBODY, LivingShown.PUBLISHED)


def percent_field(name: "StrOrPromise") -> "models.PositiveSmallIntegerField[int, int]":
    """Return a column for a place on a picture, in percent of its width or height."""
    return models.PositiveSmallIntegerField(name, default=50, validators=[MaxValueValidator(100)])


class Asset(Entry):
    """One photograph, document or recording, with where it is from, what it shows and what may be done with it."""

    facts = ("taken", "credit", "caption", "shown", "place")
    made_of = ("translations",)
    #: Where a file is from is kept for the archive and never shown to visitors.
    not_public: ClassVar[frozenset[str]] = frozenset(
        {"received_as", "supplied_by", "supplied_from", "terms", "living_consent"}
    )

    # By its hash, which is also what the history keeps of it.
    original = models.ForeignKey(
        Original,
        on_delete=models.PROTECT,
        to_field="sha256",
        related_name="assets",
        editable=False,
        verbose_name=_("original"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.IMAGE, editable=False)
    received_as = models.CharField(_("name of the file as received"), max_length=200, blank=True, editable=False)
    supplied_by = models.CharField(
        _("supplied by"), max_length=250, blank=True, help_text=_("Who handed it to the memorial. Never published.")
    )
    supplied_from = models.CharField(
        pgettext_lazy("a file", "from"),
        max_length=250,
        blank=True,
        help_text=_("Whose album, archive or collection. Never published."),
    )
    supplied = EdtfField(_("supplied when"))
    supplied_earliest = EarliestDay("supplied")
    supplied_latest = LatestDay("supplied")
    terms = models.TextField(
        _("terms"), blank=True, help_text=_("What was agreed when it was handed over. Never published.")
    )
    credit = models.CharField(_("credit"), max_length=250, blank=True, help_text=_("The line that names who made it."))
    rights = models.CharField(_("rights"), max_length=80, choices=Rights.choices, default=Rights.NOT_EVALUATED)
    taken = EdtfField(_("made"))
    taken_earliest = EarliestDay("taken")
    taken_latest = LatestDay("taken")
    grade = models.CharField(
        _("content note"),
        max_length=12,
        choices=Grade.choices,
        blank=True,
        default=Grade.NOT_LOOKED_AT,
        help_text=_("Distressing: covered until a visitor asks for it. Graphic: only on its own page, after the note."),
    )
    living = models.CharField(
        _("living people"),
        max_length=10,
        choices=LivingShown.choices,
        blank=True,
        default=LivingShown.NOT_SAID,
        help_text=_("Who is shown or heard and may be alive."),
    )
    living_consent = models.TextField(
        _("their consent"),
        blank=True,
        help_text=_(
            "A note of who of them agreed, and where that is kept. Never published; the consents stand beside."
        ),
    )
    decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Says nothing that the text does not; needs no alternative text.")
    )
    focal_x = percent_field(_("focal point, across"))
    focal_y = percent_field(_("focal point, down"))
    redacts = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="redactions",
        verbose_name=_("redacted copy of"),
        help_text=_("When a face or an address was covered in this one. Publishing it does not publish that one."),
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="assets", verbose_name=_("source")
    )
    source_position = models.PositiveSmallIntegerField(
        _("place among the scans of the source"), default=0, help_text=_("The first page is 1.")
    )

    objects = AssetManager()

    class Meta(Entry.Meta):
        verbose_name = _("photograph, document or recording")
        verbose_name_plural = _("photographs, documents and recordings")
        ordering = ["label", "pk"]
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="asset_focal_point_on_it",
                violation_error_message=_("The focal point is given in percent, from 0 to 100."),
            ),
        ]

    def own_findings(self) -> Iterable[Finding]:
        return asset_findings(self)

    def publication_obstacles(self) -> list[str]:
        """What shows living people who agreed, or was given with an answer, needs a consent to publish that stands."""
        found, itself = super().publication_obstacles(), cast(Any, self.copy_of or self)
        asked = itself.consents.filter(purpose=Purpose.PUBLISH)
        if asked.lasting().filter(paused_at=None).exists():
            return found
        if self.living == LivingShown.AGREED:
            found.append(
                gettext("Record the consent to publish it that the living people who are shown or heard have given.")
            )
        elif asked.exists():
            found.append(gettext("Whoever gave it has not allowed it to be published here, or has paused it."))
        return found

    def item(self) -> Item:
        itself: Any = self.copy_of or self
        # That nobody has said yet who is shown allows nothing.
        said = self.living == LivingShown.AGREED or self.living in FREELY_SHOWN
        answers = tuple(each.answer() for each in itself.consents.all()) if said else ()
        # Whoever gave it was asked: then their answer counts, whatever it shows.
        by_consent = self.living not in FREELY_SHOWN or any(each.purpose == Purpose.PUBLISH for each in answers)
        ties = itself.recordings.binding().select_related("entry").prefetch_related("entry__consents")
        # Whether a recording stays when its testimony is withdrawn, people decide; here its consent alone counts.
        parents = tuple(replace(tie.entry.item(), published=True) for tie in ties)
        return replace(super().item(), rests_on_consent=by_consent, answers=answers, parents=parents)

    @classmethod
    def consent_rule(cls, path: str = "", channel: Channel = Channel.PAGE) -> models.Q:
        prefix = f"{path}__" if path else ""
        asset = models.OuterRef(f"{prefix}pk")
        consents: Any = cls._meta.get_field("consents").related_model
        recordings: Any = cls._meta.get_field("recordings").related_model
        asked = models.Exists(consents.objects.filter(asset=asset, purpose=Purpose.PUBLISH))
        free = models.Q(**{f"{prefix}living__in": FREELY_SHOWN})
        agreed = models.Q(**{f"{prefix}living": LivingShown.AGREED}) | (free & models.Q(asked))
        allowed = (free & ~models.Q(asked)) | (agreed & consents.objects.rule("asset", asset, channel))
        rule: models.Q = allowed & ~models.Q(models.Exists(recordings.objects.closing(asset, channel)))
        return rule

    def describe(self) -> str:
        return self.written("caption") or self.credit or self.received_as or str(self.get_kind_display())

    def refresh(self) -> None:
        """Bring up to date the label, and have made what is missing around a focal point that was moved."""
        super().refresh()
        want_derivatives(self.original)

    def get_absolute_url(self) -> str:
        return reverse("asset", args=[self.public_id])


class AssetTranslation(Translation):
    """What an asset shows, in one language: for those who see it and for those who cannot."""

    behind_note = ("alternative_text", "shown", "transcript")

    entry = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="translations")
    caption = models.CharField(
        _("caption"), max_length=300, blank=True, help_text=_("Stands in lists and before a covered picture.")
    )
    content_note = content_note_field()
    alternative_text = models.CharField(
        _("alternative text"), max_length=500, blank=True, help_text=_("What is to be seen or heard, in a sentence.")
    )
    shown = models.TextField(
        _("who and what is shown"), blank=True, help_text=_("Who stands where, what is happening. Markdown.")
    )
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("Where it was made, in words."))
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        validators=[validate_transcript],
        help_text=_("Of a recording, as WebVTT: the words with the times at which they are spoken."),
    )

    class Meta(Translation.Meta):
        verbose_name = _("text")
        verbose_name_plural = _("texts")
