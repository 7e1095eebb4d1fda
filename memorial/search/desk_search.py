"""The search of the desk: one box for everything that the person who asks may know of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.date_words import life_words
from memorial.base.paging import CappedPaginator
from memorial.people.models import Person
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.review.entry_finders import by_permanent_id
from memorial.review.models import Entry
from memorial.review.panels import kinds_open, record_models
from memorial.search.models import Edition
from memorial.search.people import PersonHit, find_people

#: How many of each kind are shown; the list of the kind has all of them. A longer question is cut.
SHOWN_PEOPLE, SHOWN, LONGEST = 20, 5, 200


@dataclass(frozen=True)
class PersonLine:
    """One person as a search of the desk shows them: the name, and why."""

    person: Person
    name: str
    life: str
    reasons: Sequence[Any]
    url: str


@dataclass(frozen=True)
class EntryLine:
    """One other entry as a search of the desk shows it."""

    entry: Entry
    name: str
    url: str


@dataclass(frozen=True)
class FoundKind:
    """What was found of one kind: the first of them, and how many there are."""

    name: str
    lines: list[EntryLine]
    number: int
    more: bool
    url: str


def known_people(user: User) -> Any:
    """Return the people of the record whom somebody at the desk may know of."""
    return Person.objects.visible_to(user).of_record()


def people_lines(text: str, user: User, limit: int = SHOWN_PEOPLE) -> tuple[list[PersonLine], bool, Sequence[str]]:
    """Return the people whom a name may mean, whether there are more, and what else was looked for."""
    rows = known_people(user)
    named = by_permanent_id(rows, text)
    if named is not None:
        return [person_line(person) for person in rows.filter(pk__in=named.keys)], False, ()
    found = find_people(text, rows=rows, edition=Edition.DESK, limit=limit, prefix=True)
    return [person_line(hit.person, hit) for hit in found.hits], found.more, found.tried


def person_line(person: Person, hit: PersonHit | None = None) -> PersonLine:
    """Return a person as the lists of the desk show them, with why they were found."""
    return PersonLine(
        person=person,
        name=person.label or str(person),
        life=life_words(person.birth, person.death),
        reasons=hit.reasons if hit is not None else (),
        url=page_of(person),
    )


def page_of(entry: Entry) -> str:
    """Return the page on which the desk shows an entry."""
    return reverse(f"admin:memorial_{entry._meta.model_name}_review", args=[entry.pk])


def kinds_found(desk: DeskPages, request: HttpRequest, text: str) -> list[FoundKind]:
    """Return what was found of every other kind: what the list of the kind would show."""
    found = (kind_found(desk, request, text, kind) for kind in kinds_open(person_of(request), "view"))
    return [each for each in found if each is not None]


def kind_found(desk: DeskPages, request: HttpRequest, text: str, kind: str) -> FoundKind | None:
    """Return what the list of one kind would show, if that is anything; people are found by their names elsewhere."""
    model = record_models()[kind]
    if model is Person:
        return None
    lists: Any = desk.get_model_admin(model)
    rows, has_doubles = lists.get_search_results(request, lists.get_queryset(request), text)
    pages = CappedPaginator(rows.distinct() if has_doubles else rows, SHOWN)
    lines = [EntryLine(entry, lists.name_on_the_desk(entry), page_of(entry)) for entry in pages.get_page(1).object_list]
    if not lines:
        return None
    url = reverse(f"admin:memorial_{kind}_changelist")
    return FoundKind(str(model._meta.verbose_name_plural), lines, pages.count, pages.capped, url)


def typed(request: HttpRequest) -> str:
    """Return what was typed into the box of a page."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]


@desk_page("search/", "desk_search")
def desk_search(desk: DeskPages, request: HttpRequest) -> HttpResponse:
    """Show what is found by some words, people first."""
    person = person_of(request)
    text = typed(request)
    context: dict[str, Any] = {
        **desk.each_context(request),
        "title": _("Search"),
        "subtitle": None,
        "text": text,
        "sees_people": "person" in kinds_open(person, "view"),
    }
    if text:
        people, more, tried = people_lines(text, person)
        kinds = kinds_found(desk, request, text)
        context |= {"people": people, "more": more, "tried": tried, "kinds": kinds}
    return TemplateResponse(request, "admin/search/search.html", context)
