"""The register: all people by name, in the alphabet of the page's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, QuerySet
from django.http import HttpResponse, QueryDict

from memorial.base.alphabets import OTHER, bar_letters, order_of, upper
from memorial.base.languages import active_language
from memorial.base.reading import keep_referred
from memorial.base.texts import untranslated
from memorial.events.places import Place
from memorial.media.showing import Shown
from memorial.people.models import Person
from memorial.people.register import RegisterRow
from memorial.public.forms import RegisterForm
from memorial.public.naming import read_public
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.paging import AFTER, BEFORE, PLACES, keyset_page
from memorial.public.person_lines import PersonLine, life_years, read_people
from memorial.public.places import places_to_choose
from memorial.review.gate import Channel

PAGE_SIZE = 100


@dataclass(frozen=True)
class Letter:
    """One letter of the alphabet bar; without an address where no name begins with it."""

    letter: str
    url: str
    current: bool


@dataclass(frozen=True)
class RegisterLine(PersonLine):
    """One person in the register, under a letter."""

    letter: str = ""


@public_page(Channel.LIST, parameters=PLACES)
def people(request: PublicRequest) -> HttpResponse:
    """Show a page of the register, by letter and by what the visitor asks for."""
    places = places_to_choose()
    present = letters_present(active_language())
    chosen = RegisterForm(request.GET, places=places).chosen()
    letter = request.GET.get("letter", "")
    asked = {"letter": letter, **chosen} if letter in present else chosen
    query = as_query(asked, {name: request.GET[name] for name in (AFTER, BEFORE) if name in request.GET})
    rows = rows_asked(asked, places)
    page = keyset_page(
        rows, key=["sort_key"], query=query, size=PAGE_SIZE, address="person__public_id", read=keep_people
    )
    order, portraits = request.memorial.languages, read_lines(page.rows, places)
    context = {
        "lines": [register_line(row, order, portraits.get(row.person_id)) for row in page.rows],
        "page": page,
        "letters": alphabet(present, asked),
        "letter": asked.get("letter", ""),
        "form": RegisterForm(initial=chosen, places=places),
        "filtered": bool(chosen),
    }
    own = query if page.previous_url else as_query(asked)
    canonical_query = f"?{own.urlencode()}" if own else ""
    return render_page(request, "public/people/list.html", context, section="people", canonical_query=canonical_query)


def as_query(*parts: dict[str, Any]) -> QueryDict:
    """Return these values as the query of an address."""
    query = QueryDict(mutable=True)
    for part in parts:
        query.update(part)
    return query


def rows_asked(asked: dict[str, str], places: list[Place]) -> QuerySet[RegisterRow]:
    """Return the rows of the register that are asked for."""
    rows = RegisterRow.objects.public().filter(language=active_language())
    columns = {"letter": "letter", "fate": "fate", "age": "age_group", "sex": "sex"}
    rows = rows.filter(**{column: asked[name] for name, column in columns.items() if name in asked})
    keys = {place.public_id: place.pk for place in places}
    if "residence" in asked:
        rows = rows.filter(residence=keys[asked["residence"]])
    if "place" in asked:
        rows = rows.filter(person__in=Person.objects.public().of_place(keys[asked["place"]]))
    return rows


def keep_people(rows: Sequence[RegisterRow]) -> None:
    """Keep with rows of the register whom they name, read through the gate."""
    people = read_public(Person, {row.person_id for row in rows})
    for row in rows:
        keep_referred(row, "person", people.get(row.person_id))


def read_lines(rows: Sequence[RegisterRow], places: Iterable[Place]) -> dict[int, Shown]:
    """Read what the lines of a page show, the residence of each among the public places; return the portraits."""
    known: dict[int | None, Place] = {place.pk: place for place in places}
    for row in rows:
        keep_referred(row, "residence", known.get(row.residence_id))
    return read_people([row.person for row in rows])


def letters_present(language: str) -> set[str]:
    """Return the letters under which a public name stands in the register of a language.

    One question for each letter, all in one query, each answered by the first name that is found.
    """
    letters, asked, values = letters_asked(language)
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        answers = cursor.fetchall()
    return {letter for row in answers for letter, present in zip(letters, row, strict=True) if present}


@lru_cache(maxsize=16)
def letters_asked(language: str) -> tuple[Sequence[str], str, tuple[Any, ...]]:
    """Return the letters of a language, and the query and its values: put into the words of the database once."""
    rows = RegisterRow.objects.public().filter(language=language)
    letters = [*(upper(letter, language) for letter in order_of(language)), OTHER]
    each = {f"letter_{number}": Exists(rows.filter(letter=letter)) for number, letter in enumerate(letters)}
    asked, values = rows.order_by().annotate(**each).values_list(*each)[:1].query.sql_with_params()
    return letters, asked, tuple(values)


def alphabet(present: set[str], asked: dict[str, str]) -> list[Letter]:
    """Return the alphabet bar; its letters keep what else was asked."""
    return [
        Letter(
            letter,
            f"?{as_query(asked | {'letter': letter}).urlencode()}" if letter in present else "",
            current=letter == asked.get("letter"),
        )
        for letter in bar_letters(active_language(), present)
    ]


def register_line(row: RegisterRow, order: Sequence[str], portrait: Shown | None) -> RegisterLine:
    """Return the line of one row: the name in the form of the register; ``order`` is the memorial's languages."""
    return RegisterLine(
        name=untranslated(row.name, row.name_language),
        url=row.person.get_absolute_url(),
        years=life_years(row.person),
        place=row.residence.text("name", order) if row.residence else None,
        portrait=portrait,
        letter=row.letter,
    )
