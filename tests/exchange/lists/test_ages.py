"""Ages of lists: full years, as far as they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.base.ages import AgeRange
from memorial.exchange.lists.ages import read_age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("28", (28, 28, False)),
        ("28 años", (28, 28, False)),
        ("28 лет", (28, 28, False)),
        ("28 yaşında", (28, 28, False)),
        ("28.0", (28, 28, False)),
        ("0", (0, 0, False)),
        ("6 aylıq", (0, 0, False)),
        ("4 a 6 meses", (0, 0, False)),
        ("30-35", (30, 35, False)),
        ("около 30", (30, 30, True)),
        ("təxminən 30", (30, 30, True)),
        ("~30", (30, 30, True)),
        ("30?", (30, 30, True)),
    ],
)
def test_age_is_read(text: str, age: tuple[int, int, bool]) -> None:
    read = read_age(text)
    assert (read.age, read.problem) == (AgeRange(*age), "")


@pytest.mark.parametrize("text", ["", "-", "sin datos", "məlum deyil"])
def test_age_that_says_nothing_is_no_age(text: str) -> None:
    assert read_age(text).age is None
    assert read_age(text).problem == ""


@pytest.mark.parametrize("text", ["1976", "121", "35-30", "two", "-5", "26.02.1992", "9" * 5000])
def test_age_that_cannot_be_is_a_problem(text: str) -> None:
    assert read_age(text).age is None
    assert "like 28" in read_age(text).problem


@given(st.text(max_size=70))
def test_anything_is_an_age_or_a_problem(text: str) -> None:
    read = read_age(text)
    assert not (read.age and read.problem)
