"""Filters: what lists can be narrowed by. None asks for more than an answer tells: of the living no day is told."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q

from memorial.api.orders import DATES
from memorial.api.parameters import Parameter
from memorial.api.problems import NotTaken
from memorial.base.memorial import Memorial
from memorial.base.public_ids import LENGTH
from memorial.events.places import Place
from memorial.exchange.representations.fields import Kind
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.people.register import RegisterRow
from memorial.review.gate import Channel

ID_FORM = rf"[0-9a-z]{{{LENGTH}}}"
TAG_FORM = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})?"
YEAR_FORM = r"[0-9]{4}"
ID_SCHEMA = {"type": "string", "pattern": f"^{ID_FORM}$"}
TAG_SCHEMA = {"type": "string", "pattern": f"^{TAG_FORM}$", "maxLength": 12}
YEAR_SCHEMA = {"type": "string", "pattern": f"^{YEAR_FORM}$"}
MOMENT_SCHEMA = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}

#: The dates of birth that are told of the living, shortened to their year.
ONE_YEAR = r"^[0-9]{4}(-[0-9X]{2}){0,2}[?~%]?$"

Narrow = Callable[[Any, Any], Any]


class Narrowing(django_filters.Filter):  # type: ignore[misc]  # its library has no types
    """One filter: what it means, the schema of its value, and how it narrows entries."""

    field_class: type[forms.Field] = forms.CharField

    def __init__(self, meaning: str, schema: Mapping[str, Any], narrow: Narrow, example: Any = None) -> None:
        checks = [RegexValidator(f"\\A(?:{schema['pattern'][1:-1]})\\Z")] if "pattern" in schema else []
        super().__init__(validators=checks, strip=False, max_length=schema.get("maxLength", 40))
        self.meaning, self.schema, self.narrow, self.shown = meaning, schema, narrow, example

    def filter(self, qs: Any, value: Any) -> Any:
        """Return the entries that it leaves."""
        return self.narrow(qs, value) if value else qs


class Choosing(Narrowing):
    """A filter by one of a few values of a column."""

    field_class = forms.ChoiceField

    def __init__(self, meaning: str, column: str, values: Any) -> None:
        offered = [value for value in values.values if value]
        django_filters.Filter.__init__(self, choices=[(value, value) for value in offered])
        self.meaning, self.schema, self.shown = meaning, {"type": "string", "enum": offered}, offered[0]
        self.narrow = (lambda rows, value: rows.filter(**{column: value})) if column else of_age


def of_age(people: Any, group: str) -> Any:
    """Return the people of an age group, as the register of the memorial's own language has it."""
    own = RegisterRow.objects.public(Channel.API).filter(
        person=OuterRef("pk"), language=Memorial.current().own_language, age_group=group
    )
    return people.filter(Exists(own))


def named_in(people: Any, language: str) -> Any:
    """Return the people of whom a spelling in a language is kept."""
    return people.filter(
        Exists(PersonName.objects.public(Channel.API).filter(person=OuterRef("pk"), language=language))
    )


def of_place(people: Any, place: str) -> Any:
    """Return the people who were born, lived, died or are buried at a place that may be seen."""
    key = Place.objects.public(Channel.API).filter(public_id=place).values_list("pk", flat=True).first()
    return people.of_place(key) if key else people.none()


def tied_to(column: str, model: Any) -> Narrow:
    """Return the filter by an entry that a column names and that may be seen."""

    def narrow(rows: Any, public_id: str) -> Any:
        key = model.objects.public(Channel.API).filter(public_id=public_id).values_list("pk", flat=True).first()
        return rows.filter(**{column: key}) if key else rows.none()

    return narrow


def year_from(column: str) -> Narrow:
    """Return the filter by an uncertain date that may lie in a year or after it."""
    return lambda rows, year: told(rows, column).filter(**{f"{column}_latest__gte": date(max(int(year), 1), 1, 1)})


def year_to(column: str) -> Narrow:
    """Return the filter by an uncertain date that may lie in a year or before it."""
    return lambda rows, year: told(rows, column).filter(**{f"{column}_earliest__lte": date(max(int(year), 1), 12, 31)})


def told(rows: Any, column: str) -> Any:
    """Return the entries of which a date is told, if only its year: of the living, only a date that has one year."""
    if column != "birth":
        return rows
    return rows.exclude(~Q(birth__regex=ONE_YEAR), living=Person.Living.YES)


class MomentField(forms.CharField):
    """A moment with its time zone, or a day, which begins by the time of Greenwich."""

    def to_python(self, value: Any) -> Any:
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except ValueError as problem:
            raise ValidationError("no moment") from problem
        if moment.tzinfo is None and "T" in value.upper():
            raise ValidationError("no time zone")
        # The ends of the calendar have no time in another zone.
        bounded = min(max(moment.replace(tzinfo=None), datetime(2, 1, 1)), datetime(9998, 1, 1))  # noqa: DTZ001
        return bounded.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


