"""Dates, hours and ages in the words of each language."""

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from memorial.base.ages import AgeRange
from memorial.base.date_phrases import LANGUAGES
from memorial.base.date_words import age_words, short_words, time_words, words
from tests.base.edtf_strings import edtf_dates

# The columns: the string, and its words in English, Azerbaijani, Russian and Turkish.
WORDS = [
    (
        "1953-06-24",
        "24 June 1953",
        "24 iyun 1953-cü il",
        "24 июня 1953 года",
        "24 Haziran 1953",
    ),
    (
        "1933",
        "1933",
        "1933-cü il",
        "1933 год",
        "1933",
    ),
    (
        "1933~",
        "about 1933",
        "təxminən 1933-cü il",
        "около 1933 года",
        "1933 civarı",
    ),
    (
        "1933?",
        "1933 (uncertain)",
        "1933-cü il (dəqiq məlum deyil)",
        "1933 год (предположительно)",
        "1933 (kesin değil)",
    ),
    (
        "1933%",
        "about 1933 (uncertain)",
        "təxminən 1933-cü il (dəqiq məlum deyil)",
        "около 1933 года (предположительно)",
        "1933 civarı (kesin değil)",
    ),
    (
        "1933-06-01?",
        "1 June 1933 (uncertain)",
        "1 iyun 1933-cü il (dəqiq məlum deyil)",
        "1 июня 1933 года (предположительно)",
        "1 Haziran 1933 (kesin değil)",
    ),
    (
        "1992-02-26~",
        "about 26 February 1992",
        "təxminən 26 fevral 1992-ci il",
        "около 26 февраля 1992 года",
        "26 Şubat 1992 civarı",
    ),
    (
        "1992-02",
        "February 1992",
        "1992-ci ilin fevral ayı",
        "февраль 1992 года",
        "Şubat 1992",
    ),
    (
        "1992-02~",
        "about February 1992",
        "təxminən 1992-ci ilin fevral ayı",
        "около февраля 1992 года",
        "Şubat 1992 civarı",
    ),
    (
        "1992-21",
        "spring 1992",
        "1992-ci ilin yazı",
        "весна 1992 года",
        "1992 ilkbaharı",
    ),
    (
        "1991-24",
        "winter 1991",
        "1991-ci ilin qışı",
        "зима 1991 года",
        "1991 kışı",
    ),
    (
        "195X",
        "the 1950s",
        "1950-ci illər",
        "1950-е годы",
        "1950’ler",
    ),
    (
        "196X",
        "the 1960s",
        "1960-cı illər",
        "1960-е годы",
        "1960’lar",
    ),
    (
        "190X",
        "between 1900 and 1909",
        "1900-cü il ilə 1909-cu il arasında",
        "между 1900 и 1909 годами",
        "1900 ile 1909 yılları arasında",
    ),
    (
        "195X~",
        "about the 1950s",
        "təxminən 1950-ci illər",
        "около 1950-х годов",
        "1950’ler civarı",
    ),
    (
        "19XX",
        "between 1900 and 1999",
        "1900-cü il ilə 1999-cu il arasında",
        "между 1900 и 1999 годами",
        "1900 ile 1999 yılları arasında",
    ),
    (
        "1XXX",
        "between 1000 and 1999",
        "1000-ci il ilə 1999-cu il arasında",
        "между 1000 и 1999 годами",
        "1000 ile 1999 yılları arasında",
    ),
    (
        "XXXX",
        "date unknown",
        "tarixi məlum deyil",
        "дата неизвестна",
        "tarihi bilinmiyor",
    ),
    (
        "1992-XX",
        "a month in 1992",
        "1992-ci ilin bir ayı",
        "один из месяцев 1992 года",
        "1992 yılı içinde bir ay",
    ),
    (
        "1992-02-XX",
        "a day in February 1992",
        "1992-ci ilin fevral ayının bir günü",
        "один из дней февраля 1992 года",
        "Şubat 1992 içinde bir gün",
    ),
    (
        "1992-02-XX~",
        "a day in February 1992 (approximate)",
        "1992-ci ilin fevral ayının bir günü (təxmini)",
        "один из дней февраля 1992 года (приблизительно)",
        "Şubat 1992 içinde bir gün (yaklaşık)",
    ),
    (
        "1992-XX-XX",
        "a day in 1992",
        "1992-ci ilin bir günü",
        "один из дней 1992 года",
        "1992 yılı içinde bir gün",
    ),
    (
        "1992-XX-26",
        "the 26th of a month in 1992",
        "1992-ci ilin naməlum ayının 26-cı günü",
        "26-е число неизвестного месяца 1992 года",
        "1992 yılının bilinmeyen bir ayının 26. günü",
    ),
    (
        "1992-02-2X",
        "between 20 and 29 February 1992",
        "20 və 29 fevral 1992-ci il tarixləri arasında",
        "между 20 и 29 февраля 1992 года",
        "20 ile 29 Şubat 1992 tarihleri arasında",
    ),
    (
        "1992-04-3X",
        "30 April 1992",
        "30 aprel 1992-ci il",
        "30 апреля 1992 года",
        "30 Nisan 1992",
    ),
    (
        "195X-06-01",
        "1 June (the 1950s)",
        "1 iyun (1950-ci illər)",
        "1 июня (1950-е годы)",
        "1 Haziran (1950’ler)",
    ),
    (
        "195X-06",
        "June (the 1950s)",
        "iyun (1950-ci illər)",
        "июнь (1950-е годы)",
        "Haziran (1950’ler)",
    ),
    (
        "19XX-06",
        "June (between 1900 and 1999)",
        "iyun (1900-cü il ilə 1999-cu il arasında)",
        "июнь (между 1900 и 1999 годами)",
        "Haziran (1900 ile 1999 yılları arasında)",
    ),
    (
        "XXXX-06-01",
        "1 June (year unknown)",
        "1 iyun (ili məlum deyil)",
        "1 июня (год неизвестен)",
        "1 Haziran (yılı bilinmiyor)",
    ),
    (
        "1992-?02",
        "February 1992 (month uncertain)",
        "1992-ci ilin fevral ayı (dəqiq məlum deyil: ay)",
        "февраль 1992 года (предположительно: месяц)",
        "Şubat 1992 (kesin değil: ay)",
    ),
    (
        "1992?-02-26",
        "26 February 1992 (year uncertain)",
        "26 fevral 1992-ci il (dəqiq məlum deyil: il)",
        "26 февраля 1992 года (предположительно: год)",
        "26 Şubat 1992 (kesin değil: yıl)",
    ),
    (
        "1992-02-~26",
        "26 February 1992 (day approximate)",
        "26 fevral 1992-ci il (təxmini: gün)",
        "26 февраля 1992 года (приблизительно: день)",
        "26 Şubat 1992 (yaklaşık: gün)",
    ),
    (
        "?1992-02-?26",
        "26 February 1992 (year and day uncertain)",
        "26 fevral 1992-ci il (dəqiq məlum deyil: il və gün)",
        "26 февраля 1992 года (предположительно: год и день)",
        "26 Şubat 1992 (kesin değil: yıl ve gün)",
    ),
    (
        "1992-02-25/1992-02-26",
        "between 25 and 26 February 1992",
        "25 və 26 fevral 1992-ci il tarixləri arasında",
        "между 25 и 26 февраля 1992 года",
        "25 ile 26 Şubat 1992 tarihleri arasında",
    ),
    (
        "1992-02-28/1992-03-01",
        "between 28 February and 1 March 1992",
        "28 fevral və 1 mart 1992-ci il tarixləri arasında",
        "между 28 февраля и 1 марта 1992 года",
        "28 Şubat ile 1 Mart 1992 tarihleri arasında",
    ),
    (
        "1991-12-31/1992-01-02",
        "between 31 December 1991 and 2 January 1992",
        "31 dekabr 1991-ci il ilə 2 yanvar 1992-ci il arasında",
        "между 31 декабря 1991 года и 2 января 1992 года",
        "31 Aralık 1991 ile 2 Ocak 1992 arasında",
    ),
    (
        "1991-10/1992-02",
        "between October 1991 and February 1992",
        "1991-ci ilin oktyabr ayı ilə 1992-ci ilin fevral ayı arasında",
        "между октябрём 1991 года и февралём 1992 года",
        "Ekim 1991 ile Şubat 1992 arasında",
    ),
    (
        "1992-02/1992-04",
        "between February and April 1992",
        "1992-ci ilin fevral və aprel ayları arasında",
        "между февралём и апрелем 1992 года",
        "Şubat ile Nisan 1992 arasında",
    ),
    (
        "1992-21/1992-22",
        "between spring and summer 1992",
        "1992-ci ilin yazı ilə yayı arasında",
        "между весной и летом 1992 года",
        "1992 ilkbaharı ile yazı arasında",
    ),
    (
        "1991-24/1992-21",
        "between winter 1991 and spring 1992",
        "1991-ci ilin qışı ilə 1992-ci ilin yazı arasında",
        "между зимой 1991 года и весной 1992 года",
        "1991 kışı ile 1992 ilkbaharı arasında",
    ),
    (
        "1960/1962",
        "between 1960 and 1962",
        "1960-cı il ilə 1962-ci il arasında",
        "между 1960 и 1962 годами",
        "1960 ile 1962 yılları arasında",
    ),
    (
        "1960/1962-02",
        "between 1960 and February 1962",
        "1960-cı il ilə 1962-ci ilin fevral ayı arasında",
        "между 1960 годом и февралём 1962 года",
        "1960 ile Şubat 1962 arasında",
    ),
    (
        "1960~/1962?",
        "about 1960 – 1962 (uncertain)",
        "təxminən 1960-cı il – 1962-ci il (dəqiq məlum deyil)",
        "около 1960 года – 1962 год (предположительно)",
        "1960 civarı – 1962 (kesin değil)",
    ),
    (
        "195X/1962",
        "the 1950s – 1962",
        "1950-ci illər – 1962-ci il",
        "1950-е годы – 1962 год",
        "1950’ler – 1962",
    ),
    (
        "195X/196X",
        "the 1950s – the 1960s",
        "1950-ci illər – 1960-cı illər",
        "1950-е годы – 1960-е годы",
        "1950’ler – 1960’lar",
    ),
    (
        "1960/..",
        "from 1960 on",
        "1960-cı ildən etibarən",
        "с 1960 года",
        "1960’tan itibaren",
    ),
    (
        "1992-02-26/..",
        "from 26 February 1992 on",
        "26 fevral 1992-ci ildən etibarən",
        "с 26 февраля 1992 года",
        "26 Şubat 1992’den itibaren",
    ),
    (
        "1992-02-02/..",
        "from 2 February 1992 on",
        "2 fevral 1992-ci ildən etibarən",
        "со 2 февраля 1992 года",
        "2 Şubat 1992’den itibaren",
    ),
    (
        "1992-02/..",
        "from February 1992 on",
        "1992-ci ilin fevral ayından etibarən",
        "с февраля 1992 года",
        "Şubat 1992’den itibaren",
    ),
    (
        "1992-21/..",
        "from spring 1992 on",
        "1992-ci ilin yazından etibarən",
        "с весны 1992 года",
        "1992 ilkbaharından itibaren",
    ),
    (
        "../1960",
        "in or before 1960",
        "1960-cı ildən gec olmayaraq",
        "не позднее 1960 года",
        "en geç 1960",
    ),
    (
        "../1992-02-26",
        "on or before 26 February 1992",
        "26 fevral 1992-ci ildən gec olmayaraq",
        "не позднее 26 февраля 1992 года",
        "en geç 26 Şubat 1992",
    ),
    (
        "../1992-02",
        "in or before February 1992",
        "1992-ci ilin fevral ayından gec olmayaraq",
        "не позднее февраля 1992 года",
        "en geç Şubat 1992",
    ),
    (
        "../1992-21",
        "in or before spring 1992",
        "1992-ci ilin yazından gec olmayaraq",
        "не позднее весны 1992 года",
        "en geç 1992 ilkbaharı",
    ),
    (
        "../1960~",
        "in or before 1960 (approximate)",
        "1960-cı ildən gec olmayaraq (təxmini)",
        "не позднее 1960 года (приблизительно)",
        "en geç 1960 (yaklaşık)",
    ),
    (
        "/1960",
        "beginning unknown, end 1960",
        "başlanğıcı məlum deyil, sonu 1960-cı il",
        "начало неизвестно, конец — 1960 год",
        "başlangıcı bilinmiyor, sonu 1960",
    ),
    (
        "1960/",
        "beginning 1960, end unknown",
        "başlanğıcı 1960-cı il, sonu məlum deyil",
        "начало — 1960 год, конец неизвестен",
        "başlangıcı 1960, sonu bilinmiyor",
    ),
    (
        "../..",
        "date unknown",
        "tarixi məlum deyil",
        "дата неизвестна",
        "tarihi bilinmiyor",
    ),
    (
        "[1960,1962]",
        "1960 or 1962",
        "1960-cı il və ya 1962-ci il",
        "1960 или 1962 год",
        "1960 veya 1962",
    ),
    (
        "{1960,1962}",
        "1960 and 1962",
        "1960-cı il və 1962-ci il",
        "1960 и 1962 годы",
        "1960 ve 1962",
    ),
    (
        "[1960,1961,1962]",
        "1960, 1961 or 1962",
        "1960-cı il, 1961-ci il və ya 1962-ci il",
        "1960, 1961 или 1962 год",
        "1960, 1961 veya 1962",
    ),
    (
        "[1992-02-25,1992-02-26]",
        "25 or 26 February 1992",
        "25 və ya 26 fevral 1992-ci il",
        "25 или 26 февраля 1992 года",
        "25 veya 26 Şubat 1992",
    ),
    (
        "{1992-02-25,1992-02-26}",
        "25 and 26 February 1992",
        "25 və 26 fevral 1992-ci il",
        "25 и 26 февраля 1992 года",
        "25 ve 26 Şubat 1992",
    ),
    (
        "[1992-02,1993]",
        "February 1992 or 1993",
        "1992-ci ilin fevral ayı və ya 1993-cü il",
        "февраль 1992 года или 1993 год",
        "Şubat 1992 veya 1993",
    ),
    (
        "[..1960]",
        "in or before 1960",
        "1960-cı ildən gec olmayaraq",
        "не позднее 1960 года",
        "en geç 1960",
    ),
    (
        "[1954..]",
        "in or after 1954",
        "1954-cü ildən tez olmayaraq",
        "не ранее 1954 года",
        "en erken 1954",
    ),
    (
        "[1960..1962]",
        "between 1960 and 1962",
        "1960-cı il ilə 1962-ci il arasında",
        "между 1960 и 1962 годами",
        "1960 ile 1962 yılları arasında",
    ),
    (
        "[1960,1962..1965]",
        "1960 or between 1962 and 1965",
        "1960-cı il və ya 1962-ci il ilə 1965-ci il arasında",
        "1960 год или между 1962 и 1965 годами",
        "1960 veya 1962 ile 1965 yılları arasında",
    ),
    (
        "{1960..1962,1970-05}",
        "1960 – 1962 and May 1970",
        "1960-cı il – 1962-ci il və 1970-ci ilin may ayı",
        "1960 год – 1962 год и май 1970 года",
        "1960 – 1962 ve Mayıs 1970",
    ),
    (
        "--02-26",
        "26 February",
        "26 fevral",
        "26 февраля",
        "26 Şubat",
    ),
    (
        "1992-02-26T23:00:00+04:00",
        "26 February 1992, 23:00:00 UTC+04:00",
        "26 fevral 1992-ci il, 23:00:00 UTC+04:00",
        "26 февраля 1992 года, 23:00:00 UTC+04:00",
        "26 Şubat 1992, 23:00:00 UTC+04:00",
    ),
    (
        "2000/..",
        "from 2000 on",
        "2000-ci ildən etibarən",
        "с 2000 года",
        "2000’den itibaren",
    ),
    (
        "1900",
        "1900",
        "1900-cü il",
        "1900 год",
        "1900",
    ),
    (
        "1906",
        "1906",
        "1906-cı il",
        "1906 год",
        "1906",
    ),
    (
        "1953",
        "1953",
        "1953-cü il",
        "1953 год",
        "1953",
    ),
    (
        "1992-02-22/..",
        "from 22 February 1992 on",
        "22 fevral 1992-ci ildən etibarən",
        "с 22 февраля 1992 года",
        "22 Şubat 1992’den itibaren",
    ),
    (
        "1992-11-03/..",
        "from 3 November 1992 on",
        "3 noyabr 1992-ci ildən etibarən",
        "с 3 ноября 1992 года",
        "3 Kasım 1992’den itibaren",
    ),
    (
        "1950/..",
        "from 1950 on",
        "1950-ci ildən etibarən",
        "с 1950 года",
        "1950’den itibaren",
    ),
    (
        "1940/..",
        "from 1940 on",
        "1940-cı ildən etibarən",
        "с 1940 года",
        "1940’tan itibaren",
    ),
    (
        "1906/..",
        "from 1906 on",
        "1906-cı ildən etibarən",
        "с 1906 года",
        "1906’dan itibaren",
    ),
    (
        "1970/..",
        "from 1970 on",
        "1970-ci ildən etibarən",
        "с 1970 года",
        "1970’ten itibaren",
    ),
    (
        "2009",
        "2009",
        "2009-cu il",
        "2009 год",
        "2009",
    ),
]


@pytest.mark.parametrize(("value", "english", "azerbaijani", "russian", "turkish"), WORDS)
def test_words_are_those_of_the_language(
    value: str, english: str, azerbaijani: str, russian: str, turkish: str
) -> None:
    for language, expected in (("en", english), ("az", azerbaijani), ("ru", russian), ("tr", turkish)):
        with translation.override(language):
            assert words(value) == expected


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
