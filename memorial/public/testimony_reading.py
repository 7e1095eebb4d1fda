"""Reading for the page of a testimony: each table is asked once, for whoever speaks and all that is spoken of."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q

from memorial.base.reading import Parts, keep_referred, keep_rows, read_together
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.showing import Shown
from memorial.people.models import Person
from memorial.public.illustrations import picture_parts, read_ties
from memorial.public.notes import read_sources
from memorial.public.person_lines import read_people
from memorial.testimonies.models import Testimony


def read_testimony(testimony: Testimony) -> Mapping[int, Shown]:
    """Keep with a testimony all that its page shows and a stranger may see; return the portraits of those spoken of."""
    own = [testimony, testimony.copy_of] if testimony.copy_of else [testimony]
    # The preview of a working copy names the narrator by the consent of the testimony itself.
    read_together(Parts([testimony], "translations"), Parts(own, "consents"), Parts([testimony], "citations"))
    people = read_named(testimony, Person.objects.public().order_by("label", "pk"), "people", "narrator")
    places = read_named(testimony, Place.objects.public().order_by("label", "pk"), "places", "given_place")
    events = read_named(testimony, Event.objects.public().chronological(), "events")
    sources = read_sources(testimony)
    pictures = read_ties([testimony])
    return read_people(
        people,
        *(Parts(each, "translations") for each in (places, events, sources)),
        *picture_parts(pictures),
    )


def read_named(testimony: Testimony, rows: Any, path: str, own: str = "") -> list[Any]:
    """Return those of some public entries that a testimony names, kept with it: in a list of it, and in one column."""
    tied = getattr(testimony, path).order_by()
    key = getattr(testimony, f"{own}_id") if own else None
    listed = Exists(tied.filter(pk=OuterRef("pk")))
    found = list(rows.annotate(is_listed=listed).filter(Q(pk__in=tied.values("pk")) | Q(pk=key)))
    keep_rows(testimony, path, [each for each in found if each.is_listed])
    if own:
        keep_referred(testimony, own, next((each for each in found if each.pk == key), None))
    return found
