"""What must be true of every IIIF manifest and image information, whatever it is of (Presentation 3, Image 3)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.test import Client

MANIFEST_TYPE = 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"'
INFO_TYPE = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
RIGHTS = re.compile(r"http://(creativecommons\.org/(licenses|publicdomain)|rightsstatements\.org/vocab)/\S+/")
TAG = re.compile(r"none|[a-z]{2,3}(-[A-Za-z0-9]+)*")
LANGUAGE_MAPS = {"label", "summary", "value"}


def manifest_of(browser: Client, kind: str, entry: Any) -> dict[str, Any]:
    """Ask for the manifest of an entry, check it, and return it."""
    url = f"/iiif/{kind}/{entry.public_id}/manifest.json"
    response = browser.get(url)
    assert response.status_code == 200, url
    assert response["Content-Type"] == MANIFEST_TYPE
    content: dict[str, Any] = json.loads(response.content)
    assert content["@context"] == "http://iiif.io/api/presentation/3/context.json"
    assert (content["id"], content["type"]) == (f"http://testserver{url}", "Manifest")
    assert sound(content) == []
    return content


def nodes(content: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a manifest."""
    if isinstance(content, dict):
        yield content
        for name, value in content.items():
            if name not in LANGUAGE_MAPS:
                yield from nodes(value)
    elif isinstance(content, list):
        for each in content:
            yield from nodes(each)


def sound(manifest: dict[str, Any]) -> list[str]:
    """Name everything in a manifest that a viewer could not read."""
    faults = [fault for node in nodes(manifest) for fault in node_faults(node)]
    ids = [node["id"] for node in nodes(manifest) if node.get("type") in {"Canvas", "AnnotationPage", "Annotation"}]
    if len(set(ids)) != len(ids):
        faults.append("an id stands twice")
    if not manifest["items"]:
        faults.append("no canvas")
    return faults


def node_faults(node: dict[str, Any]) -> list[str]:
    """Return what is wrong in one object."""
    name, kind = node.get("id", ""), node.get("type", "")
    wrong = {
        "no language map": not all(is_language_map(node[key]) for key in LANGUAGE_MAPS & set(node)),
        "not a whole address": bool(kind) and not name.startswith("http://testserver/"),
        "rights of its own making": "rights" in node and not RIGHTS.fullmatch(node["rights"]),
        "no size": kind in {"Canvas", "Image"} and not (node["width"] > 0 and node["height"] > 0),
        "a canvas with a fragment": kind == "Canvas" and "#" in name,
        "a canvas without a label": kind == "Canvas" and "label" not in node,
        "painted elsewhere": kind == "Annotation" and not name.startswith(node["target"]),
        "says nothing": any(value in ("", [], {}, None) for value in node.values()),
    }
    return [f"{name}: {fault}" for fault, there in wrong.items() if there]


def is_language_map(value: Any) -> bool:
    """Return whether a value leads from language tags to lists of words."""
    return bool(value) and all(
        TAG.fullmatch(tag) and words and all(isinstance(word, str) and word for word in words)
        for tag, words in value.items()
    )


def painted(manifest: dict[str, Any]) -> list[str]:
    """Return the addresses of all pictures that a viewer would show, thumbnails among them."""
    return [node["id"] for node in nodes(manifest) if node.get("type") == "Image"]
