"""Kinds: all kinds of entries that leave the memorial as data, by their names."""

from collections.abc import Mapping

from memorial.exchange.representations.assets import ASSETS
from memorial.exchange.representations.commemorations import COMMEMORATIONS
from memorial.exchange.representations.events import EVENTS
from memorial.exchange.representations.fields import Kind
from memorial.exchange.representations.figures import FIGURES
from memorial.exchange.representations.people import PEOPLE
from memorial.exchange.representations.places import PLACES
from memorial.exchange.representations.recognitions import RECOGNITIONS
from memorial.exchange.representations.sources import SOURCES
from memorial.exchange.representations.testimonies import TESTIMONIES

#: In the order in which they are told everywhere.
ORDER = (
    PEOPLE,
    TESTIMONIES,
    EVENTS,
    PLACES,
    FIGURES,
    RECOGNITIONS,
    COMMEMORATIONS,
    SOURCES,
    ASSETS,
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in ORDER}
