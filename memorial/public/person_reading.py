"""Reading for the page of a person: each table is asked once, for all on whom the page touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from memorial.base.asking import Among, asked_once, keys_of
from memorial.base.reading import Parts, keep_referred, keep_rows, read_together
from memorial.events.places import Place
from memorial.exchange.representations.columns import known_by
from memorial.exchange.representations.entries import as_known
from memorial.media.originals import Kind
from memorial.media.showing import Shown
from memorial.people.depictions import Depiction
from memorial.people.kinship import Household, HouseholdMember, Kinship
from memorial.people.models import Person
from memorial.public.illustrations import picture_parts, portraits_among, public_ties, small_squares
from memorial.public.naming import naming_parts, read_public
from memorial.public.notes import read_sources
from memorial.testimonies.models import Testimony

PLACES = ("birthplace", "death_place", "residence", "burial_place")


@dataclass(frozen=True)
class Around:
    """What stands around a person and may be seen by a stranger, with all that their page shows of it."""

    ties: Sequence[Kinship]
    #: The people who are named on the page besides the person, by their keys.
    people: dict[Any, Person]
    #: The members of the person's households, household by household.
    members: dict[Household, list[HouseholdMember]]
    testimonies: Sequence[Testimony]
    #: The places of the person's life, by their keys.
    places: dict[int, Place]
    portraits: dict[int, Shown]


def read_own(person: Person) -> None:
    """Read what makes up a person: the spellings of the name, the texts, the citations."""
    read_together(Parts([person], "names"), Parts([person], "translations"), Parts([person], "citations"))


def read_around(person: Person) -> Around:
    """Return what stands around a person that was read by `read_own`, and keep with the person what refers to it."""
    # Others refer to the person, never to a working copy of the person that is being previewed.
    known: Any = person.copy_of or person
    ties = public_kin(person.pk) if person.is_public else list(Kinship.objects.public().with_draft(person).of(person))
    members = public_members(known.pk)
    testimonies = public_testimonies(known.pk)
    named = {other_key(tie, person) for tie in ties} | ({each.person_id for each in members} - {known.pk})
    speaking = {each.narrator_id for each in testimonies if each.narrator_id}
    others: dict[Any, Person] = read_public(Person, named | speaking)
    ties = [tie for tie in ties if other_key(tie, person) in others]
    for testimony in testimonies:
        keep_referred(testimony, "narrator", others.get(testimony.narrator_id))
    # The person's own row has led to the household alone.
    beside = [each for each in members if each.person_id in others and each.person_id != known.pk]
    for each in beside:
        keep_referred(each, "person", others[each.person_id])
    keep_tied(person, ties, others)
    keep_rows(person, "testimonies", sorted(testimonies, key=lambda each: each.pk))
    sources, places = read_sources(person, [*person.names.all(), *ties]), read_places(person)
    homes = {each.household: [one for one in beside if one.household == each.household] for each in members}
    others_pictures = read_shown(person, others.keys() & named)
    read_together(
        *naming_parts([*others.values(), *testimonies, *homes, *places.values()]),
        Parts(sources, "translations"),
        *picture_parts(person.pictures.all()),
        *small_squares([tie.asset for tie in others_pictures]),
    )
    return Around(
        ties=ties,
        people=others,
        members=homes,
        testimonies=testimonies,
        places=places,
        portraits=portraits_among(others_pictures),
    )


def other_key(tie: Kinship, person: Person) -> int:
    """Return the key of the other person of a tie."""
    return tie.relative_id if tie.person_id == person.pk else tie.person_id


@asked_once
def public_kin(person: Any) -> Any:
    """Return the ties of a person, given by key, to people whom a stranger may see as well."""
    return Kinship.objects.public().of(person)


@asked_once
def public_testimonies(person: Any) -> Any:
    """Return the public testimonies that speak of a person, given by key."""
    return Testimony.objects.public().speaking_of(person).with_moment().order_by("given_earliest", "pk")


@asked_once
def public_members(person: Any) -> Any:
    """Return the public members of the households of a person, and the person, even where only staff see them."""
    homes = Household.objects.public().filter(memberships__person=person)
    found = HouseholdMember.objects.public().with_own(person).filter(household__in=homes)
    return found.select_related("household").order_by("household__label", "household", "position", "pk")


def read_shown(person: Person, others: Iterable[int]) -> list[Depiction]:
    """Keep with a person the ties to their pictures, and return those to the pictures that may be others' portraits."""
    read = pictures_among(person.pk, keys_of({person.pk, *others}))
    keep_rows(person, "pictures", [tie for tie in read if tie.entry_id == person.pk])
    return [tie for tie in read if tie.entry_id != person.pk]


@asked_once
def pictures_among(person: Any, people: Any) -> Any:
    """Return the public pictures of one of some people, all given by keys, and of the others what shows nobody else."""
    ties = public_ties(Depiction).filter(Among("entry", people))
    found = ties.filter(Q(entry=person) | Q(ties.alone(), asset__kind=Kind.IMAGE, where_shown=""))
    return known_by(found.select_related("asset__original"), "asset").order_by("entry", "position", "pk")


def read_places(person: Person) -> dict[int, Place]:
    """Return the places of a person's life that a stranger may see, and keep them with the person."""
    keys = {path: getattr(person, f"{path}_id") for path in PLACES}
    known = {key for key in keys.values() if key}
    places = read_public(Place, known)
    for path, key in keys.items():
        keep_referred(person, path, places.get(key))
    return places


def keep_tied(person: Person, ties: Iterable[Kinship], others: dict[Any, Person]) -> None:
    """Keep with a person their ties from both sides, each with the permanent id of the other."""
    kept: dict[str, list[Kinship]] = {"person": [], "relative": []}
    for tie in ties:
        own, other = ("person", "relative") if tie.person_id == person.pk else ("relative", "person")
        as_known(tie, other, others[other_key(tie, person)])
        kept[own].append(tie)
    keep_rows(person, "kin", kept["person"])
    keep_rows(person, "kin_of", kept["relative"])
