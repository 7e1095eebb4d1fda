"""What may be done with an entry on its way to the public: each act is one step with one line in the ledger."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.copies import copy_parts, copy_row
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.notes import ReviewNote
from memorial.review.snapshots import content_hash, digest, snapshot, whole
from memorial.review.status import CHANGEABLE, TRANSITIONS, Status, Transition


class TransitionRefused(Exception):
    """An act that the table, the rules of review or the entry itself do not allow; its message says why."""


class ChangedMeanwhile(TransitionRefused):
    """Somebody has changed the entry since the person who acts has looked at it."""


def may_make(*, transition: Transition, entry: Entry | type[Entry], by: User) -> bool:
    """Return whether a person has the permission that a transition takes for this kind of entry."""
    return allowed(entry, transition.permission, by)


def allowed(entry: Entry | type[Entry], verb: str, by: User) -> bool:
    """Return whether a person has a permission for this kind of entry."""
    return by.has_perm(f"{entry._meta.app_label}.{verb}_{entry._meta.model_name}")


def may_change(*, entry: Entry, by: User) -> bool:
    """Return whether a person may change the words of this entry in place: never those of one that is public."""
    verb = CHANGEABLE.get(Status(entry.status))
    return verb is not None and allowed(entry, "change", by) and allowed(entry, verb, by)


def may_discard(*, entry: Entry, by: User) -> bool:
    """Return whether a person may discard this working copy, or delete this draft: their own, and never once public."""
    if entry.is_copy:
        return allowed(entry, "publish", by) or (entry.created_by_id == by.pk and allowed(entry, "change", by))
    never_public = entry.status == Status.DRAFT and entry.published_at is None and entry.version == 0
    return never_public and entry.created_by_id == by.pk and allowed(entry, "delete", by)


def open_transitions(*, entry: Entry, by: User) -> list[Transition]:
    """Return the transitions that this person could make with this entry now."""
    return [
        transition
        for transition in TRANSITIONS.values()
        if entry.status in transition.sources and may_make(transition=transition, entry=entry, by=by)
    ]


def locked(entry: Entry, transition: str, by: User | None) -> Entry:
    """Return the entry as it is kept now, whole and held by this transaction, if the person may make the step.

    What acts for nobody has been allowed to already, by whoever holds a private link.
    """
    step = TRANSITIONS[transition]
    if by is not None and not may_make(transition=step, entry=entry, by=by):
        raise PermissionDenied
    current = held(entry, by)
    if current.status not in step.sources:
        raise TransitionRefused(
            _("“%(entry)s” is %(status)s; it cannot be %(done)s.")
            % {"entry": current, "status": Status(current.status).label, "done": step.done}
        )
    return current


def held(entry: Entry, by: User | None) -> Entry:
    """Return the entry as it is kept now, held by this transaction; what a person may not know of is refused."""
    model = type(entry)
    if not model._base_manager.select_for_update().filter(pk=entry.pk).exists():
        raise ChangedMeanwhile(_("This entry is no longer there: somebody has published or discarded it meanwhile."))
    if by is not None and not visible(entry, by):
        raise PermissionDenied
    found: Entry = whole(model, pk=entry.pk)
    return found


def keep(entry: Entry) -> Entry:
    """Check and save an entry's own row, and bring up to date what is derived from it."""
    entry.full_clean()
    entry.save()
    entry.refresh()
    return entry


def say(entry: Entry, act: Verb, text: str, by: User | None, command: str = "") -> None:
    """Write what was said with an act into the entry's thread; what acts for nobody gives its name."""
    if text.strip():
        said = {"kind": entry._meta.model_name, "entry": entry.root_id, "act": act, "text": text.strip()}
        ReviewNote.objects.create(at=timezone.now(), by=by, command=command, **said)


@transaction.atomic
def record_edit(
    *, entry: Entry, before: str, by: User, created: bool = False, detail: dict[str, Any] | None = None
) -> bool:
    """Note that a form has saved an entry, and return whether it changed; what was approved is so no more.

    ``detail`` is what changed beside the content: whether the entry is restricted.
    """
    after = content_hash(entry)
    if after == before and not created and not detail:
        return False
    fields: dict[str, Any] = {"changed_at": timezone.now()}
    if entry.approved_by_id:
        fields |= {"approved_by": None, "opens_at": None}
    for name, value in fields.items():
        setattr(entry, name, value)
    type(entry)._base_manager.filter(pk=entry.pk).update(**fields)
    entry.refresh()
    copy = copy_of_entry(entry) if detail else None
    if copy is not None:
        # What the desk shows of a working copy is hidden with its entry.
        copy.refresh()
    record(Verb.CREATED if created else Verb.EDITED, by=by, entry=entry, before=before, after=after, detail=detail)
    return True


