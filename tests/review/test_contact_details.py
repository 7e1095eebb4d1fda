"""Contact details are found as people write them in four languages, and prose of dates and figures holds none."""

import datetime

import pytest
from babel.numbers import format_decimal
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from memorial.base.date_words import words
from memorial.base.public_ids import LETTERS
from memorial.review.contact_details import contact_details

FOUND = [
    "write to synthetic.person@example.org",
    "synthetic (at) example.az",
    "+994 12 345 67 89",
    "+994(50)345-67-89",
    "+994501234567",
    "00994 50 345 67 89",
    "(012) 345-67-89",
    "8 (495) 123-45-67",
    "8-916-123-45-67",
    "050 345 67 89",
    "050\u00a0345\u201167\u201189",
    "0503456789",
    "0532 555 12 34",
    "345-67-89",
    "50 345 67 89",
    "tel. 345 67 89",
    "Telefon: 3456789",
    "по телефону 34 56 78",
    "phone 5321234567",
    "Sintetik küçəsi 12",
    "Sintetik küçəsində 12 nömrəli evdə",
    "Sintetik küç., ev 12",
    "Sintetik küçəsi 12-də yaşayır",
    "Sintetik prospekti 45",
    "ул. Примерная, д. 12",
    "на улице С. Примерного, 12",
    "проспект Примерный, 45а",
    "Sentetik Caddesi No: 5",
    "Sentetik Sokak 12/3",
    "Sentetik Cad. 12'de",
    "12 Synthetic Street",
    "5–7 Synthetic Avenue",
    "Synthetic Street 12",
    "Synthetic st., No. 12",
]
HARMLESS = [
    "On Synthetic Street 12 people were killed",
    "on Synthetic Street",
    "Sintetik küçəsində 12 nəfər",
    "Sintetik küçəsi 12-ci əsrdə salınıb",
    "Sintetik küçəsi 26.02.1992",
    "Sintetik küçəsi 1918-ci ildə",
    "28 May küçəsi, 20 Yanvar küçəsi, 28 May Street, 26 February Street",
    "26 Baku Commissars Street",
    "On February 26 Synthetic Street was shelled",
    "На улице Примерной 12 человек",
    "улица 28 Мая",
    "Sentetik Caddesi 1992'de açıldı",
    "ISBN 0306406152, ISBN 978-5-306-40615-7, ISBN-13: 978 0 306 40615 7, ISSN 1234-5678",
    "doi:10.1000/182.123.4567",
    "https://example.org/050-345-67-89/0503456789",
    "p. 1234-1275, pp. 12–15; Journal 45 (1992) 123-145",
    "no. 13216/05 and 40167/06",
    "ф. 10026, оп. 4, д. 2567, л. 12-15",
    "fond 345, siyahı 2, iş 67, vərəq 89",
    "by telephone on 26.02.1992; telephone 1992-1994; telefon 1 275 dəfə; telefon 1992-ci ildə",
    "1992-02-25/1992-02-26, 1933-06-01?, 01:00/04:00",
    "39.9111, 46.7892",
    "account 050345678912, file 345-67-8912, file 345-67-89/2, record 1050345678912",
]


@pytest.mark.parametrize("text", FOUND)
def test_contact_details_are_found(text: str) -> None:
    assert len(contact_details(f"Synthetic: {text}, and so on.")) == 1


def test_contact_details_are_given_as_they_stand_and_once() -> None:
    text = "Call\u00a0050\u00a0345\u00a067\u00a089 or 050 345 67 90, or 050 345 67 90; synthetic@example.org."
    assert contact_details(text) == ["050\u00a0345\u00a067\u00a089", "050 345 67 90", "synthetic@example.org"]


@pytest.mark.parametrize("text", HARMLESS)
def test_prose_is_no_contact_detail(text: str) -> None:
    assert contact_details(text) == []
    assert contact_details(f"{text}.") == []


def test_long_text_without_spaces_is_read_quickly() -> None:
    began = datetime.datetime.now(tz=datetime.UTC)
    for text in ("a" * 100_000, "12 " * 30_000, "A " * 50_000, "@." * 50_000, " " * 100_000, "küçəsi," * 10_000):
        assert contact_details(text) == []
    assert datetime.datetime.now(tz=datetime.UTC) - began < datetime.timedelta(seconds=5)


LANGUAGES = st.sampled_from(["az", "en", "ru", "tr"])
DAYS = st.dates(datetime.date(1850, 1, 1), datetime.date(2035, 12, 31))
FIGURES = st.integers(0, 3_000_000)


@st.composite
def dates_in_prose(draw: st.DrawFn) -> str:
    """A date as people write it, in words or in figures."""
    day, language = draw(DAYS), draw(LANGUAGES)
    edtf = draw(st.sampled_from(["{0:%Y-%m-%d}", "{0:%Y-%m}", "{0:%Y}", "{0:%Y}~", "{0:%Y-%m-%d}?"])).format(day)
    with translation.override(language):
        in_words = words(edtf)
    figures = [f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%d/%m/%Y}", f"{day:%m/%d/%y}", edtf]
    spans = [f"{day.year}-{day.year + 2}", f"{day.year}–{day:%y}", f"{day.day}-{day.day + 1}.{day:%m.%Y}"]
    return draw(st.sampled_from([in_words, *figures, *spans]))


@st.composite
def figures_in_prose(draw: st.DrawFn) -> str:
    """A number as people write it, a range of pages, a time, a case, a permanent id."""
    one, other, language = draw(FIGURES), draw(st.integers(1, 5000)), draw(LANGUAGES)
    permanent = draw(st.text(LETTERS, min_size=12, max_size=12).filter(lambda text: not text.isdigit()))
    return draw(
        st.sampled_from(
            [
                str(one),
                format_decimal(one, locale=language),
                f"{one:,}".replace(",", " "),
                f"{one % 100}.{other % 10} %",
                f"{other}-{other + draw(st.integers(1, 60))}",
                f"№ {other}",
                f"({other})",
                f"{one % 24:02}:{other % 60:02}",
                f"{one}/{other % 100:02}",
                f"{one % 40 + 30}.{other:04}, {one % 40 + 30}.{other:04}",
                permanent,
            ]
        )
    )


WORDS = st.sampled_from(
    [
        "people",
        "nəfər",
        "человек",
        "kişi",
        "in",
        "və",
        "и",
        "ve",
        "on",
        "the",
        "street",
        "küçədə",
        "на",
        "улице",
        "sokakta",
        "from",
        "until",
        "saat",
        "в",
        "killed",
        "ev",
        "дом",
    ]
)
PROSE = st.lists(st.tuples(WORDS, dates_in_prose() | figures_in_prose()), min_size=1, max_size=8)
JOINED = st.sampled_from([" ", ", ", "; ", ". ", " – "])


@given(PROSE, JOINED)
def test_prose_of_dates_and_figures_holds_no_contact_detail(prose: list[tuple[str, str]], joined: str) -> None:
    text = joined.join(f"{word} {figure}" for word, figure in prose)
    assert contact_details(text) == [], text


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(detail in text for detail in contact_details(text))
