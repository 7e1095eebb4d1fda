"""Events as programs read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from memorial.events.models import Event, EventCitation, EventTranslation
from memorial.events.pictures import EventPicture
from memorial.events.places import Place
from memorial.exchange.representations.columns import dated, one, prose, text
from memorial.exchange.representations.entries import (
    ENTRY_FIELDS,
    citations,
    pictures,
    read,
    texts,
    with_citations,
    with_entry,
    with_pictures,
)
from memorial.exchange.representations.fields import Kind, Reader


def rows(reader: Reader) -> Any:
    """Return the events that a reader may see, with all that is said of them."""
    return read(reader, Event.objects.all()).prefetch_related(
        "translations",
        with_entry(reader, "place", Place),
        with_pictures(reader, EventPicture),
        with_citations(reader, EventCitation),
    )


EVENTS = Kind(
    name="events",
    model=Event,
    meaning=_("The steps of the chronology: what happened, when and where."),
    fields=(
        *ENTRY_FIELDS,
        *dated("date", _("When it happened.")),
        text("time", _("The time of day, as 23:00, or 01:00/04:00 for a stretch of time.")),
        one("place", _("Where it happened."), "places"),
    ),
    parts=(
        texts(
            EventTranslation, text("title", _("What happened.")), prose("summary", _("What happened, in more words."))
        ),
        pictures(),
        citations(Event),
    ),
    rows=rows,
)
