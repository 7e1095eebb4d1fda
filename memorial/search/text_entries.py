"""Entries whose texts were found: which of them may be seen, and what is shown of them; one question for all kinds."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import CharField, Value

from memorial.base.reading import Parts, read_together
from memorial.people.models import Person
from memorial.review.models import Entry
from memorial.search.text_rows import KINDS
from memorial.testimonies.models import Testimony
from memorial.testimonies.naming import keep_narrators, naming_parts

#: What may be asked through: of a kind, those entries that the one who asks may see.
Gate = Callable[[type[Entry]], Any]


def seen_among(gate: Gate, keys: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
    """Return by kind which of some entries, given by their keys, may be seen."""
    asked = [
        gate(KINDS[kind])
        .prefetch_related(None)
        .order_by()
        .filter(pk__in=some)
        .values_list(Value(kind, output_field=CharField()), "pk")
        for kind, some in keys.items()
        if some
    ]
    seen: dict[str, set[int]] = {kind: set() for kind in keys}
    for kind, key in asked[0].union(*asked[1:], all=True) if asked else ():
        seen[kind].add(key)
    return seen


def read_entries(gate: Gate, keys: Mapping[str, Collection[int]]) -> dict[str, dict[int, Any]]:
    """Return by kind and key those of some entries that may be seen, with their names and texts."""
    found: dict[str, dict[int, Any]] = {}
    for kind, some in keys.items():
        rows = gate(KINDS[kind]).prefetch_related(None).filter(pk__in=some)
        rows = rows.with_moment() if KINDS[kind] is Testimony else rows
        found[kind] = {entry.pk: entry for entry in rows}
    entries = [entry for of_kind in found.values() for entry in of_kind.values()]
    testimonies = [entry for entry in entries if isinstance(entry, Testimony)]
    read_together(
        *(Parts(of_kind.values(), "translations") for of_kind in found.values()),
        Parts([entry for entry in entries if isinstance(entry, Person)], "names"),
        *naming_parts(testimonies, keep_narrators(testimonies)),
    )
    return found
