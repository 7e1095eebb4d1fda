"""Figures and recognitions in linked data: each is what somebody states, and says who."""

from collections.abc import Mapping

from memorial.events.figures import Figure
from memorial.exchange.linked.terms import Node, Site, cited, filled, named, plain_date, texts, uncertain_date
from memorial.exchange.representations.fields import Told

#: How a number is called that its author limits; one that is exact or about is a value.
LIMITS: Mapping[str | None, str] = {
    Figure.Qualifier.AT_LEAST: "minValue",
    Figure.Qualifier.MORE_THAN: "minValue",
    Figure.Qualifier.AS_MANY_AS: "maxValue",
}


def figure(said: Told, site: Site) -> Node:
    """Return what is said of a figure: a claim, whose it is, and the number that it is about."""
    return {
        "@type": "Claim",
        "name": named(said, "subject"),
        "description": texts(said, "scope"),
        "creditText": texts(said, "stated_by"),
        "datePublished": plain_date(said["stated"]),
        "dcterms:issued": uncertain_date(said["stated"]),
        "about": filled(observed(said)),
        "citation": cited(site, said),
    }


def observed(said: Told) -> Node:
    """Return the number of a figure with the limit that its author sets to it."""
    number: Node
    if said["high"] is not None:
        number = {"minValue": said["low"], "maxValue": said["high"]}
    else:
        number = {LIMITS.get(said["qualifier"], "value"): said["low"]}
    qualifier = {"@type": "PropertyValue", "name": "qualifier", "value": said["qualifier"]}
    return {
        "@type": "Observation",
        **number,
        "unitText": said["unit"],
        "additionalProperty": qualifier if said["qualifier"] else None,
    }


def recognition(said: Told, site: Site) -> Node:
    """Return what is said of a recognition: the declaration, and the body whose it is."""
    body = filled(
        {"@type": "Organization", "name": named(said, "body"), "areaServed": texts(said, "jurisdiction")},
    )
    return {
        "@type": "CreativeWork",
        "name": named(said, "body"),
        "creator": body,
        "genre": said["instrument"],
        "description": texts(said, "detail"),
        "text": texts(said, "wording"),
        "datePublished": plain_date(said["date"]),
        "dcterms:issued": uncertain_date(said["date"]),
        "citation": cited(site, said),
    }
