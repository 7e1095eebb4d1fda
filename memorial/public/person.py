"""The page of one person: the name, every spelling of it, the facts with their sources, the story, the family."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from memorial.base.asking import asked_once
from memorial.base.texts import Text
from memorial.people.kinship import Household
from memorial.people.models import Person, PersonCitation
from memorial.people.names import PersonName
from memorial.public.cards import card_of
from memorial.public.editions import edition_of
from memorial.public.finding import find_public
from memorial.public.illustrations import album_of
from memorial.public.linked import negotiated, with_given_out, within_page
from memorial.public.notes import Mark, Notebook, agreeing, rivals
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.person_facts import Fact, Part, facts_of
from memorial.public.person_lines import PersonLine, person_line
from memorial.public.person_reading import Around, other_key, read_around, read_own
from memorial.public.testimony_lines import testimony_line
from memorial.public.titles import full_title
from memorial.review.gate import Channel

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
    entry = find_public(Person, public_id, person_called)
    read_own(entry)
    return negotiated(request, entry, lambda: at_own_address(request, entry))


@asked_once
def person_called(public_id: Any) -> Any:
    """Return the public person of a permanent id."""
    return with_given_out(Person.objects.public()).filter(public_id=public_id).order_by()[:1]


def at_own_address(request: PublicRequest, entry: Person) -> HttpResponse:
    """Return the page of a public person, or lead on to where it stands in the language of the page."""
    own_address = entry.get_absolute_url()
    if request.path != unquote(own_address):
        return HttpResponsePermanentRedirect(own_address)
    return render_person(request, entry)


def render_person(request: PublicRequest, entry: Person) -> HttpResponse:
    """Return the page of a person whom the reader may see."""
    read_own(entry)
    context = person_context(request, entry, request.memorial.languages)
    return render_page(request, "public/people/person.html", context, section="people", entry=entry)


def person_context(request: PublicRequest, person: Person, order: Sequence[str]) -> dict[str, Any]:
    """Return what the template shows; the sources are numbered in the order in which the page names them."""
    around, notebook = read_around(person), Notebook()
    spellings = [Spelling(name, name_mark(notebook, name)) for name in person.names.all()]
    evidence = sorted(person.citations.all(), key=by_fact)
    marks = notebook.marks(person, evidence)
    differing = rivals(evidence, marks)
    agreed = agreeing(evidence, marks)
    title = person.display_name(order)
    relatives = family(person, around, notebook, order)
    facts = facts_of(person, request.memorial, around.places, agreed, differing)
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
        "homes": homes_of(around, order),
        "testimonies": [testimony_line(each, order) for each in around.testimonies],
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


def family(person: Person, around: Around, notebook: Notebook, order: Sequence[str]) -> list[Relative]:
    """Return the relatives whom a stranger may see, with what each of them is to the person."""
    relatives = []
    for tie in around.ties:
        mark, key = None, other_key(tie, person)
        line = person_line(around.people[key], order, around.portraits.get(key))
        if tie.source is not None:
            mark = notebook.mark(tie.source, ref=f"kin-{tie.pk}", label=line.name.value)
        # The detail says what the one who was entered first is to the other; the other way round it would be wrong.
        detail = tie.detail if tie.person_id == key else ""
        relatives.append(Relative(str(tie.kind_of_other(person).label), detail, line, mark))
    return relatives


def homes_of(around: Around, order: Sequence[str]) -> list[Home]:
    """Return the person's households, each with the other members whom a stranger may see."""
    return [
        Home(home, [person_line(each.person, order, around.portraits.get(each.person_id)) for each in members])
        for home, members in around.members.items()
    ]
