"""What may be done with a bulk review that was checked: publish, confirm, stop, end, and withdraw it all again."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import CONFIRM_STOP
from memorial.review.actions import allowed
from memorial.review.bulk_checking import checked_by, is_passed
from memorial.review.bulk_models import BulkReview
from memorial.review.bulk_proof import ABOUT
from memorial.review.bulk_refusals import (
    BulkRefused,
    State,
    brake_holds,
    held,
    refuse_hands,
    refuse_others,
    refuse_third,
    withdrawal_brake_holds,
)
from memorial.review.bulk_working import carry_on, end_publishing, end_undoing
from memorial.review.ledger import Verb, record
from memorial.review.withdrawal import refuse_halted


@transaction.atomic
def publish_set(*, review: BulkReview, by: User, acknowledged: Collection[str] = ()) -> BulkReview:
    """Have a set published whose sample was checked; a very large one waits for a further person.

    ``acknowledged`` names the warnings of the check list that are accepted; rows with others are left out.
    """
    current = held(review, State.CHECKING)
    refuse_hands(current, by)
    if not is_passed(current.draw):
        raise BulkRefused(_("The sample is not checked yet: each row of it must be called right by two people."))
    refuse_nothing(current, acknowledged)
    checkers = checked_by(current.draw)
    current.checked_by = [person.pk for person in checkers]
    current.one_hand = len(checkers) < 2 or bool({*current.checked_by} & {*current.hands})  # noqa: PLR2004  # two people
    people = {by.pk, *current.checked_by}
    current.people = sorted(people | ({current.opened_by_id} - {None}))
    current.acknowledged = sorted(set(acknowledged) & set(current.warnings))
    current.started_by, current.started_at = by, timezone.now()
    current.to_publish = current.of_rows.in_set().count()
    current.confirmed_by, current.row_at = None, 0
    waits = brake_holds(current, current.people, current.to_publish)
    detail = {
        "rows": current.to_publish,
        "draw": current.draw.number if current.draw else 0,
        "checked_by": current.checked_by,
        "acknowledged": current.acknowledged,
        **({"one_hand": True} if current.one_hand else {}),
        **({"waits": True} if waits else {}),
    }
    put_to_work(current, State.WAITING if waits else State.PUBLISHING)
    record(Verb.BULK_STARTED, by=by, about=(ABOUT, str(current.pk)), after=current.frozen, detail=detail)
    return current


def refuse_nothing(review: BulkReview, acknowledged: Collection[str]) -> None:
    """Refuse to publish a set of which each row has a warning that is not accepted: it would end, checked in vain."""
    refused = set(review.warnings) - set(acknowledged)
    # Very many rows say few different things.
    found = review.of_rows.in_set().order_by().values_list("about", flat=True).distinct()
    if refused and all(refused & set(about.split(", ")) for about in found):
        raise BulkRefused(
            _("Each row has a warning that is not marked, and nothing would be published. Mark what is accepted.")
        )


def put_to_work(current: BulkReview, state: str) -> None:
    """Save a bulk review in a state, and have a worker go on with it where there is something to do."""
    current.state, current.stop, current.held_until = state, False, None
    current.save()
    if state in BulkReview.AT_WORK:
        transaction.on_commit(lambda: carry_on.enqueue(current.pk))


@transaction.atomic
def confirm(*, review: BulkReview, by: User) -> BulkReview:
    """Let go on what waits for a further person: somebody who has no part in it."""
    current = held(review, State.WAITING, State.UNDO_WAITING)
    refuse_third(current, by)
    if current.state == State.WAITING:
        current.confirmed_by = by
        put_to_work(current, State.PUBLISHING)
    else:
        current.undo_confirmed_by = by
        put_to_work(current, State.UNDOING)
    record(Verb.BULK_CONFIRMED, by=by, about=(ABOUT, str(current.pk)), detail={"state": current.state})
    return current


@transaction.atomic
def stop(*, review: BulkReview, by: User) -> BulkReview:
    """Stop what is being published or withdrawn, after the rows that are being written.

    A further person lets it go on.
    """
    if not may_stop(review, by):
        raise PermissionDenied
    current = held(review, State.PUBLISHING, State.UNDOING)
    current.stop, current.stopped_by = True, by
    current.save(update_fields=["stop", "stopped_by"])
    if current.held_until is None or current.held_until < timezone.now():
        # Nobody works on it: it is put down here and now.
        current.state, current.stop = waiting(current.state), False
        current.save(update_fields=["state", "stop"])
    record(Verb.BULK_STOPPED, by=by, about=(ABOUT, str(current.pk)))
    return current


def may_stop(review: BulkReview, by: User) -> bool:
    """Return whether somebody may stop the work on a bulk review."""
    return allowed(review.model, "view", by) and (allowed(review.model, "publish", by) or by.has_perm(CONFIRM_STOP))


def waiting(state: str) -> str:
    """Return the state in which a work waits that was stopped."""
    return State.WAITING if state == State.PUBLISHING else State.UNDO_WAITING


@transaction.atomic
def end(*, review: BulkReview, by: User) -> BulkReview:
    """End what waits for a further person, as it stands: what is published stays so, and the rest stays drafts."""
    current = held(review, State.WAITING, State.UNDO_WAITING)
    refuse_others(current, by, "publish" if current.state == State.WAITING else "withdraw")
    if current.state == State.UNDO_WAITING:
        end_undoing(current, by)
    else:
        end_publishing(current, by)
    return current


@transaction.atomic
def withdraw_set(*, review: BulkReview, by: User, note: str) -> BulkReview:
    """Have all withdrawn that a bulk review has published, as found wrong; ``note`` is for the colleagues.

    More than one person withdraws alone within some minutes waits for a further one.
    """
    refuse_others(review, by, "withdraw")
    refuse_halted(by)
    current = held(review, State.DONE)
    if not note.strip():
        raise BulkRefused(_("Write the reason for your colleagues; visitors do not see it."))
    number = current.of_rows.filter(published=True, withdrawn=False).count()
    if not number:
        raise BulkRefused(_("Nothing that this bulk review published is left to withdraw."))
    waits = withdrawal_brake_holds(by, number)
    current.undone_by, current.undone_at, current.undo_note = by, timezone.now(), note.strip()
    current.undo_confirmed_by, current.row_at = None, 0
    put_to_work(current, State.UNDO_WAITING if waits else State.UNDOING)
    detail: dict[str, Any] = {"rows": number, **({"waits": True} if waits else {})}
    record(Verb.BULK_UNDOING, by=by, about=(ABOUT, str(current.pk)), detail=detail)
    return current
