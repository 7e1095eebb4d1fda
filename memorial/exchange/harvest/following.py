"""Following: keeps the headers what strangers may take away, in the transaction that changes an entry.

An entry that was never to be taken away has no header, so that nobody learns of it, not even as something withdrawn.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from memorial.base.asking import Among, asked_once
from memorial.base.canonical import canonical_hash
from memorial.base.memorial import Memorial
from memorial.exchange.harvest.dublin_core import TOLD, elements_of, with_elements
from memorial.exchange.harvest.models import HarvestHeader, HarvestState
from memorial.media.models import Asset
from memorial.people.models import Person
from memorial.review.entry_watchers import watches_changes, watches_removals, watches_time, watches_turns
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.status import Status
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony
from memorial.testimonies.recordings import Recording

#: How many entries are looked at together.
SOME = 200
#: For how many seconds of a minute the headers of an installation that had none are made.
AT_ONCE = 5.0
Others = Iterator[tuple[type[Entry], Sequence[int]]]


@watches_changes
def follow(entries: Sequence[Any]) -> None:
    """Bring the headers up to date with entries of one kind that were changed; working copies have none."""
    entries = [entry for entry in entries if not entry.is_copy]
    if entries:
        look_again(type(entries[0]), sorted({entry.pk for entry in entries}))


@watches_removals
def let_go(kind: str, keys: Sequence[int]) -> None:
    """Tell of entries that are being removed, if ever anything was told of them, that they are gone."""
    told = HarvestHeader.objects.filter(kind=kind, object_id__in=keys).exclude(told="")
    told.update(told="", changed_at=None)


@watches_turns
def look_again(model: type[Entry], keys: Sequence[int]) -> None:
    """Make the headers of some entries of one kind what is told of them now, and those of others that depend on it."""
    if model not in TOLD:
        return
    for first in range(0, len(keys), SOME):
        some = keys[first : first + SOME]
        changed = write_headers(model, some)
        for other, dependent in dependents(model, some, changed):
            look_again(other, dependent)


@transaction.atomic(savepoint=False)
def write_headers(model: type[Entry], keys: Sequence[int]) -> list[int]:
    """Write the headers of which something else is told now than before, and return the keys of their entries."""
    kind = str(model._meta.model_name)
    before = {entry: (key, told) for entry, key, told in headers_of(kind, sorted(keys))}
    after = {entry: (key, "") for entry, (key, _told) in before.items()} | told_of(model, keys)
    changed = {entry: row for entry, row in sorted(after.items()) if before.get(entry) != row}
    headers = [
        HarvestHeader(kind=kind, entry=entry, object_id=key, told=told) for entry, (key, told) in changed.items()
    ]
    HarvestHeader.objects.bulk_create(
        headers,
        update_conflicts=True,
        unique_fields=["kind", "entry"],
        update_fields=["object_id", "changed_at", "told"],
    )
    return [key for key, _told in changed.values()]


@asked_once
def headers_of(kind: Any, keys: Any) -> Any:
    """Return what the headers of entries of one kind with some keys say."""
    return HarvestHeader.objects.filter(Among("object_id", keys), kind=kind).values_list("entry", "object_id", "told")


def told_of(model: type[Entry], keys: Sequence[int]) -> dict[str, tuple[int, str]]:
    """Return by permanent id the key and a digest of what is told of those entries that strangers may take away."""
    rows: Any = model._default_manager
    shown = list(with_elements(rows.public(Channel.OAI).filter(pk__in=keys)))
    if not shown:
        return {}
    order = Memorial.current().languages
    return {entry.public_id: (entry.pk, canonical_hash(elements_of(entry, order))) for entry in shown}


def dependents(model: type[Entry], keys: Sequence[int], changed: Sequence[int]) -> Others:
    """Yield the entries of other kinds of which something else may be told, because these were changed."""
    if model is Person and changed:
        yield Testimony, keys_of(Testimony, narrator__in=changed)
    if model is Source and changed:
        yield Testimony, keys_of(Testimony, citations__source__in=changed)
        yield Asset, keys_of(Asset, source__in=changed)
    if model is Testimony:
        # A recording is closed by its testimony also where nothing was ever told of that.
        ties = Recording.objects.filter(entry__in=keys)
        yield Asset, sorted(set(ties.values_list("asset", flat=True)))


def keys_of(model: Any, **about: Any) -> list[int]:
    """Return the keys of entries of one kind that are not working copies."""
    return sorted(set(model.objects.of_record().filter(**about).values_list("pk", flat=True)))


@watches_time
def look_at_the_rest() -> None:
    """Take notice of what no act has told: settings that stand in each record, recordings set free, a first filling."""
    state, _made = HarvestState.objects.get_or_create(pk=HarvestState.SINGLE_ID)
    take_notice_of_settings(state)
    until = time.monotonic() + AT_ONCE
    # To which testimony a recording belonged is written nowhere once the tie is gone.
    kinds = [Asset] if state.whole else list(TOLD)
    whole = all(fill(model, until) for model in kinds)
    if whole and not state.whole:
        HarvestState.objects.update(whole=True)


def fill(model: type[Entry], until: float) -> bool:
    """Make the headers that entries of one kind lack, and return whether none is lacking; else the time was over."""
    while keys := untold(model):
        look_again(model, keys)
        if time.monotonic() > until:
            return False
    return True


def untold(model: type[Entry]) -> list[int]:
    """Return some entries that strangers may take away and of which nothing is told."""
    kind = str(model._meta.model_name)
    told = HarvestHeader.objects.filter(kind=kind, object_id=OuterRef("pk")).exclude(told="")
    rows: Any = model._default_manager
    missing = rows.public(Channel.OAI).filter(~Exists(told), status=Status.PUBLISHED)
    return list(missing.order_by("pk").values_list("pk", flat=True)[:SOME])


def take_notice_of_settings(state: HarvestState) -> None:
    """Have every record count as changed where what they all say alike was changed: languages, addresses, licence."""
    memorial = Memorial.current()
    digest = canonical_hash([memorial.languages, memorial.licence])
    if state.common == digest:
        return
    with transaction.atomic():
        if state.common:
            HarvestHeader.objects.exclude(told="").update(changed_at=None)
        HarvestState.objects.update(common=digest)
