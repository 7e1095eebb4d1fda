"""Working: how a set is written down, published or withdrawn by a worker, chunk by chunk.

It can be stopped, and a worker can be killed in the middle: another one goes on.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from memorial.accounts.models import User
from memorial.base.held_work import Taken, keep_hold, left_behind, take_hold
from memorial.base.jobs import task
from memorial.base.memorial import Memorial, read_once
from memorial.review.bulk_models import BulkReview
from memorial.review.bulk_opening import begin_checking, freeze_some
from memorial.review.bulk_proof import ABOUT, hash_of, pairs_of
from memorial.review.bulk_publishing import Publishing
from memorial.review.bulk_undoing import withdraw_some
from memorial.review.entry_watchers import watches_time
from memorial.review.ledger import Verb, record

#: So many rows are published in one transaction.
CHUNK = 200
#: A withdrawal brings up to date what hangs on each entry, so fewer of them are done in one.
CHUNK_WITHDRAWN = 50
State = BulkReview.State


@task()
def carry_on(key: int) -> None:
    """Go on with what a bulk review stands at, from where it was left, until it is over or stopped."""
    work(key)


def work(key: int) -> None:
    """Do the work that a bulk review stands at, unless somebody else has it."""
    hold = take_hold(BulkReview, key)
    if not hold:
        return
    review = BulkReview.objects.select_related("opened_by", "started_by", "undone_by").get(pk=key)
    works: dict[str, Callable[[BulkReview, int], None]] = {
        State.FREEZING: freeze,
        State.PUBLISHING: publish,
        State.UNDOING: undo,
    }
    with translation.override(Memorial.current().own_language):
        try:
            works[review.state](review, hold)
        except Taken:
            put_down(key, hold)


@watches_time
def carry_on_with_what_was_left() -> None:
    """Have that work gone on with whose worker was ended in the middle."""
    for key in left_behind(BulkReview):
        carry_on.enqueue(key)


def freeze(review: BulkReview, hold: int) -> None:
    """Write down what the rows of a set say, and draw its first sample."""
    more = True
    while more:
        with transaction.atomic():
            keep_hold(BulkReview, review.pk, hold)
            with read_once():
                more = freeze_some(review)
            if not more:
                review.held_until = None
                begin_checking(review)


def publish(review: BulkReview, hold: int) -> None:
    """Publish the rows of a set that are as they were frozen and that nothing stands against."""
    publishing = Publishing(review)
    while rows := list(review.of_rows.in_set().filter(published=False, number__gt=review.row_at)[:CHUNK]):
        with transaction.atomic():
            keep_hold(BulkReview, review.pk, hold)
            with read_once():
                publishing.publish_some(rows)
            go_past(review, rows[-1].number)
    with transaction.atomic():
        keep_hold(BulkReview, review.pk, hold)
        end_publishing(review, review.started_by)


def undo(review: BulkReview, hold: int) -> None:
    """Withdraw what a set has published, but for what somebody has edited since."""
    standing = review.of_rows.filter(published=True, withdrawn=False)
    while rows := list(standing.filter(number__gt=review.row_at).order_by("number")[:CHUNK_WITHDRAWN]):
        with transaction.atomic():
            keep_hold(BulkReview, review.pk, hold)
            withdraw_some(review, rows)
            go_past(review, rows[-1].number)
    with transaction.atomic():
        keep_hold(BulkReview, review.pk, hold)
        end_undoing(review, review.undone_by)


def go_past(review: BulkReview, number: int) -> None:
    """Note that the work has gone through a row."""
    review.row_at = number
    BulkReview.objects.filter(pk=review.pk).update(row_at=number)


def put_down(key: int, hold: int) -> None:
    """Put down a work that somebody has stopped: it waits for a further person."""
    with transaction.atomic():
        review = BulkReview.objects.select_for_update().filter(pk=key, hold=hold, stop=True).first()
        if review is None:
            return
        states = {State.PUBLISHING.value: State.WAITING, State.UNDOING.value: State.UNDO_WAITING}
        state = states.get(review.state, review.state)
        BulkReview.objects.filter(pk=key).update(state=state, stop=False, held_until=None)


def end_publishing(review: BulkReview, by: User | None) -> None:
    """Write down that a set is published, with the hash of the list of what was."""
    published = review.of_rows.filter(published=True)
    number = published.count()
    state = State.DONE if number else State.RETURNED
    detail: dict[str, Any] = {"published": number, "left_out": review.of_rows.exclude(left="").count()}
    close(review, state, ended_at=timezone.now())
    verb, after = (Verb.BULK_PUBLISHED, hash_of(pairs_of(published))) if number else (Verb.BULK_RETURNED, "")
    record(verb, by=by, about=(ABOUT, str(review.pk)), before=review.frozen, after=after, detail=detail)


def end_undoing(review: BulkReview, by: User | None) -> None:
    """Write down what of a set is withdrawn, and what was left because somebody has edited it."""
    withdrawn = review.of_rows.filter(withdrawn=True)
    number = withdrawn.count()
    left = review.of_rows.filter(published=True, withdrawn=False).count()
    close(review, State.DONE if left else State.UNDONE)
    detail = {"withdrawn": number, "left": left}
    after = hash_of(pairs_of(withdrawn)) if number else ""
    record(Verb.BULK_WITHDRAWN, by=by, about=(ABOUT, str(review.pk)), after=after, detail=detail)


def close(review: BulkReview, state: str, **more: Any) -> None:
    """Leave a bulk review in a state in which nobody works on it."""
    fields = {"state": state, "stop": False, "held_until": None, "row_at": 0, **more}
    for name, value in fields.items():
        setattr(review, name, value)
    BulkReview.objects.filter(pk=review.pk).update(**fields)
