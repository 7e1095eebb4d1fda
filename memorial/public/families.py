"""Families: the households of the record, with those of their members whom a stranger may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpResponse

from memorial.base.texts import Text
from memorial.media.showing import Shown
from memorial.people.kinship import Household, HouseholdCitation, HouseholdMember
from memorial.people.models import Person
from memorial.public.listing import listed_parts
from memorial.public.notes import Mark, Notebook, Rival, agreeing, rivals, with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.paging import PLACES, keyset_page
from memorial.public.person_lines import PersonLine, person_line, read_people
from memorial.public.places import place_names, with_place
from memorial.review.gate import Channel
from memorial.review.querysets import EntryQuerySet

PAGE_SIZE = 50


@dataclass(frozen=True)
class Family:
    """One household as the page shows it."""

    household: Household
    name: Text | None
    place: Text | None
    members: list[PersonLine]
    marks: dict[str, list[Mark]]
    rivals: list[Rival]

    @property
    def foreign(self) -> str:
        """The name of the language in which its name stands, or its place, where that is not the page's."""
        return next((text.foreign_name for text in (self.name, self.place) if text and text.foreign), "")

    @property
    def unreviewed(self) -> bool:
        """Whether its name, or that of its place, is a translation that has not been reviewed."""
        return any(text.unreviewed for text in (self.name, self.place) if text)


@public_page(Channel.LIST, parameters=PLACES)
def families(request: PublicRequest) -> HttpResponse:
    """Show the households of which at least one member is public."""
    return family_list(request, households())


def render_household(request: PublicRequest, entry: Household) -> HttpResponse:
    """Return the list of families with this draft alone."""
    return family_list(request, households(draft=entry).filter(pk=entry.pk))


def family_list(request: PublicRequest, rows: "EntryQuerySet[Household]") -> HttpResponse:
    """Return the page of families."""
    page = keyset_page(rows, key=("label", "pk"), query=request.GET, size=PAGE_SIZE)
    notebook, order = Notebook(), request.memorial.languages
    portraits = read_families(page.rows)
    context = {
        "families": [family(household, notebook, order, portraits) for household in page.rows],
        "page": page,
        "notes": notebook.notes,
    }
    return render_page(request, "public/families/list.html", context, section="families")


def households(draft: Household | None = None) -> "EntryQuerySet[Household]":
    """Return the households that have a public member, with all that the page shows of them."""
    members = HouseholdMember.objects.public(Channel.LIST)
    return (
        Household.objects.public(Channel.LIST)
        .with_draft(draft)
        .filter(Exists(members.filter(household=OuterRef("pk"))))
        .prefetch_related(
            with_place(),
            Prefetch("memberships", members.prefetch_related(Prefetch("person", Person.objects.public()))),
            with_evidence(model=HouseholdCitation),
        )
    )


def read_families(rows: Sequence[Household]) -> dict[int, Shown]:
    """Read what the page shows of households beside their own rows; return the portraits of their members."""
    people = [member.person for household in rows for member in household.memberships.all()]
    return read_people(people, place_names(rows), *listed_parts(rows))


def family(household: Household, notebook: Notebook, order: list[str], portraits: Mapping[int, Shown]) -> Family:
    """Return one household, with the marks of the sources of its name, place and members."""
    evidence = list(household.citations.all())
    marks = notebook.marks(household, evidence, prefix=f"{household.public_id}-")
    if household.place is None:
        notebook.forget({f"{household.public_id}-place"})
    return Family(
        household=household,
        name=household.text("name", order),
        place=household.place.text("name", order) if household.place else None,
        members=[
            person_line(member.person, order, portraits.get(member.person_id)) for member in household.memberships.all()
        ],
        marks=agreeing(evidence, marks),
        rivals=[rival for found in rivals(evidence, marks).values() for rival in found],
    )
