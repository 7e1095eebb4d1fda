"""Which strings are dates, which days they allow, and which ages follow from them."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from memorial.base.ages import AgeRange
from memorial.base.date_forms import Bounds
from memorial.base.date_input import DateFormField
from memorial.base.dates import (
    InvalidDate,
    age_range,
    bounds,
    exact_day,
    is_anniversary,
    is_edtf,
    is_qualified,
    validate_anniversary,
    validate_edtf,
    validate_edtf_or_anniversary,
)
from memorial.base.fields import EarliestDay, EdtfField, LatestDay, MonthAndDay
from tests.base.edtf_strings import edtf_dates, plain_dates

VALID = """
    1953 1953-06 1953-06-24 1992-02-29 1954~ 1954? 1954% 1933-06-01? 1992-02-26~ 1992-02~ 195X 19XX 1XXX XXXX 1992-XX
    1992-XX-XX 1992-02-XX 1992-XX-26 1992-02-2X 195X-06-01 1992-21 1991-24 1992-02-25/1992-02-26 1960/.. ../1960 /1960
    1960/ 1960~/1962? 195X/1962 [1960,1962] {1960,1962} [..1960] [1954..] [1960..1962] {1960..1962,1970-05} 1992-?02
    1992?-02-26 1992-02-~26 ?1992-02-26 1992-02-26T23:00:00 1992-02-26T23:00:00+04:00 1992-02-26/1992-02
"""
INVALID = """
    24.06.1953 hello 1953-13 1953-00 1953-06-31 1953-02-29 1992-02-30 1992-02-30? 0000 -0044 Y-17000 Y17000 1950S2 53
    1992-25 1992-37 1962/1960 1992-03/1992-02-15 [1962..1960] [1960] {} [] / /.. ../ 1992-2-26 ../199X 1992-XX/1993
    ../?1992 1992-02-26T25:00:00 1992-02-26T23:00:00? 1X92 1992-0X 195X-XX-26 --02-26 １９５３ 1953-02-3X 1953/02/01
    1960/..?
