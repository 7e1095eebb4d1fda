"""Components: what the answers of the API look like, as JSON Schema made of the descriptions of the kinds."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from memorial.api.problems import SORTS
from memorial.exchange.representations.fields import Field, Kind, Sort
from memorial.exchange.representations.kinds import KINDS
from memorial.exchange.representations.schema import ID, schema_of
from memorial.review.status import WithdrawalReason

Schema = dict[str, Any]

#: An example of a value of each sort.
EXAMPLES: Mapping[Sort, Any] = {
    Sort.ID: "0123456789ab",
    Sort.IDS: ["0123456789ab"],
    Sort.TEXT: "words",
    Sort.PROSE: "Words, with *marks*.",
    Sort.EDTF: "1953-06?",
    Sort.DAY: "1953-06-01",
    Sort.MOMENT: "2025-02-26T09:00:00Z",
    Sort.NUMBER: 1,
    Sort.FLAG: False,
    Sort.LANGUAGE: "az",
    Sort.ADDRESS: "https://memorial.example/az/",
}
STRING: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}


def reference(name: str) -> Schema:
    """Return the reference to a component."""
    return {"$ref": f"#/components/schemas/{name}"}


def perhaps(schema: Schema) -> Schema:
    """Return the schema of what may also be nothing."""
    return {"anyOf": [schema, {"type": "null"}]}


def told(properties: Mapping[str, Schema], *, required: list[str] | None = None, **more: Any) -> Schema:
    """Return the schema of an object with these fields and no others, all of them there unless some are named."""
    names = list(properties) if required is None else required
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": dict(properties),
        **({"required": names} if names else {}),
        **more,
    }


def with_entries(row: Schema, fields: Sequence[Field]) -> None:
    """Say of the fields that name entries that these can be told in place of their ids."""
    for field in fields:
        if field.refers not in KINDS:
            continue
        schema, entry = row["properties"][field.name], reference(KINDS[field.refers].model.__name__)
        if field.sort == Sort.IDS:
            schema["items"] = {"anyOf": [schema["items"], entry]}
        else:
            value = {name: schema.pop(name) for name in ("type", "pattern") if name in schema}
            schema["anyOf"] = [value, entry]


def kind_schema(kind: Kind) -> Schema:
    """Return the schema of the entries of a kind; what `fields` leaves out is missing, so nothing is required."""
    schema = deepcopy(schema_of(kind))
    del schema["$schema"], schema["required"]
    with_entries(schema, kind.fields)
    for part in kind.parts:
        with_entries(schema["properties"][part.name]["items"], part.fields)
    return schema


def example_of(kind: Kind) -> Schema:
    """Return an entry of a kind as it might be told, made of nobody's facts."""
    said: Schema = {field.name: example_value(field) for field in kind.fields}
    return said | {part.name: [{field.name: example_value(field) for field in part.fields}] for part in kind.parts}


def example_value(field: Field) -> Any:
    """Return an example of what a field may hold."""
    if field.choices:
        return next(value for value, _label in field.choices if value)
    return EXAMPLES[field.sort]


def page_schema(kind: Kind) -> Schema:
    """Return the schema of one page of the list of a kind."""
    link = perhaps({"type": "string", "format": "uri"})
    entries = {"type": "array", "items": reference(kind.model.__name__)}
    return told({"results": entries, "next": link, "previous": link})


PROBLEM = told(
    {
        "type": {"type": "string", "format": "uri-reference"},
        "title": STRING,
        "status": {"type": "integer", "enum": sorted({int(sort.status) for sort in SORTS})},
        "detail": STRING,
        "parameter": {**STRING, "description": "Which parameter is not taken."},
        "withdrawn": {**STRING, "format": "date", "description": "Since when it is no longer shown."},
        "reason": {
            **perhaps({"type": "string", "enum": list(WithdrawalReason.values)}),
            "description": "The class of reason for which it was withdrawn.",
        },
    },
    required=["type", "title", "status", "detail"],
    description="What hinders an answer (RFC 9457).",
)
VERSION_LINE = told(
    {
        "version": {"type": "integer"},
        "published": {"type": "string", "format": "date-time"},
        "correction": {**perhaps(STRING), "description": "What it corrected, where it is a correction."},
        "withdrawn": {**perhaps({"type": "string", "format": "date"}), "description": "Since when it is not shown."},
        "reason": perhaps({"type": "string", "enum": list(WithdrawalReason.values)}),
        "address": {**STRING, "format": "uri"},
    },
    description="One published version of an entry.",
)
VALUES: Schema = {
    "type": "object",
    "additionalProperties": {
        "anyOf": [
            {"type": ["string", "number", "boolean", "null"]},
            {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
        ]
    },
}
VERSION = told(
    {
        "id": dict(ID),
        "kind": {"type": "string", "enum": list(KINDS)},
        "version": {"type": "integer"},
        "published": {"type": "string", "format": "date-time"},
        "title": STRING,
        "url": {**STRING, "format": "uri"},
        "narrator": perhaps(told({"id": perhaps(dict(ID)), "name": perhaps(STRING), "role": perhaps(STRING)})),
        "fields": VALUES,
        "parts": {"type": "object", "additionalProperties": {"type": "array", "items": VALUES}},
    },
    description="An entry as one of its versions had it, without whatever a stranger may not see today.",
)
PERSON_FOUND = told(
    {
        "id": dict(ID),
        "address": {**STRING, "format": "uri"},
        "name": {**STRING, "description": "The spelling that was found."},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "certain": {**FLAG, "description": "Whether it is the name that is sought."},
        "reasons": {"type": "array", "items": told({"code": STRING, "sentence": STRING})},
    }
)
TEXT_FOUND = told(
    {
        "id": dict(ID),
        "address": {**STRING, "format": "uri"},
        "title": STRING,
        "language": STRING,
        "note": {**perhaps(STRING), "description": "The content note that stands before the words."},
        "snippet": {
            "type": "array",
            "description": "A place in the text, in pieces; those that were looked for are marked.",
            "items": told({"words": STRING, "marked": FLAG}),
        },
    }
)
SEARCH = told(
    {
        "people": told({"results": {"type": "array", "items": PERSON_FOUND}, "more": FLAG}),
        "texts": {
            "type": "array",
            "items": told(
                {
                    "kind": {"type": "string", "enum": list(KINDS)},
                    "results": {"type": "array", "items": TEXT_FOUND},
                    "more": FLAG,
                    "partly": {**FLAG, "description": "Nothing has all the words, and these have some of them."},
                }
            ),
        },
    },
    description="What was found: people by their names, however they are spelled, and entries by their texts.",
)


def all_components() -> dict[str, Schema]:
    """Return every component by its name."""
    return {
        **{kind.model.__name__: kind_schema(kind) for kind in KINDS.values()},
        "Problem": PROBLEM,
        "VersionLine": VERSION_LINE,
        "Version": VERSION,
        "Found": SEARCH,
    }
