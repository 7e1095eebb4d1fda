"""Checking: two people say of each row of a sample whether it is right; one that is wrong stops the whole set."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.actions import say
from memorial.review.bulk_models import BulkCheck, BulkDraw, BulkReview, BulkRow
from memorial.review.bulk_opening import hands_of_each
from memorial.review.bulk_proof import ABOUT
from memorial.review.bulk_refusals import BulkRefused, State, checkers_needed, held, refuse_hands, refuse_others
from memorial.review.bulk_samples import draw_sample
from memorial.review.hands import one_hand_allowed
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.snapshots import digest, snapshot, whole
from memorial.review.status import Status

LONGEST_REMARK = 2000


def entry_of(row: BulkRow, model: type[Entry], by: User) -> Entry | None:
    """Return the entry of a row with its parts, as it is now; nothing where it is gone or not open to the person."""
    rows: Any = model.objects  # type: ignore[attr-defined]  # an EntryManager
    if not rows.visible_to(by).filter(pk=row.entry).exists():
        return None
    found: Entry = whole(model, pk=row.entry)
    return found


@transaction.atomic
def check_row(*, review: BulkReview, number: int, by: User, right: bool, remark: str = "", seen: str = "") -> BulkCheck:
    """Write down what a person says of a row of the sample; ``seen`` is the hash of the content they looked at.

    What was called wrong stays so. Raises BulkRefused for whoever has written it, for a row that is not in the sample,
    and where what they call right is not what was frozen.
    """
    current = held(review, State.CHECKING)
    refuse_hands(current, by)
    draw, row = current.draw, current.of_rows.sampled().filter(number=number).first()
    if draw is None or row is None:
        raise BulkRefused(_("This row is not in the sample. Look at the review again."))
    entry = entry_of(row, current.model, by)
    content = digest(snapshot(entry)) if entry is not None else ""
    refuse_check(row, entry, by, right=right, remark=remark, seen=seen, content=content)
    check = BulkCheck.objects.filter(draw=draw, row=row, person=by).first()
    if check is not None and (check.right is False or right):
        raise BulkRefused(_("You have said already what you found in this row."))
    check = check or BulkCheck(draw=draw, row=row, person=by)
    check.at, check.right, check.remark, check.content = timezone.now(), right, remark.strip(), content
    check.full_clean()
    check.save()
    detail = {"draw": draw.number, "row": row.number, "id": row.public_id, "right": right}
    record(Verb.BULK_CHECKED, by=by, about=(ABOUT, str(current.pk)), after=content, detail=detail)
    return check


def refuse_check(
    row: BulkRow, entry: Entry | None, by: User, *, right: bool, remark: str, seen: str, content: str
) -> None:
    """Refuse a word on a row that cannot stand."""
    if not right and not remark.strip():
        raise BulkRefused(_("Write what is wrong, so that the author knows what to do."))
    if len(remark) > LONGEST_REMARK:
        raise BulkRefused(_("The remark is longer than %(most)d signs.") % {"most": LONGEST_REMARK})
    if not right:
        return
    if entry is None or content != row.content or entry.status != Status.DRAFT:
        raise BulkRefused(_("This entry is not as it was when the set was frozen. It cannot be called right."))
    if seen != content:
        raise BulkRefused(_("This was changed while you looked at it. Look at it again."))
    if by.pk in hands_of_each([entry])[entry.pk] and not one_hand_allowed():
        raise BulkRefused(_("You have written or submitted this version yourself. Somebody else must look at it."))


def wrong_checks(draw: BulkDraw | None) -> Any:
    """Return what was called wrong in a sample."""
    return BulkCheck.objects.filter(draw=draw, right=False).select_related("row", "person")


def checked_by(draw: BulkDraw | None) -> list[User]:
    """Return those who have called every row of a sample right, in the order in which they were ready."""
    if draw is None or draw.size == 0:
        return []
    each = BulkCheck.objects.filter(draw=draw, right=True, person__is_active=True).order_by().values("person")
    ready = each.annotate(rows=Count("pk"), last=Max("at")).filter(rows=draw.size).order_by("last")
    people = User.objects.in_bulk([one["person"] for one in ready])
    return [people[one["person"]] for one in ready]


def is_passed(draw: BulkDraw | None) -> bool:
    """Return whether enough people have called every row of a sample right, and nobody any row wrong."""
    return len(checked_by(draw)) >= checkers_needed() and not wrong_checks(draw).exists()


@transaction.atomic
def take_out_and_draw(*, review: BulkReview, by: User) -> BulkDraw:
    """Take out what was called wrong, and draw a new and larger sample of all that is left; the checks begin anew."""
    current = held(review, State.CHECKING)
    refuse_others(current, by)
    wrong = list(wrong_checks(current.draw))
    if not wrong:
        raise BulkRefused(_("Nothing was called wrong: the sample that was drawn stays."))
    rows = {check.row_id for check in wrong}
    if not current.of_rows.in_set().exclude(pk__in=rows).exists():
        raise BulkRefused(_("Nothing would be left in the set. Return it."))
    hand_back(current, wrong)
    current.of_rows.filter(pk__in=rows).update(taken_out=True)
    draw = draw_sample(current, by)
    detail = {
        "draw": draw.number,
        "sample": draw.size,
        "seed": draw.seed,
        "taken_out": sorted({check.row.public_id for check in wrong}),
    }
    record(Verb.BULK_DRAWN, by=by, about=(ABOUT, str(current.pk)), detail=detail)
    return draw


@transaction.atomic
def return_set(*, review: BulkReview, by: User) -> BulkReview:
    """Give up a bulk review: all drafts stay drafts, and what was called wrong goes back with the remarks."""
    current = held(review, State.CHECKING)
    refuse_others(current, by)
    wrong = list(wrong_checks(current.draw))
    hand_back(current, wrong)
    current.state, current.ended_at = State.RETURNED, timezone.now()
    current.save()
    detail = {"wrong": sorted({check.row.public_id for check in wrong})}
    record(Verb.BULK_RETURNED, by=by, about=(ABOUT, str(current.pk)), detail=detail)
    return current


def hand_back(review: BulkReview, wrong: Sequence[BulkCheck]) -> None:
    """Mark the drafts that were called wrong as returned, each with what was said of it."""
    rows: Any = review.model._base_manager
    drafts = rows.select_for_update().filter(pk__in={check.row.entry for check in wrong}, status=Status.DRAFT)
    found = {entry.pk: entry for entry in drafts}
    for check in wrong:
        entry = found.get(check.row.entry)
        if entry is not None:
            say(entry, Verb.RETURNED, check.remark, check.person)
    for key in found:
        rows.filter(pk=key).update(returned=True)
        whole(review.model, pk=key).refresh()
