"""Undoing: what a set has published is withdrawn again as found wrong, unless somebody has edited it since."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from memorial.base.rows import save_columns
from memorial.review.actions import say
from memorial.review.bulk_models import BulkReview, BulkRow
from memorial.review.bulk_opening import entries_of
from memorial.review.ledger import Verb
from memorial.review.models import Entry
from memorial.review.snapshots import digest, snapshot, with_parts
from memorial.review.status import Status, WithdrawalReason

COLUMNS = ("status", "opens_at", "withdrawn_at", "withdrawal_reason", "changed_at")
Left = BulkRow.Left


def withdraw_some(review: BulkReview, rows: Sequence[BulkRow]) -> None:
    """Withdraw rows of a set, and note on each that it is, or why it is not."""
    manager: Any = review.model._base_manager
    keys = entries_of(rows)
    list(manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    entries: dict[int, Entry] = {entry.pk: entry for entry in with_parts(manager.filter(pk__in=keys))}
    copied = set(manager.filter(copy_of__in=keys).values_list("copy_of", flat=True))
    gone: list[Entry] = []
    for row in rows:
        entry = entries.get(row.entry)
        row.left = why_it_stays(entry, row, is_copied=row.entry in copied)
        if entry is not None and not row.left:
            row.withdrawn = True
            gone.append(set_withdrawn(entry))
    save_columns(gone, COLUMNS)
    for entry in gone:
        say(entry, Verb.WITHDRAWN, review.undo_note, review.undone_by)
        # One by one: what names an entry elsewhere must forget its name with it.
        entry.refresh()
    save_columns(rows, ["withdrawn", "left"])


def why_it_stays(entry: Entry | None, row: BulkRow, *, is_copied: bool) -> str:
    """Return why an entry is not withdrawn with its set; empty where nothing stands against it."""
    if entry is None:
        return Left.GONE
    if entry.status != Status.PUBLISHED:
        return Left.NOT_PUBLIC
    if entry.version != 1 or is_copied or digest(snapshot(entry)) != row.content:
        return Left.EDITED
    return ""


def set_withdrawn(entry: Entry) -> Entry:
    """Give an entry's own row what it has as something withdrawn, as `withdraw` does; return it."""
    now = timezone.now()
    if entry.was_shown:
        entry.withdrawn_at, entry.withdrawal_reason = now, WithdrawalReason.MISTAKE
    entry.status, entry.opens_at, entry.changed_at = Status.WITHDRAWN, None, now
    return entry
