"""Restoring: what was discarded, deleted or overwritten comes back as a draft, and is reviewed like any other."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.review.actions import TransitionRefused, allowed, copy_of_entry, held, may_discard, new_copy
from memorial.review.copies import copy_parts, fill_from
from memorial.review.desk_index import forget
from memorial.review.hands import HANDS, hands_of_discarded
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.revisions import Discarded, Revision
from memorial.review.snapshots import Snapshot, content_fields, content_hash, digest, snapshot, whole
from memorial.review.status import Status


@transaction.atomic
def discard(*, entry: Entry, by: User, seen: str = "") -> Discarded:
    """Discard a working copy, or delete a draft that was never public; its words are kept and can be restored.

    ``seen`` is the hash of the content that the person has looked at, where they were shown it.
    """
    current = held(entry, by)
    if not may_discard(entry=current, by=by):
        raise PermissionDenied
    kept = snapshot(current)
    if seen and digest(kept) != seen:
        raise TransitionRefused(_("This was changed while you looked at it. Look at it again; nothing was discarded."))
    discarded = set_aside(current, kept, by)
    verb = Verb.DISCARDED if current.is_copy else Verb.DELETED
    record(verb, by=by, entry=current, before=digest(kept))
    forget(kept["kind"], [current.pk])
    try:
        current.delete()
    except models.ProtectedError as referred:
        raise TransitionRefused(_("Other entries refer to this one, so it stays.")) from referred
    return discarded


def set_aside(entry: Entry, kept: Snapshot, by: User) -> Discarded:
    """Keep the words of a draft or working copy that leave it, so that they can be brought back."""
    return Discarded.objects.create(
        kind=kept["kind"],
        entry=entry.root_id,
        was_copy=entry.is_copy,
        restricted=entry.is_confidential,
        label=entry.label,
        snapshot=kept,
        at=timezone.now(),
        by=by,
    )


@transaction.atomic
def restore(*, entry: Entry, kept: Snapshot, by: User, detail: dict[str, Any]) -> tuple[Entry, list[str]]:
    """Make a working copy (or for an entry that is not public, the draft itself) say what a snapshot says.

    ``detail`` is what its line in the ledger says of where the snapshot comes from. Returns the copy, and the permanent
    ids of entries that the snapshot names and that are no longer there.
    """
    if not allowed(entry, "change", by):
        raise PermissionDenied
    live = held(entry, by)
    if live.status in (Status.IN_REVIEW, Status.WITHDRAWN):
        raise TransitionRefused(_("What is in review or withdrawn is not restored. Return or reopen it first."))
    if live.is_copy or copy_of_entry(live) is not None:
        raise TransitionRefused(
            _("There is a working copy already. Publish or discard it first, so that none of its words is lost.")
        )
    words = snapshot(live)
    before = digest(words)
    if live.status == Status.PUBLISHED:
        target: Entry = new_copy(live, by)
        copy_parts(live, target)
        missing = fill_from(kept, target, live)
    else:
        target = live
        set_aside(live, words, by)
        missing = fill_from(kept, live, live)
    target.refresh_from_db()
    target.refresh()
    record(Verb.RESTORED, by=by, entry=target, before=before, after=content_hash(target), detail=detail)
    return target, missing


def restore_revision(*, entry: Entry, revision: Revision, by: User) -> tuple[Entry, list[str]]:
    """Make a working copy that says what an earlier version said."""
    if (revision.kind, revision.entry) != (entry._meta.model_name, entry.root_id):
        raise PermissionDenied
    if revision.erased_at is not None:
        raise TransitionRefused(_("The words of this version were erased at the wish of whoever gave them."))
    if getattr(revision, "withdrawal", None) is not None and not allowed(entry, "withdraw", by):
        raise TransitionRefused(_("This version was withdrawn. Only those who may withdraw can restore it."))
    return restore(entry=entry, kept=revision.snapshot, by=by, detail={"version": revision.version})


def refuse_incomplete(model: type[Entry], kept: Snapshot) -> None:
    """Refuse a deleted draft of which an older version kept too little: what it cannot be without is not there."""
    lacking = [each for each in content_fields(model) if each.is_relation and not each.null]
    if any(not kept["fields"].get(each.name) for each in lacking):
        raise TransitionRefused(_("This was deleted before all of it was kept, and cannot be brought back as it was."))


@transaction.atomic
def restore_discarded(*, discarded: Discarded, model: type[Entry], by: User) -> tuple[Entry, list[str]]:
    """Bring back a discarded working copy, or a deleted draft under its own permanent id."""
    if discarded.restricted and not by.has_perm(OPEN_CONFIDENTIAL):
        raise PermissionDenied
    live = model._base_manager.filter(public_id=discarded.entry).first()
    if live is not None:
        hands = hands_of_discarded(live, digest(discarded.snapshot), was_copy=discarded.was_copy)
        return restore(entry=live, kept=discarded.snapshot, by=by, detail={HANDS: hands})
    # What was ever confidential comes back so, whichever of its deletions is undone.
    again = Discarded.objects.filter(kind=discarded.kind, entry=discarded.entry)
    restricted = again.filter(restricted=True).exists()
    if discarded.was_copy or not allowed(model, "add", by) or (restricted and not by.has_perm(OPEN_CONFIDENTIAL)):
        raise PermissionDenied
    refuse_incomplete(model, discarded.snapshot)
    draft = model(public_id=discarded.entry, restricted=restricted, created_by=by, in_charge=by)
    missing = fill_from(discarded.snapshot, draft)
    draft = whole(model, pk=draft.pk)
    draft.refresh()
    record(Verb.RESTORED, by=by, entry=draft, after=content_hash(draft))
    return draft, missing
