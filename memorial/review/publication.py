"""Publication: what was submitted and looked at becomes public, by a second person, as one step that loses nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.memorial import Memorial
from memorial.review.actions import ChangedMeanwhile, TransitionRefused, keep, locked, say
from memorial.review.checks import findings
from memorial.review.clock import believed_time
from memorial.review.copies import write_over
from memorial.review.desk_index import forget
from memorial.review.hands import hands_of, one_hand_allowed
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.models import Entry
from memorial.review.revisions import Revision
from memorial.review.snapshots import content_hash, digest, snapshot, whole
from memorial.review.status import Status


@dataclass(frozen=True)
class Publication:
    """How a version is published: what was seen, what is said about it, when it opens, and what it corrects."""

    #: The hash of the content that the reviewer has looked at, and that of the live entry it was compared with.
    seen: str
    seen_live: str = ""
    note: str = ""
    acknowledged: Collection[str] = ()
    opens_at: datetime | None = None
    is_correction: bool = False
    correction: Mapping[str, str] | None = None


@transaction.atomic
def publish(*, entry: Entry, by: User, how: Publication) -> Entry:
    """Publish what was submitted, as the reviewer has seen it, and return the live entry (or the copy that waits).

    Raises TransitionRefused when a rule stands in the way, and ChangedMeanwhile when the content is not what was seen.
    """
    current = locked(entry, "publish", by)
    one_hand = refuse_one_hand(current, by)
    refuse_unseen(current, how)
    refuse_findings(current, how.acknowledged)
    refuse_bare_correction(current, how)
    opens_at = opening(current, how.opens_at)
    if current.copy_of and how.opens_at and opens_at:
        return approve(current, by, how, opens_at)
    return make_public(current, by, how, opens_at, one_hand=one_hand)


def refuse_one_hand(entry: Entry, by: User) -> bool:
    """Refuse somebody who has written this version; return whether it is published by one hand because it may be."""
    if by.pk not in hands_of(entry):
        return False
    if not one_hand_allowed():
        raise TransitionRefused(
            _("You have written or submitted this version yourself. Somebody else must look at it and publish it.")
        )
    return True


def refuse_unseen(entry: Entry, how: Publication) -> None:
    """Refuse to publish what the reviewer has not seen."""
    unseen = digest(snapshot(entry)) != how.seen
    if not unseen and entry.copy_of:
        unseen = content_hash(entry.copy_of) != how.seen_live
    if unseen:
        raise ChangedMeanwhile(_("This was changed while you looked at it. Look at it again; nothing was published."))


def refuse_findings(entry: Entry, acknowledged: Collection[str]) -> None:
    """Refuse what the check list blocks, and what it warns of until it is acknowledged by name."""
    found = findings(entry)
    standing = [finding for finding in found if finding.blocking or finding.name not in acknowledged]
    if standing:
        raise TransitionRefused(
            str(format_lazy("“{}”: {}", entry, " ".join(str(finding.sentence) for finding in standing)))
        )


def refuse_bare_correction(entry: Entry, how: Publication) -> None:
    """Refuse a correction that does not say what was corrected, or that would wait."""
    if not how.is_correction:
        return
    if not any(text.strip() for text in (how.correction or {}).values()):
        raise TransitionRefused(_("Write what was corrected, in at least one language."))
    if how.opens_at:
        raise TransitionRefused(_("A correction is published at once. Take away the time, or the mark."))


def opening(entry: Entry, asked: datetime | None) -> datetime | None:
    """Return when a version opens: at the time asked for or after its embargo, whichever is later; now is nothing."""
    times = [asked] if asked else []
    if entry.embargo_until:
        times.append(datetime.combine(entry.embargo_until, time(), tzinfo=Memorial.current().zone))
    latest = max(times, default=None)
    return latest if latest and latest > timezone.now() else None


def approve(copy: Entry, by: User, how: Publication, opens_at: datetime) -> Entry:
    """Keep a reviewed working copy until its time; the public entry stays as it is until then."""
    copy.approved_by, copy.opens_at = by, opens_at
    keep(copy)
    say(copy, Verb.APPROVED, how.note, by)
    content = digest(snapshot(copy))
    kept = {"opens": opens_at.isoformat(), "acknowledged": sorted(how.acknowledged)}
    record(Verb.APPROVED, by=by, entry=copy, before=content, after=content, detail=kept)
    return copy


def make_public(
    current: Entry, by: User, how: Publication, opens_at: datetime | None, *, one_hand: bool = False
) -> Entry:
    """Write a version to the live entry, keep it as a revision, and write the line of the ledger."""
    live = held_live(current) if current.copy_of else current
    if current.is_copy and live.status != Status.PUBLISHED:
        raise TransitionRefused(_("The entry was withdrawn meanwhile. Put it back first, or discard this copy."))
    before = content_hash(live) if live.version else ""
    author = current.submitted_by
    if current.is_copy:
        merge(current, live)
    live.status, live.version, live.returned = Status.PUBLISHED, live.version + 1, False
    live.opens_at, live.submitted_by, live.approved_by = opens_at, author, by
    live.published_at = opens_at or timezone.now()
    if opens_at is None:
        live.withdrawn_at, live.withdrawal_reason = None, ""
    live = saved_whole(live)
    kept = keep_revision(live, author=author, reviewer=by, how=how, one_hand=one_hand)
    say(live, Verb.PUBLISHED, how.note, by)
    detail: dict[str, Any] = {"version": live.version}
    detail |= {"opens": opens_at.isoformat()} if opens_at else {}
    detail |= {"one_hand": True} if one_hand else {}
    detail |= {"acknowledged": sorted(how.acknowledged)} if how.acknowledged else {}
    record(Verb.PUBLISHED, by=by, entry=live, before=before, after=kept.sha256, detail=detail)
    return live


def held_live(copy: Entry) -> Entry:
    """Return the entry of a working copy whole, held by this transaction, so that nobody withdraws it meanwhile."""
    rows: Any = type(copy)._base_manager
    live: Entry = whole(
        type(copy), pk=rows.select_for_update().values_list("pk", flat=True).get(working_copies=copy.pk)
    )
    return live


def merge(copy: Entry, live: Entry) -> None:
    """Write a working copy over its entry and remove it."""
    try:
        with transaction.atomic():
            changes = write_over(copy, live)
            live.written_over(changes)
    except IntegrityError as clash:
        raise TransitionRefused(
            _("Something that this copy adds has come to stand in the entry meanwhile. Open the copy and look again.")
        ) from clash
    forget(str(copy._meta.model_name), [copy.pk])
    copy.delete()


def saved_whole(entry: Entry) -> Entry:
    """Check and save an entry's own row after its parts were rewritten, and return it as it is kept now."""
    entry.full_clean()
    entry.save()
    kept: Entry = whole(type(entry), pk=entry.pk)
    kept.refresh()
    return kept


