"""Take-down requests: what is asked about is paused at once where there is cause, and two people decide.

Who asks is verified, and how that was done stands with each decision, for colleagues alone. Two who agree settle it;
where two do not, a third decides. The answer to the one who asks is kept as a letter.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.commemorations.actions import put_back_message, take_message_down
from memorial.commemorations.messages import Message
from memorial.contributions.given_corrections import entry_of
from memorial.contributions.mailing import Occasion, tell_sender
from memorial.contributions.models import OPEN, Contribution, Kind, Letter, State, Verdict
from memorial.contributions.moderation import decide as stands_as
from memorial.contributions.moderation import locked, refuse_moved, write_down
from memorial.review.actions import TransitionRefused, allowed
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.models import Entry
from memorial.review.panels import record_models
from memorial.review.status import Status, WithdrawalReason
from memorial.review.withdrawal import last_withdrawal, put_back, refuse_halted, withdraw_now

#: How many who agree settle a request.
ENOUGH = 2
#: What the ledger calls the request because of which something was withdrawn.
REQUEST = "request"


@dataclass(frozen=True)
class Said:
    """What one person says when they decide: how it is known who asks, why so, and what the one who asks is told."""

    granted: bool
    verified: str
    why: str
    answer: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a request with one more verdict; ``obstacle`` says why a pause could not be lifted."""

    settled: bool
    granted: bool = False
    obstacle: str = ""


def subject_of(contribution: Contribution) -> Entry | Message | None:
    """Return what a request is about: an entry, or a message of the book; nothing where it names none that is here."""
    if contribution.about_kind == "message":
        return Message.objects.filter(public_id=contribution.about).first()
    return entry_of(contribution)


def pause(*, contribution: Contribution, by: User, note: str, public_id: str = "") -> Entry | Message:
    """Take down at once what a request is about, until two have decided; return it.

    ``public_id`` is what it is about where the sender could only say so in words; a curator has found it. The line of
    the ledger is that of the withdrawal and names the request, so that the pause can be lifted, and no other
    withdrawal with it.
    """
    if not any(allowed(model, "withdraw", by) for model in record_models().values()):
        raise PermissionDenied
    refuse_halted(by)
    with transaction.atomic():
        current = locked_request(contribution, by)
        if public_id.strip():
            name_subject(current, public_id.strip().lower(), by)
        subject = subject_of(current)
        if subject is None:
            raise TransitionRefused(_("Write the permanent id of what it is about; it stands on its page."))
        # Whoever has taken something down is told when the request behind it is withdrawn.
        current.in_charge = current.in_charge or by
        current.save(update_fields=["in_charge"])
        return take_away(subject, current, by, note)


def locked_request(contribution: Contribution, by: User) -> Contribution:
    """Return a request as it is now, held by this transaction; raises for what is none, or is decided."""
    current = locked(contribution, by, OPEN)
    if current.kind != Kind.TAKEDOWN:
        raise TransitionRefused(_("This is no request to take something down."))
    return current


def name_subject(contribution: Contribution, public_id: str, by: User) -> None:
    """Write down what a request is about that names no entry of its own; what is hidden from a person is not there."""
    if contribution.about:
        raise TransitionRefused(_("This request says itself what it is about."))
    kinds: dict[str, Any] = {**record_models(), "message": Message}
    for kind, model in kinds.items():
        known = model.objects if kind == "message" else model.objects.visible_to(by)
        if known.filter(public_id=public_id).exists():
            contribution.about_kind, contribution.about = kind, public_id
            contribution.save(update_fields=["about_kind", "about"])
            return
    raise TransitionRefused(_("Nothing has this permanent id."))


def take_away(subject: Entry | Message, contribution: Contribution, by: User, note: str) -> Entry | Message:
    """Take something down because of a request."""
    if isinstance(subject, Message):
        return take_message_down(message=subject, by=by, detail={REQUEST: contribution.reference})
    if not allowed(subject, "withdraw", by):
        raise PermissionDenied
    detail = {REQUEST: contribution.reference}
    return withdraw_now(entry=subject, by=by, reason=WithdrawalReason.REQUEST, note=note, detail=detail)


