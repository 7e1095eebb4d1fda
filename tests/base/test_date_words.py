"""Dates, hours and ages in the words of each language."""

import csv
import re
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from memorial.base.age_words import age_words
from memorial.base.ages import AgeRange
from memorial.base.date_phrases import LANGUAGES
from memorial.base.date_words import short_words, time_words, words
from tests.base.edtf_strings import edtf_dates

with (Path(__file__).parent / "date_words.csv").open(encoding="utf-8", newline="") as file:
    WORDS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["value"])
@pytest.mark.parametrize("language", ["en", "az", "ru", "tr"])
def test_words_are_those_of_the_language(row: dict[str, str], language: str) -> None:
    with translation.override(language):
        assert words(row["value"]) == row[language]


def test_words_are_english_in_a_language_without_a_table() -> None:
    with translation.override("de"):
        assert words("1954~") == "about 1954"
    with translation.override(None):
        assert words("1954~") == "about 1954"


def test_words_leave_what_is_no_date() -> None:
    assert words("") == ""
    assert words("hello") == "hello"


@given(edtf_dates, st.sampled_from(sorted(LANGUAGES)))
def test_words_never_say_more_than_the_string(value: str, language: str) -> None:
    with translation.override(language):
        said = words(value)
    assert said
    parts = re.findall(r"([0-9X]{4})(?:[?~%]?-[?~%]?([0-9X]{2}))?(?:[?~%]?-[?~%]?([0-9X]{2}))?", value)
    months = {int(found) for _year, month, _day in parts for found in _expand(month)}
    days = {int(found) for _year, _month, day in parts for found in _expand(day)}
    years = {int(year.replace("X", digit)) for year, _month, _day in parts for digit in "09"} | {1}
    for names in (row for case, row in LANGUAGES[language].names.items() if "month" in case):
        for number, name in enumerate(names, start=1):
            assert not re.search(rf"\b{name}\b", said) or number in months
    dated = said.split(", 23:05")[0]
    assert {int(number) for number in re.findall("[0-9]+", dated)} <= years | days


def _expand(digits: str) -> list[str]:
    if digits in ("", "XX"):
        return []
    return [digits.replace("X", digit) for digit in "0123456789"]


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        ("1953-06-24", "1953", "1953"),
        ("1953", "1953", "1953"),
        ("1933~", "about 1933", "около 1933"),
        ("1933-06-01?", "about 1933", "около 1933"),
        ("1992-02-26~", "1992", "1992"),
        ("1992-02-~26", "1992", "1992"),
        ("1960/1962", "1960–1962", "1960–1962"),
        ("1992-02-25/1992-02-26", "1992", "1992"),
        ("195X", "1950–1959", "1950–1959"),
        ("[1960,1962]", "1960–1962", "1960–1962"),
        ("1960/..", "1960–", "1960–"),
        ("../1960", "–1960", "–1960"),
        ("1991-24", "1991", "1991"),
        ("XXXX", "", ""),
        ("../..", "", ""),
        ("", "", ""),
        ("--02-26", "", ""),
    ],
)
def test_short_words_are_years_alone(value: str, english: str, russian: str) -> None:
    assert short_words(value) == english
    with translation.override("ru"):
        assert short_words(value) == russian


@given(edtf_dates, st.sampled_from(sorted(LANGUAGES)))
def test_short_words_never_fail(value: str, language: str) -> None:
    with translation.override(language):
        assert "X" not in short_words(value)


@pytest.mark.parametrize(
    ("language", "hour", "hours"),
    [
        ("en", "23:00", "between 01:00 and 04:00"),
        ("az", "saat 23:00", "saat 01:00 ilə 04:00 arasında"),
        ("ru", "23:00", "между 01:00 и 04:00"),
        ("tr", "23:00", "01:00 ile 04:00 arasında"),
    ],
)
def test_time_words_are_those_of_the_language(language: str, hour: str, hours: str) -> None:
    with translation.override(language):
        assert (time_words("23:00"), time_words("01:00/04:00"), time_words("")) == (hour, hours, "")


@pytest.mark.parametrize(
    ("age", "english", "azerbaijani", "russian", "turkish"),
    [
        ((38, 38, False), "aged 38", "38 yaşında", "38 лет", "38 yaşında"),
        ((41, 41, False), "aged 41", "41 yaşında", "41 год", "41 yaşında"),
        ((42, 42, False), "aged 42", "42 yaşında", "42 года", "42 yaşında"),
        ((11, 11, False), "aged 11", "11 yaşında", "11 лет", "11 yaşında"),
        ((58, 58, True), "aged about 58", "təxminən 58 yaşında", "около 58 лет", "yaklaşık 58 yaşında"),
        ((41, 41, True), "aged about 41", "təxminən 41 yaşında", "около 41 года", "yaklaşık 41 yaşında"),
        ((39, 40, False), "aged 39 or 40", "39 və ya 40 yaşında", "39 или 40 лет", "39 veya 40 yaşında"),
        ((40, 41, False), "aged 40 or 41", "40 və ya 41 yaşında", "40 или 41 год", "40 veya 41 yaşında"),
        (
            (30, 35, False),
            "aged between 30 and 35",
            "30 ilə 35 yaş arasında",
            "от 30 до 35 лет",
            "30 ile 35 yaş arasında",
        ),
        ((0, 0, False), "less than one year old", "bir yaşına çatmamış", "менее одного года", "bir yaşından küçük"),
        ((0, 5, False), "aged 5 or younger", "ən çoxu 5 yaşında", "не старше 5 лет", "en fazla 5 yaşında"),
    ],
)
def test_age_words_are_those_of_the_language(
    age: tuple[int, int, bool], english: str, azerbaijani: str, russian: str, turkish: str
) -> None:
    for language, expected in (("en", english), ("az", azerbaijani), ("ru", russian), ("tr", turkish)):
        with translation.override(language):
            assert age_words(AgeRange(*age)) == expected


def test_every_language_says_every_phrase() -> None:
    rows = [set(table.phrases) for table in LANGUAGES.values()]
    assert all(row == rows[0] for row in rows)