def keep_revision(
    live: Entry, *, author: User | None, reviewer: User | None, how: Publication, one_hand: bool = False
) -> Revision:
    """Keep a published version as it is."""
    kept = snapshot(live)
    return Revision.objects.create(
        kind=kept["kind"],
        entry=kept["id"],
        version=live.version,
        snapshot=kept,
        sha256=digest(kept),
        author=author,
        reviewer=reviewer,
        note=how.note,
        made_at=timezone.now(),
        published_at=live.published_at or timezone.now(),
        one_hand=one_hand,
        acknowledged=sorted(how.acknowledged),
        is_correction=how.is_correction,
        correction={language: text for language, text in (how.correction or {}).items() if text.strip()},
    )


def publish_due() -> int:
    """Publish the approved working copies whose time has come, and return how many there were.

    An entry that was not public before needs no such step: its time is asked whenever it is read.
    """
    time_now = believed_time()
    if time_now is None:
        return 0
    due = [
        copy
        for model in Entry.__subclasses__()
        for copy in model._base_manager.filter(
            copy_of__isnull=False, status=Status.IN_REVIEW, approved_by__isnull=False, opens_at__lte=time_now
        )
    ]
    return sum(publish_approved(copy) for copy in due)


@transaction.atomic
def publish_approved(copy: Entry) -> bool:
    """Publish one approved working copy in the name of whoever approved it; return whether that was possible."""
    held = type(copy)._base_manager.select_for_update().filter(pk=copy.pk, approved_by__isnull=False)
    if not held.exists():
        return False
    current: Entry = whole(type(copy), pk=copy.pk)
    reviewer: Any = current.approved_by
    lines = LedgerLine.objects.filter(entry=current.root_id, verb=Verb.APPROVED).order_by("-number")
    approval = lines.first()
    if approval is None or approval.after != digest(snapshot(current)):
        return False
    # A consent may have ended since.
    if any(finding.blocking for finding in findings(current)):
        return False
    how = Publication(seen=approval.after, acknowledged=approval.detail.get("acknowledged", []))
    one_hand = reviewer.pk in hands_of(current)
    try:
        with transaction.atomic():
            make_public(current, reviewer, how, opening(current, None), one_hand=one_hand)
    except (TransitionRefused, ValidationError):
        return False
    return True
