"""The codebook and the schemas say of every field what it means, and what is told of a record agrees with them."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator, FormatChecker

from memorial.accounts.models import User
from memorial.exchange.representations.codebook import COLUMNS, as_json, as_table, codebook
from memorial.exchange.representations.fields import Reader, Sort
from memorial.exchange.representations.kinds import KINDS
from memorial.exchange.representations.schema import schema_of
from memorial.models import Memorial
from memorial.review.gate import Channel
from tests.exchange.representations.told import everything, full_entry


def test_every_field_has_a_meaning_and_leads_to_a_kind_that_is_there() -> None:
    for kind in KINDS.values():
        rows = [kind.fields, *(part.fields for part in kind.parts)]
        for fields in rows:
            assert len({field.name for field in fields}) == len(fields)
        assert not {part.name for part in kind.parts} & {field.name for field in kind.fields}
        for field in (field for fields in rows for field in fields):
            assert str(field.meaning).endswith("."), field.name
            assert (field.sort == Sort.CHOICE) == bool(field.choices), field.name
            assert field.refers in {"", *KINDS}, field.name
            assert not field.refers or field.sort in {Sort.ID, Sort.IDS}, field.name


@pytest.mark.django_db
def test_codebook_says_what_values_mean_in_each_language() -> None:
    for language, word in (("en", "killed"), ("ru", "уби")):
        book = as_json(codebook(KINDS.values(), language))
        assert [kind["name"] for kind in book] == list(KINDS)
        fate = next(field for field in book[0]["fields"] if field["name"] == "fate")
        assert any(word in each["meaning"] for each in fate["values"] if each["value"] == "killed")
    json.dumps(book)
    fact = next(field for field in book[0]["parts"][-1]["fields"] if field["name"] == "fact")
    assert [each["value"] for each in fact["values"]] == list(KINDS["people"].model.facts)


@pytest.mark.django_db
def test_codebook_as_a_table_has_a_row_for_each_field_and_value() -> None:
    table = list(as_table(codebook(KINDS.values(), "en", fully=True)))
    assert table[0] == COLUMNS
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert ("people", "", "status", "", "", "", "", "draft", "draft") in table
    names = {(row[0], row[1], row[2]) for row in table if row[2]}
    assert ("people", "names", "patronymic") in names
    assert ("testimonies", "", "naming") in names


@pytest.mark.django_db
def test_schema_holds_for_all_that_is_told_of_the_record() -> None:
    call_command("load_record", "khojaly", stdout=StringIO())
    said = everything(Reader(Channel.API))
    assert sum(len(rows) for rows in said.values()) > 100
    for name, kind in KINDS.items():
        schema = schema_of(kind)
        Draft202012Validator.check_schema(schema)
        checked = Draft202012Validator(schema, format_checker=FormatChecker())
        assert [error.message for row in said[name] for error in checked.iter_errors(row)] == []


def test_schema_holds_for_entries_with_all_their_parts(memorial: Memorial, steward: User) -> None:
    for kind in KINDS.values():
        full_entry(kind.model)
    for reader, fully in ((Reader(Channel.API), False), (Reader(Channel.EXPORT, steward), True)):
        said = everything(reader)
        for name, kind in KINDS.items():
            assert said[name]
            checked = Draft202012Validator(schema_of(kind, fully=fully), format_checker=FormatChecker())
            assert [error.message for row in said[name] for error in checked.iter_errors(row)] == []
    empty = [
        f"{name}.{part.name}"
        for name, kind in KINDS.items()
        for part in kind.parts
        if not any(row[part.name] for row in said[name])
    ]
    assert empty == []
