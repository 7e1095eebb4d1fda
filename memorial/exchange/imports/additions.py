"""Additions: what one row of a list says of a person, as rows of the record, and what of it is new to them.

No value that stands here is overwritten: what is missing is filled in, what agrees gets one more source, and what
differs stands beside it as what that source states.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from memorial.base.ages import AgeRange
from memorial.exchange.imports.said import days_of, parents_of
from memorial.exchange.lists.targets import Target
from memorial.exchange.lists.values import RowValues
from memorial.people.models import Person, PersonCitation, PersonTranslation
from memorial.people.names import PersonName
from memorial.search.letters import words_of
from memorial.sources.models import Source

PLACES = ("residence", "birthplace", "death_place", "burial_place")
DATES = ("birth", "death", "fate_date")
#: Choices, and the value with which each says that nothing is known.
CHOICES = {"sex": Person.Sex.UNKNOWN, "fate": Person.Fate.UNKNOWN}
LONGEST_VALUE = PersonCitation._meta.get_field("value").max_length or 0
#: By which of the words of a place's name it is found: all of them, in any order.
PlacesByName = Mapping[str, int]
AGREES, DIFFERS = PersonCitation.Stance.AGREES.value, PersonCitation.Stance.DIFFERS.value


class From(NamedTuple):
    """From where a row comes: the source, and what is to be known to write it down."""

    source: Source
    language: str
    places: PlacesByName


class Cited(NamedTuple):
    """What one source says of one fact; the columns of a citation are called so too."""

    fact: str
    source_id: int
    locator: str
    says: str
    stance: str
    value: str


@dataclass
class Additions:
    """What a row adds to one person: names, citations, texts, and values that were empty."""

    names: list[PersonName] = field(default_factory=list)
    citations: list[Cited] = field(default_factory=list)
    texts: list[PersonTranslation] = field(default_factory=list)
    filled: dict[str, Any] = field(default_factory=dict)
    #: The keys of the citations, once they are saved.
    citation_keys: Sequence[int] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.names or self.citations or self.texts or self.filled)


class Standing(NamedTuple):
    """What a person has already: names, citations and texts as their rows."""

    names: list[PersonName]
    citations: list[Cited]
    texts: list[PersonTranslation]


NOTHING = Standing([], [], [])


def additions(values: RowValues, person: Person, standing: Standing, origin: From) -> Additions:
    """Return what a row adds to a person who has something already, or to a new one who has nothing."""
    return _Adding(values, person, standing, origin).all()


class _Adding:
    """One row beside one person."""

    def __init__(self, values: RowValues, person: Person, standing: Standing, origin: From) -> None:
        self.values, self.person, self.standing, self.origin = values, person, standing, origin
        self.added = Additions()
        self.cited = {
            (one.fact, one.locator, one.value) for one in standing.citations if one.source_id == origin.source.pk
        }

    def all(self) -> Additions:
        self.add_names()
        for fact in DATES:
            self.add_date(fact)
        for fact, unknown in CHOICES.items():
            self.add_value(fact, self.values.facts.get(fact, ""), unknown)
        self.add_age()
        for fact in PLACES:
            self.add_place(fact)
        self.add_occupation()
        self.add_the_rest()
        return self.added

    def cite(self, fact: str, *, says: str = "", differs: str = "") -> None:
        """Name the source for a fact once; what differs is what it states instead."""
        value, locator = differs[:LONGEST_VALUE], self.values.locator
        if (fact, locator, value) in self.cited:
            return
        self.cited.add((fact, locator, value))
        stance = DIFFERS if differs else AGREES
        self.added.citations.append(Cited(fact, self.origin.source.pk, locator, says, stance, value))

    def written(self, fact: str) -> str:
        return self.values.written.get(fact, "")

    def add_names(self) -> None:
        """Add the spellings that the person does not have; one that stands there gets one more source."""
        source, locator = self.origin.source.pk, self.values.locator
        spelled = {(name.full, name.language) for name in self.standing.names}
        for name in self.values.names:
            if (name.full, name.language) in spelled:
                self.cite("names", says=name.full)
                continue
            spelled.add((name.full, name.language))
            made = PersonName(source_id=source, locator=locator, **name._asdict())
            made.preferred = not self.standing.names and not self.added.names and name.kind == "as_written"
            self.added.names.append(made)

    def add_value(self, fact: str, value: Any, unknown: Any = "") -> None:
        """Fill in a value that is not known here, or cite the source for what it says of one that is."""
        if value in ("", None, unknown):
            return
        mine = getattr(self.person, fact)
        if mine in ("", None, unknown):
            self.added.filled[fact] = value
            self.cite(fact, says=self.written(fact))
        else:
            self.cite(fact, says=self.written(fact), differs="" if mine == value else str(value))

    def add_date(self, fact: str) -> None:
        """Add a date; one that says less than what stands here agrees with it, one that says more or other differs."""
        value, mine = str(self.values.facts.get(fact, "")), getattr(self.person, fact)
        if value and mine and value != mine and says_less(value, mine):
            self.cite(fact, says=self.written(fact))
        else:
            self.add_value(fact, value)

    def add_age(self) -> None:
        age = self.values.facts.get("age")
        if not isinstance(age, AgeRange):
            return
        mine = (self.person.age_low, self.person.age_high or self.person.age_low)
        written = self.written("age")
        if self.person.age_low is None:
            high = age.high if age.high != age.low else None
            self.added.filled |= {"age_low": age.low, "age_high": high, "age_about": age.about}
            self.cite("age", says=written)
        else:
            self.cite("age", says=written, differs="" if mine == (age.low, age.high) else written)

    def add_place(self, fact: str) -> None:
        """Add a place that is a place of this record; the words of any other stand in the citation alone."""
        text = str(self.values.facts.get(fact, ""))
        if not text:
            return
        place, mine = self.origin.places.get(plain_place(text)), getattr(self.person, f"{fact}_id")
        blocked = fact == "burial_place" and self.person.burial_unknown
        if mine is None and place is not None and not blocked:
            self.added.filled[f"{fact}_id"] = place
        self.cite(fact, says=self.written(fact), differs=text if (mine and mine != place) or blocked else "")

    def add_occupation(self) -> None:
        text = str(self.values.facts.get("occupation", ""))
        if not text:
            return
        own = next((one for one in self.standing.texts if one.language == self.origin.language), None)
        if own is None and not self.standing.texts:
            self.added.texts.append(PersonTranslation(language=self.origin.language, occupation=text))
            self.cite("occupation", says=self.written("occupation"))
        else:
            same = any(one.occupation == text for one in self.standing.texts)
            # In a text that others have written nothing is changed; what differs is there to be read beside it.
            self.cite("occupation", says=self.written("occupation"), differs="" if same else text)

    def add_the_rest(self) -> None:
        """Keep the words for which the record has no fact of its own: names of parents, notes."""
        lines = [f"{Target(who).label}: {name}" for who, name in parents_of(self.values).items()]
        if note := str(self.values.facts.get(Target.NOTE.value, "")):
            lines.append(note)
        if lines:
            self.cite("", says="\n".join(lines))


def says_less(date: str, other: str) -> bool:
    """Return whether a date allows every day that another one allows, and more: a year beside a day of it.

    A month beside its own first day is no such thing: many lists write a first day where only the month was known.
    """
    wide, narrow = days_of(date), days_of(other)
    if wide is None or narrow is None or narrow == wide:
        return False
    is_first_day = narrow[0] == narrow[1] == wide[0]
    return wide[0] <= narrow[0] and narrow[1] <= wide[1] and not is_first_day


def plain_place(text: str) -> str:
    """Return by what a place is found under its name: its words, in whatever case and order of punctuation."""
    return " ".join(words_of(text))
