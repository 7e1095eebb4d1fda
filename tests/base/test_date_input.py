"""What people write, and how it is read."""

import unicodedata

import pytest
from django import forms
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from memorial.base.date_input import DateFormField, understand
from memorial.base.date_input_words import fold
from memorial.base.date_words import words
from memorial.base.dates import InvalidDate, is_anniversary, is_edtf
from tests.base.edtf_strings import edtf_dates, plain_days, plain_months, plain_years, seasons

UNDERSTOOD = [
    ("24.06.1953", "1953-06-24"),
    ("24/06/1953", "1953-06-24"),
    ("1953.06.24", "1953-06-24"),
    ("24 June 1953", "1953-06-24"),
    ("June 24, 1953", "1953-06-24"),
    ("24 iyun 1953", "1953-06-24"),
    ("24 iyun 1953-cü il", "1953-06-24"),
    ("1953-cü il iyunun 24-ü", "1953-06-24"),
    ("24 июня 1953 г.", "1953-06-24"),
    ("24 Haziran 1953", "1953-06-24"),
    ("24 HAZİRAN 1953", "1953-06-24"),
    ("24 İYUN 1953", "1953-06-24"),
    ("JUNE 1953", "1953-06"),
    ("06.1953", "1953-06"),
    ("about 1954", "1954~"),
    ("c. 1954", "1954~"),
    ("circa 1954", "1954~"),
    ("ca 1954", "1954~"),
    ("təxminən 1954", "1954~"),
    ("Texminen 1954", "1954~"),
    ("təxminən 1954-cü il", "1954~"),
    ("около 1954", "1954~"),
    ("около 1954 года", "1954~"),
    ("yaklaşık 1954", "1954~"),
    ("1954 civarı", "1954~"),
    ("before 1960", "../1959"),
    ("until 1960", "../1960"),
    ("after 1960", "1961/.."),
    ("1960-cı ildən əvvəl", "../1959"),
    ("1960-cı ilə qədər", "../1960"),
    ("до 1960 года", "../1960"),
    ("раньше 1960", "../1959"),
    ("после 1960 года", "1961/.."),
    ("1960'tan önce", "../1959"),
    ("1960’a kadar", "../1960"),
    ("1960'tan sonra", "1961/.."),
    ("since 1960", "1960/.."),
    ("from 1960 on", "1960/.."),
    ("с 1960 года", "1960/.."),
    ("1960-cı ildən etibarən", "1960/.."),
    ("1960’tan itibaren", "1960/.."),
    ("spring 1992", "1992-21"),
    ("весна 1992", "1992-21"),
    ("весной 1992 года", "1992-21"),
    ("1992-ci ilin yazı", "1992-21"),
    ("1992 ilkbaharı", "1992-21"),
    ("bahar 1992", "1992-21"),
    ("winter 1991", "1991-24"),
    ("зима 1991 года", "1991-24"),
    ("qış 1991", "1991-24"),
    ("1991 kışı", "1991-24"),
    ("1950s", "195X"),
    ("the 1950s", "195X"),
    ("1950-ci illər", "195X"),
    ("1950-е", "195X"),
    ("1950-е годы", "195X"),
    ("1950'ler", "195X"),
    ("1950’li yıllar", "195X"),
    ("1960’lar", "196X"),
    ("1960 or 1962", "[1960,1962]"),
    ("1960 или 1962", "[1960,1962]"),
    ("1960 və ya 1962", "[1960,1962]"),
    ("1960 veya 1962", "[1960,1962]"),
    ("1960, 1961 or 1962", "[1960,1961,1962]"),
    ("between 1960 and 1962", "1960/1962"),
    ("1960-1962", "1960/1962"),
    ("1960 – 1962", "1960/1962"),
    ("1960–1962-ci illər arasında", "1960/1962"),
    ("между 1960 и 1962 годами", "1960/1962"),
    ("1960 ile 1962 yılları arasında", "1960/1962"),
    ("25-26/07/1978", "1978-07-25/1978-07-26"),
    ("nov/1979", "1979-11"),
    ("12/Nov/1979", "1979-11-12"),
    ("nov 1979/dec 1980", "1979-11/1980-12"),
    ("25-26 February 1992", "1992-02-25/1992-02-26"),
    ("February 25-26, 1992", "1992-02-25/1992-02-26"),
    ("25 or 26 February 1992", "[1992-02-25,1992-02-26]"),
    ("25 and 26 February 1992", "{1992-02-25,1992-02-26}"),
    ("28 February - 1 March 1992", "1992-02-28/1992-03-01"),
    ("Feb - Apr 1992", "1992-02/1992-04"),
    ("1954?", "1954?"),
    ("1954 ?", "1954?"),
    ("about 1954?", "1954%"),
    ("unknown", "XXXX"),
    ("naməlum", "XXXX"),
    ("неизвестно", "XXXX"),
    ("bilinmiyor", "XXXX"),
    ("1992‑02‑26", "1992-02-26"),
    ("1992-02-xx", "1992-02-XX"),
    ("195х", "195X"),
    ("195X", "195X"),
    ("~1954", "~1954"),
    ("about 1960-1962", "1960~/1962~"),
    ("before the 1950s", "../1949"),
    ("before June 1953", "../1953-05"),
    ("after 31.12.1991", "1992-01-01/.."),
    ("26-Feb-1992", "1992-02-26"),
    ("before about 1960", "../1959~"),
    ("1992-ci ilin fevral ayı", "1992-02"),
    ("fevral 1992", "1992-02"),
    ("в феврале 1992", "1992-02"),
    ("Şubat 1992", "1992-02"),
    ("24 Haziran 1953'te", "1953-06-24"),
    ("1 мая 1954", "1954-05-01"),
    ("май 1954", "1954-05"),
    ("1 may 1954", "1954-05-01"),
    ("1 Mayıs 1954", "1954-05-01"),
    ("probably 1954", "1954?"),
    ("возможно 1954", "1954?"),
    ("1992-ci il fevralın 26-sı", "1992-02-26"),
    ("February of 1992", "1992-02"),
    ("26th of February, 1992", "1992-02-26"),
    ("1st of June 1933", "1933-06-01"),
    ("1 June 1933 (uncertain)", "1933-06-01?"),
    ("around the 1950s", "195X~"),
    ("24 июня 1953 года рождения", "1953-06-24"),
    ("1953 г.р.", "1953"),
    ("1953 born", "1953"),
    ("[ 1960, 1962 ]", "[1960,1962]"),
    ("  24   June   1953 ", "1953-06-24"),
    ("24/6/1953", "1953-06-24"),
    ("1953-6-24", "1953-06-24"),
    ("24.iyun.1953", "1953-06-24"),
    ("sentyabrın 1-i 1974", "1974-09-01"),
    ("1 сентября 1974 г.р.", "1974-09-01"),
    ("1974 təvəllüdlü", "1974"),
    ("1 Ağustos 1955", "1955-08-01"),
    ("1955 yılı", "1955"),
    ("1955 год", "1955"),
    ("fall 1991", "1991-23"),
    ("осенью 1991", "1991-23"),
    ("payız 1991", "1991-23"),
    ("güz 1991", "1991-23"),
    ("not later than 1960", "../1960"),
    ("не позднее 1960 года", "../1960"),
    ("en geç 1960", "../1960"),
    ("1960-cı ildən gec olmayaraq", "../1960"),
    ("с 25 по 26 февраля 1992 года", "1992-02-25/1992-02-26"),
    ("from 25 to 26 February 1992", "1992-02-25/1992-02-26"),
    ("25 ilə 26 fevral 1992 arasında", "1992-02-25/1992-02-26"),
    ("25 ve 26 Şubat 1992 tarihleri arasında", "1992-02-25/1992-02-26"),
    ("XXXX", "XXXX"),
    ("after June 1953", "1953-07/.."),
    ("in the 1950s", "195X"),
    ("1970–1980-ci illər", "1970/198X"),
]
REFUSED = [
    ("yaz 1992", "spring in Azerbaijani"),
    ("1900s", "ten years or a hundred"),
    ("1955s", "could not be understood"),
    ("24.06.53", "four digits"),
    ("24 June 53", "four digits"),
    ("June '53", "four digits"),
    ("53", "four digits"),
    ("02/26/1992", "no month"),
    ("30.02.1992", "no such day"),
    ("29.02.1953", "no such day"),
    ("26 February", "year is missing"),
    ("1990-92", "four digits"),
    ("winter 1991-1992", "could not be understood"),
    ("about spring 1992", "could not be understood"),
    ("may be 1954", "could not be understood"),
    ("hello", "could not be understood"),
    ("1953-02-29", "no such day"),
    ("1962/1960", "before the beginning"),
    ("1962-1960", "before the beginning"),
    ("13/2020", "no month"),
    ("2020-13", "four digits"),
    ("0000", "could not be understood"),
    ("after 195X", "could not be understood"),
]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_understand_reads_what_people_write(text: str, expected: str) -> None:
    assert understand(text) == expected
    assert understand(text.upper()) == expected
    assert understand(unicodedata.normalize("NFD", text)) == expected


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_understand_refuses_with_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(InvalidDate, match=reason):
        understand(text)


