"""Parameters: what may be asked of an address, each described once for those who read and for what refuses."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from memorial.api.problems import NotTaken

#: Nothing that can be asked here is longer than this.
LONGEST_QUERY = 4000
LONGEST_VALUE = 1500
#: How many entries stand on one page of a list.
MOST, USUAL = 100, 25


@dataclass(frozen=True)
class Parameter:
    """One parameter of an address, with the schema of its value (JSON Schema) and an example."""

    name: str
    meaning: str
    schema: Mapping[str, Any]
    example: Any = None
    required: bool = False

    def described(self) -> dict[str, Any]:
        """Return the parameter as OpenAPI has it; a list of words is written with commas between them."""
        said: dict[str, Any] = {"name": self.name, "in": "query", "description": self.meaning, "schema": self.schema}
        if self.required:
            said["required"] = True
        if self.schema.get("type") == "array":
            said |= {"style": "form", "explode": False}
        if self.example is not None:
            said["example"] = self.example
        return said


def asked_of(request: HttpRequest, known: Iterable[str]) -> dict[str, str]:
    """Return what is asked, by parameter.

    Raises NotTaken for what is unknown, empty, given twice, too long, or holds a sign that no text has.
    """
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        raise NotTaken("", f"The query is longer than {LONGEST_QUERY} signs. Ask for less at once.")
    names, asked = list(known), {}
    for name, values in request.GET.lists():
        shown = name[:60] if name.isprintable() else ""
        if name not in names:
            offered = f"This address knows {', '.join(names)}." if names else "This address knows none."
            raise NotTaken(shown, f"There is no such parameter. {offered}")
        if len(values) > 1:
            raise NotTaken(shown, "This parameter was given twice. Give it once.")
        asked[name] = readable(name, values[0])
    return asked


def readable(name: str, value: str) -> str:
    """Return the value of a parameter; raises NotTaken where it is none that anybody could mean."""
    if not value:
        raise NotTaken(name, "This parameter is empty. Give it a value, or leave it out.")
    if "\x00" in value:
        raise NotTaken(name, "This value holds a NUL sign.")
    if len(value) > LONGEST_VALUE:
        raise NotTaken(name, f"This value is longer than {LONGEST_VALUE} signs.")
    return value


def number_in(name: str, value: str, least: int, most: int) -> int:
    """Return a whole number within bounds."""
    if not re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) or not least <= int(value) <= most:
        raise NotTaken(name, f"Give a whole number from {least} to {most}.")
    return int(value)


def one_of(name: str, value: str, choices: Sequence[str]) -> str:
    """Return one of some words."""
    if value not in choices:
        raise NotTaken(name, f"Give one of: {', '.join(choices)}.")
    return value


def words_in(name: str, value: str, choices: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a list that is written with commas, each of them one of some."""
    return tuple(dict.fromkeys(one_of(name, word, choices) for word in value.split(",")))


def limit_of(asked: Mapping[str, str]) -> int:
    """Return how many entries are asked for at once."""
    return number_in("limit", asked["limit"], 1, MOST) if "limit" in asked else USUAL


LIMIT = Parameter(
    "limit",
    "How many entries at most stand in one answer.",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    10,
)
