"""The desk's page on which somebody says whether a row of a list and a person who is here are one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.age_words import age_words
from memorial.base.references import is_key
from memorial.exchange.imports.actions import ImportRefused, decide
from memorial.exchange.imports.list_pages import allowed_person, import_at, page
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.exchange.imports.people_known import parents_here, visible_people
from memorial.exchange.imports.previews import Said, dated, understood
from memorial.exchange.imports.reasons import sentences_of
from memorial.exchange.imports.said import from_data
from memorial.people.models import Person, PersonCitation
from memorial.review.desk_pages import DeskPages, desk_page
from memorial.sources.models import Source


class Candidate(NamedTuple):
    """Somebody who may be meant by a row: what the record says of them, why, and how likely it is."""

    person: Person
    names: list[tuple[str, str]]
    facts: list[Said]
    sources: list[str]
    reasons: list[tuple[str, bool]]
    score: int
    url: str


@desk_page("lists/<int:key>/decide/", "list_decide")
def first_to_decide(desk: DeskPages, request: HttpRequest, key: int) -> HttpResponse:
    """Lead to the first row that waits for a decision."""
    allowed_person(request)
    return next_row(import_at(key), 0)


def next_row(brought: ListImport, number: int) -> HttpResponse:
    """Lead to the next row that waits, behind one; from the last one on to the list again."""
    waiting = brought.of_rows.to_decide().order_by("number")
    row = waiting.filter(number__gt=number).first() or waiting.first()
    if row is None:
        return HttpResponseRedirect(reverse("admin:list_import", args=[brought.pk]))
    return HttpResponseRedirect(reverse("admin:list_decide_row", args=[brought.pk, row.number]))


@desk_page("lists/<int:key>/decide/<int:number>/", "list_decide_row")
def decide_row(desk: DeskPages, request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Show one row beside whom it may tell of, and take the answer."""
    person, brought = allowed_person(request), import_at(key)
    row = brought.of_rows.filter(number=min(number, 2**31 - 1), outcome=ImportRow.Outcome.MAYBE).first()
    if row is None:
        raise Http404
    if brought.state in ListImport.AT_WORK or brought.state in ListImport.OVER:
        messages.error(request, _("Nothing of this list can be decided now."))
        return HttpResponseRedirect(reverse("admin:list_import", args=[brought.pk]))
    candidates = candidates_of(row, person)
    if request.method == "POST" and "decision" in request.POST:
        try:
            answer(row, request.POST, candidates, person)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Row %(number)d is decided.") % {"number": row.number})
        return next_row(brought, row.number)
    waiting = brought.of_rows.to_decide()
    context = {
        "title": _("Row %(number)d: one person or two?") % {"number": row.number},
        "brought": brought,
        "row": row,
        "said": understood(from_data(row.said)) if row.said else None,
        "candidates": candidates,
        "like": brought.of_rows.filter(number=row.like_row).first() if row.like_row else None,
        "waiting": waiting.count(),
    }
    return page(desk, request, "decide", context)


def answer(row: ImportRow, sent: Any, candidates: Sequence[Candidate], by: User) -> None:
    """Take an answer: of one of the candidates, or of none of them."""
    chosen = sent.get("person", "")
    named = next((one.person for one in candidates if is_key(chosen) and one.person.pk == int(chosen)), None)
    if chosen and named is None:
        raise ImportRefused(_("This person is no longer there. Choose again."))
    if sent["decision"] != ImportRow.Decision.SAME and named is None and candidates:
        named = candidates[0].person
    decide(row=row, decision=sent["decision"], person=named, by=by)


def candidates_of(row: ImportRow, user: User) -> list[Candidate]:
    """Return those who may be meant by a row, the likeliest first; whom somebody may not know of is not there."""
    found = [(row.person_id, row.score, row.reasons)] if row.person_id else []
    found += [(key, points, reasons) for key, points, reasons in row.others]
    keys = [key for key, _points, _reasons in found]
    people = visible_people(user).prefetch_related("names__source", "translations").in_bulk(keys)
    mothers, fathers = parents_here(list(people))
    places = places_of(people.values())
    return [
        candidate(people[key], points, reasons, [*mothers[key], *fathers[key]], places, user)
        for key, points, reasons in found
        if key in people
    ]


def candidate(
    person: Person, points: int, reasons: Any, parents: list[str], places: dict[int, str], user: User
) -> Candidate:
    """Return what the record says of one person."""
    cited = PersonCitation.objects.filter(entry=person).values_list("source", flat=True)
    sources: Any = Source.objects
    named = sources.visible_to(user).filter(pk__in={*cited, *(name.source_id for name in person.names.all())})
    facts = [
        dated(_("born"), person.birth),
        dated(_("died"), person.death),
        Said(_("age"), age_words(age) if (age := person.age()) else ""),
        Said(_("sex"), person.get_sex_display() if person.sex != Person.Sex.UNKNOWN else ""),
        Said(_("fate"), person.get_fate_display() if person.fate != Person.Fate.UNKNOWN else ""),
        dated(_("date of what happened"), person.fate_date),
        Said(_("residence"), places.get(person.residence_id or 0, "")),
        Said(_("birthplace"), places.get(person.birthplace_id or 0, "")),
        Said(_("parents"), ", ".join(dict.fromkeys(parents))),
    ]
    return Candidate(
        person,
        [(name.full, name.get_kind_display()) for name in person.names.all()],
        [fact for fact in facts if fact.words],
        [str(source) for source in named.order_by("label")],
        sentences_of(reasons),
        points,
        reverse("admin:memorial_person_review", args=[person.pk]),
    )


def places_of(people: Any) -> dict[int, str]:
    """Return the names of the places of some people."""
    keys = {key for person in people for key in (person.residence_id, person.birthplace_id) if key}
    places: Any = Person._meta.get_field("residence").related_model
    return {place.pk: str(place) for place in places.objects.filter(pk__in=keys, restricted=False)}
