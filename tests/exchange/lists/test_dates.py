"""Dates of lists: local forms become EDTF, doubts are told, and a month never becomes its first day."""

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from memorial.base.date_input_words import fold
from memorial.base.dates import bounds, is_edtf
from memorial.exchange.lists.dates import DateOrder, first_days, order_of, read_date

READ = [
    ("ABR/1976", "1976-04"), ("NOV/1979", "1979-11"), ("24/ABR/1976", "1976-04-24"), ("1976/abr", "1976-04"),
    ("SEP-DIC/1976", "1976-09/1976-12"), ("AÑO/1980", "1980"), ("1º/05/1978", "1978-05-01"),
    ("1er mars 1976", "1976-03-01"),
    ("25-26/07/1978", "1978-07-25/1978-07-26"), ("25/26.07.1978", "1978-07-25/1978-07-26"),
    ("30/04-01/05/1978", "1978-04-30/1978-05-01"), ("24.06.1953", "1953-06-24"), ("24 / 06 / 1953", "1953-06-24"),
    ("1953-06-24", "1953-06-24"), ("19530624", "1953-06-24"), ("1953-06-24 00:00:00", "1953-06-24"), ("1984.0", "1984"),
    ("00.04.1976", "1976-04"), ("??.04.1976", "1976-04"), ("00/00/1976", "1976"), ("1976-00-00", "1976"),
    ("около 1930", "1930~"), ("1930?", "1930?"), ("təxminən 1954", "1954~"), ("vers 1930", "1930~"),
    ("hacia 1930", "1930~"),
    ("1950-ci il", "1950"), ("1950 г.", "1950"), ("24/06/1953 г.р.", "1953-06-24"), ("1950'ler", "195X"),
    ("1930-е", "193X"),
    ("24 de junio de 1953", "1953-06-24"), ("14 février 1975", "1975-02-14"), ("3. März 1945", "1945-03-03"),
    ("24 июня 1953 года", "1953-06-24"), ("24 iyun 1953", "1953-06-24"), ("24 Haziran 1953", "1953-06-24"),
    ("ژوئن 1953", "1953-06"), ("۲۴.۰۶.۱۹۵۳", "1953-06-24"), ("1960-1965", "1960/1965"), ("1991-92", "1991/1992"),
    ("до 1950", "../1950"), ("после 1950", "1951/.."), ("между 1950 и 1955", "1950/1955"), ("nach 1945", "1946/.."),
    ("entre 1960 y 1965", "1960/1965"), ("von 1940 bis 1945", "1940/1945"), ("hasta 1950", "../1950"),
    ("весна 1991", "1991-21"), ("* 1930", "1930"), ("1950/1950", "1950"),
]  # fmt: skip

NOTHING = [
    "", " ", "-", "—", "?", "sin datos", "SIN DATOS", "s/d", "не известно", "Неизвестно", "н/д", "məlum deyil",
    "NAMƏLUM",
    "bilinmiyor", "BİLİNMİYOR", "n/a", "N/A", "unbekannt", "inconnu", "unknown", "0", "00/00/0000", "0000-00-00",
]  # fmt: skip

TOLD = [
    ("fines/01/1977", "1977-01", "a part of a month"),
    ("princ/04/1977", "1977-04", "a part of a month"),
    ("Ende Januar 1977", "1977-01", "a part of a month"),
    ("в конце февраля 1992", "1992-02", "a part of a month"),
    ("1992-ci ilin əvvəli", "1992", "a part of a month"),
    ("начало 1950-х", "195X", "a part of a month"),
    ("14/02/75", "1975?-02-14", "two digits"),
    ("24-Apr-76", "1976?-04-24", "two digits"),
    ("14 февраля 75 г.", "1975?-02-14", "two digits"),
    ("24/04/1976 13:30", "1976-04-24", "13:30 is left out"),
    ("1930-1992", "1930/1992", "years of a life"),
    ("1371/12/07", "1371-12-07", "of another calendar"),
    ("01/05/2976", "2976-05-01", "has not come yet"),
]

REFUSED = [
    ("31/02/1976", "no such day"), ("13/1976", "no month 13"), ("12/31/1976", "no month 31"), ("28239", "spreadsheet"),
    ("۱۳۵۵/۰۲/۱۴", "another calendar"), ("1921-24", "years or a season"), ("75", "four digits"),
    ("15/sep", "year is missing"),
    ("some day", "could not be understood"), ("24.06.1953/1953", "could not be understood"), ("/1980", "could not"),
    ("des 1976", "could not be understood"), ("1" * 5000, "could not be understood"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), READ)
def test_date_of_a_list_is_read(text: str, edtf: str) -> None:
    read = read_date(text)
    assert (read.edtf, read.doubt, read.problem) == (edtf, "", "")
    assert is_edtf(edtf)


