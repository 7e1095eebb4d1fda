"""The description: true OpenAPI 3.1, made of the kinds, and a page that needs no script."""

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from memorial.api.components import example_of
from memorial.exchange.representations.kinds import KINDS
from tests.api.asking import ask, told

pytestmark = pytest.mark.usefixtures("memorial")


def schema_for(name: str, described: dict[str, Any]) -> Any:
    """Return what checks an answer against a component."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": described["components"]})


def test_description_is_openapi_and_the_same_in_json_and_yaml() -> None:
    described = told("openapi.json")
    assert described["openapi"] == "3.1.0"
    assert [*OpenAPIV31SpecValidator(described).iter_errors()] == []
    response = ask("openapi.yaml", accept="application/yaml")
    assert yaml.safe_load(response.content) == described
    paths = described["paths"]
    assert {f"/api/v1/{name}/" for name in KINDS} | {"/api/v1/search/"} <= set(paths)
    for path in paths.values():
        assert {"200", "400", "406", "429"} <= set(path["get"]["responses"])
        for parameter in path["get"]["parameters"]:
            assert parameter["description"]


def test_examples_are_what_the_schemas_allow() -> None:
    described = told("openapi.json")
    for kind in KINDS.values():
        example = json.loads(json.dumps(example_of(kind)))
        assert [*schema_for(kind.model.__name__, described).iter_errors(example)] == [], kind.name


def test_page_tells_of_every_address_without_a_script() -> None:
    response = ask("docs/", accept="text/html,application/xhtml+xml")
    page = response.content.decode()
    assert response.status_code == 200
    assert not response.cookies
    for path in told("openapi.json")["paths"]:
        assert path in page
    for anchor in ("problem-gone", "problem-parameter", "people", "search"):
        assert f'id="{anchor}"' in page
    assert set(told("")) == {*KINDS, "search", "openapi_json", "openapi_yaml", "docs"}
