"""Named entries: the other entries that a version names, each a line that leads to its page of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from memorial.base.texts import Text
from memorial.people.models import Person
from memorial.public.notes import Mark, Rival
from memorial.public.past_entries import PastEntry
from memorial.public.titles import full_title
from memorial.testimonies.recordings import unnamed_voices


@dataclass(frozen=True)
class NamedEntry:
    """Another entry in a list, with what tells it from others of its name."""

    name: Text
    years: str
    url: str


@dataclass(frozen=True)
class NamedEntries:
    """Other entries that a version names, under a heading: each a line with its address."""

    heading: str
    lines: list[Any]
    marks: Sequence[Mark] = ()
    rivals: Sequence[Rival] = ()


def named_entry(entry: Any, order: Sequence[str]) -> NamedEntry:
    """Return the line of an entry that is public now; ``order`` is the memorial's languages."""
    return NamedEntry(*full_title(entry, order), entry.get_absolute_url())


def listed_entries(past: PastEntry, listed: Any, heading: str, order: Sequence[str]) -> NamedEntries:
    """Return one list of a version, in the order of the page's alphabet."""
    lines = [named_entry(other, order) for other in past.listed(listed)]
    return NamedEntries(heading, sorted(lines, key=lambda line: line.name.sort_key))


def pictured_entries(past: PastEntry, order: Sequence[str]) -> NamedEntries:
    """Return the pictures of a version that are public now, in their order then: links alone, whatever they show."""
    ties = sorted(past.parts.get("pictures", ()), key=lambda tie: (tie.position, tie.pk))
    if past.model is Person:
        voices = set(unnamed_voices().filter(pk__in=[tie.asset.pk for tie in ties]).values_list("pk", flat=True))
        ties = [tie for tie in ties if tie.asset.pk not in voices]
    return NamedEntries(_("Photographs, documents and recordings"), [named_entry(tie.asset, order) for tie in ties])
