"""Stated values: what a person's own row says of each fact, in the words in which a citation keeps it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import capfirst

from memorial.base.age_words import age_words
from memorial.base.date_words import words
from memorial.base.memorial import Memorial
from memorial.people.models import Person, PersonTranslation
from memorial.sources.citation_checks import is_known

#: The columns of the person's own row by the fact that they state together; whether somebody lives is no cited fact.
COLUMNS: Mapping[str, Sequence[str]] = {
    "sex": ("sex",),
    "birth": ("birth",),
    "birthplace": ("birthplace",),
    "age": ("age_low", "age_high", "age_about"),
    "residence": ("residence",),
    "fate": ("fate",),
    "fate_date": ("fate_date",),
    "death": ("death",),
    "death_place": ("death_place",),
    "burial_place": ("burial_place", "burial_unknown"),
    "living": ("living",),
}
DATES = frozenset({"birth", "death", "fate_date"})
#: How long the value of a citation can be.
VALUE_LENGTH = 250


def stated_value(person: Person, fact: str) -> str:
    """Return what a person's own row says of a fact, as a citation keeps it; empty where it says nothing."""
    columns = COLUMNS[fact]
    if not any(is_known(getattr(person, name)) for name in columns):
        return ""
    if fact == "age":
        age = person.age()
        return age_words(age) if age else ""
    if fact == "fate" or fact in DATES:
        return str(getattr(person, fact))
    value = getattr(person, columns[0])
    if value is None:
        return capfirst(str(Person._meta.get_field("burial_unknown").verbose_name))
    named = getattr(value, "name_elsewhere", None)
    return str(named() if named else getattr(person, f"get_{fact}_display")())


def value_in_words(fact: str, value: str) -> str:
    """Return the value of a citation as a reader understands it: a date in words, a fate by its name."""
    if fact in DATES:
        return words(value)
    return str(Person.Fate(value).label) if fact == "fate" and value in Person.Fate.values else value


def told(person: Person, fact: str) -> str:
    """Return what a person's own row says of a fact, in the language and the words of whoever reads."""
    return value_in_words(fact, stated_value(person, fact))


def stated(person: Person, fact: str) -> str:
    """Return what a person says of a fact, where their own row states it."""
    return stated_value(person, fact) if fact in COLUMNS else ""


def label_of(name: str) -> str:
    """Return what a fact is called, or a field that states none."""
    if name in Person.facts:
        return capfirst(Person.fact_label(name))
    model: Any = Person if name in COLUMNS else PersonTranslation
    return capfirst(str(model._meta.get_field(name).verbose_name))


def first(said: Mapping[str, str]) -> str:
    """Return the words in the first of the memorial's languages that has them."""
    languages = Memorial.current().languages
    return said[min(said, key=lambda tag: (languages.index(tag) if tag in languages else len(languages), tag))]


def shortened(value: str) -> str:
    """Return a value as long as a citation keeps it."""
    return value if len(value) <= VALUE_LENGTH else value[: VALUE_LENGTH - 1] + "…"
