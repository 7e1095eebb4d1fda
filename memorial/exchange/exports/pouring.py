"""Pouring: one walk through the record, by which all files that are to be made of it are written."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from memorial.exchange.exports.fingerprints import Fingerprints
from memorial.exchange.exports.stretches import entries_of, stretches
from memorial.exchange.exports.writers import Writer
from memorial.exchange.linked.terms import Site
from memorial.exchange.representations.fields import Kind, Reader
from memorial.exchange.representations.kinds import KINDS

#: The place of each kind in a file of fingerprints.
PLACES = {name: place for place, name in enumerate(KINDS)}


def pour(
    kinds: Sequence[Kind],
    reader: Reader,
    writers: Sequence[Writer],
    *,
    prints: Fingerprints | None = None,
    narrowed: QuerySet[Any] | None = None,
    say: Callable[[int], object] = lambda _number: None,
) -> int:
    """Write what a reader may see of some kinds with every writer, and return how many entries that were.

    ``say`` is told now and then how many have been written; ``narrowed`` are the entries wanted, of a single kind.
    """
    # A file is read elsewhere, and no visitor is there whose request could tell where the memorial stands.
    number, site = 0, Site(settings.MAIL_LINKS_TO)
    for kind in in_order(kinds):
        for stretch in stretches(entries_of(kind, reader, narrowed)):
            for entry in stretch:
                said = kind.represent(entry)
                written = {**said, "url": site.absolute(said["url"])}
                for writer in writers:
                    writer.write(kind, written)
                if prints is not None:
                    prints.add(PLACES[kind.name], entry.pk, said)
            number += len(stretch)
            say(number)
    return number


def in_order(kinds: Iterable[Kind]) -> list[Kind]:
    """Return kinds in the order in which they stand everywhere."""
    return sorted(kinds, key=lambda kind: PLACES[kind.name])