def decide(*, contribution: Contribution, by: User, said: Said, seen: str | None = None) -> Outcome:
    """Keep what one person decides about a request, and settle it where two agree.

    One line in the ledger, and that of the withdrawal or of the putting back where one follows. What is said to
    colleagues stands in the verdict alone. Raises TransitionRefused, and nothing is kept then.
    """
    if said.granted:
        # Before the transaction: that an account is stopped stays, whatever becomes of the decision.
        refuse_halted(by)
    return decided(contribution, by, said, seen)


@transaction.atomic
def decided(contribution: Contribution, by: User, said: Said, seen: str | None) -> Outcome:
    """Write one verdict down, with all that follows from it, in one step."""
    current = locked_request(contribution, by)
    if seen is not None:
        refuse_moved(current, seen)
    if current.verdicts.filter(by=by).exists():
        raise TransitionRefused(_("You have decided about this already. A second person decides too."))
    if not said.verified.strip():
        raise TransitionRefused(_("Write how it is known who asks, or that it could not be found out."))
    if not said.why.strip():
        raise TransitionRefused(_("Write why you decide so, for your colleagues."))
    words = f"{said.verified.strip()}\n\n{said.why.strip()}"
    Verdict.objects.create(contribution=current, by=by, granted=said.granted, words=words, at=timezone.now())
    settled = current.verdicts.filter(granted=said.granted).count() >= ENOUGH
    write_down(Verb.CONTRIBUTION_DECIDED, current, by, granted=said.granted, settled=settled)
    return settle(current, by, said) if settled else Outcome(settled=False)


def settle(contribution: Contribution, by: User, said: Said) -> Outcome:
    """Do what two people have decided, and answer the one who asks."""
    if not said.answer.strip():
        raise TransitionRefused(
            _("You are the second to decide so, and that settles it. Write the answer to the one who asks.")
        )
    obstacle = ""
    if said.granted:
        stay_away(contribution, by, said)
    else:
        obstacle = lift(contribution, by)
    Letter.objects.create(contribution=contribution, ours=True, by=by, words=said.answer.strip(), at=timezone.now())
    stands_as(contribution, State.ACCEPTED if said.granted else State.DECLINED, by)
    tell_sender(contribution, Occasion.DECIDED)
    return Outcome(settled=True, granted=said.granted, obstacle=obstacle)


def stay_away(contribution: Contribution, by: User, said: Said) -> None:
    """Take down what is not down yet, so that it stays away."""
    subject = subject_of(contribution)
    if subject is None:
        raise TransitionRefused(
            _("It is not written down what this is about. Pause it first, with its permanent id; then decide.")
        )
    if is_shown(subject):
        take_away(subject, contribution, by, said.why)


def is_shown(subject: Entry | Message) -> bool:
    """Return whether something stands among what is public, or would by itself."""
    if isinstance(subject, Message):
        return subject.taken_down_at is None
    return subject.status == Status.PUBLISHED


def is_paused(contribution: Contribution) -> bool:
    """Return whether what a request is about is down because of this request, and of no other act."""
    return pause_of(contribution) is not None


def pause_of(contribution: Contribution) -> LedgerLine | None:
    """Return the line by which a request has taken down what is down still; nothing where it has not."""
    subject = subject_of(contribution)
    if subject is None or is_shown(subject):
        return None
    if isinstance(subject, Message):
        lines = LedgerLine.objects.filter(kind="message", entry=subject.public_id, verb=Verb.MESSAGE_TAKEN_DOWN)
        line = lines.order_by("-number").first()
    else:
        line = last_withdrawal(subject) if subject.status == Status.WITHDRAWN else None
    return line if line is not None and line.detail.get(REQUEST) == contribution.reference else None


def lift(contribution: Contribution, by: User) -> str:
    """Lift the pause of a request that is refused; return why it cannot be lifted now, empty where it is."""
    subject = subject_of(contribution)
    if subject is None or not is_paused(contribution):
        return ""
    try:
        # What stands in the way of the entry is none of the one who asks: the decision holds, and a colleague looks.
        with transaction.atomic():
            if isinstance(subject, Message):
                put_back_message(message=subject, by=by)
            else:
                put_back(entry=subject, by=by)
    except TransitionRefused as refusal:
        return str(refusal)
    return ""
