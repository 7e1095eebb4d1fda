"""Names sort as the readers of each language expect."""

import pytest

from memorial.base.alphabets import OTHER, bar_letters, first_letter, lower, sort_key, upper

ORDERED = {
    "az": ["Cəlil", "Çiçək", "Dadaş", "Elçin", "Əlif", "Fərid", "Gül", "Ğ", "Həsən", "Xan", "Ilıq", "İlham", "Jalə"],
    "tr": ["Cem", "Çiçek", "Gül", "Ğ", "Hasan", "Ilgın", "İlhan", "Oya", "Öykü", "Suna", "Şule", "Uğur", "Ümit"],
    "en": ["Alif", "Bahman", "Çelik", "Dadash", "Hajiyev", "Javadov", "Zeynal"],
    "ru": ["Алиф", "Гаджиев", "Ёлкин", "Жанна", "Цой", "Эльчин", "Яшар"],
}


@pytest.mark.parametrize("language", ORDERED)
def test_names_sort_by_the_alphabet_of_the_page(language: str) -> None:
    names = ORDERED[language]
    assert sorted(set(names), key=lambda name: sort_key(name, language=language, text_language=language)) == names


def test_each_language_writes_i_by_its_own_rule() -> None:
    assert lower("İSMAYIL", "az") == "ismayıl"
    assert lower("ISMAYIL", "en") == "ismayil"
    assert (upper("i", "az"), upper("ı", "az"), upper("i", "en")) == ("İ", "I", "I")


@pytest.mark.parametrize(
    ("name", "language", "text_language", "letter"),
    [
        ("Əlif", "az", "az", "Ə"),
        ("İsmayıl", "az", "az", "İ"),
        ("Ilıq", "az", "az", "I"),
        ("Ismail", "az", "en", "İ"),
        ("Ələkbər", "en", "az", "Ə"),
        ("Çiçək", "en", "az", "C"),
        ("Алиф", "az", "ru", "А"),
        ("“Alif”", "en", "en", "A"),
        ("علی", "az", "fa", OTHER),
        ("1992", "en", "en", OTHER),
        ("", "en", "en", OTHER),
    ],
)
def test_name_stands_under_the_letter_of_the_page(name: str, language: str, text_language: str, letter: str) -> None:
    assert first_letter(name, language=language, text_language=text_language) == letter


def test_key_is_made_of_signs_that_every_database_orders_alike() -> None:
    key = sort_key("Əlif Лятиф علی 'x'", language="az", text_language="az")
    assert set(key) <= set("0123456789abcdef")


def test_space_comes_before_every_letter() -> None:
    names = ["Ali Zaman", "Aliağa", "Alibaba"]
    assert sorted(set(names), key=lambda name: sort_key(name, language="az", text_language="az")) == names


def test_what_stands_between_two_spaces_and_is_no_letter_parts_nothing_twice() -> None:
    keys = {sort_key(name, language="az", text_language="az") for name in (" Əli Vəli", "Əli - Vəli", "«Əli»  Vəli")}
    assert len(keys) == 1


def test_bar_shows_the_alphabet_of_the_language() -> None:
    assert "".join(bar_letters("az", set())) == "ABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZ"
    assert "".join(bar_letters("tr", set())) == "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"
    assert "".join(bar_letters("ru", set())) == "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ"
    assert "".join(bar_letters("en", set())) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_bar_shows_letters_of_other_alphabets_only_where_a_name_begins_with_them() -> None:
    bar = bar_letters("az", {"W", "Г", OTHER})
    assert bar[-2:] == ["Г", OTHER]
    assert bar.index("W") == bar.index("V") + 1
