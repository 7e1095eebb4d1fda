"""What a search shows of what it found: each person with why they were found, each other entry with its words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.reading import keep_referred
from memorial.base.texts import Text
from memorial.events.places import Place
from memorial.public.naming import read_public
from memorial.public.person_lines import PersonLine, life_years, read_people
from memorial.public.places import place_names
from memorial.public.search_forms import KINDS, PEOPLE, Asked
from memorial.public.sections import SECTIONS
from memorial.public.titles import full_title
from memorial.search.people import PersonHit
from memorial.search.texts import TextHit, TextsFound

#: What stands over people who were found by what is told of them, and not by their names.
TOLD = _("Told of people")


@dataclass(frozen=True)
class FoundPerson(PersonLine):
    """One person who was found, and why, where the name shown does not say it."""

    reasons: Sequence[str] = ()


@dataclass(frozen=True)
class FoundEntry:
    """One entry whose words were found: some of them, or its content note instead."""

    title: Text
    detail: str
    url: str
    hit: TextHit


@dataclass(frozen=True)
class FoundKind:
    """The entries of one kind: the nearest of them, how many there are, and where all of them stand."""

    section: str
    heading: str | Promise
    lines: Sequence[FoundEntry]
    number: int
    #: There are more than were counted.
    capped: bool
    #: Empty where all of them are shown.
    all_url: str


def found_people(hits: Sequence[PersonHit], order: Sequence[str]) -> list[FoundPerson]:
    """Return the lines of people in the order of the hits; ``order`` is the memorial's languages."""
    people = [hit.person for hit in hits]
    places: dict[Any, Place] = read_public(Place, {key for person in people if (key := person.residence_id)})
    for person in people:
        keep_referred(person, "residence", places.get(person.residence_id))
    portraits = read_people(people, place_names(people, "residence"))
    return [found_person(hit, order, portraits.get(hit.person.pk)) for hit in hits]


def found_person(hit: PersonHit, order: Sequence[str], portrait: Any = None) -> FoundPerson:
    """Return the line of one person: the name as others see it, and what it was found by."""
    person = hit.person
    return FoundPerson(
        name=person.display_name(order),
        url=person.get_absolute_url(),
        years=life_years(person),
        place=person.residence.text("name", order) if person.residence else None,
        portrait=portrait,
        reasons=[reason.sentence for reason in hit.reasons],
    )


def found_kinds(
    found: Mapping[str, TextsFound], asked: Asked, order: Sequence[str], *, named: Collection[int]
) -> list[FoundKind]:
    """Return what was found of each kind, in the order of the page; ``named`` are people who are shown by name."""
    kinds = []
    for section, heading in KINDS.items():
        texts = found.get(kind_of(section))
        if texts is None:
            continue
        hits = [hit for hit in texts.hits if section != PEOPLE or hit.entry.pk not in named]
        lines = [found_entry(hit, order) for hit in hits]
        number = texts.number - len(texts.hits) + len(hits)
        if lines:
            further = texts.more or number > len(lines)
            all_url = asked.address(kind=section, page=1) if further and not asked.kind else ""
            told = TOLD if section == PEOPLE else heading
            kinds.append(FoundKind(section, told, lines, number, texts.more, all_url))
    return kinds


def found_entry(hit: TextHit, order: Sequence[str]) -> FoundEntry:
    """Return the line of an entry that was found by its words."""
    return FoundEntry(*full_title(hit.entry, order), hit.entry.get_absolute_url(), hit)


def kind_of(section: str) -> str:
    """Return the kind of entry that stands in a section."""
    return str(SECTIONS[section]._meta.model_name)
