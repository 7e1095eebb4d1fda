"""Events, places and commemorations in linked data."""

from collections.abc import Mapping

from memorial.commemorations.models import Commemoration
from memorial.exchange.linked.terms import (
    Node,
    Site,
    cited,
    named,
    open_texts,
    pictured,
    plain_date,
    texts,
    uncertain_date,
)
from memorial.exchange.representations.fields import Told

#: What commemorations are in the words of schema.org; all others are events.
COMMEMORATIONS: Mapping[str, str] = {
    Commemoration.Kind.MONUMENT: "LandmarksOrHistoricalBuildings",
    Commemoration.Kind.EXHIBITION: "ExhibitionEvent",
    Commemoration.Kind.PUBLICATION: "CreativeWork",
    Commemoration.Kind.OTHER: "Thing",
}
#: How the place and the date of each of them are called, where they have any.
PLACED: Mapping[str, str] = {"LandmarksOrHistoricalBuildings": "containedInPlace", "Event": "location"}
DATED: Mapping[str, str] = {"CreativeWork": "datePublished", "Event": "startDate"}


def event(said: Told, site: Site) -> Node:
    """Return what is said of an event."""
    return {
        "@type": "Event",
        "name": named(said, "title"),
        "description": open_texts(said, "summary"),
        "startDate": plain_date(said["date"]),
        "dcterms:date": uncertain_date(said["date"]),
        "location": site.maybe("places", said["place"]),
        "subjectOf": [*cited(site, said), *pictured(site, said)],
    }


def place(said: Told, site: Site) -> Node:
    """Return what is said of a place."""
    known = said["latitude"] is not None and said["longitude"] is not None
    others = (said["other_names"] or "").split(";")
    return {
        "@type": "Place",
        "name": named(said, "name"),
        "alternateName": [name.strip() for name in others if name.strip()],
        "geo": {"@type": "GeoCoordinates", "latitude": said["latitude"], "longitude": said["longitude"]}
        if known
        else None,
        "containedInPlace": site.maybe("places", said["part_of"]),
        "subjectOf": [*cited(site, said), *pictured(site, said)],
    }


def commemoration(said: Told, site: Site) -> Node:
    """Return what is said of a commemoration: what is held is an event, what stands is a place."""
    sort = COMMEMORATIONS.get(said["kind"], "Event")
    like = "Event" if sort.endswith("Event") else sort
    node = {
        "@type": sort,
        "name": named(said, "title"),
        "description": texts(said, "detail"),
        "dcterms:date": uncertain_date(said["date"]),
        "subjectOf": [*cited(site, said), *pictured(site, said)],
    }
    if like in PLACED:
        node[PLACED[like]] = site.maybe("places", said["place"])
    if like in DATED:
        node[DATED[like]] = plain_date(said["date"])
    return node
