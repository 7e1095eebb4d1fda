"""What harvesters are told, in a form in which two tellings can be compared."""

from datetime import datetime
from typing import Any

from memorial.base.canonical import canonical_hash
from memorial.exchange.harvest.dublin_core import elements_of, with_elements
from memorial.exchange.harvest.kinds import SETS
from memorial.exchange.harvest.reading import Wanted, give_moments, harvested, headers
from memorial.models import HarvestHeader, Memorial
from memorial.review.gate import Channel
from memorial.review.models import Entry

Told = dict[tuple[str, str], str]


def kept() -> Told:
    """Return what the headers say is told now, by kind and permanent id."""
    rows = HarvestHeader.objects.exclude(told="")
    return {(kind, entry): told for kind, entry, told in rows.values_list("kind", "entry", "told")}


def from_scratch() -> Told:
    """Return what is told now, read from the entries themselves."""
    found = {}
    for model in SETS.values():
        entries: Any = model
        for entry in with_elements(entries.objects.public(Channel.OAI)):
            told = elements_of(entry, Memorial.current().languages)
            found[str(model._meta.model_name), entry.public_id] = canonical_hash(told)
    return found


def incremental(since: datetime | None = None) -> dict[str, bool]:
    """Return by permanent id what an incremental harvester is told since then: that it is there, or that it is gone."""
    give_moments()
    rows = headers(Wanted(since=since), None, 1000)
    return {item.public_id: item.elements is not None for item in harvested(rows, Memorial.current(), whole=True)}


def settle() -> datetime:
    """Give everything its moment, as a harvester does that has just been here, and return when that was."""
    give_moments()
    last = HarvestHeader.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
    assert last is not None
    return last


def since(moment: datetime) -> dict[str, bool]:
    """Return what is told that appeared after a moment, to the smallest step of time."""
    give_moments()
    rows = list(HarvestHeader.objects.filter(changed_at__gt=moment).order_by("changed_at", "pk"))
    return {item.public_id: item.elements is not None for item in harvested(rows, Memorial.current(), whole=True)}


def words_of(entry: Entry) -> list[tuple[str, str]]:
    """Return what is told of an entry, without the languages."""
    model: Any = type(entry)
    row = with_elements(model.objects.public(Channel.OAI)).get(pk=entry.pk)
    return [(element.name, element.value) for element in elements_of(row, ["en"])]
