"""What a number or a day in a workbook says: as much as its program shows, and never a day that nobody wrote."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.exchange.lists.number_formats import PLAIN, built_in_format, format_of, iso_shown, number_shown

#: 16 April 1975 as days since 1900.
DAY = "27500"


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", "1975", "1975"),
        ("General", "1975.0", "1975"),
        ("General", "0.30000000000000004", "0.3"),
        ("General", "1E+20", "100000000000000000000"),
        ("General", "1.5E+300", "1.5e+300"),
        ("0", "1975", "1975"),
        ("00000", "75", "00075"),
        ("#,##0.00", "1975.5", "1975.5"),
        ("0.00E+00", "1975", "1975"),
        ("@", "75", "75"),
        ("yyyy", DAY, "1975"),
        ("mmm yyyy", DAY, "1975-04"),
        ("mmmm\\ yyyy", DAY, "1975-04"),
        ("dd/mm/yyyy", DAY, "1975-04-16"),
        ('[$-419]d mmmm yyyy" г."', DAY, "1975-04-16"),
        ("dddd", DAY, "1975-04-16"),
        ("d mmm", DAY, "--04-16"),
        ("mmmm", DAY, "--04"),
        ("dd.mm.yyyy hh:mm", DAY + ".4375", "1975-04-16T10:30"),
        ("dd.mm.yyyy hh:mm", DAY, "1975-04-16"),
        ("dd.mm.yyyy", DAY + ".4375", "1975-04-16"),
        ("hh:mm", "0.4375", "10:30"),
        ("mm:ss.0", "0.4375", "10:30"),
        ("[h]:mm:ss", "1.5", "36:00"),
        ("[Red]dd/mm/yy;@", DAY, "1975-04-16"),
        ("dd/mm/yyyy", "60", "60"),
        ("dd/mm/yyyy", "59", "1900-02-28"),
        ("dd/mm/yyyy", "61", "1900-03-01"),
        ("dd/mm/yyyy", "0", "0"),
        ("dd/mm/yyyy", "-5", "-5"),
        ("dd/mm/yyyy", "99999999999", "99999999999"),
        ("dd/mm/yyyy", "word", "word"),
        ("dd/mm/yyyy", "nan", "nan"),
    ],
)
def test_number_is_read_as_it_is_shown(code: str, value: str, shown: str) -> None:
    assert number_shown(value, format_of(code)) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(0, DAY), (1, DAY), (14, "1975-04-16"), (16, "--04-16"), (17, "1975-04"), (49, DAY)]
)
def test_formats_without_words_are_known_by_number(number: int, shown: str) -> None:
    assert number_shown(DAY, built_in_format(number)) == shown


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    assert number_shown("0", format_of("dd/mm/yyyy"), from_1904=True) == "1904-01-01"
    assert number_shown("26038", format_of("yyyy-mm-dd"), from_1904=True) == "1975-04-16"


@given(st.dates(min_value=date(1900, 3, 1), max_value=date(9999, 12, 31)))
def test_every_day_is_the_day_that_was_written(day: date) -> None:
    number = str((day - date(1899, 12, 30)) // timedelta(days=1))
    assert number_shown(number, built_in_format(14)) == day.isoformat()
    assert number_shown(number, format_of("mm.yyyy")) == day.isoformat()[:7]


@given(st.text(max_size=30), st.floats())
def test_no_format_and_no_number_raises(code: str, number: float) -> None:
    assert isinstance(number_shown(str(number), format_of(code)), str)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("", "1975-04-16", "1975-04-16"),
        ("", "1975-04-16T10:30:00", "1975-04-16T10:30"),
        ("yyyy", "1975-04-16", "1975"),
        ("mm/yyyy", "1975-04-01T00:00:00", "1975-04"),
        ("", "in April", "in April"),
    ],
)
def test_moment_in_iso_is_read_as_it_is_shown(code: str, value: str, shown: str) -> None:
    assert iso_shown(value, format_of(code) if code else PLAIN) == shown
