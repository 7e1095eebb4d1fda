"""Publishing: some rows of a checked set become public, each as its first version, all in one transaction or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.memorial import Memorial
from memorial.base.rows import save_columns
from memorial.review.bulk_models import BulkReview, BulkRow
from memorial.review.bulk_opening import entries_of, hands_of_each, why_not
from memorial.review.checks import findings
from memorial.review.desk_index import index_entries
from memorial.review.hands import one_hand_allowed
from memorial.review.ledger import Verb
from memorial.review.models import Entry
from memorial.review.notes import ReviewNote
from memorial.review.publication import opening
from memorial.review.revisions import Revision
from memorial.review.snapshots import Snapshot, digest, snapshot, with_parts
from memorial.review.status import Status

#: What publication changes in an entry's own row.
COLUMNS = (
    *("status", "version", "returned", "opens_at", "submitted_by", "approved_by", "published_at"),
    *("withdrawn_at", "withdrawal_reason", "changed_at"),
)
Left = BulkRow.Left


class Publishing:
    """Publishes the rows of one set in the names of those who have checked its sample."""

    def __init__(self, review: BulkReview) -> None:
        self.review, self.kind = review, review.kind
        self.manager: Any = review.model._base_manager
        self.memorial = Memorial.current()
        found = User.objects.in_bulk(review.checked_by)
        self.checkers = [found[key] for key in review.checked_by]
        self.alone = one_hand_allowed()
        self.note = note_of(review, self.checkers)

    def publish_some(self, rows: Sequence[BulkRow]) -> None:
        """Publish rows of the set, and note on each that it is, or why it is not."""
        keys, manager = entries_of(rows), self.manager
        # Held first by itself: what is read with its relatives cannot be held with them.
        list(manager.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
        read = with_parts(manager.filter(pk__in=keys).select_related("in_charge", "submitted_by"))
        entries: dict[int, Entry] = {entry.pk: entry for entry in read}
        hands = hands_of_each(list(entries.values()))
        chosen: list[tuple[Entry, Snapshot]] = []
        for row in rows:
            entry = entries.get(row.entry)
            row.left, row.about = why_not(entry), ""
            if row.left or entry is None:
                continue
            kept = snapshot(entry)
            self.decide(row, entry, kept, hands[entry.pk])
            if not row.left:
                row.published = True
                chosen.append((entry, kept))
        self.make_public(chosen)
        save_columns(rows, ["published", "left", "about"])

    def decide(self, row: BulkRow, entry: Entry, kept: Snapshot, hands: set[int]) -> None:
        """Note on a row why it is not published, if anything stands against it."""
        if digest(kept) != row.content:
            row.left = Left.CHANGED
            return
        if hands & set(self.review.checked_by) and not self.alone:
            row.left = Left.HAND
            return
        found = findings(entry)
        blocking = [finding.name for finding in found if finding.blocking]
        warned = [finding.name for finding in found if finding.name not in self.review.acknowledged]
        row.left = Left.BLOCKED if blocking else Left.WARNED if warned else ""
        row.about = ", ".join(blocking or warned)[:300]

    def make_public(self, chosen: Sequence[tuple[Entry, Snapshot]]) -> None:
        """Write entries as published, each with its version and the note of it, and bring all up to date."""
        if not chosen:
            return
        now, reviewer = timezone.now(), self.checkers[0]
        revisions, notes = [], []
        for entry, kept in chosen:
            author = entry.submitted_by or entry.created_by
            set_published(entry, author, reviewer, now)
            revisions.append(self.revision(entry, kept, author, now))
            notes.append(self.said(entry, now))
        entries = [entry for entry, _kept in chosen]
        save_columns(entries, COLUMNS)
        Revision.objects.bulk_create(revisions)
        ReviewNote.objects.bulk_create(notes)
        stale = [entry for entry in entries if entry.label != entry.desk_label()]
        for entry in stale:
            entry.refresh()
        index_entries(entries, self.memorial.languages)

    def revision(self, entry: Entry, kept: Snapshot, author: User | None, now: datetime) -> Revision:
        """Return the version that is kept of an entry; not saved."""
        return Revision(
            kind=self.kind,
            entry=entry.public_id,
            version=entry.version,
            snapshot=kept,
            sha256=digest(kept),
            author=author,
            reviewer=self.checkers[0],
            note=self.note,
            made_at=now,
            published_at=entry.published_at or now,
            one_hand=self.review.one_hand,
            acknowledged=self.review.acknowledged,
        )

    def said(self, entry: Entry, now: datetime) -> ReviewNote:
        """Return what is said in the thread of an entry; not saved."""
        by = self.checkers[0]
        return ReviewNote(at=now, by=by, act=Verb.PUBLISHED, text=self.note, kind=self.kind, entry=entry.public_id)


def set_published(entry: Entry, author: User | None, reviewer: User, now: datetime) -> None:
    """Give an entry's own row what it has as its first version."""
    entry.status, entry.version, entry.returned = Status.PUBLISHED, 1, False
    entry.opens_at = opening(entry, None)
    entry.submitted_by, entry.approved_by = author, reviewer
    entry.published_at, entry.changed_at = entry.opens_at or now, now
    entry.withdrawn_at, entry.withdrawal_reason = None, ""


def note_of(review: BulkReview, checkers: Sequence[User]) -> str:
    """Return what is said with each version: from which set it is, and who has checked how much of it."""
    said = {
        "number": review.pk,
        "title": review.title,
        "people": ", ".join(person.known_as for person in checkers),
        "sample": review.draw.size if review.draw else 0,
        "rows": review.to_publish,
    }
    sentence = _(
        "Published with bulk review %(number)d, “%(title)s”: %(people)s checked a sample of %(sample)d of its %(rows)d "
        "entries."
    )
    return sentence % said
