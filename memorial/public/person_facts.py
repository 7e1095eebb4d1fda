"""The facts of a person as their page shows them: only what is known, each with its sources and what others state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from memorial.base.age_words import age_words
from memorial.base.date_words import words
from memorial.base.memorial import Memorial
from memorial.base.texts import Text
from memorial.events.places import Place
from memorial.people.models import Person
from memorial.people.stated_values import value_in_words
from memorial.public.notes import Mark, Rival

Marks = Mapping[str, list[Mark]]
Rivals = Mapping[str, list[Rival]]

FATES: Mapping[str, Mapping[str, Promise]] = {
    Person.Sex.FEMALE: {
        Person.Fate.KILLED: pgettext_lazy("of a woman", "killed"),
        Person.Fate.DIED_OF_COLD: pgettext_lazy("of a woman", "died of cold"),
        Person.Fate.MISSING: pgettext_lazy("of a woman", "missing"),
        Person.Fate.CAPTIVE: pgettext_lazy("of a woman", "taken captive"),
        Person.Fate.WOUNDED: pgettext_lazy("of a woman", "wounded"),
        Person.Fate.SURVIVED: pgettext_lazy("of a woman", "survived"),
    },
    Person.Sex.MALE: {
        Person.Fate.KILLED: pgettext_lazy("of a man", "killed"),
        Person.Fate.DIED_OF_COLD: pgettext_lazy("of a man", "died of cold"),
        Person.Fate.MISSING: pgettext_lazy("of a man", "missing"),
        Person.Fate.CAPTIVE: pgettext_lazy("of a man", "taken captive"),
        Person.Fate.WOUNDED: pgettext_lazy("of a man", "wounded"),
        Person.Fate.SURVIVED: pgettext_lazy("of a man", "survived"),
    },
}


@dataclass(frozen=True)
class Part:
    """One piece of a fact, with the marks of its sources."""

    words: str | Text
    marks: Sequence[Mark] = ()
    url: str = ""

    @property
    def language(self) -> str:
        return self.words.language if isinstance(self.words, Text) else ""

    @property
    def foreign(self) -> str:
        return self.words.foreign_name if isinstance(self.words, Text) else ""

    @property
    def unreviewed(self) -> bool:
        return isinstance(self.words, Text) and self.words.unreviewed


@dataclass(frozen=True)
class Fact:
    """One line of facts: what it is called, what is known, and what other sources state instead."""

    label: str
    parts: list[Part]
    rivals: list[Rival] = field(default_factory=list)
    detail: Part | None = None
    note: str = ""


class Sheet:
    """Writes the facts of one person, line by line."""

    def __init__(
        self, person: Person, memorial: Memorial, places: Mapping[int, Place], marks: Marks, rivals: Rivals
    ) -> None:
        self.person, self.memorial, self.places, self.marks, self.rivals = person, memorial, places, marks, rivals

    def part(self, fact: str, value: str | Text | None, url: str = "") -> list[Part]:
        """Return the piece for one fact, or nothing where it is not known."""
        return [Part(value, self.marks.get(fact, ()), url)] if value else []

    def place(self, fact: str) -> list[Part]:
        """Return the piece for a place of the person's life."""
        place = self.places.get(getattr(self.person, f"{fact}_id"))
        return self.part(fact, place.text("name", self.memorial.languages), place.get_absolute_url()) if place else []

    def stated_instead(self, *facts: str) -> list[Rival]:
        """Return what sources state instead, in words where the record keeps a code."""
        return [self.in_words(fact, rival) for fact in facts for rival in self.rivals.get(fact, ())]

    def in_words(self, fact: str, rival: Rival) -> Rival:
        """Return a rival value as a reader understands it; what is quoted stays as it is."""
        return rival if rival.quoted else replace(rival, value=value_in_words(fact, rival.value))

    def birth(self) -> Fact:
        parts = self.part("birth", words(self.person.birth)) + self.place("birthplace")
        return Fact(_("Born"), parts, self.stated_instead("birth", "birthplace"))

    def age(self) -> Fact:
        age = self.person.age(self.memorial.occurred)
        reckoned = age is not None and self.person.age_low is None
        note = _("Reckoned from the dates.") if reckoned else ""
        return Fact(
            _("Age at the time"), self.part("age", age_words(age) if age else ""), self.stated_instead("age"), note=note
        )

    def fate(self) -> Fact:
        person, known = self.person, self.person.fate != Person.Fate.UNKNOWN
        parts = self.part("fate", fate_words(person)) if known or "fate" in self.marks else []
        parts += self.part("fate_date", words(person.fate_date))
        stated = ["fate", "fate_date", "fate_detail"]
        if person.fate in person.died_of_it:
            parts += self.part("death", words(person.death)) + self.place("death_place")
            stated += ["death", "death_place"]
        detail = self.part("fate_detail", person.text("fate_detail", self.memorial.languages))
        return Fact(_("Fate"), parts, self.stated_instead(*stated), detail[0] if detail else None)

    def death(self) -> Fact:
        """A death that was not part of what happened stands on a line of its own."""
        if self.person.fate in self.person.died_of_it:
            return Fact("", [])
        parts = self.part("death", words(self.person.death)) + self.place("death_place")
        return Fact(_("Died"), parts, self.stated_instead("death", "death_place"))

    def residence(self) -> Fact:
        return Fact(_("Residence"), self.place("residence"), self.stated_instead("residence"))

    def occupation(self) -> Fact:
        text = self.person.text("occupation", self.memorial.languages)
        return Fact(_("Occupation"), self.part("occupation", text), self.stated_instead("occupation"))

    def burial(self) -> Fact:
        parts = self.place("burial_place")
        if self.person.burial_unknown:
            parts = self.part("burial_place", _("not known"))
        return Fact(_("Burial place"), parts, self.stated_instead("burial_place"))

    def sex(self) -> Fact:
        """Shown only where sources differ."""
        disputed = self.stated_instead("sex")
        return Fact(_("Sex"), self.part("sex", self.person.get_sex_display()) if disputed else [], disputed)


def fate_words(person: Person) -> str:
    """Return what happened to the person, in the form that the sex asks for in some languages."""
    return str(FATES.get(person.sex, {}).get(person.fate, person.get_fate_display()))


def facts_of(
    person: Person, memorial: Memorial, places: Mapping[int, Place], marks: Marks, rivals: Rivals
) -> list[Fact]:
    """Return the facts of a person that are known or disputed, in the order of a life."""
    sheet = Sheet(person, memorial, places, marks, rivals)
    facts = [
        sheet.birth(),
        sheet.age(),
        sheet.fate(),
        sheet.death(),
        sheet.residence(),
        sheet.occupation(),
        sheet.burial(),
        sheet.sex(),
    ]
    return [fact for fact in facts if fact.parts or fact.rivals or fact.detail]
