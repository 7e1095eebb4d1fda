"""Lines: how a person stands in a list, with a name, the years of a life, a place, and a face where one is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from memorial.base.date_words import life_words
from memorial.base.reading import Parts, read_together
from memorial.base.texts import Text
from memorial.media.showing import Shown
from memorial.people.models import Person
from memorial.public.illustrations import portrait_ties, portraits_among, small_squares
from memorial.public.naming import naming_parts


@dataclass(frozen=True)
class PersonLine:
    """One person in a list; what is not known is empty."""

    name: Text
    url: str
    years: str
    place: Text | None = None
    portrait: Shown | None = None


def person_line(person: Person, order: Sequence[str], portrait: Shown | None = None) -> PersonLine:
    """Return the line of a public person by the name they are called; ``order`` is the memorial's languages."""
    return PersonLine(person.display_name(order), person.get_absolute_url(), life_years(person), portrait=portrait)


def person_lines(people: Iterable[Person], order: Sequence[str]) -> list[PersonLine]:
    """Return the lines of public people in their order, each with the portrait if there is one."""
    kept = list(people)
    portraits = read_people(kept)
    return [person_line(person, order, portraits.get(person.pk)) for person in kept]


def read_people(people: Sequence[Person], *others: Parts) -> dict[int, Shown]:
    """Read what the lines of public people show, with others in one question; return their portraits by their keys."""
    ties = list(portrait_ties(people))
    read_together(*naming_parts(people), *small_squares([tie.asset for tie in ties]), *others)
    return portraits_among(ties)


def life_years(person: Person) -> str:
    """Return the years of birth and death in words, as far as they are known."""
    return life_words(person.birth, person.death)
