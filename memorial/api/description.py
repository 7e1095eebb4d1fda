"""The description of the API: for programs in OpenAPI 3.1, and for people on one page without a script."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import override
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from memorial.api.answers import ApiView, json_answer, tagged
from memorial.api.components import all_components
from memorial.api.parameters import asked_of
from memorial.api.problems import SORTS
from memorial.base.memorial import Memorial
from memorial.exchange.representations.kinds import KINDS
from memorial.public.pages import nameless_frame

VERSION = "1.0.0"
ABOUT = """\
Everything that this memorial shows and may give away as data. It is only read, and needs no account.

Dates are written in EDTF (ISO 8601-2) with the doubts of the record; beside each stand the first and the last day that
it allows. A permanent id never changes. What was withdrawn answers 410, with the day and the class of reason alone.
What people allowed to be shown and not to be taken away as data is on the pages and not here.

A text with a content note carries the note in the same row: show it before the text.\
"""


def openapi(patterns: Any) -> dict[str, Any]:
    """Return the whole description of the addresses of a map."""
    return deepened(patterns, *changed_by())


def changed_by() -> tuple[tuple[str, ...], str]:
    """Return all with which the description changes: the languages that the memorial offers, and its title."""
    memorial = Memorial.current()
    return tuple(memorial.languages), memorial.title


@lru_cache(maxsize=8)
def deepened(patterns: str, languages: tuple[str, ...], title: str) -> dict[str, Any]:
    """Return the description for these languages and this title."""
    with override("en"):
        paths = described_paths(patterns)
        tags = [{"name": kind.name, "description": str(kind.meaning)} for kind in KINDS.values()]
        tags += [
            {"name": "versions", "description": "What was published of an entry before."},
            {"name": "search", "description": "People by their names, and entries by their texts."},
        ]
        described: dict[str, Any] = {
            "openapi": "3.1.0",
            "info": {"title": title, "version": VERSION, "description": ABOUT},
            "servers": [{"url": "/"}],
            "tags": tags,
            "security": [],
            "paths": {f"/api/v1{path}": said for path, said in paths.items()},
            "components": {"schemas": all_components()},
        }
        # Words that wait for a language are given theirs.
        plain: dict[str, Any] = json.loads(JSONRenderer().render(described))
        return plain


@lru_cache(maxsize=8)
def in_yaml(patterns: str, languages: tuple[str, ...], title: str) -> str:
    """Return the description as YAML, which takes a fifth of a second to write."""
    text: str = yaml.safe_dump(deepened(patterns, languages, title), allow_unicode=True, sort_keys=False)
    return text


def described_paths(patterns: str) -> dict[str, Any]:
    """Return the operations of the addresses of a map."""
    # As with its inspectors (`described`).
    generator = import_string("drf_spectacular.generators.SchemaGenerator")
    found: dict[str, Any] = generator(urlconf=patterns).parse(None, True)
    return found


class YamlRenderer(BaseRenderer):
    """Names the media type of YAML (RFC 9512)."""

    media_type = "application/yaml"
    format = "yaml"


class HtmlRenderer(BaseRenderer):
    """Names the media type of a page."""

    media_type = "text/html"
    format = "html"


class Root(ApiView):
    """The way in: where everything stands."""

    schema = None

    def answer(self, request: Request, **address: Any) -> Mapping[str, Any]:
        """Return the address of each list, of the search and of the descriptions."""
        http = request._request
        asked_of(http, ())
        names = [*KINDS, "search", "openapi_json", "openapi_yaml", "docs"]
        return {name: http.build_absolute_uri(reverse(f"api_{name}")) for name in names}


class OpenApiJson(ApiView):
    """The description as JSON."""

    schema = None

    def get(self, request: Request, **address: Any) -> HttpResponse:
        """Return the whole description."""
        asked_of(request._request, ())
        return json_answer(openapi(ADDRESSES))


class OpenApiYaml(ApiView):
    """The description as YAML."""

    schema = None
    renderer_classes = (YamlRenderer,)

    def get(self, request: Request, **address: Any) -> HttpResponse:
        """Return the whole description."""
        asked_of(request._request, ())
        body = in_yaml(ADDRESSES, *changed_by())
        return tagged(HttpResponse(body, content_type=YamlRenderer.media_type))


class Page(ApiView):
    """The description for people."""

    schema = None
    renderer_classes = (HtmlRenderer,)

    def get(self, request: Request, **address: Any) -> HttpResponse:
        """Return the page, in English, in the frame of the other pages."""
        asked_of(request._request, ())
        memorial = self.memorial
        described = openapi(ADDRESSES)
        language = "en" if "en" in memorial.languages else memorial.own_language
        with override(language):
            frame = nameless_frame(memorial) | {
                "about": ABOUT.split("\n\n"),
                "groups": list(groups(described)),
                "problems": [
                    {"name": sort.name, "status": int(sort.status), "pieces": pieces(sort.meaning), "values": ()}
                    for sort in SORTS
                ],
                "root": request._request.build_absolute_uri(reverse("api_root")),
            }
            response = HttpResponse(render_to_string("api/docs.html", frame, request=request._request))
        response.headers["Content-Language"] = language
        return tagged(response)


@dataclass(frozen=True)
class Group:
    """The addresses of one kind, with the fields of its entries."""

    name: str
    meaning: str
    addresses: list[dict[str, Any]]
    fields: list[dict[str, Any]]


def groups(described: Mapping[str, Any]) -> Iterator[Group]:
    """Yield what the page tells of each kind, of versions and of the search."""
    models = {kind.name: kind.model.__name__ for kind in KINDS.values()}
    for tag in described["tags"]:
        found = [
            {
                "path": path,
                "summary": said["get"]["summary"],
                "parameters": [parameter_line(each) for each in said["get"]["parameters"]],
                "sample": sample(said["get"]),
            }
            for path, said in described["paths"].items()
            if tag["name"] in said["get"]["tags"]
        ]
        own = described["components"]["schemas"].get(models.get(tag["name"], ""), {})
        yield Group(tag["name"], tag["description"], found, list(rows(own)))


def parameter_line(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page tells of a parameter; which fields there are stands below, once."""
    schema = said["schema"].get("items", said["schema"])
    shown = [] if said["name"] == "fields" else values(schema)
    return {"name": said["name"], "pieces": pieces(said["description"]), "values": shown}


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return a sentence in pieces; those between marks are words of a program."""
    return [(piece, bool(place % 2)) for place, piece in enumerate(text.split("`")) if piece]


def rows(schema: Mapping[str, Any], before: str = "") -> Iterator[dict[str, Any]]:
    """Yield the fields of a schema, those of its parts behind the name of the part."""
    for name, value in schema.get("properties", {}).items():
        meaning = pieces(value.get("description", ""))
        yield {"name": f"{before}{name}", "pieces": meaning, "values": values(value)}
        if value.get("type") == "array":
            yield from rows(value["items"], f"{name}.")


def values(schema: Mapping[str, Any]) -> list[str]:
    """Return the values that a field can have, where they are few."""
    return [str(value) for value in schema.get("enum", ()) if value is not None]


def sample(said: Mapping[str, Any]) -> str:
    """Return the example of an answer as people read it."""
    body = said["responses"]["200"]["content"]["application/json"]
    return json.dumps(body["example"], ensure_ascii=False, indent=2) if "example" in body else ""


#: The map of the addresses that are described.
ADDRESSES = "memorial.api.addresses"
