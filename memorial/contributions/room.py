"""Room: how much more of what strangers send can be kept, so that the disk is never full for those who work here."""

import shutil
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet, Sum

from memorial.contributions.attachments import Attachment, place
from memorial.contributions.models import OPEN, Contribution, State

#: What takes up room until somebody decides about it, or its time is over.
PENDING = (State.BEGUN, *OPEN, State.ASIDE)
#: In seconds: for how long the room that was found is believed; what is admitted in between is taken off.
BELIEVED = 5
BYTES, ROWS = "memorial:room:bytes", "memorial:room:rows"


@dataclass(frozen=True)
class Room:
    """What may still come: in bytes, and in contributions."""

    bytes: int
    rows: int


def room_for(size: int) -> bool:
    """Return whether so many bytes more may be kept of what strangers send."""
    left = room_left()
    return size <= left.bytes and left.rows > 0


def reserve(size: int) -> None:
    """Take off what was just admitted, until the room is looked at again."""
    with suppress(ValueError):
        cache.decr(BYTES, size)
        cache.decr(ROWS)


def room_left() -> Room:
    """Return the room that is left, looked at every few seconds."""
    kept = cache.get_many([BYTES, ROWS])
    if len(kept) < 2:
        kept = {BYTES: free_bytes(), ROWS: settings.CONTRIBUTED_MOST_OPEN - pending().count()}
        cache.set_many(kept, BELIEVED)
    return Room(kept[BYTES], kept[ROWS])


def free_bytes() -> int:
    """Return how many bytes more may come: within the quota, and with the reserve of the disk left free."""
    quota: int = settings.CONTRIBUTED_MOST_BYTES
    disk = min(shutil.disk_usage(folder).free for folder in (settings.STORE, place()))
    return min(quota - taken_bytes(), disk - settings.DISK_RESERVE)


def taken_bytes() -> int:
    """Return how much is taken: by what nobody has decided about, and by files that lie here from all others.

    What was accepted belongs to the record; its files were sealed there, and are no longer counted here.
    """
    pending_bytes = pending().aggregate(total=Sum("size"))["total"] or 0
    settled = Q(contribution=None) | ~Q(contribution__state__in=(*PENDING, State.ACCEPTED))
    files = Attachment.objects.filter(settled).aggregate(total=Sum("size"))["total"] or 0
    return int(pending_bytes + files)


def pending() -> "QuerySet[Contribution]":
    """Return the contributions that take up room until somebody decides about them, or their time is over."""
    return Contribution.objects.filter(state__in=PENDING)
