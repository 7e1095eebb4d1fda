"""Places as programs read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from memorial.events.pictures import PlacePicture
from memorial.events.places import Place, PlaceCitation, PlaceTranslation
from memorial.exchange.representations.columns import choice, number, one, text
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
    """Return the places that a reader may see, with all that is said of them."""
    return read(reader, Place.objects.all()).prefetch_related(
        "translations",
        with_entry(reader, "part_of", Place),
        with_pictures(reader, PlacePicture),
        with_citations(reader, PlaceCitation),
    )


PLACES = Kind(
    name="places",
    model=Place,
    meaning=_("The places that the record speaks of."),
    fields=(
        *ENTRY_FIELDS,
        choice("kind", _("What sort of place it is."), Place.Kind, always=True),
        text("other_names", _("Other spellings and names, separated by semicolons.")),
        number("latitude", _("Degrees north of the equator (WGS 84); south of it below zero.")),
        number("longitude", _("Degrees east of Greenwich (WGS 84); west of it below zero.")),
        one("part_of", _("The place in which it lies."), "places"),
    ),
    parts=(texts(PlaceTranslation, text("name", _("The name of the place."))), pictures(), citations(Place)),
    rows=rows,
)