class Since(Narrowing):
    """The filter by when the present version was published."""

    field_class = MomentField

    def __init__(self) -> None:
        django_filters.Filter.__init__(self, strip=False)
        self.meaning = "Published or changed at this moment or after it: a moment with its time zone, or a day."
        self.schema, self.shown = MOMENT_SCHEMA, "2025-01-01T00:00:00Z"
        self.narrow = lambda rows, moment: rows.filter(published_at__gte=moment)


def id_filter(meaning: str, narrow: Narrow) -> Narrowing:
    """Return a filter by the permanent id of another entry."""
    return Narrowing(meaning, ID_SCHEMA, narrow)


def years(name: str, column: str, meaning: str) -> dict[str, Narrowing]:
    """Return the two filters by the year of an uncertain date."""
    return {
        f"{name}_from": Narrowing(
            f"{meaning} in this year or after it, as far as is known.", YEAR_SCHEMA, year_from(column)
        ),
        f"{name}_to": Narrowing(
            f"{meaning} in this year or before it, as far as is known.", YEAR_SCHEMA, year_to(column)
        ),
    }


def languages(meaning: str, column: str) -> Narrowing:
    """Return a filter by the tag of a language."""
    return Narrowing(meaning, TAG_SCHEMA, lambda rows, tag: rows.filter(**{column: tag}))


def filters_of(kind: Kind) -> dict[str, Narrowing]:
    """Return the filters of a kind, by name."""
    model: Any = kind.model
    columns = {column.name for column in model._meta.get_fields()}
    found: dict[str, Narrowing] = {}
    for field in kind.fields:
        if field.values and field.name in CHOSEN and field.name in columns:
            found[field.name] = Choosing(f"Only those whose `{field.name}` is this.", field.name, field.values)
    if model is Person:
        found |= people_filters()
    else:
        for name, (column, target) in TIES.items():
            if column in columns and related(model, column) == target:
                meaning = f"Only those whose `{column}` names this entry."
                found[name] = id_filter(meaning, tied_to(column, model._meta.get_field(column).related_model))
        if "language" in columns:
            found["language"] = languages("Only those whose original language is this.", "language")
        if model in DATES:
            found |= years("date", DATES[model][0], "Of a date (see the order `date`) that lies")
    return {**found, "changed_since": Since()}


def people_filters() -> dict[str, Narrowing]:
    """Return the filters of people, beside those by a value."""
    return {
        "age_group": Choosing("Only those who were of this age group at the time.", "", Person.AgeGroup),
        **years("born", "birth", "Born"),
        **years("died", "death", "Died"),
        "place": id_filter("Born, having lived, died or been buried at this place.", of_place),
        "name_language": Narrowing("Only those of whom a spelling in this language is kept.", TAG_SCHEMA, named_in),
    }


#: Which fields of a choice lists can be narrowed by.
CHOSEN = frozenset({"fate", "sex", "kind", "unit", "level", "instrument"})
#: By the name of a filter: the column that names other entries, and of which model.
TIES: Mapping[str, tuple[str, str]] = {
    "person": ("people", "person"),
    "event": ("events", "event"),
    "place": ("place", "place"),
    "speaks_of_place": ("places", "place"),
    "part_of": ("part_of", "place"),
    "source": ("source", "source"),
}


def related(model: Any, column: str) -> str:
    """Return of which kind the entries are that a column names; empty where it names none."""
    target: Any = getattr(model._meta.get_field(column), "related_model", None)
    return str(target._meta.model_name) if target else ""


def filterset_of(kind: Kind) -> Any:
    """Return the set of filters of a kind."""
    return type(
        f"{kind.model.__name__}Filters", (django_filters.FilterSet,), {**filters_of(kind), "__doc__": kind.name}
    )


def parameters_of(kind: Kind) -> list[Parameter]:
    """Return the filters of a kind as parameters of its list."""
    return [Parameter(name, each.meaning, each.schema, each.shown) for name, each in filters_of(kind).items()]


class Filters:
    """The filters of each kind, made once."""

    made: ClassVar[dict[str, Any]] = {}

    @classmethod
    def narrowed(cls, kind: Kind, rows: Any, asked: Mapping[str, str]) -> Any:
        """Return the entries that the filters leave; raises NotTaken for a value that none can have."""
        if kind.name not in cls.made:
            cls.made[kind.name] = filterset_of(kind)
        filters = cls.made[kind.name](data=dict(asked), queryset=rows)
        if not filters.is_valid():
            name = next(iter(filters.errors))
            raise NotTaken(name, sentence_for(filters.filters[name]))
        return filters.qs


def sentence_for(narrowing: Any) -> str:
    """Return the sentence that says what a filter takes."""
    schema = narrowing.schema
    if "enum" in schema:
        return f"Give one of: {', '.join(schema['enum'])}."
    if schema == ID_SCHEMA:
        return f"Give a permanent id: {LENGTH} small letters and figures."
    if schema == YEAR_SCHEMA:
        return "Give a year with four figures: 1953."
    if schema == TAG_SCHEMA:
        return "Give the tag of a language: az, ru, az-Cyrl."
    return "Give a moment with its time zone, 2025-01-01T00:00:00Z, or a day, 2025-01-01."
