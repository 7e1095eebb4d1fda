"""Refusals: who may take which part in a bulk review, and whom the brake asks for."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import CONFIRM_STOP
from memorial.review.actions import TransitionRefused, allowed
from memorial.review.bulk_models import BulkReview
from memorial.review.hands import MOST_WITHDRAWALS, WITHDRAWALS, WITHIN, one_hand_allowed
from memorial.review.ledger import LedgerLine

#: More than so many entries, in one bulk review or by the same people in a day, need a further person.
MOST = 1000
A_DAY = timedelta(days=1)
State = BulkReview.State


class BulkRefused(TransitionRefused):
    """An act that the state of a bulk review or its rules do not allow; its message says why."""


def held(review: BulkReview, *states: str) -> BulkReview:
    """Return a bulk review as it stands now, held by this transaction; refused where it does not stand as it must."""
    current = BulkReview.objects.select_for_update().get(pk=review.pk)
    if current.state not in states:
        sentence = _("This bulk review %(state)s now. Look at it again.")
        raise BulkRefused(sentence % {"state": State(current.state).label})
    return current


def refuse_others(review: BulkReview, by: User, verb: str = "publish") -> None:
    """Refuse whoever may not publish (or withdraw) entries of this kind."""
    if not (allowed(review.model, verb, by) and allowed(review.model, "view", by)):
        raise PermissionDenied


def refuse_hands(review: BulkReview, by: User) -> None:
    """Refuse somebody who has written any of the set, unless one curator keeps the memorial alone."""
    refuse_others(review, by)
    if by.pk in review.hands and not one_hand_allowed():
        raise BulkRefused(_("You have brought in or written some of these entries. Somebody else must check them."))


def checkers_needed() -> int:
    """Return how many people must have checked the sample: one only where one curator keeps the memorial alone."""
    return 1 if one_hand_allowed() else 2


def brake_holds(review: BulkReview, people: Iterable[int], number: int) -> bool:
    """Return whether so many entries by these people, with what they published in the last day, need a third person."""
    taking_part = set(people)
    lately = BulkReview.objects.filter(started_at__gt=timezone.now() - A_DAY).exclude(pk=review.pk)
    lately = lately.exclude(state__in=(State.CHECKING, State.RETURNED))
    done = sum(other.to_publish for other in lately if taking_part & set(other.people))
    return done + number > MOST


def withdrawal_brake_holds(by: User, number: int) -> bool:
    """Return whether somebody would withdraw more within some minutes than one person does alone."""
    since = timezone.now() - WITHIN
    alone = LedgerLine.objects.filter(actor=by, verb__in=WITHDRAWALS, at__gt=since)[: MOST_WITHDRAWALS + 1].count()
    together = BulkReview.objects.filter(undone_by=by, undone_at__gt=since)
    lately = sum(review.of_rows.filter(withdrawn=True).count() for review in together)
    return alone + lately + number > MOST_WITHDRAWALS


def refuse_third(review: BulkReview, by: User) -> None:
    """Refuse whoever is no further person: they have a part in the set, or have no say in what was stopped."""
    if not (by.has_perm(CONFIRM_STOP) and allowed(review.model, "view", by)):
        raise PermissionDenied
    undoing = review.state == State.UNDO_WAITING
    taking_part = {review.undone_by_id} if undoing else {*review.people, *review.hands, review.started_by_id}
    if by.pk in taking_part:
        raise BulkRefused(_("You have a part in this already. Somebody else must confirm it."))
