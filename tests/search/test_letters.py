"""Letters: any text gives words, however it was composed."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memorial.search.letters import LONGEST, words_of

TRAPS = [
    ("İbrahim", ["ibrahim"]),
    ("i̇brahim", ["ibrahim"]),
    ("İSMAYIL", ["ismayıl"]),
    ("QIZILGÜL", ["qızılgül"]),
    ("IRINA", ["irina"]),
    ("Məmmədov", ["məmmədov"]),
    ("MƏMMƏDOV", ["məmmədov"]),
    ("Mǝmmǝdov", ["məmmədov"]),
    ("Ma'mun Ma’mun Maʼmun Maʿmun Ma´mun Ma`mun", ["mamun"] * 6),
    ("Али\u00adев", ["алиев"]),
    ("Али\u200dев", ["алиев"]),
    ("علی\u200cزاده", ["علیزاده"]),
    ("\u200fحسن\u200e", ["حسن"]),
    ("علي كريم", ["علی", "کریم"]),
    ("محـــمد مُحَمَّد", ["محمد", "محمد"]),
    ("ﺣﺴﻦ", ["حسن"]),
    ("۱۹۵۳ ١٩٥٣", ["1953", "1953"]),
    ("Əli-Ağa Hacıyev", ["əli", "ağa", "hacıyev"]),
    ("Chahiné Jóse François", ["chahine", "jose", "françois"]),
    ("Groß Mämmädov", ["gross", "mämmädov"]),
    ("Ａｌｉ", ["ali"]),
    ("Əli\x00Vəli", ["əli", "vəli"]),
    ("", []),
    ("—…!", []),
]


@pytest.mark.parametrize(("text", "words"), TRAPS)
def test_words_come_out_small_bare_and_composed(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize("word", ["Ағајев", "Чингизй", "Гёзал", "Ağayev", "Şükürov", "Öçülov", "Çingiz", "Žukov"])
def test_letters_taken_apart_are_the_same_word(word: str) -> None:
    assert words_of(unicodedata.normalize("NFD", word)) == words_of(word)


@pytest.mark.parametrize(
    ("mixed", "right"),
    [
        ("Гaсaнов", "гасанов"),  # two Latin a
        ("Hаsаnоv", "hasanov"),  # Cyrillic а, а, о
        ("Мəммəдов", "мәммәдов"),  # the Latin ə
        ("Hәsәnov", "həsənov"),  # the Cyrillic ә
        ("Һаjыјева", "һајыјева"),
    ],
)
def test_look_alikes_follow_the_other_letters_of_the_word(mixed: str, right: str) -> None:
    assert words_of(mixed) == [right]


def test_two_words_of_two_scripts_keep_their_scripts() -> None:
    assert words_of("Hasanov Гасанов") == ["hasanov", "гасанов"]


def test_a_very_long_word_is_cut() -> None:
    assert words_of("a" * 100_000) == ["a" * LONGEST]


def test_a_lone_surrogate_is_no_letter() -> None:
    assert words_of("Ali\ud800yev") == ["ali", "yev"]


@settings(max_examples=300)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_any_text_has_words_that_stay_as_they_are(text: str) -> None:
    words = words_of(text)
    assert all(word and len(word) <= LONGEST and word.encode() for word in words)
    assert all("\u0300" not in unicodedata.normalize("NFC", word) for word in words)