@transaction.atomic
def open_copy(*, entry: Entry, by: User) -> Entry:
    """Return the one working copy of a published entry, made now if there is none yet."""
    if not allowed(entry, "change", by):
        raise PermissionDenied
    live = held(entry, by)
    if live.is_copy or live.status != Status.PUBLISHED:
        raise TransitionRefused(_("Only a published entry is changed through a working copy."))
    existing = copy_of_entry(live)
    if existing is not None:
        return existing
    copy = new_copy(live, by)
    copy_parts(live, copy)
    copy.refresh()
    record(Verb.COPIED, by=by, entry=live, before=digest(snapshot(live)))
    return copy


def copy_of_entry(live: Entry) -> Entry | None:
    """Return the working copy of an entry, if there is one."""
    rows: Any = type(live)._base_manager
    copy: Entry | None = rows.filter(copy_of=live).first()
    return copy


def new_copy(live: Entry, by: User) -> Entry:
    """Save a new working copy without its parts."""
    copy = copy_row(live)
    copy.created_by = copy.in_charge = by
    copy.save()
    return copy


@transaction.atomic
def submit(*, entry: Entry, by: User, note: str) -> Entry:
    """Submit a draft or working copy for review, with a note to the reviewer."""
    current = locked(entry, "submit", by)
    if not note.strip():
        raise TransitionRefused(_("Write a note: what is new, and what the reviewer should look at."))
    content = digest(snapshot(current))
    if current.copy_of and content == content_hash(current.copy_of):
        raise TransitionRefused(_("This working copy says the same as the published entry. Change it, or discard it."))
    current.status, current.submitted_by, current.returned = Status.IN_REVIEW, by, False
    keep(current)
    say(current, Verb.SUBMITTED, note, by)
    record(Verb.SUBMITTED, by=by, entry=current, before=content, after=content)
    return current


@transaction.atomic
def return_to_author(*, entry: Entry, by: User, reason: str) -> Entry:
    """Return what was submitted to its author, with a reason."""
    current = locked(entry, "return", by)
    if not reason.strip():
        raise TransitionRefused(_("Write the reason, so that the author knows what to do."))
    current.status, current.returned, current.approved_by, current.opens_at = Status.DRAFT, True, None, None
    keep(current)
    say(current, Verb.RETURNED, reason, by)
    content = digest(snapshot(current))
    record(Verb.RETURNED, by=by, entry=current, before=content, after=content)
    return current


@transaction.atomic
def put_in_charge(*, entry: Entry, person: User | None, by: User) -> Entry:
    """Take an entry in charge, or hand it over to a colleague; return it."""
    if not (allowed(entry, "change", by) or allowed(entry, "publish", by)):
        raise PermissionDenied
    current = held(entry, by)
    if person is not None and not (person.is_active and person.is_staff and allowed(entry, "change", person)):
        raise TransitionRefused(_("This colleague cannot work on such entries. Choose somebody else."))
    if person is not None and current.restricted and not visible(current, person):
        raise TransitionRefused(_("This colleague cannot work on such entries. Choose somebody else."))
    current.in_charge = person
    keep(current)
    verb = Verb.TAKEN if person == by else Verb.HANDED_OVER
    record(verb, by=by, entry=current, detail={"to": person.pk if person else None})
    return current


@transaction.atomic
def add_note(*, entry: Entry, by: User, text: str) -> None:
    """Write a note into the thread of an entry."""
    current = held(entry, by)
    if not text.strip():
        raise TransitionRefused(_("The note is empty."))
    say(current, Verb.NOTED, text, by)
    record(Verb.NOTED, by=by, entry=current)


def note_opening(*, entry: Entry, by: User) -> None:
    """Write down that somebody has opened a restricted entry, or its working copy; nothing for any other."""
    if entry.is_confidential:
        record(Verb.OPENED, by=by, entry=entry)


def visible(entry: Entry, person: User) -> bool:
    """Return whether a person at the desk may know of this entry."""
    rows: Any = type(entry).objects  # type: ignore[attr-defined]  # an EntryManager
    return bool(rows.visible_to(person).filter(pk=entry.pk).exists())
