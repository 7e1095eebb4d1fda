"""Lines: how a person stands in a list, with a name, the years of a life, and a place."""

from collections.abc import Sequence
from dataclasses import dataclass

from memorial.base.date_words import life_words
from memorial.base.texts import Text
from memorial.people.models import Person


@dataclass(frozen=True)
class PersonLine:
    """One person in a list; what is not known is empty."""

    name: Text
    url: str
    years: str
    place: Text | None = None


def person_line(person: Person, order: Sequence[str]) -> PersonLine:
    """Return the line of a public person by the name they are called; ``order`` is the memorial's languages."""
    return PersonLine(person.display_name(order), person.get_absolute_url(), life_years(person))


def life_years(person: Person) -> str:
    """Return the years of birth and death in words, as far as they are known."""
    return life_words(person.birth, person.death)