@pytest.mark.parametrize("text", NOTHING)
def test_date_that_says_nothing_is_no_date(text: str) -> None:
    read = read_date(text)
    assert (read.edtf, read.doubt, read.problem) == ("", "", "")


@pytest.mark.parametrize(("text", "edtf", "doubt"), TOLD)
def test_date_in_doubt_is_told(text: str, edtf: str, doubt: str) -> None:
    read = read_date(text)
    assert (read.edtf, read.problem) == (edtf, "")
    assert doubt in read.doubt
    assert is_edtf(edtf)


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_date_that_cannot_be_is_a_problem(text: str, problem: str) -> None:
    read = read_date(text)
    assert (read.edtf, read.doubt) == ("", "")
    assert problem in read.problem


def test_date_keeps_its_century_where_the_mapping_says_it() -> None:
    assert read_date("26.02.92", pivot_year=1992).edtf == "1992-02-26"
    assert read_date("26.02.93", pivot_year=1992).edtf == "1893-02-26"
    assert read_date("75", pivot_year=1992).edtf == "1975"
    assert read_date("75-02-14", order=DateOrder.YEAR_FIRST, pivot_year=1992).edtf == "1975-02-14"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("03/04/1976", "1976-03-04"),
        ("04/13-14/1976", "1976-04-13/1976-04-14"),
        ("04/30/1976-05/01/1976", "1976-04-30/1976-05-01"),
        ("1976-04-03", "1976-04-03"),
    ],
)
def test_date_follows_the_order_of_its_column(text: str, edtf: str) -> None:
    assert read_date(text, order=DateOrder.MONTH_FIRST).edtf == edtf


def test_date_is_in_doubt_where_the_column_shows_no_order() -> None:
    assert "other way round" in read_date("03/04/1976", order_known=False).doubt
    for certain in ("03/03/1976", "13/04/1976", "1976-04-03", "3 April 1976", "2-3/10/1976"):
        assert read_date(certain, order_known=False).doubt == ""


def test_date_problem_is_said_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        english = read_date("31/02/1976").problem
    with translation.override("ru"):
        assert read_date("31/02/1976").problem != english
    assert "no such day" in english


@pytest.mark.parametrize(("language", "season"), [("az", "1991-21"), ("az-Cyrl", "1991-21"), ("tr", "1991-22")])
def test_date_in_yaz_is_of_the_season_of_the_list(language: str, season: str) -> None:
    assert read_date("yaz 1991", language=language).edtf == season


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["01/02/1976", "13/02/1976"], DateOrder.DAY_FIRST),
        (["01/02/1976", "02/13/1976"], DateOrder.MONTH_FIRST),
        (["75-02-14", "75-02-03"], DateOrder.YEAR_FIRST),
        (["14/02/75"], DateOrder.DAY_FIRST),
        (["13/02/1976", "02/13/1976"], None),
        (["01/02/1976", "ABR/1976", "1976-02-13", ""], None),
    ],
)
def test_order_is_found_only_where_the_column_shows_it(samples: list[str], order: DateOrder | None) -> None:
    assert order_of(samples) == order


def test_first_days_are_noticed_above_what_chance_gives() -> None:
    days = [f"{day:02}/{month:02}/1976" for month in range(1, 13) for day in range(1, 29)]
    assert not first_days(days)
    assert first_days([*days, *[f"01/{month:02}/1977" for month in range(1, 13)]])
    assert not first_days(["01/02/1976", "01/03/1976"])
    assert not first_days(["ABR/1976", "MAY/1976", "JUN/1976", "JUL/1976"])


MONTHS = ["ENE", "abril", "Mart", "мая", "iyun", "août", "Sept.", "Dezember", "Ekim", "noviembre"]


@given(
    st.sampled_from(MONTHS),
    st.integers(1900, 1999),
    st.sampled_from(["{m}/{y}", "{m} {y}", "{m}-{y}", "fines {m} {y}"]),
)
def test_month_never_becomes_a_day(month: str, year: int, shape: str) -> None:
    assert len(read_date(shape.format(m=month, y=year)).edtf) in (0, 7)


@given(st.dates(datetime.date(1850, 1, 1), datetime.date(2000, 1, 1)), st.sampled_from("./-"))
def test_day_is_the_same_day_in_every_shape(day: datetime.date, sign: str) -> None:
    shapes = [f"{day:%d}{sign}{day:%m}{sign}{day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()]
    assert {read_date(shape).edtf for shape in shapes} == {day.isoformat()}


@given(st.text(max_size=30) | st.from_regex(r"[0-9./ \-а-яa-z?]{1,18}", fullmatch=True))
def test_anything_is_a_date_or_a_problem(text: str) -> None:
    read = read_date(text)
    assert not (read.edtf and read.problem)
    if read.edtf:
        assert is_edtf(read.edtf)
        bounds(read.edtf)
        assert not (read.edtf.endswith("-01") and "1" not in fold(text))
