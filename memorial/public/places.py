"""The places that the record speaks of, in the alphabetical order of the page's language."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Any

from babel.numbers import format_decimal
from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.utils.translation import gettext as _

from memorial.base.alphabets import first_letter
from memorial.base.asking import asked_once
from memorial.base.languages import active_language
from memorial.base.reading import Parts, read_together
from memorial.events.models import Event
from memorial.events.places import Place, PlaceCitation
from memorial.people.models import Person
from memorial.public.illustrations import picture_parts, pictures_of, read_ties
from memorial.public.linked import within_list
from memorial.public.listing import Listed, Texts, listing, read_listed
from memorial.public.notes import with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel
from memorial.review.querysets import EntryQuerySet


def with_place(path: str = "place") -> "Prefetch[str]":
    """Return the prefetch of a place that an entry refers to: nothing where a stranger may not see the place.

    The names of the place are to be read with what else is shown (`place_names`).
    """
    return Prefetch(path, queryset=Place.objects.public())


def place_names(entries: Iterable[Any], path: str = "place") -> Parts:
    """Return the names that are to be read of the places that entries were read with."""
    return Parts([place for entry in entries if (place := getattr(entry, path))], "translations")


def places_to_choose(channel: Channel = Channel.PAGE) -> list[Place]:
    """Return the places that a stranger may see by a channel, with their names."""
    places = public_places(channel)()
    read_together(Parts(places, "translations"))
    return places


@lru_cache(maxsize=16)
def public_places(channel: Channel) -> Callable[..., list[Place]]:
    """Return the question for them."""
    return asked_once(lambda: Place.objects.public(channel))


@dataclass(frozen=True)
class ListedPlace:
    """One place with what is written beside its name."""

    row: Listed
    point: str
    other_names: list[str]
    events: list[Event]


@dataclass(frozen=True)
class PlaceLetter:
    """The places whose names begin with one letter."""

    letter: str
    places: list[ListedPlace]


@public_page(Channel.LIST)
def places(request: PublicRequest) -> HttpResponse:
    """Show all places."""
    return place_list(request)


def render_place(request: PublicRequest, entry: Place) -> HttpResponse:
    """Return the list of places as it will be with this draft in it."""
    return place_list(request, draft=entry)


def place_list(request: PublicRequest, draft: Place | None = None) -> HttpResponse:
    """Return the page of all places, under the letters of the page's language."""
    order = request.memorial.languages
    rows: list[Any] = list(shown_places(draft))
    # The happenings of a copy are those of its place.
    happened = [event for row in rows for event in (row.copy_of or row).events.all()]
    ties = read_ties(rows)
    read_listed(rows, place_names(rows, "part_of"), Parts(happened, "translations"), *picture_parts(ties))
    found = listing(rows, texts=["name"], order=order, sort=place_in_order)
    pictures = pictures_of(rows, order)
    context = {
        **found.context,
        "letters": by_letter(found.rows),
        "pictures": pictures,
        "linked": within_list(request, "places", rows),
    }
    return render_page(request, "public/places/list.html", context, section="places")


def shown_places(draft: Place | None) -> "EntryQuerySet[Place]":
    """Return the places with all that is shown of them: the larger place, what happened there."""
    happened = Prefetch("events", Event.objects.public().chronological())
    rows: EntryQuerySet[Place] = (
        Place.objects.public()
        .with_draft(draft)
        .annotate(known_as=Coalesce("copy_of", "pk"))  # others refer to a place, never to its working copy
        .annotate(names_people=Exists(Person.objects.public().of_place(OuterRef("known_as"))))
        .prefetch_related(
            with_place("part_of"),
            happened,
            Prefetch("copy_of", Place.objects.public().prefetch_related(happened)),
            with_evidence(model=PlaceCitation),
        )
    )
    return rows


def place_in_order(place: Place, texts: Texts) -> tuple[str, str]:
    """Return where a place stands in the page's alphabet."""
    name = texts["name"]
    return name.sort_key if name else "", place.public_id


def letter_of(row: Listed) -> str:
    """Return the letter under which a place stands."""
    name = row.texts["name"]
    return first_letter(name.value, language=active_language(), text_language=name.language) if name else ""


def by_letter(rows: Iterable[Listed]) -> list[PlaceLetter]:
    """Return places that stand in the order of the alphabet, grouped by first letter."""
    return [PlaceLetter(letter, [listed_place(row) for row in group]) for letter, group in groupby(rows, key=letter_of)]


def listed_place(row: Listed) -> ListedPlace:
    """Return one place with what is shown of it."""
    place = row.entry
    events = list((place.copy_of or place).events.all())
    return ListedPlace(row, point(place), other_names(place), events)


def other_names(place: Place) -> list[str]:
    """Return the other names and spellings of a place, one by one."""
    return [name for part in place.other_names.split(";") if (name := part.strip())]


def point(place: Place) -> str:
    """Return the point on the map in degrees, as the page's language writes them; empty where there is none."""
    if place.latitude is None or place.longitude is None:
        return ""
    north = _("%(degrees)s° N") if place.latitude >= 0 else _("%(degrees)s° S")
    east = _("%(degrees)s° E") if place.longitude >= 0 else _("%(degrees)s° W")
    return ", ".join((north % {"degrees": degrees(place.latitude)}, east % {"degrees": degrees(place.longitude)}))


def degrees(value: Decimal) -> str:
    """Return an angle without its sign, with the digits that the record has."""
    return format_decimal(abs(value), format="0.0###", locale=active_language())
