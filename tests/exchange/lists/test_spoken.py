"""The language of a list, guessed by its letters and by what stands over its columns."""

import pytest

from memorial.exchange.lists.spoken import language_of

HEADERS = {
    "az": ["Soyadı", "Adı", "Atasının adı"],
    "tr": ["Soyadı", "Adı", "Doğum tarihi", "Cinsiyet"],
    "ru": ["Фамилия", "Имя", "Отчество"],
    "en": ["Surname", "Given name", "Date of birth"],
    "es": ["Apellido", "Nombres", "Fecha de nacimiento"],
}


@pytest.mark.parametrize("language", HEADERS)
@pytest.mark.parametrize("own", ["az", "en"])
def test_list_is_of_the_language_of_its_header(language: str, own: str) -> None:
    assert language_of(HEADERS[language], [], own=own) == language


def test_letters_say_more_than_the_header() -> None:
    assert language_of(HEADERS["en"], [["Synthetic", "Gülnarə", ""]], own="en") == "az"
    assert language_of(HEADERS["en"], [["Синтетикова", "Һүсејн", ""]], own="en") == "az"
    assert language_of(HEADERS["en"], [["Синтетикова", "Лейла", "Гусейновна"]], own="az") == "ru"
    assert language_of(HEADERS["en"], [["Sintetikoğlu", "Ali", ""]], own="en") == "tr"
    assert language_of(HEADERS["en"], [["Sintetikoğlu", "Ali", ""]], own="az") == "az"


def test_list_that_says_nothing_is_of_the_memorial() -> None:
    assert language_of(["A", "B"], [["1", "2"]], own="az") == "az"
    assert language_of([], [], own="tr") == "tr"
