"""Naming: what must be read of entries of any kind so that a page can call them by their names."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from typing import Any

from memorial.base.asking import Among, asked_once, keys_of
from memorial.base.reading import Parts, keep_referred
from memorial.people.models import Person
from memorial.people.querysets import LONG
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony


def read_named(
    wanted: Mapping[type[Entry], Collection[int]],
) -> tuple[dict[type[Entry], dict[int, Any]], list[Parts]]:
    """Return the public entries of these keys, kind by kind, and the parts by which they are named, yet to be read.

    Whoever speaks in a testimony is read with the people, where they are public.
    """
    found: dict[type[Entry], dict[int, Any]] = {}
    for kind in sorted(wanted, key=lambda each: each is Person):
        speaking = {each.narrator_id for each in found.get(Testimony, {}).values()} if kind is Person else set()
        keys = {*wanted[kind], *speaking} - {None}
        found[kind] = read_public(kind, keys)
    people, asked = found.get(Person, {}), set(wanted.get(Person, ()))
    for each in found.get(Testimony, {}).values():
        keep_referred(each, "narrator", people.get(each.narrator_id))
    parts = naming_parts(each for rows in found.values() for each in rows.values())
    return found | {Person: {key: each for key, each in people.items() if key in asked}}, parts


def naming_parts(entries: Iterable[Any]) -> list[Parts]:
    """Return the parts by which entries of any kinds are named, yet to be read; people without their stories."""
    kept = list(entries)
    people = [each for each in kept if isinstance(each, Person)]
    testimonies = [each for each in kept if isinstance(each, Testimony)]
    kinds = {type(each) for each in kept} - {Person, Source}
    return [
        Parts(people, "names"),
        Parts(people, "translations", without=LONG),
        Parts(testimonies, "consents"),
        *(Parts([each for each in kept if type(each) is kind], "translations") for kind in kinds),
    ]


def read_public(kind: type[Entry], keys: Collection[int]) -> dict[int, Any]:
    """Return the public entries of a kind that have one of these keys, by key; for none, nothing is asked."""
    return {entry.pk: entry for entry in public_with(kind)(keys_of(keys))} if keys else {}


@lru_cache(maxsize=64)
def public_with(kind: Any) -> Callable[..., list[Any]]:
    """Return the question for the public entries of a kind that have one of some keys."""

    @asked_once
    def found(keys: Any) -> Any:
        rows = kind.objects.public().filter(Among("pk", keys))
        return rows.with_moment() if kind is Testimony else rows

    return found
