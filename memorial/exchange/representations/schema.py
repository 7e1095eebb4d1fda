"""Schemas: what a representation looks like, for programs that check it (JSON Schema 2020-12)."""

from collections.abc import Iterable, Mapping
from typing import Any

from memorial.base.public_ids import LENGTH, LETTERS
from memorial.exchange.representations.fields import Field, Kind, Sort

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID: Mapping[str, Any] = {"type": "string", "pattern": f"^[{LETTERS}]{{{LENGTH}}}$"}
#: What a value of each sort looks like, where there is one.
SORTS: Mapping[Sort, Mapping[str, Any]] = {
    Sort.ID: ID,
    Sort.IDS: {"type": "array", "items": ID},
    Sort.TEXT: {"type": "string"},
    Sort.PROSE: {"type": "string"},
    Sort.CHOICE: {"type": "string"},
    Sort.EDTF: {"type": "string"},
    Sort.DAY: {"type": "string", "format": "date"},
    Sort.MOMENT: {"type": "string", "format": "date-time"},
    Sort.NUMBER: {"type": "number"},
    Sort.FLAG: {"type": "boolean"},
    Sort.LANGUAGE: {"type": "string"},
    Sort.ADDRESS: {"type": "string", "format": "iri-reference"},
}


def schema_of(kind: Kind, *, fully: bool = False) -> dict[str, Any]:
    """Return the schema of what is said of one entry of a kind; ``fully`` as a fuller export says it."""
    described = row_schema(kind.fields_told(fully=fully))
    for part in kind.parts:
        described["properties"][part.name] = {
            "description": str(part.meaning),
            "type": "array",
            "items": row_schema(part.fields),
        }
        described["required"].append(part.name)
    return {"$schema": DIALECT, "title": kind.name, "description": str(kind.meaning), **described}


def row_schema(fields: Iterable[Field]) -> dict[str, Any]:
    """Return the schema of one row of fields: all of them are there, though some may be null."""
    properties = {field.name: field_schema(field) for field in fields}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def field_schema(field: Field) -> dict[str, Any]:
    """Return the schema of one field."""
    described: dict[str, Any] = {"description": str(field.meaning), **SORTS[field.sort]}
    if field.choices:
        described["enum"] = [value for value, _label in field.choices]
    if not field.always:
        described["type"] = [described["type"], "null"]
        if "enum" in described:
            described["enum"].append(None)
    return described
