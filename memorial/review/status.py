"""The status of an entry, and the one table of how it may change."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an entry stands on its way to the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class WithdrawalReason(models.TextChoices):
    """Why something was withdrawn, in words that tell a stranger nothing of whom it concerned."""

    CONSENT = "consent", _("consent was withdrawn")
    REQUEST = "request", _("at the request of somebody concerned")
    PRIVACY = "privacy", _("to protect somebody's privacy")
    MISTAKE = "mistake", _("it was found to be wrong")
    DUPLICATE = "duplicate", _("it stood here twice")
    RIGHTS = "rights", _("others hold the rights")
    CHECKING = "checking", _("it is being checked")


@dataclass(frozen=True)
class Transition:
    """One way in which a status may change: from where, to where, and the permission that it takes."""

    name: str
    label: str | Promise
    done: str | Promise
    sources: frozenset[Status]
    target: Status
    permission: str


TRANSITIONS = {
    transition.name: transition
    for transition in (
        Transition(
            "submit", _("Submit for review"), _("submitted"), frozenset({Status.DRAFT}), Status.IN_REVIEW, "change"
        ),
        Transition("publish", _("Publish"), _("published"), frozenset({Status.IN_REVIEW}), Status.PUBLISHED, "publish"),
        Transition(
            "return", _("Return to the author"), _("returned"), frozenset({Status.IN_REVIEW}), Status.DRAFT, "publish"
        ),
        Transition(
            "withdraw", _("Withdraw"), _("withdrawn"), frozenset({Status.PUBLISHED}), Status.WITHDRAWN, "withdraw"
        ),
        Transition(
            "put_back",
            _("Put back as it was"),
            _("put back"),
            frozenset({Status.WITHDRAWN}),
            Status.PUBLISHED,
            "publish",
        ),
        Transition(
            "reopen", _("Reopen as a draft"), _("reopened"), frozenset({Status.WITHDRAWN}), Status.DRAFT, "publish"
        ),
    )
}

#: The permission that it takes to change an entry's words, by its status; what is not named is not changed in place.
CHANGEABLE = {Status.DRAFT: "change", Status.IN_REVIEW: "publish"}
