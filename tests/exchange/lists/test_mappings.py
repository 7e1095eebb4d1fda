"""Mappings: kept and read again as they were, faults said in sentences."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.exchange.lists.dates import DateOrder
from memorial.exchange.lists.mappings import Column, Locator, Mapping, suggest_mapping
from memorial.exchange.lists.names import NameForm
from memorial.exchange.lists.refusals import ListRefused
from memorial.exchange.lists.targets import Target

CHOICES = {Target.SEX: ("female", "male"), Target.FATE: ("killed", "missing")}
MAPPING = Mapping(
    "Synthetic registry",
    "az",
    "Latn",
    (
        Column("name", Target.FULL_NAME, name_form=NameForm.FAMILY_GIVEN, family_words=2),
        Column("born", Target.BIRTH, DateOrder.MONTH_FIRST, order_known=False, first_days_doubtful=True),
        Column("fate", Target.FATE, values=(("itkin", "missing"), ("?", ""))),
        Column("passport", Target.LEFT_OUT),
    ),
    Locator("page", "p."),
    ordinary_case=True,
    pivot_year=1992,
)


def test_mapping_is_read_as_it_was_kept() -> None:
    again = Mapping.from_json(MAPPING.to_json())
    assert again == MAPPING
    assert hash(again) == hash(MAPPING)
    assert again.digest == MAPPING.digest


@given(
    st.builds(
        Column,
        st.text(st.characters(exclude_categories=["Cs"])),
        st.sampled_from(Target),
        st.sampled_from(DateOrder),
        st.booleans(),
        values=st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.just("male"))).map(tuple),
    )
)
def test_any_column_is_read_as_it_was_kept(column: Column) -> None:
    mapping = replace(MAPPING, columns=(column,))
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_digest_tells_what_is_read_and_not_how_it_is_called() -> None:
    assert replace(MAPPING, name="Another name").digest == MAPPING.digest
    assert replace(MAPPING, pivot_year=1991).digest != MAPPING.digest


def changed(**changes: Any) -> str:
    return json.dumps({**json.loads(MAPPING.to_json()), **changes})


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "null", "1", '{"version": 1}', "[" * 100_000, changed(columns=[{}]), changed(columns=None),
        changed(columns=[{"header": "x", "target": "strange"}]), changed(pivot_year="1992"), changed(strange=1),
        changed(language=5), changed(locator=[]), changed(ordinary_case="yes"), changed(name="\ud800"),
    ],
)  # fmt: skip
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(ListRefused, match="This is no mapping"):
        Mapping.from_json(text)


def test_mapping_of_another_version_is_refused() -> None:
    with pytest.raises(ListRefused, match="another version of the software \\(2\\)"):
        Mapping.from_json(changed(version=2))


def test_mapping_without_faults_has_none() -> None:
    assert MAPPING.faults(CHOICES) == []


@pytest.mark.parametrize(
    ("mapping", "fault"),
    [
        (replace(MAPPING, columns=MAPPING.columns[1:]), "No column holds the name"),
        (
            replace(MAPPING, columns=(*MAPPING.columns, Column("other", Target.BIRTH))),
            "“born” and “other” hold the same",
        ),
        (replace(MAPPING, columns=(*MAPPING.columns, Column("given", Target.GIVEN))), "in full and in parts"),
        (replace(MAPPING, columns=(*MAPPING.columns, Column("name", Target.NOTE))), "“name” stands twice"),
        (replace(MAPPING, language="Azeri"), "in which language"),
        (replace(MAPPING, script=""), "in which script"),
        (replace(MAPPING, pivot_year=92), "four digits"),
        (replace(MAPPING, columns=(Column("n", Target.FULL_NAME, family_words=0),)), "one word or more"),
        (replace(MAPPING, columns=(*MAPPING.columns, Column("s", Target.SEX, values=(("x", "y"),)))), "“x” means “y”"),
    ],
)
def test_fault_of_a_mapping_is_said(mapping: Mapping, fault: str) -> None:
    said = mapping.faults(CHOICES)
    assert len(said) == 1
    assert fault in said[0]


def test_columns_that_a_list_does_not_have_are_named() -> None:
    assert MAPPING.lacking(["name ", "fate", "page"]) == ["born"]
    assert MAPPING.lacking(["name", "fate", "born"]) == ["page"]


def test_mapping_is_suggested_from_header_and_rows() -> None:
    header = ["№", "Name", "Doğum tarixi", "Cinsi", "Taleyi", "FIN"]
    rows = [
        ["1", "SİNTETİKOV  ƏLİ", "04/13/1953", "K", "itkin", "5ABC1D2"],
        ["2", "SİNTETİKOVA  LEYLA", "05/02/1960", "Q", "strange", "6ABC1D2"],
    ]
    mapping = suggest_mapping("Synthetic", header, rows, language="az", script="Latn", choices=CHOICES)
    number, name, born, sex, fate, fin = mapping.columns
    assert (number.target, name.target, fin.target) == (Target.ROW_ID, Target.FULL_NAME, Target.LEFT_OUT)
    assert name.name_form == NameForm.FAMILY_GIVEN
    assert (born.target, born.date_order, born.order_known) == (Target.BIRTH, DateOrder.MONTH_FIRST, True)
    assert dict(sex.values) == {"K": "male", "Q": "female"}
    assert dict(fate.values) == {"itkin": "missing"}
    assert mapping.faults(CHOICES) == []
