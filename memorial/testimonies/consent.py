"""Consent: for which purpose a testimony may be used, and how its narrator is named."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.fields import EdtfField
from memorial.base.languages import validate_language
from memorial.testimonies.models import Testimony
from memorial.testimonies.querysets import ConsentManager


class Consent(models.Model):
    """One answer to one question: may the memorial use this testimony for this purpose?"""

    class Purpose(models.TextChoices):
        """What the testimony would be used for."""

        KEEP = "keep", _("keep in the archive")
        PUBLISH = "publish", _("publish here")
        RESEARCH = "research", _("use in research")
        TEACHING = "teaching", _("use in teaching")
        COURT = "court", _("pass to a court")

    class Naming(models.TextChoices):
        """How the narrator is named."""

        FULL = "full", _("full name")
        INITIALS = "initials", _("initials")
        PSEUDONYM = "pseudonym", _("pseudonym")
        ANONYMOUS = "anonymous", _("anonymous")

    class Audience(models.TextChoices):
        """Who may see it."""

        PUBLIC = "public", _("everyone")
        RESEARCHERS = "researchers", _("researchers, on request")
        CURATORS = "curators", _("curators only")

    class Giver(models.TextChoices):
        """Who gave the consent."""

        SELF = "self", _("the narrator")
        GUARDIAN = "guardian", _("a guardian")
        HEIR = "heir", _("an heir")
        INTERVIEWER = "interviewer", _("the interviewer, on their behalf")

    testimony = models.ForeignKey(Testimony, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    given = models.BooleanField(_("given"), null=True, blank=True, help_text=_("Unknown counts as not given."))
    naming = models.CharField(_("named by"), max_length=10, choices=Naming.choices, default=Naming.ANONYMOUS)
    pseudonym = models.CharField(_("pseudonym"), max_length=120, blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices, default=Audience.CURATORS)
    valid_from = EdtfField(_("from"))
    valid_until = EdtfField(_("until"))
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

    objects = ConsentManager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["testimony", "purpose"],
                name="consent_one_per_purpose",
                violation_error_message=_("There is already a consent for this purpose."),
            ),
            models.CheckConstraint(
                condition=~models.Q(naming="pseudonym") | ~models.Q(pseudonym=""),
                name="consent_pseudonym_given",
                violation_error_message=_("Write the pseudonym by which the narrator is to be named."),
            ),
        ]

    def __str__(self) -> str:
        """Return what tells colleagues which consent it is, and nothing of whose."""
        return f"{self.get_purpose_display()}, {self.testimony}"
