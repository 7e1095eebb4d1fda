"""What may be done with candles and messages.

A candle more is counted for its day and leaves no other trace. What a curator does with the book of condolence, or with
the count of a day after a flood, has one line in the ledger.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import MODERATE
from memorial.commemorations.candles import CandleDay
from memorial.commemorations.messages import Message
from memorial.review.actions import ChangedMeanwhile, TransitionRefused
from memorial.review.ledger import Verb, record


def light_candle(day: date) -> None:
    """Count one more candle for a day; two at the same moment are two."""
    CandleDay.objects.get_or_create(day=day)
    CandleDay.objects.filter(day=day).update(count=F("count") + 1)


@transaction.atomic
def take_message_down(*, message: Message, by: User, detail: dict[str, Any] | None = None) -> Message:
    """Take a message out of the book; it stays with the curators and can be put back."""
    current = held_message(message, by)
    if current.taken_down_at is not None:
        raise TransitionRefused(_("This message has been taken down already."))
    current.taken_down_at, current.taken_down_by = timezone.now(), by
    current.save(update_fields=["taken_down_at", "taken_down_by"])
    record(Verb.MESSAGE_TAKEN_DOWN, by=by, about=("message", current.public_id), detail=detail)
    return current


@transaction.atomic
def put_back_message(*, message: Message, by: User) -> Message:
    """Show a message in the book again; one that its writer has paused stays paused."""
    current = held_message(message, by)
    if current.taken_down_at is None:
        raise TransitionRefused(_("This message is not taken down."))
    current.taken_down_at = current.taken_down_by = None
    current.save(update_fields=["taken_down_at", "taken_down_by"])
    record(Verb.MESSAGE_PUT_BACK, by=by, about=("message", current.public_id))
    return current


def held_message(message: Message, by: User) -> Message:
    """Return a message as it is kept now, held by this transaction; its writer may have withdrawn it."""
    refuse_others(by)
    current = Message.objects.select_for_update().filter(pk=message.pk).first()
    if current is None:
        raise ChangedMeanwhile(_("This message is no longer there."))
    return current


@transaction.atomic
def lower_candles(*, day: date, count: int, by: User) -> CandleDay:
    """Lower the count of a day in which candles were lit by a machine; it is never raised by hand."""
    refuse_others(by)
    current = CandleDay.objects.select_for_update().filter(pk=day).first()
    if current is None or not 0 <= count < current.count:
        raise TransitionRefused(_("The count can only be lowered: write a number that is smaller than it is now."))
    detail = {"counted": current.count, "lowered_to": count}
    current.count = count
    current.save(update_fields=["count"])
    record(Verb.CANDLES_LOWERED, by=by, about=("candleday", day.isoformat()), detail=detail)
    return current


def refuse_others(by: User) -> None:
    """Refuse whoever has nothing to do with what strangers send."""
    if not by.has_perm(MODERATE):
        raise PermissionDenied
