"""People as programs read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from memorial.base.dates import bounds, year_alone
from memorial.events.places import Place
from memorial.exchange.representations.columns import (
    choice,
    dated,
    flag,
    ids_of,
    number,
    one,
    prose,
    said,
    text,
)
from memorial.exchange.representations.entries import ENTRY_FIELDS, citations, read, texts, with_citations, with_entry
from memorial.exchange.representations.families import HOUSEHOLDS, KIN, with_households, with_kin
from memorial.exchange.representations.fields import Field, Kind, Reader, Sort, Value
from memorial.exchange.representations.person_parts import DEPICTIONS, NAMES, with_depictions, with_names
from memorial.people.models import Person, PersonCitation, PersonTranslation
from memorial.testimonies.models import Testimony

PLACES = ("birthplace", "death_place", "residence", "burial_place")


def rows(reader: Reader) -> Any:
    """Return the people whom a reader may see, with all that is said of them."""
    return read(reader, Person.objects.all()).prefetch_related(
        "translations",
        with_names(reader),
        *(with_entry(reader, path, Place) for path in PLACES),
        *with_kin(reader),
        with_households(reader),
        with_depictions(reader),
        with_entry(reader, "testimonies", Testimony),
        with_citations(reader, PersonCitation),
    )


def is_living(person: Person) -> bool:
    """Return whether it is somebody living: the day of their birth is their own."""
    return person.living == Person.Living.YES


def birth_of(person: Person) -> str:
    """Return the date of birth as far as it is told: of somebody living, the year alone."""
    return year_alone(person.birth) if is_living(person) else person.birth


def birth_earliest(person: Person) -> Value:
    """Return the first day that the date of birth allows, as far as it is told."""
    return said(bounds(birth_of(person)).earliest)


def birth_latest(person: Person) -> Value:
    """Return the last day that the date of birth allows, as far as it is told."""
    return said(bounds(birth_of(person)).latest)


def evidence(person: Any) -> list[PersonCitation]:
    """Return the citations of a person; of somebody living, none that tells the day of their birth."""
    return [each for each in person.citations.all() if each.fact != "birth" or not is_living(person)]


PEOPLE = Kind(
    name="people",
    model=Person,
    meaning=_("The people whom the memorial remembers, and those who speak of them."),
    fields=(
        *ENTRY_FIELDS,
        choice("sex", _("The sex, as the sources state it."), Person.Sex, always=True),
        Field(
            "birth",
            Sort.EDTF,
            _("When the person was born; of somebody living, the year alone."),
            lambda person: said(birth_of(person)),
        ),
        Field("birth_earliest", Sort.DAY, _("The first day that this date allows."), birth_earliest),
        Field("birth_latest", Sort.DAY, _("The last day that this date allows."), birth_latest),
        *dated("death", _("When the person died.")),
        Field(
            "fate_date",
            Sort.EDTF,
            _("When the person went missing, was taken captive or was wounded."),
            lambda person: said(person.fate_date),
        ),
        one("birthplace", _("Where the person was born."), "places"),
        one("death_place", _("Where the person died."), "places"),
        one("residence", _("Where the person lived."), "places"),
        one("burial_place", _("Where the person is buried."), "places"),
        flag("burial_unknown", _("Whether it is known that nobody knows where the person is buried.")),
        number("age_low", _("The age at the time as a source states it, or the lower end of a range; never reckoned.")),
        number("age_high", _("The upper end of the age, where a source states a range.")),
        flag("age_about", _("Whether the source says that the age is not exact.")),
        choice("fate", _("What happened to the person."), Person.Fate, always=True),
        choice("living", _("Whether the person is alive."), Person.Living, always=True),
        Field(
            "testimonies",
            Sort.IDS,
            _("The testimonies that speak of the person."),
            lambda person: ids_of(person.testimonies.all()),
            refers="testimonies",
            always=True,
        ),
    ),
    parts=(
        NAMES,
        texts(
            PersonTranslation,
            text("description", _("Of a person without a name: what is known of who it was.")),
            text("occupation", _("What the person did for a living.")),
            text("fate_detail", _("What happened to the person, in detail.")),
            prose("summary", _("The person's life in one or two sentences.")),
            prose("story", _("The person's life, as the sources tell it.")),
        ),
        KIN,
        HOUSEHOLDS,
        DEPICTIONS,
        citations(Person, rows=evidence),
    ),
    rows=rows,
)
