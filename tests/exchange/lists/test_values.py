"""Values of rows: what a row says in the record's own form, its doubts and its refusals."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.base.ages import AgeRange
from memorial.exchange.lists.mappings import Column, Locator, Mapping
from memorial.exchange.lists.names import NameForm
from memorial.exchange.lists.row_names import NameWritten
from memorial.exchange.lists.targets import Target
from memorial.exchange.lists.values import RowValues, row_values

COLUMNS = (
    Column("name", Target.FULL_NAME, name_form=NameForm.FAMILY_GIVEN),
    Column("mother", Target.MOTHER),
    Column("married", Target.MARRIED_FAMILY),
    Column("nick", Target.NICKNAME),
    Column("sex", Target.SEX, values=(("F", "female"), ("M", "male"), ("s/n", ""))),
    Column("born", Target.BIRTH, order_known=False, first_days_doubtful=True),
    Column("year", Target.BIRTH_YEAR),
    Column("age", Target.AGE),
    Column("died", Target.DEATH),
    Column("home", Target.RESIDENCE),
    Column("note", Target.NOTE),
    Column("remark", Target.NOTE),
    Column("id", Target.ROW_ID),
    Column("dni", Target.LEFT_OUT),
)
MAPPING = Mapping("Synthetic", "es", "Latn", COLUMNS, Locator(before="row"))
HEADER = (*(column.header for column in COLUMNS), "page", "new")


def read(mapping: Mapping = MAPPING, /, **cells: str) -> RowValues:
    """Return what a row says in which these cells are filled, and a name where none is given."""
    row = {"name": "SINTETIKA  MARTA", **cells}
    return row_values(mapping, 7, HEADER, [row.get(title, "") for title in HEADER])


def test_row_says_names_and_facts() -> None:
    values = read(
        name="SINTETIKA  MARTA ESTER (Lobo)", mother="PROBO", married="de Probo", nick="Pulga, Negra", sex="f",
        born="24/06/1953", age="23 años", died="ABR/1976", home="LA PLATA  BUENOS AIRES", note="one", remark="two",
        id="15", dni="12.345.678",
    )  # fmt: skip
    assert [(name.kind, name.full, name.given, name.family) for name in values.names] == [
        ("as_written", "SINTETIKA MARTA ESTER", "MARTA ESTER", "SINTETIKA"),
        ("nickname", "Lobo", "", ""),
        ("married", "de Probo MARTA ESTER", "MARTA ESTER", "de Probo"),
        ("nickname", "Pulga", "", ""),
        ("nickname", "Negra", "", ""),
    ]
    assert values.facts == {
        "mother": "PROBO", "sex": "female", "birth": "1953-06-24", "age": AgeRange(23, 23, False), "death": "1976-04",
        "residence": "LA PLATA BUENOS AIRES", "note": "one\ntwo",
    }  # fmt: skip
    assert values.written["death"] == "ABR/1976"
    assert values.written["residence"] == "LA PLATA  BUENOS AIRES"
    assert (values.row_number, values.locator, values.row_id) == (7, "row 7", "15")
    assert values.left_out == ("dni", "page", "new")
    assert (values.doubts, values.refusals) == ((), ())


def test_names_stay_as_written_unless_ordinary_case_is_chosen() -> None:
    assert read().names[0].full == "SINTETIKA MARTA"
    ordinary = read(replace(MAPPING, ordinary_case=True), married="PROBO").names
    assert [name.full for name in ordinary] == ["Sintetika Marta", "Probo Marta"]


def test_name_of_several_columns_is_put_together_in_their_order() -> None:
    columns = (Column("f", Target.FAMILY), Column("g", Target.GIVEN), Column("p", Target.PATRONYMIC))
    values = row_values(replace(MAPPING, columns=columns), 2, ["f", "g", "p"], ["Sintetikov", "Əli", "Vəli oğlu"])
    assert values.names == (
        NameWritten("as_written", "Sintetikov Əli Vəli oğlu", "Əli", "Vəli oğlu", "Sintetikov", "", "es", "Latn"),
    )


def test_facts_that_say_nothing_are_no_facts() -> None:
    values = read(mother="-", sex="sin datos", born="s/d", age="?", home="se desconoce", died="", nick=" ")
    assert values.facts == {}
    assert values.refusals == ()


def test_family_name_that_means_nothing_elsewhere_is_a_name() -> None:
    values = row_values(replace(MAPPING, columns=(Column("f", Target.FAMILY),)), 2, ["f"], ["Null"])
    assert values.names[0].family == "Null"


def test_cell_in_which_nothing_can_be_seen_is_empty() -> None:
    values = read(married="\x1f", home="\u200b\ufeff", note="\x85", nick="\u200e")
    assert [name.kind for name in values.names] == ["as_written"]
    assert (values.facts, values.refusals) == ({}, ())


def test_locator_is_taken_from_a_column() -> None:
    mapping = replace(MAPPING, locator=Locator("page", "p."))
    assert read(mapping, page="14").locator == "p. 14"
    assert read(mapping).locator == "row 7"
    assert read(mapping, page="x" * 500).locator == "row 7"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("born", "31/02/1976", "no such day"),
        ("sex", "X", "not said what this value means"),
        ("age", "1976", "no age"),
        ("name", "SINTETIKA  " + "M" * 300, "longer than the record"),
        ("home", "Heçyer\u202e", "invisible sign"),
        ("note", "a\x00b", "no letter"),
        ("name", "-", "Nothing stands where the name should be"),
    ],
)
def test_cell_that_cannot_be_taken_refuses_the_row(column: str, cell: str, reason: str) -> None:
    (refusal,) = read(MAPPING, **{column: cell}).refusals
    assert refusal.column == column
    assert reason in refusal.reason
    assert refusal.remedy.endswith(".")
    assert len(refusal.written) <= 80


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"born": "03/04/1976"}, "other way round"),
        ({"born": "01/01/1976"}, "only the month was known"),
        ({"died": "fines/01/1977"}, "part of a month"),
        ({"born": "24/06/1953", "year": "1954"}, "year of birth is another"),
        ({"name": "SINTETIKA"}, "told apart"),
        ({"name": "SINTETIKA  MARTA (1953)"}, "no name"),
        ({"name": "S" * 130 + "  MARTA"}, "kept in full"),
    ],
)
def test_what_is_doubtful_in_a_row_is_told(cells: dict[str, str], reason: str) -> None:
    values = read(MAPPING, **cells)
    assert any(reason in doubt.reason for doubt in values.doubts)
    assert values.refusals == ()


def test_year_of_birth_is_taken_where_there_is_no_date() -> None:
    assert read(year="1949").facts["birth"] == "1949"
    both = read(year="1953", born="24/06/1953")
    assert both.facts["birth"] == "1953-06-24"
    assert both.written["birth"] == "24/06/1953"
    assert both.doubts == ()


def test_death_before_birth_refuses_the_row() -> None:
    assert "earlier than the birth" in read(born="24/06/1976", died="23/06/1976").refusals[0].reason
    assert read(born="24/06/1976", died="24/06/1976").refusals == ()
    assert read(year="1976", died="ABR/1976").refusals == ()


def test_value_that_the_mapping_says_means_nothing_is_left_empty() -> None:
    values = read(sex="S/N")
    assert "sex" not in values.facts
    assert values.refusals == ()


def test_row_of_another_length_is_refused() -> None:
    values = row_values(MAPPING, 9, HEADER, ["SINTETIKA  MARTA"])
    assert "has 1 cells, the header has 16" in values.refusals[0].reason
    assert values.names == ()


@given(
    st.lists(st.text(max_size=40), min_size=len(HEADER), max_size=len(HEADER)), st.sampled_from(NameForm), st.booleans()
)
def test_any_row_is_answered(cells: list[str], form: NameForm, ordinary: bool) -> None:
    columns = (replace(COLUMNS[0], name_form=form), *COLUMNS[1:])
    values = row_values(replace(MAPPING, columns=columns, ordinary_case=ordinary), 2, HEADER, cells)
    assert values.names or values.refusals
    assert all(values.facts.values())
    assert all(name.full and len(name.full) <= 250 for name in values.names)
