"""Inspectors: what the library that makes the description asks of one address; loaded only when it is made."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.openapi import AutoSchema

from memorial.api.components import Schema
from memorial.api.filters import ID_SCHEMA

PATHS: dict[str, Schema] = {
    "public_id": {"schema": ID_SCHEMA, "description": "The permanent id of the entry.", "example": "0123456789ab"},
    "number": {
        "schema": {"type": "integer", "minimum": 1, "maximum": 99_999},
        "description": "The number of the version.",
        "example": 1,
    },
}


class Inspector(AutoSchema):
    """Tells of one address what a function of its view says."""

    def __init__(self, operation: Callable[[Any], Schema]) -> None:
        super().__init__()
        self.operation = operation

    def get_operation(self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any) -> Schema:
        """Return the operation of the address, with the parts of its path."""
        said = self.operation(self.view)
        parts = [
            {"name": name, "in": "path", "required": True, **described}
            for name, described in PATHS.items()
            if f"{{{name}}}" in path
        ]
        return {**said, "parameters": [*parts, *said.get("parameters", ())]}
