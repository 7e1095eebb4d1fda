"""Sounds: a word is read by the rules of its language, and any word has a reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memorial.search.letters import words_of
from memorial.search.sounds import MOST, NAMED, SOUNDS, VOWELS, readings, usual
from memorial.search.spellings import (
    arabic,
    armenian,
    azerbaijani,
    azerbaijani_cyrillic,
    english,
    french,
    german,
    other_cyrillic,
    other_latin,
    russian,
    scholarly,
    spanish,
    turkish,
)

LANGUAGES = [
    arabic,
    armenian,
    azerbaijani,
    azerbaijani_cyrillic,
    english,
    french,
    german,
    other_cyrillic,
    other_latin,
    russian,
    scholarly,
    spanish,
    turkish,
]
KNOWN = set("abcçdeəfgğhxıijkqlmnoöprsştuüvyz·")


def heard(word: str, language: str = "") -> list[str]:
    """Return the readings of a word with the sound that each sign usually stands for."""
    return ["".join(map(usual, reading)) for reading in readings(words_of(word)[0], language)]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.__name__.split(".")[-1])
def test_a_table_says_its_source_and_names_only_known_sounds(language: object) -> None:
    table: dict[str, str] = language.TABLE  # type: ignore[attr-defined]
    assert "Source: " in (language.__doc__ or "")
    said = {sign for sounds in table.values() for way in sounds.split() for sign in way.rstrip("?").replace("-", "")}
    assert said <= KNOWN
    assert all(sounds.split() and letters == letters.lower() for letters, sounds in table.items())


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Həsənov", "həsənov"),
        ("Һаҹыјева", "hacıyeva"),
        ("Ҝүлнарә", "gülnarə"),
        ("Гасымов", "gasımov"),
        ("Dschafarow", "cafarov"),
        ("Tschingis", "çingis"),
        ("Džafarov", "cafarov"),
        ("Xəlil", "xəlil"),
        ("Джеваншир", "cevanşir"),
        ("Հասան", "hasan"),
        ("حسن", "h·s·n"),
        ("ჰასან", "hasan"),
    ],
)
def test_a_word_is_read_by_the_rules_of_its_script_and_letters(word: str, first: str) -> None:
    assert heard(word)[0] == first


def test_a_letter_that_leaves_a_sound_open_is_one_sign_for_all_of_them() -> None:
    assert set(SOUNDS[readings("гасан")[0][0]]) == {"g", "q", "ğ", "h"}


def test_a_named_language_is_followed() -> None:
    assert heard("Jalilov", "es")[0] == "xalilov"
    assert heard("Jalilov", "en")[0] == "calilov"
    assert heard("Jussif", "de")[0] == "yusif"


def test_letters_that_may_be_one_sound_or_two_give_two_readings() -> None:
    assert heard("Ishak") == ["işak", "ishak"]


@pytest.mark.parametrize(
    ("word", "said"), [("Mithat", "mithat"), ("Midhat", "midhat"), ("Gueidar", "geidar"), ("Guilan", "gilan")]
)
def test_two_letters_may_be_a_sound_each_or_one(word: str, said: str) -> None:
    assert said in heard(word)


def test_french_and_spanish_gu_is_also_the_russian_letter_for_h() -> None:
    assert "h" in SOUNDS[readings("gueidar")[0][0]]


def test_unwritten_short_vowels_are_a_sign_of_their_own() -> None:
    assert "·" in VOWELS and readings("حسن") == ("h·s·n",)


def test_letters_written_twice_without_vowels_have_one_between() -> None:
    assert readings("ممدوف")[0].startswith("m·m·d")


def test_din_has_the_article_though_it_is_short() -> None:
    assert set(readings("دین")) < set(readings("الدین"))


def test_arabic_article_may_be_left_out_of_a_long_word() -> None:
    assert set(readings("کنجوی")) < set(readings("الکنجوی"))
    assert len(readings("الهام")) == 1


@settings(max_examples=300)
@given(st.text(alphabet=st.characters(), max_size=40))
def test_any_word_has_few_readings_and_none_is_empty(text: str) -> None:
    for word in words_of(text):
        for language in ("", *NAMED):
            assert 1 <= len(readings(word, language)) <= MOST
            assert all(readings(word, language))
