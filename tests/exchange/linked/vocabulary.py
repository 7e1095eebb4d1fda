"""The words of schema.org that the memorial uses, each with the types it belongs to, copied by hand from there.

Every type is at ``https://schema.org/<type>`` and every property at ``https://schema.org/<property>``. Beside them
stand three words of others: ``dcterms:date|created|issued`` (http://purl.org/dc/terms/), which belong to anything, and
``bio:birth|death`` (http://purl.org/vocab/bio/0.1/), which belong to a person.
"""

from collections.abc import Mapping
from typing import Any

THING = {"name", "alternateName", "description", "identifier", "url", "sameAs", "subjectOf", "image"}
CREATIVE_WORK = THING | {
    *("about", "abstract", "associatedMedia", "author", "citation", "creator", "creditText", "dateCreated"),
    *("datePublished", "dateModified", "genre", "inLanguage", "isBasedOn", "isFamilyFriendly", "isPartOf", "license"),
    *("locationCreated", "publisher", "text", "usageInfo", "isAccessibleForFree"),
}
MEDIA_OBJECT = CREATIVE_WORK | {"contentUrl", "encodingFormat", "contentSize", "sha256"}
PLACE = THING | {"containedInPlace", "geo"}
EVENT = THING | {"startDate", "location"}
QUANTITATIVE = THING | {"value", "minValue", "maxValue", "unitText", "additionalProperty"}
PERSON = THING | {
    *("additionalName", "birthDate", "birthPlace", "children", "deathDate", "deathPlace", "familyName", "gender"),
    *("givenName", "homeLocation", "honorificPrefix", "honorificSuffix", "jobTitle", "parent", "relatedTo"),
    *("sibling", "spouse"),
}
PROPERTIES: Mapping[str, set[str]] = {
    "Thing": THING,
    "Person": PERSON | {"bio:birth", "bio:death"},
    "Organization": THING | {"areaServed"},
    "Event": EVENT,
    "ExhibitionEvent": EVENT,
    "Place": PLACE,
    "LandmarksOrHistoricalBuildings": PLACE,
    "GeoCoordinates": THING | {"latitude", "longitude"},
    "Claim": CREATIVE_WORK,
    "Observation": QUANTITATIVE,
    "PropertyValue": THING | {"value", "propertyID"},
    "CreativeWork": CREATIVE_WORK,
    "Article": CREATIVE_WORK,
    "NewsArticle": CREATIVE_WORK,
    "OpinionNewsArticle": CREATIVE_WORK,
    "Report": CREATIVE_WORK,
    "Book": CREATIVE_WORK,
    "WebPage": CREATIVE_WORK,
    "ArchiveComponent": CREATIVE_WORK | {"itemLocation"},
    "ImageObject": MEDIA_OBJECT,
    "AudioObject": MEDIA_OBJECT,
    "VideoObject": MEDIA_OBJECT,
    "DigitalDocument": CREATIVE_WORK | {"contentUrl", "encodingFormat"},
    "Dataset": CREATIVE_WORK | {"distribution"},
    "DataDownload": MEDIA_OBJECT,
    "bio:Birth": set(),
    "bio:Death": set(),
}
DATES = {"dcterms:date", "dcterms:created", "dcterms:issued"}
#: What the context of schema.org says of these words, as far as it matters to a processor; no network.
SCHEMA = {
    "@context": {
        "@vocab": "http://schema.org/",
        "id": "@id",
        "type": "@type",
        **{name: {"@type": "@id"} for name in ("url", "sameAs", "contentUrl", "license", "subjectOf", "citation")},
        **{name: {"@type": "Date"} for name in ("birthDate", "deathDate", "startDate", "datePublished", "dateCreated")},
    }
}


def problems(node: Any, within: str = "") -> list[str]:
    """Return every word of a document that does not belong where it stands."""
    if isinstance(node, list):
        return [problem for each in node for problem in problems(each, within)]
    if not isinstance(node, dict):
        return []
    sort = node.get("@type", "")
    if "@value" in node or set(node) == {"@id"}:
        return [] if set(node) <= {"@value", "@language", "@type", "@id"} else [f"{within}: {sorted(node)}"]
    if sort not in PROPERTIES:
        return [f"{within}: type {sort!r}"]
    found = [f"{sort}.{name}" for name in node if name[0] != "@" and name not in PROPERTIES[sort] | DATES]
    for name, value in node.items():
        if name != "@context":
            found += problems(value, f"{sort}.{name}")
    return found
