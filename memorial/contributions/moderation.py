"""Moderation: what a curator does with something that was sent, each act with one line in the ledger.

Nothing of what was sent, and nobody's name, stands in the ledger or in a message: the reference alone.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.base.canonical import canonical_hash
from memorial.contributions.mailing import Occasion, tell_sender
from memorial.contributions.models import OPEN, OTHERS, RANKS, Contribution, Kind, Letter, Reason, State
from memorial.review.actions import TransitionRefused
from memorial.review.ledger import Verb, record

#: From where something comes back into the queue.
RETURNING = (State.ASIDE, State.DECLINED, State.MERGED)
#: Into what another contribution can be merged.
MERGED_INTO = (*OPEN, State.ACCEPTED)
#: How many are put aside at once.
MOST_AT_ONCE = 1000


def content_of(contribution: Contribution) -> str:
    """Return the hash of what a sender can change and a curator reads: the words, the answers, and which files."""
    row = contribution
    keys = row.attachments.order_by("key").values_list("key", flat=True)
    chosen = [row.kind, row.language, row.about_kind, row.about, row.naming, row.shown_name, row.audience, row.given_by]
    return canonical_hash([*chosen, row.words, row.details, row.answers, list(keys)])


def seen_of(contribution: Contribution) -> str:
    """Return the hash of what a person has looked at before they act: how it stands, and what it says."""
    moments = [str(moment) for moment in (contribution.moved_at, contribution.changed_at)]
    return canonical_hash([contribution.state, *moments, content_of(contribution)])


def refuse_moved(contribution: Contribution, seen: str) -> None:
    """Refuse to act on what has changed since a person has looked at it; raises TransitionRefused."""
    if seen != seen_of(contribution):
        what = _("This has changed since you looked at it; it now stands as: %(state)s. Look at it again.")
        raise TransitionRefused(what % {"state": contribution.get_state_display()})


def locked(contribution: Contribution, by: User, allowed: Collection[str]) -> Contribution:
    """Return a contribution as it is now, held by this transaction; raises where a person may not act on it."""
    if not by.has_perm(MODERATE):
        raise PermissionDenied
    row = Contribution.objects.select_for_update().filter(pk=contribution.pk).first()
    if row is None:
        raise TransitionRefused(_("This contribution is no longer there."))
    if row.state not in allowed:
        what = _("This cannot be done any more: it now stands as: %(state)s. A colleague or the sender was faster.")
        raise TransitionRefused(what % {"state": row.get_state_display()})
    return row


def write_down(verb: Verb, row: Contribution, by: User, **detail: Any) -> None:
    """Write the line of an act."""
    record(verb, by=by, about=("contribution", row.reference), detail=detail)


def decide(row: Contribution, state: State, by: User) -> None:
    """Let a contribution stand as somebody has decided."""
    row.state, row.decided_by, row.moved_at = state, by, timezone.now()
    row.save()


@transaction.atomic
def ask(*, contribution: Contribution, by: User, words: str) -> Letter:
    """Ask the sender something; they read it by their private link, and are told by mail if they left an address."""
    row = locked(contribution, by, OPEN)
    if not words.strip():
        raise TransitionRefused(_("Write what you would like to know."))
    letter = Letter.objects.create(contribution=row, ours=True, by=by, words=words.strip(), at=timezone.now())
    row.state, row.moved_at, row.in_charge = State.ASKED, letter.at, row.in_charge or by
    row.save()
    write_down(Verb.CONTRIBUTION_ASKED, row, by)
    tell_sender(row, Occasion.ASKED)
    return letter


@transaction.atomic
def decline(*, contribution: Contribution, by: User, reason: str) -> None:
    """Decline something for one of the reasons that its sender is told."""
    row = locked(contribution, by, OPEN)
    if row.kind == Kind.TAKEDOWN:
        raise TransitionRefused(_("Two people decide about a request to take something down, and it is answered."))
    if reason not in Reason.values:
        raise TransitionRefused(_("Choose one of the reasons; the sender is told it."))
    row.reason = reason
    decide(row, State.DECLINED, by)
    write_down(Verb.CONTRIBUTION_DECLINED, row, by, class_of_reason=reason)
    tell_sender(row, Occasion.DECLINED)


@transaction.atomic
def merge(*, contribution: Contribution, by: User, reference: str) -> Contribution:
    """Merge something with another contribution, which goes on for both; return that one."""
    row = locked(contribution, by, OPEN)
    other = Contribution.objects.filter(reference=reference.strip().upper()).first()
    if other is None or other.state == State.BEGUN:
        raise TransitionRefused(_("There is no contribution with this reference."))
    if other.pk == row.pk:
        raise TransitionRefused(_("This is the reference of this contribution itself. Write that of the other one."))
    if other.state not in MERGED_INTO:
        what = _("It cannot be merged with that one, which stands as: %(state)s.")
        raise TransitionRefused(what % {"state": other.get_state_display()})
    if (row.kind == Kind.TAKEDOWN) != (other.kind == Kind.TAKEDOWN):
        raise TransitionRefused(_("A request to take something down is merged with another request alone."))
    row.merged_into = other
    decide(row, State.MERGED, by)
    write_down(Verb.CONTRIBUTION_MERGED, row, by, into=other.reference)
    return other


@transaction.atomic
def put_aside(*, contribution: Contribution, by: User) -> None:
    """Put something aside as unwanted; it is kept for a while, can be taken back, and then is gone."""
    row = locked(contribution, by, OPEN)
    decide(row, State.ASIDE, by)
    write_down(Verb.CONTRIBUTION_ASIDE, row, by)


@transaction.atomic
def put_all_aside(*, references: Sequence[str], by: User, sign: str) -> int:
    """Put many aside that carry the same sign, in one act with one line; return how many still stood as they were.

    What somebody has in charge or has answered, and what asks to take something down, is looked at one by one.
    """
    if not by.has_perm(MODERATE):
        raise PermissionDenied
    named = Contribution.objects.referred_to(references[:MOST_AT_ONCE])
    waiting = named.filter(state=State.NEW, in_charge=None).exclude(kind=Kind.TAKEDOWN)
    found = dict(waiting.select_for_update().order_by("pk").values_list("pk", "reference"))
    if not found:
        raise TransitionRefused(_("None of these waits any more. Nothing was done."))
    Contribution.objects.filter(pk__in=found).update(state=State.ASIDE, decided_by=by, moved_at=timezone.now())
    detail = {"sign": sign, "number": len(found), "references": sorted(found.values())}
    record(Verb.CONTRIBUTION_ASIDE, by=by, about=("contribution", ""), detail=detail)
    return len(found)


@transaction.atomic
def take_back(*, contribution: Contribution, by: User) -> None:
    """Take something back into the queue that was put aside, declined or merged; it waits at its usual place."""
    row = locked(contribution, by, RETURNING)
    row.state, row.moved_at = State.NEW, timezone.now()
    row.decided_by = row.merged_into = None
    row.reason, row.rank = "", RANKS.get(Kind(row.kind), OTHERS)
    row.save()
    write_down(Verb.CONTRIBUTION_BACK, row, by)


@transaction.atomic
def take_in_charge(*, contribution: Contribution, by: User) -> None:
    """Take something in charge that waits, so that colleagues know that somebody looks after it."""
    row = locked(contribution, by, OPEN)
    if row.in_charge == by:
        raise TransitionRefused(_("You have this in charge already."))
    row.in_charge = by
    row.save(update_fields=["in_charge"])
    write_down(Verb.TAKEN, row, by)


@transaction.atomic
def hand_over(*, contribution: Contribution, by: User, person: User) -> None:
    """Hand something over to a colleague who may decide about it."""
    row = locked(contribution, by, OPEN)
    if not (person.is_active and person.has_perm(MODERATE)):
        raise TransitionRefused(_("This colleague cannot decide about what was sent. Choose a curator."))
    if row.in_charge == person:
        raise TransitionRefused(_("%(person)s has this in charge already.") % {"person": person.known_as})
    row.in_charge = person
    row.save(update_fields=["in_charge"])
    write_down(Verb.HANDED_OVER, row, by)


@transaction.atomic
def note_seen(*, contribution: Contribution, by: User) -> None:
    """Note that a curator has looked at what a sender changed after the decision; the record does not change by it."""
    if not by.has_perm(MODERATE):
        raise PermissionDenied
    row = Contribution.objects.select_for_update().filter(pk=contribution.pk, changed_at__isnull=False).first()
    if row is None:
        raise TransitionRefused(_("A colleague has looked at this already."))
    row.changed_at = None
    row.save(update_fields=["changed_at"])