@pytest.mark.parametrize(("language", "season"), [("az", "1992-21"), ("tr", "1992-22")])
def test_understand_takes_yaz_as_the_curators_language_does(language: str, season: str) -> None:
    with translation.override(language):
        assert understand("yaz 1992") == season
        assert understand("1992-ci ilin yazı") == "1992-21"


@pytest.mark.parametrize(
    "text",
    ["26 February", "February 26", "26.02", "26/2", "26 fevral", "fevralın 26-sı", "26 февраля", "26 Şubat", "--02-26"],
)
def test_understand_reads_a_day_of_the_year_where_it_is_asked_for(text: str) -> None:
    assert understand(text, anniversary=True) == "--02-26"
    with pytest.raises(InvalidDate):
        understand(text)


@pytest.mark.parametrize("text", ["30 February", "31.06", "02-26", "hello"])
def test_understand_refuses_what_is_no_day_of_the_year(text: str) -> None:
    with pytest.raises(InvalidDate):
        understand(text, anniversary=True)


def test_understand_takes_a_whole_date_where_a_day_of_the_year_may_stand() -> None:
    assert understand("26 February 1992", anniversary=True) == "1992-02-26"


def test_understand_leaves_emptiness_empty() -> None:
    assert understand("  ") == ""


@given(edtf_dates)
def test_understand_keeps_edtf_as_it_is(value: str) -> None:
    assert understand(value) == value
    assert understand(value.lower()) == value


