"""Keys: spellings of one name meet under a key, and so do typing errors."""

import pytest

from memorial.search.keys import LONGEST, coarse, fine, heard_keys, keys_of
from memorial.search.letters import words_of
from memorial.search.sounds import readings
from tests.search.test_likeness import SAME_NAMES


def kinds(word: str, letters: str) -> set[str]:
    return {key for key in keys_of(words_of(word)[0]) if key[0] in letters}


@pytest.mark.parametrize("line", SAME_NAMES)
def test_every_spelling_of_a_name_shares_a_fine_or_coarse_key_with_every_other(line: str) -> None:
    names = line.split()
    apart = [(one, other) for one in names for other in names if not kinds(one, "fc") & kinds(other, "fc")]
    assert apart == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Həsənov", "Həsənv"),
        ("Həsənov", "Hsəəov"),
        ("Həsənov", "Həssmov"),
        ("Гасанов", "Газамов"),
        ("Quliyev", "Qluiyev"),
        ("Məmmədov", "Məmədof"),
        ("Cəfərov", "Cəfrəo"),
        ("Ибрагимов", "Ибргаимо"),
        ("Nigar", "Nigra"),
        ("Nigar", "Niger"),
        ("Leyla", "Lela"),
        ("Rəna", "Rəma"),
        ("Əli", "Əmi"),
        ("Əlekbərov", "Ələkpərob"),
        ("Հասանով", "Հսանով"),
    ],
)
def test_one_or_two_wrong_letters_still_share_a_key(right: str, wrong: str) -> None:
    assert keys_of(words_of(right)[0]) & keys_of(words_of(wrong)[0])


@pytest.mark.parametrize("other", ["آخوندزاده", "آخوندوا", "Axundova", "Ахундзаде", "Akhundzadeh"])
def test_names_of_one_stem_share_its_key_without_vowels_too(other: str) -> None:
    assert kinds("Axundov", "e") & kinds(other, "e")


@pytest.mark.parametrize("other", ["Əliyeva", "Əlizadə", "Əlili", "Алиева", "Əliyeviç", "Əlioğlu", "Əli"])
def test_names_of_one_stem_share_its_key(other: str) -> None:
    assert kinds("Əliyev", "e") & kinds(other, "e")


def test_keys_are_few_and_fit_the_index() -> None:
    words = [words_of(name)[0] for line in SAME_NAMES for name in line.split()]
    assert sum(len(keys_of(word)) for word in words) / len(words) < 25
    assert all(len(key) <= LONGEST for word in [*words, "ш" * 60, "a" * 60] for key in keys_of(word))


@pytest.mark.parametrize(
    "letters",
    ["bcdfghjklmnp", "бвгджзклмнпр", "բգդզթժլխծկհձ", "βγδζθκλμνξπρ", "بتثجحخدذرزسش", "漢字仮名交文東京都龍鬱驚"],
)
def test_a_made_up_word_of_any_length_has_few_keys(letters: str) -> None:
    # Each request of a stranger may bring hundreds of them, and the keys are remembered.
    word = words_of(letters * 5)[0]
    assert len(keys_of(word)) < 250
    assert max(map(len, readings(word))) <= 120


def test_the_fine_key_has_vowels_and_the_coarse_one_has_none() -> None:
    reading = readings("гасанов")[0]
    assert (fine(reading), coarse(reading)) == ("kasanuf", "ksnf")


def test_a_word_without_consonants_has_its_vowels_for_a_coarse_key() -> None:
    assert "ca" in keys_of("a")
    assert all(len(key) > 1 for key in keys_of("a") | keys_of("ə") | keys_of("у"))


def test_a_script_without_vowels_has_no_fine_key() -> None:
    assert not kinds("محمد", "f")


@pytest.mark.parametrize("word", ["Hacıyeva", "Гаджиева", "حاجیوا", "Ağaməmməd", "ш" * 60])
def test_keys_of_what_is_heard_are_the_fine_and_coarse_ones(word: str) -> None:
    known = words_of(word)[0]
    assert heard_keys(known) == {key for key in keys_of(known) if key[0] in "fc"}
