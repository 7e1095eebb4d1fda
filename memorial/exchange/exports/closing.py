"""Closing: whatever is changed is held against what files say of it; a file that says something else is closed.

A mere new publication closes nothing: a file that does not hold an entry is right without it until it is made anew.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from memorial.exchange.exports.fingerprints import fingerprint, kept
from memorial.exchange.exports.holdings import ChangedEntry, Holding, close
from memorial.exchange.exports.models import Export
from memorial.exchange.exports.pouring import PLACES
from memorial.exchange.exports.stretches import STRETCH, entries_of
from memorial.exchange.representations.fields import Kind, Reader
from memorial.exchange.representations.kinds import KINDS
from memorial.review.clock import moment_now
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.public_changes import change_public
from memorial.search.due import has_consents
from memorial.search.engines import hold

STRANGERS = Reader(Channel.EXPORT)
BY_MODEL = {str(kind.model._meta.model_name): kind for kind in KINDS.values()}


def look_at_changes(name: str, keys: Sequence[int]) -> list[Holding]:
    """Hold entries of one kind that were changed against every file that is given out, and return what was closed.

    For a file that is being made it is noted that they are to be looked at once it is whole.
    """
    closed = []
    for holding in Holding.objects.filter(closed=None):
        if holding.made is None:
            note(holding, name, keys)
        elif says_something_else(holding, name, keys):
            close(holding)
            closed.append(holding)
    return closed


def note(holding: Holding, name: str, keys: Iterable[int]) -> None:
    """Note that entries were changed while a holding is being read."""
    rows = [ChangedEntry(holding=holding, kind=name, object_id=key) for key in keys]
    ChangedEntry.objects.bulk_create(rows, batch_size=STRETCH, ignore_conflicts=True)


@transaction.atomic
def finish(holding: Holding) -> bool:
    """Say that a holding is whole, if nothing of it was changed meanwhile; return whether it can be given out."""
    hold()
    changes: dict[str, list[int]] = {}
    for name, key in holding.changes.order_by("kind", "object_id").values_list("kind", "object_id"):
        changes.setdefault(name, []).append(key)
    holding.made, holding.opened = timezone.now(), moment_now().begun
    holding.save(update_fields=["made", "opened"])
    holding.changes.all().delete()
    holding.refresh_from_db()
    if holding.closed or any(says_something_else(holding, *change) for change in changes.items()):
        close(holding)
        return False
    change_public()
    return True


def says_something_else(holding: Holding, name: str, keys: Sequence[int]) -> bool:
    """Return whether a file holds any of these entries and says of it what is not what strangers are told now."""
    kind = BY_MODEL.get(name)
    if kind is None:
        # Nothing is kept of kinds that only stand within others: whatever was public may be told there.
        (model,) = (each for each in Entry.__subclasses__() if each._meta.model_name == name)
        return model._base_manager.filter(pk__in=keys, version__gt=0).exists()
    try:
        return any(differs(holding, kind, keys[first : first + STRETCH]) for first in range(0, len(keys), STRETCH))
    except OSError:
        # What it says cannot be known, so it says nothing any more.
        return True


def differs(holding: Holding, kind: Kind, keys: Sequence[int]) -> bool:
    """Return whether what a holding says of some entries of one kind is not what its reader is told of them now.

    In a fuller export drafts may be written further, but nothing may stand that has been hidden from its reader since,
    or that somebody's consent allows no longer.
    """
    held = kept(holding.path, PLACES[kind.name], keys)
    if not held:
        return False
    fuller = Export.objects.filter(holding=holding, fuller=True).select_related("asked_by").first()
    reader = Reader(Channel.EXPORT, fuller.asked_by) if fuller else STRANGERS
    rows: Any = entries_of(kind, reader).filter(pk__in=held)
    if fuller and not has_consents(kind.model):
        return set(rows.values_list("pk", flat=True)) != held.keys()
    return {entry.pk: fingerprint(kind.represent(entry)) for entry in rows} != held
