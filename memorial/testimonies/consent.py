"""Consent: for which purpose a testimony, or what shows living people, may be used, and how they are named."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EdtfField
from memorial.base.languages import validate_language
from memorial.media.models import Asset
from memorial.review.gate import Answer, Audience, Naming, Purpose
from memorial.testimonies.models import Testimony
from memorial.testimonies.querysets import ConsentManager
from memorial.testimonies.terms import EndsAt, StartsAt


class Consent(models.Model):
    """One answer to one question: may the memorial use this testimony, or this asset, for this purpose?"""

    class Giver(models.TextChoices):
        """Who gave the consent."""

        SELF = "self", _("the narrator")
        GUARDIAN = "guardian", _("a guardian")
        HEIR = "heir", _("an heir")
        INTERVIEWER = "interviewer", _("the interviewer, on their behalf")

    testimony = models.ForeignKey(
        Testimony,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("testimony"),
    )
    asset = models.ForeignKey(
        Asset,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("photograph, document or recording"),
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    given = models.BooleanField(_("given"), null=True, blank=True, help_text=_("Unknown counts as not given."))
    naming = models.CharField(_("named by"), max_length=10, choices=Naming.choices, default=Naming.ANONYMOUS)
    pseudonym = models.CharField(_("pseudonym"), max_length=120, blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices, default=Audience.CURATORS)
    valid_from = EdtfField(_("from"))
    valid_until = EdtfField(_("until"))
    starts_at = StartsAt("valid_from")
    ends_at = EndsAt("valid_until")
    given_by = models.CharField(_("given by"), max_length=12, choices=Giver.choices, default=Giver.SELF)
    wording_version = models.CharField(_("version of the wording shown"), max_length=40, blank=True)
    wording_language = models.CharField(
        _("language of the wording shown"), max_length=12, blank=True, validators=[validate_language]
    )
    how_recorded = models.CharField(
        _("how it was recorded"), max_length=200, blank=True, help_text=_("On paper, on tape, in a letter …")
    )
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True, editable=False)

    objects = ConsentManager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=[about, "purpose"],
                    name=name,
                    violation_error_message=_("There is already a consent for this purpose."),
                )
                for about, name in (("testimony", "consent_one_per_purpose"), ("asset", "consent_one_per_asset"))
            ),
            models.CheckConstraint(
                condition=models.Q(testimony=None, asset__isnull=False) | models.Q(testimony__isnull=False, asset=None),
                name="consent_about_one",
                violation_error_message=_(
                    "A consent is about one thing: a testimony, or a photograph, document or recording."
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(naming="pseudonym") | ~models.Q(pseudonym=""),
                name="consent_pseudonym_given",
                violation_error_message=_("Write the pseudonym by which the narrator is to be named."),
            ),
        ]

    def __str__(self) -> str:
        """Return what tells colleagues which consent it is, and nothing of whose."""
        return f"{self.get_purpose_display()}, {self.about}"

    @property
    def about(self) -> Any:
        """The testimony or asset that it was given for; none before one has been chosen."""
        return self.testimony or self.asset

    def reckon_term(self) -> None:
        """Bring up to date from when and until when it holds, as saving it would."""
        for name in ("starts_at", "ends_at"):
            column: Any = self._meta.get_field(name)
            column.pre_save(self, False)

    def answer(self) -> Answer:
        """Return what the consent gate knows of it."""
        return Answer(
            purpose=self.purpose,
            given=self.given,
            naming=self.naming,
            pseudonym=self.pseudonym,
            audience=self.audience,
            starts=self.starts_at,
            ends=self.ends_at,
            withdrawn=self.withdrawn_at is not None,
            paused=self.paused_at is not None,
        )
