"""The page of one person: the name, every spelling of it, the facts with their sources, the story, the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from memorial.base.texts import Text
from memorial.people.kinship import Household, HouseholdMember, Kinship
from memorial.people.models import Person, PersonCitation
from memorial.people.names import PersonName
from memorial.public.cards import card_of
from memorial.public.editions import edition_of
from memorial.public.finding import find_public
from memorial.public.illustrations import album_of, portraits_of
from memorial.public.linked import negotiated, within_page
from memorial.public.notes import Mark, Notebook, agreeing, rivals, with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.person_facts import Fact, Part, facts_of, places_of
from memorial.public.person_lines import PersonLine, person_line
from memorial.public.testimony_lines import TestimonyLine, testimony_line
from memorial.public.titles import full_title
from memorial.review.gate import Channel
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: The facts in the order in which the page shows them; what concerns the whole stands last.
PAGE_ORDER = (
    "names",
    "birth",
    "birthplace",
    "age",
    "fate",
    "fate_date",
    "death",
    "death_place",
    "fate_detail",
    "residence",
    "occupation",
    "burial_place",
    "sex",
    "summary",
    "story",
    "",
)
#: What is read with a person for their page.
PERSON_PARTS: Sequence[Any] = (
    "translations",
    "names",
    Prefetch("names__source", Source.objects.public()),
    with_evidence(model=PersonCitation),
)


@dataclass(frozen=True)
class Spelling:
    """One recorded form of the name, with the mark of its source."""

    name: PersonName
    mark: Mark | None


@dataclass(frozen=True)
class Relative:
    """One member of the family, as seen from the person of the page."""

    kind: str
    detail: str
    line: PersonLine
    mark: Mark | None


@dataclass(frozen=True)
class Home:
    """A household to which the person belonged, with the others who did."""

    household: Household
    others: list[PersonLine]


@public_page(Channel.PAGE, Channel.CARD)
def person(request: PublicRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Show one person, under the one address that their name gives in the language of the page."""
    entry = find_public(Person, public_id)
    return negotiated(request, entry, lambda: at_own_address(request, entry))


def at_own_address(request: PublicRequest, entry: Person) -> HttpResponse:
    """Return the page of a public person, or lead on to where it stands in the language of the page."""
    own_address = entry.get_absolute_url()
    if request.path != unquote(own_address):
        return HttpResponsePermanentRedirect(own_address)
    return render_person(request, entry)


def render_person(request: PublicRequest, entry: Person) -> HttpResponse:
    """Return the page of a person whom the reader may see."""
    prefetch_related_objects([entry], *PERSON_PARTS)
    context = person_context(request, entry, request.memorial.languages)
    return render_page(request, "public/people/person.html", context, section="people", entry=entry)


def person_context(request: PublicRequest, person: Person, order: Sequence[str]) -> dict[str, Any]:
    """Return what the template shows; the sources are numbered in the order in which the page names them."""
    notebook = Notebook()
    spellings = [Spelling(name, name_mark(notebook, name)) for name in person.names.all()]
    evidence = sorted(person.citations.all(), key=by_fact)
    marks = notebook.marks(person, evidence)
    differing = rivals(evidence, marks)
    agreed = agreeing(evidence, marks)
    title = person.display_name(order)
    relatives = family(person, notebook, order)
    facts = facts_of(person, request.memorial, places_of(person), agreed, differing)
    summary, story = person.text("summary", order), person.text("story", order)
    notebook.forget(unshown(facts, summary, story))
    pieces = pieces_of(facts)
    album, called = album_of(person, order), full_title(person, order)
    return {
        "person": person,
        "title": title,
        "album": album,
        "card": card_of(request, called, asset=album.portrait.shown.asset if album.portrait else None, sort="profile"),
        "linked": within_page(request, person),
        "also": other_forms(spellings, title),
        "spellings": spellings,
        "facts": facts,
        "foreign": list(dict.fromkeys(part.foreign for part in pieces if part.foreign)),
        "unreviewed": any(part.unreviewed for part in pieces),
        "summary": summary,
        "story": story,
        "note": person.text("content_note", order) if summary or story else None,
        "marks": agreed,
        "rivals": differing,
        "relatives": relatives,
        "homes": homes_of(person, order),
        "testimonies": testimonies_about(person, order),
        "notes": notebook.notes,
        "permanent": request.build_absolute_uri(reverse("person_short", args=[person.root_id])),
        "edition": edition_of(request, person, called),
    }


