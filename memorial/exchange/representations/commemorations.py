"""Commemorations as programs read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from memorial.commemorations.models import Commemoration, CommemorationCitation, CommemorationTranslation
from memorial.commemorations.pictures import CommemorationPicture
from memorial.events.places import Place
from memorial.exchange.representations.columns import choice, dated, one, prose, text
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
    """Return the commemorations that a reader may see, with all that is said of them."""
    return read(reader, Commemoration.objects.all()).prefetch_related(
        "translations",
        with_entry(reader, "place", Place),
        with_pictures(reader, CommemorationPicture),
        with_citations(reader, CommemorationCitation),
    )


COMMEMORATIONS = Kind(
    name="commemorations",
    model=Commemoration,
    meaning=_("How people are remembered: days, ceremonies, monuments, burials."),
    fields=(
        *ENTRY_FIELDS,
        choice("kind", _("What sort of commemoration it is."), Commemoration.Kind, always=True),
        *dated("date", _("When it was or is held; a day that is kept every year is written as --02-26.")),
        one("place", _("Where it was or is held."), "places"),
    ),
    parts=(
        texts(
            CommemorationTranslation,
            text("title", _("What it is called.")),
            text("organiser", _("Who keeps it.")),
            prose("detail", _("What is to be known of it.")),
        ),
        pictures(),
        citations(Commemoration),
    ),
    rows=rows,
)
