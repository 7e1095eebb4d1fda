"""The words of texts: written in small bare letters, without the endings of their language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.search.noun_endings import SHORTEST, remainders
from memorial.search.stems import Word, alternatives, besides, composed, flat, stem, words_in


def word(text: str) -> Word:
    """Return the one word of a text."""
    (found,) = words_in(composed(text))
    return found


def flats(text: str) -> list[str]:
    """Return the words of a text in bare letters."""
    return [each.flat for each in words_in(composed(text))]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Xocali", "Xocalı"),
        ("XOCALI", "Xocalı"),
        ("sehid", "şəhid"),
        ("SEHID", "ŞƏHİD"),
        ("Ismayilov", "İsmayılov"),
        ("елка", "ёлка"),
        ("s\u0327əhid", "şəhid"),
        ("şə\u00adhid", "şəhid"),
        ("1992", "١٩٩٢"),
        ("ｆｕｌｌ", "full"),
        ("كتاب", "کتاب"),
    ],
)
def test_word_is_found_typed_without_its_letters(typed: str, written: str) -> None:
    assert flats(typed) == flats(written)


def test_cyrillic_stays_cyrillic() -> None:
    assert flats("Ходжалы й Хоҹалы") == ["ходжалы", "й", "хоҹалы"]


def test_apostrophe_parts_an_ending_and_an_article() -> None:
    assert flats("Hocalı’da Khojaly's l'histoire Qur'an O'Brien") == ["hocali", "khojaly", "histoire", "quran", "brien"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("az", "şəhid şəhidlər şəhidlərin şəhidlərimizdən şəhidi şəhidə"),
        ("az", "Xocalı Xocalıda Xocalıdan Xocalının Xocalıya Xocalını"),
        ("az", "kənd kəndi kəndin kəndində kəndindən kəndlər"),
        ("az", "insan insanı insana insanlar insanların"),
        ("az", "ailə ailəsi ailədə ailənin ailəsinə ailələr"),
        ("az", "Azərbaycan Azərbaycana Azərbaycanı Azərbaycanda Azərbaycanın"),
        ("az", "kəndə kənd"),
        ("az", "uşaq uşağı uşaqlar uşaqların"),
        ("az", "çörək çörəyi çörəklər"),
        ("az", "Hacıyeva Hacıyevanın Hacıyevaya"),
        ("ru", "беженцы беженцев беженцами"),
        ("ru", "погибшие погибших погибшим"),
        ("en", "refugee refugees"),
        ("en", "killed killing kills"),
        ("tr", "ev evler evlerden"),
        ("tr", "çocuk çocuklar çocukları çocuğu"),
        ("tr", "kız kızlar kızlarımız"),
    ],
)
def test_forms_of_a_word_are_found_by_each_other(language: str, forms: str) -> None:
    for kept in forms.split():
        for asked in forms.split():
            assert {stem(word(kept), language), *besides(word(kept), language)} & set(alternatives(word(asked)))


def test_stem_is_asked_for_in_every_language() -> None:
    for language, form in [("az", "şəhidlərin"), ("ru", "беженцами"), ("en", "refugees"), ("tr", "evlerden")]:
        assert stem(word(form), language) in alternatives(word(form))
        assert stem(word(form), f"{language}-AZ") == stem(word(form), language)


def test_turkish_word_is_found_typed_without_its_letters() -> None:
    assert set(besides(word("kızlarımız"), "tr")) & set(alternatives(word("kizlarimiz")))
    assert besides(word("refugees"), "en") == ()


def test_other_languages_keep_their_endings() -> None:
    assert stem(word("réfugiés"), "fr") == "refugies"
    assert stem(word("شهدا"), "fa") == "شهدا"
    assert stem(word("шәһидләр"), "az-Cyrl") == "шәһидләр"


@given(st.text(alphabet="abcdefgilmnprsuy", min_size=1, max_size=30))
def test_azerbaijani_remainder_is_never_too_short(text: str) -> None:
    left = remainders(text)
    assert left
    assert all(len(each) >= min(SHORTEST, len(text)) for each in left)


def test_azerbaijani_remainders_are_few() -> None:
    assert remainders("sehid") == ("sehid",)
    assert "sehid" in remainders("sehide")
    assert len(remainders("kitablarimizdandir")) <= 4
    assert all(len(remainders(end * 15)) <= 60 for end in ("si", "nda", "leri", "na", "da"))


@given(st.text(max_size=80))
def test_any_text_has_words_at_their_places(text: str) -> None:
    text = composed(text)
    assert len(flat(text)) == len(text)
    for each in words_in(text):
        assert each.flat and each.flat.isalnum() and text[each.start : each.end]
        assert all(token.isalnum() for language in ("", "az", "en", "ru", "tr") for token in [stem(each, language)])
