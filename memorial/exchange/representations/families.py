"""Families: a person's relatives and households, as programs read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from memorial.base.texts import Text
from memorial.events.places import Place
from memorial.exchange.representations.columns import choice, id_of, known_by, text, with_source
from memorial.exchange.representations.entries import languages_of, with_citations, with_entry
from memorial.exchange.representations.fields import Field, Part, Reader, Sort
from memorial.exchange.representations.titles import title_of
from memorial.people.kinship import Household, HouseholdCitation, HouseholdMember, Kinship


@dataclass(frozen=True)
class Relative:
    """One tie of a person: to whom, what that one is to the person, and by which source."""

    relative: str
    kind: str
    detail: str
    known_source: str | None


def with_kin(reader: Reader) -> "list[Prefetch[str]]":
    """Return the prefetches of a person's ties from both sides, only to people whom the reader may see."""
    ties = with_source(reader, Kinship.objects.order_by("pk"))
    return [
        Prefetch("kin", known_by(reader.tied(ties, "relative"), "relative")),
        Prefetch("kin_of", known_by(reader.tied(ties, "person"), "person")),
    ]


def relatives_of(person: Any) -> Iterator[Relative]:
    """Yield the relatives of a person."""
    for tie in person.kin.all():
        # The detail says what the one who was entered first is to the other; the other way round it would be wrong.
        yield Relative(tie.relative_public_id, tie.kind_of_other(person), "", tie.known_source)
    for tie in person.kin_of.all():
        yield Relative(tie.person_public_id, tie.kind_of_other(person), tie.detail, tie.known_source)


KIN = Part(
    "kin",
    _("The relatives of the person, one row for each."),
    relatives_of,
    (
        Field("relative", Sort.ID, _("The relative."), lambda row: row.relative, refers="people", always=True),
        choice("kind", _("What the relative is to the person."), Kinship.Kind, always=True),
        text("detail", _("What the relative is to the person, more exactly.")),
        Field("source", Sort.ID, _("The source that says so."), lambda row: row.known_source, refers="sources"),
    ),
)


@dataclass(frozen=True)
class Home:
    """One household of a person, by its name in the memorial's own language or in the nearest that has it."""

    household: Any
    name: Text


def with_households(reader: Reader) -> "Prefetch[str]":
    """Return the prefetch of a person's households, with those of their members whom the reader may see."""
    members = reader.tied(HouseholdMember.objects.order_by("position", "pk"), "person")
    households = Household.objects.prefetch_related(
        "translations",
        with_entry(reader, "place", Place),
        Prefetch("memberships", known_by(members, "person")),
        with_citations(reader, HouseholdCitation),
    )
    ties = reader.tied(HouseholdMember.objects.order_by("household"), "household")
    return Prefetch("memberships", ties.prefetch_related(Prefetch("household", reader.may_see(households))))


def homes_of(person: Any) -> Iterator[Home]:
    """Yield the households of a person."""
    order = languages_of(person)
    with override(order[0]):
        found = [Home(tie.household, title_of(tie.household, order)) for tie in person.memberships.all()]
    yield from found


def sources_of(home: Home) -> list[str]:
    """Return the permanent ids of the sources that are cited for a household, each once."""
    return list(dict.fromkeys(each.source_public_id for each in home.household.citations.all()))


HOUSEHOLDS = Part(
    "households",
    _("The households to which the person belonged, one row for each."),
    homes_of,
    (
        Field("household", Sort.ID, _("The household."), lambda row: row.household.public_id, always=True),
        Field("name", Sort.TEXT, _("What the household is called."), lambda row: row.name.value, always=True),
        Field(
            "name_language", Sort.LANGUAGE, _("The language of that name."), lambda row: row.name.language, always=True
        ),
        Field("place", Sort.ID, _("Where the household was."), lambda row: id_of(row.household.place), refers="places"),
        Field(
            "members",
            Sort.IDS,
            _("The people who belonged to the household."),
            lambda row: [tie.person_public_id for tie in row.household.memberships.all()],
            refers="people",
            always=True,
        ),
        Field("sources", Sort.IDS, _("The sources that say so."), sources_of, refers="sources", always=True),
    ),
)