def by_fact(citation: PersonCitation) -> tuple[int, bool, int]:
    """Return the place of a citation on the page: by its fact, and those that differ after those that agree."""
    return PAGE_ORDER.index(citation.fact), citation.stance == PersonCitation.Stance.DIFFERS, citation.pk


def pieces_of(facts: list[Fact]) -> list[Part]:
    """Return all that is said in the facts, piece by piece."""
    return [part for fact in facts for part in (*fact.parts, fact.detail) if part]


def unshown(facts: list[Fact], summary: Text | None, story: Text | None) -> set[str]:
    """Return the facts that a source may be cited for and that do not stand on the page."""
    pieces = pieces_of(facts)
    shown = {mark.ref for part in pieces for mark in part.marks}
    shown |= {rival.mark.ref for fact in facts for rival in fact.rivals}
    texts = {"names": True, "summary": bool(summary), "story": bool(story)}
    return set(Person.facts) - shown - {fact for fact, there in texts.items() if there}


def name_mark(notebook: Notebook, name: PersonName) -> Mark | None:
    """Return the mark of the source of one spelling."""
    if name.source is None:
        return None
    return notebook.mark(name.source, ref=f"name-{name.pk}", label=name.full, locator=name.locator)


def other_forms(spellings: list[Spelling], title: Text) -> list[PersonName]:
    """Return the forms of the name that differ from the title, each once."""
    seen = {title.value}
    forms = []
    for spelling in spellings:
        if spelling.name.full not in seen:
            seen.add(spelling.name.full)
            forms.append(spelling.name)
    return forms


def family(person: Person, notebook: Notebook, order: Sequence[str]) -> list[Relative]:
    """Return the relatives whom a stranger may see, with what each of them is to the person."""
    known = Kinship.objects.public().with_draft(person).of(person)
    ties = list(known.prefetch_related(Prefetch("source", Source.objects.public())))
    keys = [tie.relative_id if tie.person_id == person.pk else tie.person_id for tie in ties]
    people = Person.objects.public().with_names().in_bulk(keys)
    portraits = portraits_of(people.values())
    relatives = []
    for tie, key in zip(ties, keys, strict=True):
        mark = None
        line = person_line(people[key], order, portraits.get(key))
        if tie.source is not None:
            mark = notebook.mark(tie.source, ref=f"kin-{tie.pk}", label=line.name.value)
        # The detail says what the one who was entered first is to the other; the other way round it would be wrong.
        detail = tie.detail if tie.person_id == key else ""
        relatives.append(Relative(str(tie.kind_of_other(person).label), detail, line, mark))
    return relatives


def homes_of(person: Person, order: Sequence[str]) -> list[Home]:
    """Return the person's households, each with the other members whom a stranger may see."""
    members = HouseholdMember.objects.public().prefetch_related(
        Prefetch("person", Person.objects.public().with_names())
    )
    # Others refer to the person, never to a working copy of the person that is being previewed.
    known: Any = person.copy_of or person
    households = Household.objects.public().filter(memberships__person=known)
    others = {
        household: [member.person for member in household.memberships.all() if member.person_id != known.pk]
        for household in households.prefetch_related("translations", Prefetch("memberships", members))
    }
    portraits = portraits_of(other for found in others.values() for other in found)
    return [
        Home(household, [person_line(other, order, portraits.get(other.pk)) for other in found])
        for household, found in others.items()
    ]


def testimonies_about(person: Person, order: Sequence[str]) -> list[TestimonyLine]:
    """Return the lines of the testimonies that speak of the person."""
    about = Testimony.objects.public().speaking_of(person.copy_of or person).with_narrators()
    return [testimony_line(testimony, order) for testimony in about.order_by("given_earliest", "pk")]
