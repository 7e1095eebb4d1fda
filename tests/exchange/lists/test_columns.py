"""Columns of lists: suggested by header and values, private ones left out, none guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memorial.exchange.lists.columns import suggest, suggest_column
from memorial.exchange.lists.header_words import HEADERS
from memorial.exchange.lists.targets import REPEATED, Target


@pytest.mark.parametrize(
    ("title", "values", "target"),
    [
        ("Soyadı, adı", ["Sintetikov Əli"], Target.FULL_NAME), ("Doğum tarixi", ["24.06.1953"], Target.BIRTH),
        ("Год рождения", ["1953", "1954"], Target.BIRTH_YEAR), ("ФИО", ["Синтетиков Али"], Target.FULL_NAME),
        ("Cinsiyeti", ["K", "E"], Target.SEX), ("fecha_de_nacimiento", ["24/06/1953", ""], Target.BIRTH),
        ("anio_nacimiento", ["1949", "1933"], Target.BIRTH_YEAR), ("apellido_materno", ["SINTETIKA"], Target.MOTHER),
        ("nombre de la madre", ["Marta"], Target.MOTHER), ("BirthDate", ["1953-06-24"], Target.BIRTH),
        ("Place of burial", ["Heçyer"], Target.BURIAL_PLACE), ("Beruf", ["Lehrerin"], Target.OCCUPATION),
        ("Anasının adı", ["Leyla"], Target.MOTHER), ("Atasının adı", ["Vəli"], Target.PATRONYMIC),
        ("№", ["1", "2"], Target.ROW_ID), ("Death date", ["26.02.1992"], Target.DEATH),
        ("Lakabı", ["Bala"], Target.NICKNAME),
        ("Yaşadığı kənd", ["Heçyer"], Target.RESIDENCE), ("unnamed", ["kişi", "qadın"], Target.SEX),
    ],
)  # fmt: skip
def test_column_is_suggested_by_its_header(title: str, values: list[str], target: Target) -> None:
    suggestion = suggest_column(title, values, language="az")
    assert suggestion.target == target
    assert suggestion.reason.endswith(".")


@pytest.mark.parametrize(
    ("title", "values", "reason"),
    [
        ("Паспорт", [], "passports"), ("DNI", ["12.345.678"], "identity"), ("FIN kod", ["5ABC1D2"], "identity"),
        ("ИНН", [], "identity"), ("Əlaqə telefonu", [], "Telephone"), ("Email", [], "E-mail"),
        ("Ünvan", [], "addresses"),
        ("Home address", [], "addresses"), ("domicilio", [], "addresses"),
        ("x", ["sintetik@example.org", "-"], "E-mail"), ("x", ["+994 50 000 00 00"], "Telephone"),
        ("x", ["(050) 000-00-00"], "Telephone"), ("x", ["AZE 01234567"], "identity"),
        ("x", ["123-456-789 00"], "identity"),
        ("x", ["Sintetik küç. 5, mənzil 2"], "addresses"), ("residence", ["ул. Пробная, д. 5"], "addresses"),
        ("note", ["12345678901"], "identity"), ("id", ["12345678901"], "identity"),
    ],
)  # fmt: skip
def test_private_column_is_left_out_with_the_reason_named(title: str, values: list[str], reason: str) -> None:
    suggestion = suggest_column(title, values)
    assert suggestion.target == Target.LEFT_OUT
    assert reason in suggestion.reason


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("fecha_denuncia", ["24/06/1984"]), ("estado_civil", ["Casado/a", "Soltero/a"]), ("", ["Sintetika"]), ("x", []),
        ("birth", ["yes", "no"]), ("provincia_nacimiento_id", ["06", "02"]), ("age", ["Sintetika"]), ("Ü" * 500, ["x"]),
    ],
)  # fmt: skip
def test_column_that_is_not_known_is_left_out(title: str, values: list[str]) -> None:
    assert suggest_column(title, values).target == Target.LEFT_OUT


def test_dates_and_row_numbers_do_not_look_private() -> None:
    assert suggest_column("born", ["19530624", "19540101"]).target == Target.BIRTH
    assert suggest_column("died", ["26-02-1992"]).target == Target.DEATH
    assert suggest_column("id", ["1234567", "1234568"]).target == Target.ROW_ID


def test_name_is_the_given_name_beside_a_family_name() -> None:
    rows = [["Əli", "Sintetikov"]]
    assert [one.target for one in suggest(["Ad", "Soyad"], rows)] == [Target.GIVEN, Target.FAMILY]
    assert [one.target for one in suggest(["Name", "Beruf"], rows)] == [Target.FULL_NAME, Target.OCCUPATION]


def test_fact_is_suggested_once_and_the_other_column_is_named() -> None:
    found = suggest(["provincia nacimiento", "lugar de nacimiento", "note", "remarks"], [["A", "B", "C", "D"]])
    assert [one.target for one in found] == [Target.BIRTHPLACE, Target.LEFT_OUT, Target.NOTE, Target.NOTE]
    assert "“provincia nacimiento”" in found[1].reason
    again = suggest(["lugar de nacimiento en el mapa", "provincia nacimiento"], [["A", "B"]])
    assert [one.target for one in again] == [Target.LEFT_OUT, Target.BIRTHPLACE]


def test_header_that_says_more_is_uncertain() -> None:
    assert suggest_column("fecha asesinato", ["24/06/1976"]).certain
    assert not suggest_column("fecha asesinato o hallazgo", ["24/06/1976"]).certain


def test_every_table_of_header_words_is_of_a_target() -> None:
    assert set(HEADERS) == set(Target.values) - {Target.LEFT_OUT.value}


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=6))
def test_any_header_gives_one_suggestion_for_each_column(columns: list[tuple[str, str]]) -> None:
    found = suggest([title for title, _cell in columns], [[cell for _title, cell in columns], []])
    assert [one.header for one in found] == [title for title, _cell in columns]
    once = [one.target for one in found if one.target not in REPEATED]
    assert len(once) == len(set(once))
