"""Merging: two entries that are one person become one, in the words of the one that is kept; and the way back.

A draft is changed in place. What is published is changed through its working copy, which a second person publishes;
until then visitors read both as they were.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.canonical import canonical
from memorial.people.gains import Gains, gains_of
from memorial.people.kinship import Kinship
from memorial.people.merged import Merge, Step
from memorial.people.models import Person, PersonTranslation
from memorial.people.standing import return_merged, separate, set_aside, take_in_mentions
from memorial.review.actions import TransitionRefused, allowed, copy_of_entry, held, keep, new_copy, say
from memorial.review.copies import copy_parts
from memorial.review.desk_index import forget
from memorial.review.hands import HANDS, hands_of
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.snapshots import content_hash, own_rows, part_fields, part_relation, plain, whole
from memorial.review.status import Status

#: Only these can be merged: what is in review is being looked at as it is, and what was withdrawn is out of sight.
OPEN = (Status.DRAFT, Status.PUBLISHED)
#: So many of the acts since a merge are named where it cannot be undone.
NAMED = 5


def may_merge(by: User) -> bool:
    """Return whether a person may merge people: it takes the right to change them, and that to publish them."""
    return allowed(Person, "change", by) and allowed(Person, "publish", by)


@transaction.atomic
def merge(*, kept: Person, merged: Person, by: User, note: str) -> Merge:
    """Merge two people who are one, and return how far that has come.

    The merged one keeps their permanent id, which leads to the kept one. Raises TransitionRefused with a sentence, and
    PermissionDenied to whoever may not merge or may not know of one of them.
    """
    if not may_merge(by):
        raise PermissionDenied
    # Always in the same order, so that two who merge the same people wait for each other and not in a circle.
    current = {person.pk: held(person, by) for person in sorted((kept, merged), key=lambda one: one.pk)}
    kept, merged = current[kept.pk], current[merged.pk]  # type: ignore[assignment]  # they are people
    if reason := why_not(kept, merged):
        raise TransitionRefused(reason)
    target, hands = target_of(kept, by)
    hands |= hands_of(merged) if merged.status == Status.DRAFT else set()
    before = content_hash(target)
    made = Merge(kept=kept, merged=merged, by=by, at=timezone.now(), note=note.strip(), status_before=merged.status)
    made.gained = take_in(target, gains_of(target, merged))
    made.copy, made.step = (target, Step.PREPARED) if target.is_copy else (None, Step.TAKEN_IN)
    made.save()
    if merged.status == Status.DRAFT:
        set_aside(merged)
    after = settle(made, target)
    say(target, Verb.MERGED, note, by)
    detail = {"merged": merged.public_id, HANDS: sorted(hands)}
    record(Verb.MERGED, by=by, entry=target, before=before, after=after, detail=detail)
    return made


def settle(made: Merge, target: Person) -> str:
    """Bring up to date what was merged and what names it, and return the hash of what the kept person says now."""
    current: Person = whole(Person, pk=target.pk)
    current.approved_by = current.opens_at = None
    keep(current)
    if made.step == Step.TAKEN_IN:
        take_in_mentions(made, public=False)
        made.kept_after = content_hash(current)
        made.save()
    return content_hash(current)


def why_not(kept: Person, merged: Person) -> str:
    """Return why two people cannot be merged so; empty where they can."""
    return next(reasons(kept, merged), "")


def reasons(kept: Person, merged: Person) -> Iterator[str]:
    """Yield each sentence that says why these two cannot be merged."""
    if kept.pk == merged.pk or kept.is_copy or merged.is_copy:
        yield _("Choose two different people of the record.")
        return
    for person in (kept, merged):
        yield from closed(person)
    if merged.status == Status.PUBLISHED and kept.status != Status.PUBLISHED:
        yield _("Keep the one who is published: visitors know that address, and would lose the person meanwhile.")
    if merged.is_waiting or is_held_longer(merged, kept):
        yield _("“%(person)s” has yet to open. What it says would be public before its time.") % {"person": merged}
    yield from open_copies(kept, merged)
    if Kinship.objects.of(kept).of(merged).exists():
        yield _("They are entered as relatives of each other. If they are one person, take that tie away first.")


def closed(person: Person) -> Iterator[str]:
    """Yield why somebody can be merged with nobody."""
    if person.restricted:
        yield _("“%(person)s” is restricted. Lift the restriction first.") % {"person": person}
    if Merge.objects.under_way().filter(merged=person).exists():
        yield _("“%(person)s” was merged into another person already. Undo that first.") % {"person": person}
    if person.status not in OPEN:
        sentence = _("“%(person)s” is %(status)s. Only drafts and published people are merged.")
        yield sentence % {"person": person, "status": Status(person.status).label}


def is_held_longer(merged: Person, kept: Person) -> bool:
    """Return whether the one is under embargo for longer than the other."""
    if merged.embargo_until is None:
        return False
    return kept.embargo_until is None or merged.embargo_until > kept.embargo_until


def open_copies(kept: Person, merged: Person) -> Iterator[str]:
    """Yield that a working copy is in the way: words of somebody else stand in it, or a reviewer looks at it."""
    sentence = _("“%(person)s” has a working copy. Publish or discard it first.")
    if copy_of_entry(merged) is not None:
        yield sentence % {"person": merged}
    copy: Any = copy_of_entry(kept)
    if copy is None:
        return
    is_taken = kept.status != Status.PUBLISHED or copy.status != Status.DRAFT
    if is_taken or Merge.objects.filter(copy=copy, step=Step.RETURNING).exists():
        yield sentence % {"person": kept}


def target_of(kept: Person, by: User) -> tuple[Person, set[int]]:
    """Return what is changed: the draft itself, or the one working copy of what is published, made now if need be.

    With it, whose hands have written in that copy before.
    """
    if kept.status != Status.PUBLISHED:
        return kept, set()
    standing: Any = copy_of_entry(kept)
    copy = standing or new_copy(kept, by)
    if standing is None:
        copy_parts(kept, copy)
    return whole(Person, pk=copy.pk), hands_of(copy) if standing else set()


def take_in(target: Person, gains: Gains) -> dict[str, Any]:
    """Save what a person gains, and return it as plain data, by which exactly that is found again."""
    target.save()
    texts = {text.language: text for text in target.translations.all()}
    for name, tag, words in gains.texts:
        if tag in texts:
            PersonTranslation.objects.filter(pk=texts[tag].pk).update(**{name: words})
    for name, rows in gains.parts.items():
        part_relation(Person, name).related_model._base_manager.bulk_create(rows)
    return {
        "values": gains.values,
        "texts": [list(text) for text in gains.texts if text[1] in texts],
        "parts": {name: [said(name, row) for row in rows] for name, rows in gains.parts.items() if rows},
    }


def said(name: str, row: Any) -> dict[str, Any]:
    """Return what one part of a person says, as plain data."""
    return {column.name: plain(row, column) for column in part_fields(Person, name)}


def take_out(target: Person, gained: dict[str, Any]) -> None:
    """Take out of a person what a merge has brought; refused where any of it is no longer as it came."""
    gone: dict[str, list[int | None]] = {}
    changed = [name for name, (_old, new) in gained["values"].items() if getattr(target, name) != new]
    texts = {text.language: text for text in target.translations.all()}
    changed += [name for name, tag, words in gained["texts"] if getattr(texts.get(tag), name, None) != words]
    for name, rows in gained["parts"].items():
        standing = {canonical(said(name, row)): row.pk for row in own_rows(target, name)}
        keys = [standing.get(canonical(row)) for row in rows]
        changed += [str(part_relation(Person, name).related_model._meta.verbose_name) for key in keys if key is None]
        gone[name] = keys
    if changed:
        sentence = _("What “%(person)s” gained by the merge was changed since: %(what)s. Nothing was undone.")
        raise TransitionRefused(sentence % {"person": target, "what": ", ".join(sorted(set(changed)))})
    for name, old in ((name, values[0]) for name, values in gained["values"].items()):
        setattr(target, name, old)
    target.save()
    for name, tag, _words in gained["texts"]:
        PersonTranslation.objects.filter(pk=texts[tag].pk).update(**{name: ""})
    for name, keys in gone.items():
        part_relation(Person, name).related_model._base_manager.filter(pk__in=keys).delete()


@transaction.atomic
def undo_merge(*, merge: Merge, by: User) -> Merge:
    """Undo a merge: both are as they were, under their own permanent ids; return it.

    Where the kept person is published, that waits for a second person in a working copy. Raises TransitionRefused where
    somebody has built on the merge since, and says what; nothing is lost then.
    """
    if not may_merge(by):
        raise PermissionDenied
    made: Merge = Merge.objects.select_for_update().get(pk=merge.pk)
    kept: Any = held(made.kept, by)
    merged: Any = held(made.merged, by)
    if built := list(built_on(made, kept, merged)):
        raise TransitionRefused(str(format_lazy("{} {}", _("The merge cannot be undone."), " ".join(built))))
    waits = made.step == Step.PREPARED
    target, hands = target_of(kept, by)
    before = content_hash(target)
    take_out(target, made.gained)
    current: Person = whole(Person, pk=target.pk)
    current.approved_by = current.opens_at = None
    keep(current)
    after = content_hash(current)
    made.undone_at, made.undone_by = timezone.now(), by
    detail = {"merged": merged.public_id, HANDS: sorted(hands)}
    made.step = Step.RETURNING if current.is_copy and not waits else Step.UNDONE
    made.copy = current if made.step == Step.RETURNING else None
    made.save()
    if waits:
        return_merged(made)
    elif made.step == Step.UNDONE:
        separate(made)
    record(Verb.MERGE_UNDONE, by=by, entry=current, before=before, after=after, detail=detail)
    if waits and after == content_hash(kept):
        # It says nothing of its own any more.
        forget(str(Person._meta.model_name), [current.pk])
        current.delete()
    return made


def built_on(made: Merge, kept: Person, merged: Person) -> Iterator[str]:
    """Yield what stands in the way of undoing a merge."""
    if made.step not in (Step.PREPARED, Step.TAKEN_IN, Step.STANDING):
        yield _("It was undone already, or that waits in a working copy.")
        return
    if Merge.objects.under_way().filter(merged=kept).exists():
        yield _("“%(person)s” was merged into another person since. Undo that first.") % {"person": kept}
    elif kept.status == Status.WITHDRAWN:
        yield _("“%(person)s” was withdrawn since. Put it back first.") % {"person": kept}
    if made.step == Step.PREPARED:
        return
    if content_hash(merged) != made.merged_after or merged.status != Status.WITHDRAWN:
        yield _("“%(person)s” was changed since.") % {"person": merged}
    if copy_of_entry(kept) is not None:
        yield _("“%(person)s” has a working copy. Publish or discard it first.") % {"person": kept}
    if content_hash(kept) != made.kept_after:
        acts = ", ".join(acts_since(made, kept))
        yield _("“%(person)s” was changed since: %(acts)s.") % {"person": kept, "acts": acts}


def acts_since(made: Merge, kept: Person) -> Iterator[str]:
    """Yield what was done with the kept person after a merge, the newest first."""
    about = LedgerLine.objects.filter(kind=Person._meta.model_name, entry=kept.public_id, at__gt=made.at)
    lines = about.exclude(verb=Verb.MERGED, detail__merged=made.merged.public_id).order_by("-number")
    for line in lines[:NAMED]:
        yield f"{Verb(line.verb).label} ({line.who}, {timezone.localtime(line.at):%Y-%m-%d})"