@given(
    st.one_of(plain_days, plain_months, plain_years, seasons),
    st.sampled_from(["", "~", "?", "%"]),
    st.sampled_from(["az", "en", "ru", "tr"]),
)
def test_understand_reads_the_words_of_the_pages(value: str, mark: str, language: str) -> None:
    if value < "1000" or not is_edtf(value + mark):
        return
    with translation.override(language):
        assert understand(words(value + mark)) == value + mark


WORDS = "about before until after 1960 62 24 06 June iyun июня or and between - / . ? ~ il года yaz 1950s XX -ci ' ( )"


@given(st.one_of(st.text(max_size=120), st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join)))
@example("a" * 5000)
@example("٢٤.٠٦.١٩٥٣")
@example("before 0001")
@example("after 31.12.9999")
@example("1953 - ")
def test_understand_raises_nothing_but_its_own_refusal(text: str) -> None:
    for anniversary in (False, True):
        try:
            found = understand(text, anniversary=anniversary)
        except InvalidDate as refusal:
            assert str(refusal).endswith((".", "hundred."))
        else:
            assert found == "" or is_edtf(found) or (anniversary and is_anniversary(found))


def test_fold_makes_one_letter_of_all_forms_of_i() -> None:
    assert fold("İIıi HAZİRAN haziran") == "iiii haziran haziran"


class DatedForm(forms.Form):
    """A synthetic form."""

    born = DateFormField(required=False)


def test_form_field_gives_edtf() -> None:
    form = DatedForm({"born": "about 1954"})
    assert form.is_valid()
    assert form.cleaned_data == {"born": "1954~"}


def test_form_field_says_why_and_keeps_what_was_typed() -> None:
    form = DatedForm({"born": "24.06.53"})
    assert str(form.errors["born"][0]).startswith("Write the year with four digits")
    assert form.errors.as_data()["born"][0].code == "invalid_date"
    assert 'value="24.06.53"' in str(form["born"])


def test_form_field_sees_no_change_in_other_words_for_the_same_date() -> None:
    form = DatedForm({"born": "26 February 1992"}, initial={"born": "1992-02-26"})
    assert not form.has_changed()
