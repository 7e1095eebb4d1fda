"""The tables of a record folder: their columns, and which field and which fact of an entry each column fills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from memorial.commemorations.models import Commemoration
from memorial.commemorations.recognitions import Recognition
from memorial.events.figures import Figure
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.people.kinship import Household, Kinship
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

CITATION_COLUMNS = ("table", "key", "fact", "source", "locator", "says", "stance", "value")
TRANSLATION_COLUMNS = ("table", "key", "field", "text", "state")


@dataclass(frozen=True)
class Table:
    """One table of a record: what its rows become, and what stands in its columns."""

    name: str
    model: type[models.Model]
    columns: tuple[str, ...]
    required: tuple[str, ...] = ()
    #: Columns that have another name than the field they fill.
    fields: Mapping[str, str] = field(default_factory=dict)
    #: Columns that support a fact of another name.
    facts: Mapping[str, str] = field(default_factory=dict)
    #: What every row of the table has in common.
    preset: Mapping[str, Any] = field(default_factory=dict)
    source: Literal["needed", "allowed", "none"] = "needed"

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def holds_entries(self) -> bool:
        """Whether the rows are entries, with a key, texts and citations of their own."""
        return issubclass(self.model, Entry)

    @cached_property
    def texts_model(self) -> Any:
        return self.model._meta.get_field("translations").related_model

    @cached_property
    def citation_model(self) -> Any:
        return self.model._meta.get_field("citations").related_model

    @cached_property
    def needed_columns(self) -> tuple[str, ...]:
        """The columns in which every row must have something."""
        key = ("key",) if self.holds_entries else ()
        source = ("source",) if self.source == "needed" else ()
        return (*key, *self.required, *source)

    @cached_property
    def known_columns(self) -> frozenset[str]:
        """All columns that the table may have."""
        known = {*self.needed_columns, *self.columns}
        if self.source != "none":
            known.add("source")
            if self.holds_entries:
                known.update(f"{fact}_source" for fact in self.known_facts)
        return frozenset(known)

    @cached_property
    def known_facts(self) -> tuple[str, ...]:
        """The facts of an entry that the columns of the table can state."""
        return tuple(dict.fromkeys(fact for column in self.columns if (fact := self.fact_of(column))))

    @cached_property
    def text_columns(self) -> tuple[str, ...]:
        """The columns that hold texts of the record's language, which translations can follow."""
        return tuple(column for column in self.columns if self.is_text(column))

    def fact_of(self, column: str) -> str:
        """Return the fact that a column supports, or nothing where it supports none."""
        if not issubclass(self.model, Entry):
            return ""
        return self.facts.get(column, column if column in self.model.facts else "")

    def is_text(self, column: str) -> bool:
        """Whether a column holds a text that is kept by language."""
        if not self.holds_entries:
            return False
        try:
            self.model._meta.get_field(self.fields.get(column, column))
        except FieldDoesNotExist:
            return True
        return False

    def field_of(self, column: str) -> Any:
        """Return the model's field that a column fills."""
        model = self.texts_model if self.is_text(column) else self.model
        return model._meta.get_field(self.fields.get(column, column))

    def column_of(self, field_name: str) -> str:
        """Return the column that fills a field, for what is said to those who write the table."""
        return next((column for column, name in self.fields.items() if name == field_name), field_name)


#: The tables of entries, in the order in which they refer to each other.
ENTRY_TABLES = {
    table.name: table
    for table in (
        Table(
            "sources",
            Source,
            ("kind", "title", "title_language", "author", "publisher", "place", "published", "language", "url", "note"),
            required=("kind",),
            source="none",
        ),
        Table(
            "press",
            Source,
            ("outlet", "place", "published", "language", "summary", "content_note"),
            required=("outlet",),
            fields={"outlet": "publisher"},
            facts={"outlet": "publisher"},
            preset={"kind": Source.Kind.PRESS_OF_THE_TIME},
        ),
        Table(
            "places",
            Place,
            ("kind", "name", "other_names", "lat", "lon", "part_of"),
            required=("kind", "name"),
            fields={"lat": "latitude", "lon": "longitude"},
            facts={"lat": "point", "lon": "point"},
            source="allowed",
        ),
        Table(
            "people",
            Person,
            (
                *("description", "sex", "birth", "death", "age_low", "age_high", "age_about", "fate", "fate_date"),
                *("residence", "birthplace", "death_place", "burial_place", "living"),
                *("occupation", "fate_detail", "summary", "story", "content_note"),
            ),
            facts={"age_low": "age", "age_high": "age"},
        ),
        Table("households", Household, ("name", "place", "members"), required=("name", "members")),
        Table("events", Event, ("date", "time", "place", "title", "summary", "content_note"), required=("title",)),
        Table(
            "figures",
            Figure,
            ("topic", "subject", "low", "high", "qualifier", "unit", "scope", "stated_by", "stated"),
            required=("topic", "subject", "low", "stated_by"),
            facts={"low": "number", "high": "number", "qualifier": "number"},
        ),
        Table(
            "testimonies",
            Testimony,
            (
                *("kind", "narrator", "person", "anonymous", "role", "given", "given_place", "language", "basis"),
                *("summary", "text", "content_note", "people", "places", "events"),
            ),
            required=("kind", "basis"),
            fields={"narrator": "narrator_name", "person": "narrator"},
            facts={"person": "narrator"},
        ),
        Table(
            "recognitions",
            Recognition,
            (
                *("level", "body", "jurisdiction", "instrument", "date"),
                *("wording", "detail", "reversed", "reversal_detail"),
            ),
            required=("level", "body", "instrument"),
            facts={"reversal_detail": "reversed"},
        ),
        Table(
            "commemorations",
            Commemoration,
            ("kind", "title", "date", "place", "organiser", "detail"),
            required=("kind", "title"),
        ),
    )
}

NAMES = Table(
    "names",
    PersonName,
    (
        *("person", "kind", "preferred", "given", "patronymic", "family", "prefix", "suffix"),
        *("full", "language", "script", "source"),
    ),
    required=("person", "kind", "preferred", "full", "language"),
)
KIN = Table("kin", Kinship, ("person", "kind", "relative", "detail", "source"), required=("person", "kind", "relative"))
TABLES = {**ENTRY_TABLES, NAMES.name: NAMES, KIN.name: KIN}

#: Where the keys that refer to an entry of a kind are to be found.
TABLES_OF: dict[type[models.Model], tuple[str, ...]] = {
    Source: ("sources", "press"),
    Place: ("places",),
    Person: ("people",),
    Event: ("events",),
}
