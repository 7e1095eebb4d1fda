"""Facts beside the name: when somebody was born, where they belong, whose kin they are, and whether that agrees.

Nothing is read here but what the gate lets through: the names of places that are shown, and of relatives who are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from memorial.events.places import Place
from memorial.people.kinship import Kinship
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.review.gate import Channel
from memorial.review.status import Status
from memorial.search.likeness import SAME, distance
from memorial.search.models import Edition
from memorial.search.written import asked_words, name_form

#: Sources that give a year differ by so much about one birth.
YEARS_APART = 2
#: What is left of the score of a name where a fact that was asked for agrees, is not known, contradicts.
YEAR = {True: 1.0, None: 0.94, False: 0.5}
PLACE = {True: 1.0, None: 0.96, False: 0.88}
KIN = {True: 1.0, None: 0.96, False: 0.85}
PLACES = ("residence_id", "birthplace_id", "death_place_id", "burial_place_id")


class Tie(StrEnum):
    """Whose name the name of a relative is."""

    FATHER = "father"
    KIN = "kin"


@dataclass(frozen=True)
class Beside:
    """What is known of one person beside the name: names of places, and names of kin, as they are written."""

    places: Sequence[str] = ()
    kin: Sequence[tuple[Tie, str]] = ()


@dataclass(frozen=True)
class Agreeing:
    """What is left of the score of a name, whether nothing contradicts, and which facts agree, in written words."""

    factor: float = 1.0
    contradicted: bool = False
    year: bool = False
    place: str = ""
    kin: tuple[Tie, str] | None = None


NOTHING = Agreeing()


def years_agree(born: tuple[int, int] | None, person: Any) -> bool | None:
    """Return whether a person can have been born in some years; nothing where that is not known, or nearly so."""
    if born is None or person.birth_earliest is None or person.birth_latest is None:
        return None
    first, last = min(born), max(born)
    if person.birth_earliest.year <= last and first <= person.birth_latest.year:
        return True
    apart = max(person.birth_earliest.year - last, first - person.birth_latest.year)
    return False if apart > YEARS_APART else None


def same_words(one: str, other: str) -> bool:
    """Return whether each word of one name is a word of another, in whatever spelling."""
    words = [word.word for word in asked_words(one)]
    others = name_form(other, ()).words
    return bool(words) and all(any(distance(word, each) <= SAME for each in others) for word in words)


def place_agrees(sought: str, names: Iterable[str]) -> str | None:
    """Return the written name of the place that is sought, among those of a person; empty where it is none of them."""
    known = list(names)
    if not known:
        return None
    return next((name for name in known if same_words(sought, name)), "")


def kin_agrees(sought: Sequence[str], kin: Iterable[tuple[Tie, str]]) -> tuple[Tie, str] | None | bool:
    """Return the first of a person's kin who is sought; nothing where none is known, False where it is none of them."""
    known = list(kin)
    if not known:
        return None
    for name in sought:
        for tie, written in known:
            if same_words(name, written) or same_words(written, name):
                return tie, written
    return False


def agreeing(born: tuple[int, int] | None, place: str, kin: Sequence[str], person: Any, beside: Beside) -> Agreeing:
    """Return how what else is known of somebody who is sought agrees with a person."""
    years = years_agree(born, person)
    factor = YEAR[years] if born else 1.0
    where = place_agrees(place, beside.places) if place else None
    if place:
        factor *= PLACE[None if where is None else bool(where)]
    whose = kin_agrees(kin, beside.kin) if kin else None
    if kin:
        factor *= KIN[None if whose is None else bool(whose)]
    found = whose if isinstance(whose, tuple) else None
    return Agreeing(factor, years is False, years is True, where or "", found)


def beside_names(
    people: Sequence[Person], rows: QuerySet[Person], edition: Edition, *, places: bool, kin: bool
) -> Mapping[int, Beside]:
    """Return what is known beside their names of some people, as far as the gate shows it; only what is asked for."""
    of_places = place_names(people, edition) if places else {}
    of_kin = kin_names(people, rows) if kin else {}
    return {person.pk: Beside(of_places.get(person.pk, ()), of_kin.get(person.pk, ())) for person in people}


def place_names(people: Sequence[Person], edition: Edition) -> dict[int, list[str]]:
    """Return the written names of the places of people, in all languages."""
    wanted = {key for person in people for column in PLACES if (key := getattr(person, column))}
    if edition == Edition.PUBLIC:
        shown: Any = Place.objects.public(Channel.SEARCH)
    else:
        # What everybody at the desk may know of, so that no score tells of a place that somebody may not.
        shown = Place.objects.of_record().filter(restricted=False).exclude(status=Status.WITHDRAWN)
    names: dict[int, list[str]] = defaultdict(list)
    for key, other, name in shown.filter(pk__in=wanted).values_list("pk", "other_names", "translations__name"):
        names[key] += [each.strip() for each in [name or "", *other.split(";")] if each.strip()]
    return {
        person.pk: list(dict.fromkeys(name for column in PLACES for name in names.get(getattr(person, column), ())))
        for person in people
    }


def kin_names(people: Sequence[Person], rows: QuerySet[Person]) -> dict[int, list[tuple[Tie, str]]]:
    """Return the written names of the kin of people: from their patronymics, and of relatives whom the gate shows."""
    found: dict[int, list[tuple[Tie, str]]] = defaultdict(list)
    for person in people:
        found[person.pk] = [(Tie.FATHER, name.patronymic) for name in person.names.all() if name.patronymic]
    keys = list(found)
    relatives: dict[int, list[tuple[int, Tie]]] = defaultdict(list)
    ties = Kinship.objects.filter(Q(person__in=keys) | Q(relative__in=keys))
    columns = ("person_id", "kind", "relative_id", "person__sex", "relative__sex")
    for one, kind, relative, sex, other_sex in ties.order_by("pk").values_list(*columns):
        is_father = kind == Kinship.Kind.PARENT and sex == Person.Sex.MALE
        has_father = kind == Kinship.Kind.CHILD and other_sex == Person.Sex.MALE
        relatives[one].append((relative, Tie.FATHER if is_father else Tie.KIN))
        relatives[relative].append((one, Tie.FATHER if has_father else Tie.KIN))
    shown = Exists(rows.filter(pk=OuterRef("person")).order_by())
    names = PersonName.objects.filter(shown, person__in=list(relatives)).order_by("pk")
    for bearer, full in names.values_list("person_id", "full"):
        for other, tie in relatives[bearer]:
            if other in found:
                found[other].append((tie, full))
    return found
