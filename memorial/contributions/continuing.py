"""Continuing: a form that was left is filled in again with what it said, and one that was sent is known again."""

from collections.abc import Mapping

from memorial.contributions.consent_forms import PictureForm, TestimonyForm
from memorial.contributions.contacts import contact_of
from memorial.contributions.forms import CorrectionForm, MessageForm, StrangersForm, TakedownForm
from memorial.contributions.intake import Sent
from memorial.contributions.models import Contribution, Kind, State

#: The form by which each kind is sent.
FORMS: Mapping[str, type[StrangersForm]] = {
    Kind.TESTIMONY: TestimonyForm,
    Kind.PICTURE: PictureForm,
    Kind.CORRECTION: CorrectionForm,
    Kind.MESSAGE: MessageForm,
    Kind.TAKEDOWN: TakedownForm,
}
#: What makes two forms say the same: who sent them stands elsewhere, and cannot be compared.
COMPARED = ("words", "naming", "shown_name", "audience", "given_by")


def stored_of(once: str) -> Contribution | None:
    """Return what was stored of a form, begun or sent; nothing where it comes for the first time."""
    return Contribution.objects.filter(once=once).first()


def locked_of(contribution: Contribution | None) -> dict[str, str]:
    """Return who sends a form that was begun, so that nothing is lost when it is continued; never for a page."""
    if contribution is None or contribution.state != State.BEGUN:
        return {}
    return contact_of(contribution)


def says_the_same(contribution: Contribution, sent: Sent) -> bool:
    """Return whether a form says what was stored of it: sent again by a double click, and not because it changed."""
    plain = all(getattr(contribution, name) == getattr(sent, name) for name in COMPARED)
    return plain and contribution.details == sent.details and contribution.answers == sent.answers
