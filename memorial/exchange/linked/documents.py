"""Documents: what is said of entries in linked data, and how it is written down."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from memorial.exchange.linked.claims import figure, recognition
from memorial.exchange.linked.events import commemoration, event, place
from memorial.exchange.linked.people import person
from memorial.exchange.linked.terms import CONTEXT, ENTRY, Node, Site, filled
from memorial.exchange.linked.works import asset, source, testimony
from memorial.exchange.representations.fields import Told

MEDIA_TYPE = "application/ld+json"
#: How each kind is said in the words of schema.org.
SAYING: Mapping[str, Callable[[Told, Site], Node]] = {
    "people": person,
    "testimonies": testimony,
    "events": event,
    "places": place,
    "figures": figure,
    "recognitions": recognition,
    "commemorations": commemoration,
    "sources": source,
    "assets": asset,
}
#: What would end the element in which a document stands on a page, or a line of a script.
_SIGNS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def node_of(kind: str, said: Told, site: Site) -> Node:
    """Return what is said of an entry of a kind (by its name in `KINDS`), as it stands among others."""
    own = {
        "@id": f"{site.document(kind, said['id'])}{ENTRY}",
        "identifier": said["id"],
        "url": site.absolute(said["url"]),
    }
    return filled({**own, **SAYING[kind](said, site)})


def document_of(kind: str, said: Told, site: Site) -> Node:
    """Return the document of an entry, from its whole representation."""
    return {"@context": list(CONTEXT), **node_of(kind, said, site)}


def list_of(kind: str, told: Iterable[Told], site: Site) -> Node:
    """Return one document of several entries of a kind."""
    return {"@context": list(CONTEXT), "@graph": [node_of(kind, said, site) for said in told]}


def written(document: Mapping[str, Any]) -> str:
    """Return a document as text that can also stand on a page: no sign in it ends an element or begins another."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(_SIGNS)