"""


@pytest.mark.parametrize("value", VALID.split())
def test_validate_edtf_accepts_the_forms_of_the_record(value: str) -> None:
    validate_edtf(value)


@pytest.mark.parametrize(
    "value", [*INVALID.split(), "", " ", "1953 ", "[1960, 1962]", "[" + ",".join(["1953"] * 30) + "]"]
)
def test_validate_edtf_refuses_with_an_example(value: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_edtf(value)
    assert refusal.value.code == "invalid_date"
    assert "24.06.1953" in refusal.value.message


def test_is_edtf_answers_alike_from_many_threads() -> None:
    written = [f"{year}-02-{day:02}~" for year in range(1900, 1930) for day in (1, 28, 30)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(is_edtf, written))
    assert answers == [not value.endswith("30~") for value in written]


@pytest.mark.parametrize("value", ["--02-26", "--02-29", "--12-31"])
def test_anniversary_is_a_day_of_the_calendar(value: str) -> None:
    assert is_anniversary(value)
    validate_anniversary(value)
    validate_edtf_or_anniversary(value)
    assert bounds(value) == Bounds(None, None)


@pytest.mark.parametrize("value", ["--02-30", "--13-01", "--2-26", "02-26", "1992-02-26", "", "--04-31"])
def test_anniversary_refuses_what_is_no_day_of_the_year(value: str) -> None:
    assert not is_anniversary(value)
    with pytest.raises(ValidationError, match="26 February"):
        validate_anniversary(value)


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("", None, None),
        ("1953", "1953-01-01", "1953-12-31"),
        ("1992-02", "1992-02-01", "1992-02-29"),
        ("1953-06-24", "1953-06-24", "1953-06-24"),
        ("1933-06-01?", "1933-06-01", "1933-06-01"),
        ("1954~", "1954-01-01", "1954-12-31"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("000X", "0001-01-01", "0009-12-31"),
        ("XXXX", None, None),
        ("XXXX-02-26", None, None),
        ("1992-XX-26", "1992-01-26", "1992-12-26"),
        ("1993-XX-31", "1993-01-31", "1993-12-31"),
        ("1992-02-XX", "1992-02-01", "1992-02-29"),
        ("1992-02-2X", "1992-02-20", "1992-02-29"),
        ("199X-02-29", "1992-02-29", "1996-02-29"),
        ("1992-21", "1992-03-01", "1992-05-31"),
        ("1992-23", "1992-09-01", "1992-11-30"),
        ("1991-24", "1991-01-01", "1992-02-29"),
        ("9999-24", "9999-01-01", "9999-12-31"),
        ("1992-02-25/1992-02-26", "1992-02-25", "1992-02-26"),
        ("1960/..", "1960-01-01", None),
        ("1960/", "1960-01-01", None),
        ("../1960", None, "1960-12-31"),
        ("/1960", None, "1960-12-31"),
        ("../..", None, None),
        ("[1960,1962-05]", "1960-01-01", "1962-05-31"),
        ("{1960..1962,1950}", "1950-01-01", "1962-12-31"),
        ("[..1960]", None, "1960-12-31"),
        ("[1954..]", "1954-01-01", None),
        ("1992-02-26T23:00:00", "1992-02-26", "1992-02-26"),
    ],
)
def test_bounds_are_what_the_string_allows(value: str, earliest: str | None, latest: str | None) -> None:
    expected = (datetime.date.fromisoformat(day) if day else None for day in (earliest, latest))
    assert bounds(value) == Bounds(*expected)


def test_bounds_refuse_what_is_no_date() -> None:
    with pytest.raises(InvalidDate):
        bounds("hello")


@given(edtf_dates)
def test_bounds_are_ordered(value: str) -> None:
    earliest, latest = bounds(value)
    assert earliest is None or latest is None or earliest <= latest


@given(st.one_of(plain_dates, st.builds("[{},{}]".format, plain_dates, plain_dates)))
def test_bounds_agree_with_the_edtf_package(value: str) -> None:
    parsed = parse_edtf(value)
    sides = (datetime.date(*side[:3]) for side in (parsed.lower_strict(), parsed.upper_strict()))
    assert bounds(value) == Bounds(*sides)


@pytest.mark.parametrize(("value", "qualified"), [("1954~", True), ("1992-?02", True), ("1954", False), ("", False)])
def test_is_qualified_finds_marks_of_doubt(value: str, qualified: bool) -> None:
    assert is_qualified(value) is qualified


@pytest.mark.parametrize("value", ["1992", "1992-02", "1992-02-26~", "1992-02-XX", "1992-02-25/1992-02-26", "", "XXXX"])
def test_exact_day_is_none_for_less_than_a_day(value: str) -> None:
    assert exact_day(value) is None


def test_exact_day_is_the_day() -> None:
    assert exact_day("1992-02-26") == datetime.date(1992, 2, 26)


@pytest.mark.parametrize(
    ("born", "then", "expected"),
    [
        ("1953-06-24", "1992-02-26", AgeRange(38, 38, False)),
        ("1953-02-26", "1992-02-26", AgeRange(39, 39, False)),
        ("1952-02-29", "1992-02-28", AgeRange(39, 39, False)),
        ("1952", "1992-02-26", AgeRange(39, 40, False)),
        ("1933-06-01?", "1992-02-26~", AgeRange(58, 58, True)),
        ("195X", "1992-02", AgeRange(32, 42, False)),
        ("1992", "1992-02-26", AgeRange(0, 0, False)),
        ("1990/1993", "1992", AgeRange(0, 2, False)),
        ("1993", "1992-02-26", None),
        ("", "1992-02-26", None),
        ("XXXX", "1992-02-26", None),
        ("../1960", "1992-02-26", None),
        ("1960", "1992/..", None),
    ],
)
def test_age_range_is_what_the_dates_allow(born: str, then: str, expected: AgeRange | None) -> None:
    assert age_range(born, then) == expected


@given(edtf_dates, edtf_dates)
def test_age_range_is_ordered_and_never_negative(born: str, then: str) -> None:
    age = age_range(born, then)
    assert age is None or 0 <= age.low <= age.high


class Dated(models.Model):
    """A synthetic row with every field for dates."""

    born = EdtfField("born", help_text="Synthetic")
    day = EdtfField(anniversary=True, blank=False, max_length=20)
    born_earliest = EarliestDay("born")
    born_latest = LatestDay("born", db_index=True)
    day_of_year = MonthAndDay("day")

    class Meta:
        app_label = "synthetic"
        managed = False

    def __str__(self) -> str:
        return self.born


def field_of(name: str) -> "models.Field[Any, Any]":
    field = Dated._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


@pytest.mark.parametrize("name", ["born", "day", "born_earliest", "born_latest", "day_of_year"])
def test_fields_are_rebuilt_by_a_migration(name: str) -> None:
    field = field_of(name)
    _name, _path, args, kwargs = field.deconstruct()
    rebuilt = type(field)(*args, **kwargs)
    assert rebuilt.deconstruct()[1:] == field.deconstruct()[1:]
    for option in ("max_length", "blank", "null", "editable", "db_index", "default", "anniversary", "source"):
        assert getattr(rebuilt, option, None) == getattr(field, option, None)


@pytest.mark.parametrize(
    ("born", "day", "earliest", "latest", "day_of_year"),
    [
        ("1933-06", "--02-26", datetime.date(1933, 6, 1), datetime.date(1933, 6, 30), 226),
        ("", "1992-02-26", None, None, 226),
        ("1960/..", "1992-02-26~", datetime.date(1960, 1, 1), None, None),
    ],
)
def test_fields_are_computed_when_a_row_is_written(
    born: str, day: str, earliest: datetime.date | None, latest: datetime.date | None, day_of_year: int | None
) -> None:
    row = Dated(born=born, day=day)
    for name in ("born_earliest", "born_latest", "day_of_year"):
        field_of(name).pre_save(row, add=True)
    assert (row.born_earliest, row.born_latest, row.day_of_year) == (earliest, latest, day_of_year)


def test_edtf_field_validates_and_offers_its_form_field() -> None:
    born, day = field_of("born"), field_of("day")
    assert born.clean("", None) == ""
    assert day.clean("--02-26", None) == "--02-26"
    with pytest.raises(ValidationError):
        born.clean("--02-26", None)
    form_field = day.formfield()
    assert isinstance(form_field, DateFormField)
    assert form_field.clean("26 fevral") == "--02-26"
    assert form_field.required
