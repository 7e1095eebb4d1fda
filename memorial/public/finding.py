"""Finding an entry by its permanent id: it is public, or it was once, or to a stranger it never was."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.http import Http404

from memorial.review.models import Entry
from memorial.review.querysets import EntryQuerySet
from memorial.review.status import WithdrawalReason

EntryType = TypeVar("EntryType", bound=Entry)


class Gone(Exception):  # noqa: N818  # not a mistake: the answer 410
    """It was published once and is no longer: its address says that, when, and the class of reason, nothing else.

    ``version`` tells whether one version of an entry was withdrawn, and not the entry.
    """

    def __init__(self, at: datetime, reason: str, *, version: bool = False) -> None:
        super().__init__()
        #: The class of reason as programs know it, and in words.
        self.at, self.version, self.code = at, version, reason
        self.reason = str(WithdrawalReason(reason).label) if reason else ""


#: The question for the public entry of a permanent id.
Question = Callable[[str], Sequence[EntryType]]


def find_public(
    model: type[EntryType], public_id: str, rows: "EntryQuerySet[EntryType] | Question[EntryType] | None" = None
) -> EntryType:
    """Return the published entry of a permanent id, read through ``rows`` (public ones) where more of it is needed.

    ``rows`` may also be the question for it.

    Raises Gone for what has been withdrawn, and Http404 for everything else that is not public.
    """
    if callable(rows):
        entry = next(iter(rows(public_id)), None)
    else:
        shown = model.objects.public() if rows is None else rows  # type: ignore[attr-defined]  # an EntryManager
        entry = shown.filter(public_id=public_id).first()
    if entry is not None:
        return entry
    once = model.objects.tombstones()  # type: ignore[attr-defined]  # an EntryManager
    stone = once.filter(public_id=public_id).values_list("withdrawn_at", "withdrawal_reason").first()
    if stone is not None:
        raise Gone(*stone)
    raise Http404
