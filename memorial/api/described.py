"""Descriptions of the addresses, as OpenAPI has them: each made of what the address itself works with."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.module_loading import import_string

from memorial.api.components import Schema, example_of, page_schema, reference
from memorial.api.kind_parameters import list_parameters, told_parameters
from memorial.api.parameters import Parameter
from memorial.api.problems import FAILED, GONE, NOT_ACCEPTABLE, NOT_FOUND, NOT_TAKEN, TOO_OFTEN, Sort
from memorial.base.memorial import Memorial
from memorial.public.refusals import PROBLEM

#: Named here and loaded by whoever reads the descriptions: few do, and the library for it is large.
INSPECTOR = "memorial.api.inspectors.Inspector"


class Described:
    """The description of one address, which is made when somebody asks the view for it."""

    def __init__(self, operation: Callable[[Any], Schema]) -> None:
        self.operation = operation

    def __get__(self, view: Any, owner: Any) -> Any:
        return import_string(INSPECTOR)(self.operation).__get__(view, owner)


def described(operation: Callable[[Any], Schema]) -> Any:
    """Return the description of a view that is made by a function of the view."""
    return Described(operation)


def operation(
    name: str,
    summary: str,
    tag: str,
    content: Schema,
    parameters: Sequence[Parameter] = (),
    problems: Sequence[Sort] = (),
    example: Any = None,
) -> Schema:
    """Return one operation: what is asked, what is answered, and what may hinder the answer."""
    body: Schema = {"schema": content}
    if example is not None:
        body["example"] = example
    tags = {"ETag": {"description": "Changes with every change of the answer.", "schema": {"type": "string"}}}
    answers: Schema = {
        "200": {"description": "The answer.", "headers": tags, "content": {"application/json": body}},
        "304": {"description": "The answer is the one whose tag stood in `If-None-Match`."},
    }
    for sort in sorted({NOT_TAKEN, NOT_ACCEPTABLE, TOO_OFTEN, FAILED, *problems}, key=lambda each: each.status):
        answers[str(int(sort.status))] = problem(sort)
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": [parameter.described() for parameter in parameters],
        "responses": answers,
    }


def problem(sort: Sort) -> Schema:
    """Return the answer of one sort of problem."""
    said: Schema = {
        "description": f"{sort.title}. {sort.meaning}",
        "content": {PROBLEM: {"schema": reference("Problem")}},
    }
    if sort is TOO_OFTEN:
        seconds = {"type": "integer", "minimum": 1}
        said["headers"] = {"Retry-After": {"description": "In how many seconds to ask again.", "schema": seconds}}
    return said


def list_operation(view: Any) -> Schema:
    """Return the description of the list of a kind."""
    kind = view.kind
    return operation(
        f"list_{kind.name}",
        f"List {kind.name}",
        kind.name,
        page_schema(kind),
        list_parameters(kind, Memorial.current().languages),
        example={"results": [example_of(kind)], "next": None, "previous": None},
    )


def entry_operation(view: Any) -> Schema:
    """Return the description of one entry of a kind."""
    kind = view.kind
    named = kind.model.__name__
    return operation(
        f"get_{named.lower()}",
        f"One of the {kind.name}",
        kind.name,
        reference(named),
        told_parameters(kind),
        problems=[NOT_FOUND, GONE],
        example=example_of(kind),
    )


def versions_operation(view: Any) -> Schema:
    """Return the description of the versions of an entry."""
    named = view.kind.model.__name__.lower()
    content = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"results": {"type": "array", "items": reference("VersionLine")}},
        "required": ["results"],
    }
    return operation(
        f"list_versions_of_{named}", "The versions of an entry", "versions", content, problems=[NOT_FOUND, GONE]
    )


def version_operation(view: Any) -> Schema:
    """Return the description of one version of an entry."""
    named = view.kind.model.__name__.lower()
    return operation(
        f"get_version_of_{named}",
        "One version of an entry",
        "versions",
        reference("Version"),
        problems=[NOT_FOUND, GONE],
    )
