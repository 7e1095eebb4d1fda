"""Written names taken apart, and what is cut out of them to be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.search.written import MOST_WORDS, as_written, asked_words, name_form


@pytest.mark.parametrize("text", ["", "   ", "😀", "oğlu", "1953", "Ə.", "?", "\x00", "\ud800", "…—«»"])
def test_text_without_a_name_asks_for_nobody(text: str) -> None:
    assert asked_words(text) == []


def test_long_question_is_cut() -> None:
    assert len(asked_words("Leyla Hacıyeva " * 1000)) <= MOST_WORDS


def test_father_is_known_by_what_follows() -> None:
    words = {one.word: one.patronymic for one in asked_words("Hacıyeva Leyla Samir qızı")}
    assert words == {"hacıyeva": False, "leyla": False, "samir": True}


@pytest.mark.parametrize(
    ("text", "fathers"),
    [
        ("Lotfi A. Zadeh", {"a"}),
        ("Гаджиев А. Л.", {"л"}),
        ("Leyla S. Q. Hacıyeva", {"s", "q"}),
        ("L. Hacıyeva", set()),
        ("Seyid L. Hacıyeva", set()),
    ],
)
def test_an_initial_beside_a_whole_name_or_another_is_the_fathers(text: str, fathers: set[str]) -> None:
    assert {one.word for one in asked_words(text) if one.patronymic} == fathers


def test_title_is_beside_the_name() -> None:
    words = {one.word: one.beside for one in asked_words("Seyid Leyla Hacıyeva")}
    assert words == {"seyid": True, "leyla": False, "hacıyeva": False}


def test_words_of_a_name_know_which_part_they_are() -> None:
    form = name_form("Hacıyeva Leyla Samir qızı", ("Hacıyeva", "Samir qızı", "Leyla"))
    assert dict(zip(form.words, form.roles, strict=True)) == {
        "hacıyeva": "family",
        "leyla": "given",
        "samir": "patronymic",
    }


def test_words_that_a_space_does_not_part_are_one_of_their_part() -> None:
    form = name_form("حسين رضا زاده", ("رضا زاده", "", "حسين"))
    assert form.roles == ("given", "family")
    assert as_written("حسين رضا زاده", {form.words[1]}) == "رضا زاده"


def test_what_is_shown_is_cut_out_of_what_is_written() -> None:
    assert as_written("Гаджиева, Лейла Самир кызы", {"гаджиева"}) == "Гаджиева"
    assert as_written("Gulnara (Gülnarə) Mustafa-Zadeh", {"zadeh"}) == "Mustafa-Zadeh"
    assert as_written("Leyla", {"samir"}) == ""


@given(st.text(max_size=400))
def test_any_text_can_be_asked(text: str) -> None:
    for one in asked_words(text):
        assert one.word
        assert 0 < one.weight <= 1
    name_form(text, (text, "", text))
