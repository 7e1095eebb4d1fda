"""The contribution: what somebody sent, where it stands, and what became of it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from memorial.base.languages import validate_language
from memorial.contributions.querysets import ContributionManager
from memorial.review.gate import Audience, Naming
from memorial.review.models import person_key
from memorial.testimonies.consent import Consent


class Kind(models.TextChoices):
    """What somebody sends."""

    TESTIMONY = "testimony", _("testimony")
    PICTURE = "picture", _("photograph or document")
    CORRECTION = "correction", _("correction")
    MESSAGE = "message", _("message")
    TAKEDOWN = "takedown", _("request to take something down")


class State(models.TextChoices):
    """Where it stands."""

    #: Left to be continued; nobody reads it before it is sent.
    BEGUN = "begun", _("begun, not sent")
    NEW = "new", _("new")
    ASKED = "asked", _("asked back")
    ANSWERED = "answered", _("answered")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    MERGED = "merged", _("merged with another")
    ASIDE = "aside", _("put aside as unwanted")
    WITHDRAWN = "withdrawn", _("withdrawn by its sender")


#: Where a contribution waits for a curator.
WAITING = (State.NEW, State.ANSWERED)
#: Where nobody has decided yet.
OPEN = (State.NEW, State.ASKED, State.ANSWERED)
#: What comes first in the queue of the desk: the smaller, the earlier.
RANKS = {Kind.TAKEDOWN: 0, Kind.CORRECTION: 1}
OTHERS, LAST = 2, 9


class Reason(models.TextChoices):
    """Why a contribution is declined, as its sender is told."""

    ABUSE = "abuse", _("it attacks people")
    OFF_TOPIC = "off_topic", _("it is not about this memorial")
    UNVERIFIABLE = "unverifiable", _("it could not be verified")
    DUPLICATE = "duplicate", _("it is here already")


class Contribution(models.Model):
    """One thing that a stranger sent: their words, what they allow, and its way through the desk.

    Who sent it stands in its `Compartment` alone. What is asked with each kind stands in ``details``, by the names of
    the fields of its form; ``answers`` says yes or no to each purpose of consent that was asked about.
    """

    Kind, State, Reason = Kind, State, Reason

    reference = models.CharField(_("reference"), max_length=9, unique=True)
    #: The key of the form that sent it: the same form sent twice is one contribution.
    once = models.CharField(max_length=32, unique=True)
    #: The hash of the private link; null once that was revoked.
    link = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001  # unique, and many have none
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    state = models.CharField(
        pgettext_lazy("of a contribution", "state"), max_length=10, choices=State.choices, default=State.NEW
    )
    language = models.CharField(_("language"), max_length=12, validators=[validate_language])
    #: The entry that it is about, as the kind and permanent id of it; a correction and a request always have one.
    about_kind = models.CharField(max_length=20, blank=True)
    about = models.CharField(_("what it is about"), max_length=12, blank=True)
    words = models.TextField(_("words"), blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    answers = models.JSONField(_("consents"), default=dict, blank=True)
    naming = models.CharField(_("named by"), max_length=10, choices=Naming.choices, blank=True)
    #: The name as it may be shown: of a message, a pseudonym, initials; never more than was chosen.
    shown_name = models.CharField(_("name to be shown"), max_length=120, blank=True)
    audience = models.CharField(_("audience"), max_length=12, choices=Audience.choices, blank=True)
    given_by = models.CharField(_("given by"), max_length=12, choices=Consent.Giver.choices, blank=True)
    wording_version = models.CharField(_("version of the wording shown"), max_length=40, blank=True)
    wording_language = models.CharField(_("language of the wording shown"), max_length=12, blank=True)
    #: What the machine noticed, by code; it only flags and sorts.
    signs = models.JSONField(default=list, blank=True)
    grave = models.BooleanField(_("speaks of grave things"), default=False)
    rank = models.PositiveSmallIntegerField(default=OTHERS)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last moved"), null=True, blank=True)
    #: Changed by its sender after it was accepted, until a curator has looked.
    changed_at = models.DateTimeField(_("changed by its sender"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused by its sender"), null=True, blank=True)
    in_charge = person_key(_("in charge"))
    decided_by = person_key(_("decided by"))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    #: What was made of it: the kind and permanent id of the draft, working copy's entry or message.
    made_kind = models.CharField(max_length=20, blank=True)
    made = models.CharField(max_length=12, blank=True)

    objects = ContributionManager()

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        default_permissions = ("moderate",)
        ordering = ["rank", "sent_at", "pk"]
        indexes = [
            models.Index(fields=["state", "rank", "sent_at", "id"], name="contribution_queue"),
            # Light and heavy things are read side by side, so that the one stands between the other in the queue.
            models.Index(fields=["state", "grave", "rank", "sent_at", "id"], name="contribution_mixed"),
            models.Index(fields=["state", "moved_at"], name="contribution_moved"),
            models.Index(fields=["sent_at"], name="contribution_sent"),
            models.Index(fields=["about"], condition=~models.Q(about=""), name="contribution_about"),
            models.Index(fields=["made_kind", "made"], name="contribution_made"),
        ]

    def __str__(self) -> str:
        """Return what the desk calls it: nothing of what it says, nor of who sent it."""
        return f"{self.get_kind_display()} {self.reference}"

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided about it yet."""
        return self.state in OPEN

    @property
    def was_sent(self) -> bool:
        return self.state != State.BEGUN

    def said(self, name: str) -> str:
        """Return what was answered to one question of its form; empty where nothing was."""
        value: Any = self.details.get(name, "")
        return str(value)


class Letter(models.Model):
    """A question of the curators to the sender of a contribution, or the sender's answer."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="letters")
    #: Written at the desk, and not by the sender.
    ours = models.BooleanField(default=False)
    by = person_key(_("written by"))
    words = models.TextField(_("words"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        default_permissions = ()
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(self.contribution)


class Verdict(models.Model):
    """What one of two people decided about a request to take something down."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="verdicts")
    by = person_key(_("decided by"))
    granted = models.BooleanField(_("granted"))
    words = models.TextField(_("reason"))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "by"],
                name="verdict_once",
                violation_error_message=_("You have decided about this already. A second person decides too."),
            )
        ]

    def __str__(self) -> str:
        return str(self.contribution)
