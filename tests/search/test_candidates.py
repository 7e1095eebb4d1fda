"""The words of the index that may be meant by a word that is sought."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.search.candidates import FAR, SPELLED, candidates, look_closer, look_up, look_up_parts
from memorial.search.likeness import SAME
from memorial.search.models import TABLES, Edition
from memorial.search.wordbook import how_many
from memorial.search.written import asked_words
from tests.factories import make_person

PUBLIC = TABLES[Edition.PUBLIC]
pytestmark = pytest.mark.django_db


def meant(text: str, *, far: bool = False, prefix: bool = False) -> set[str]:
    """Return the words that may be meant by the last word of a text."""
    sought = candidates(asked_words(text), PUBLIC, how_many(PUBLIC), {}, prefix=prefix)
    if far:
        look_up(sought, PUBLIC, FAR, {})
    return {word.word for word in sought[-1].meant.values()}


@pytest.fixture(autouse=True)
def people() -> None:
    """Three people; synthetic."""
    make_person(given="Leyla", family="Hacıyeva")
    make_person(given="Лейла", family="Гаджиева")
    make_person(given="Samir", family="Yoxlayev")


@pytest.mark.parametrize("typed", ["Hacıyeva", "Haciyeva", "Гаджиева", "Hajiyeva", "Һаҹыјева"])
def test_word_is_found_in_any_spelling(typed: str) -> None:
    sought = candidates(asked_words(typed), PUBLIC, how_many(PUBLIC), {})
    near = {word.word for word in sought[0].meant.values() if word.distance <= SAME}
    assert near >= {"hacıyeva", "гаджиева"}


@pytest.mark.parametrize("typed", ["Hacıyva", "Hacııyeva", "Hacıeyva", "Haçıyeba", "Гаджива", "Гаджиеав"])
def test_word_is_found_with_letters_wrong_missing_added_or_swapped(typed: str) -> None:
    assert meant(typed, far=True) >= {"hacıyeva"}


def test_word_with_another_letter_under_the_first_keys_is_left_for_a_closer_look() -> None:
    make_person(given="Synthetic", family="Hacayeva")
    sought = candidates(asked_words("Hacıyeva"), PUBLIC, how_many(PUBLIC), {})
    assert all(word.distance <= SPELLED for word in sought[0].meant.values())
    first = {word.word for word in sought[0].meant.values()}
    look_closer(sought)
    assert {word.word for word in sought[0].meant.values()} - first == {"hacayeva"}


def test_word_that_is_still_typed_may_be_any_that_begins_so() -> None:
    assert meant("Yox", prefix=True) >= {"yoxlayev"}
    assert meant("Гаджи", prefix=True) >= {"hacıyeva", "гаджиева"}
    assert "yoxlayev" not in meant("Yox")


def test_word_is_found_in_its_parts_and_parts_in_the_word() -> None:
    make_person(given="Ağa Məmməd", family="Synthetic")
    make_person(given="Ağaəli", family="Synthetic")
    sought = candidates(asked_words("Ağaməmməd"), PUBLIC, how_many(PUBLIC), {})
    look_up_parts(sought, PUBLIC)
    assert "məmməd" in {word.word for word in sought[0].meant.values()}
    assert all(
        "ağaəli" in {word.word for word in one.meant.values()}
        for one in candidates(asked_words("Ağa Əli"), PUBLIC, how_many(PUBLIC), {})
    )


def test_common_word_tells_less_than_a_rare_one() -> None:
    for _each in range(5):
        make_person(given="Leyla", family="Synthetic")
    leyla, other = candidates(asked_words("Leyla Yoxlayev"), PUBLIC, how_many(PUBLIC), {})
    assert leyla.asked.weight < other.asked.weight < 1


def test_initial_asks_by_its_sound() -> None:
    initial = candidates(asked_words("L. Hacıyeva"), PUBLIC, how_many(PUBLIC), {})[0]
    assert initial.tokens(SAME, initials=True) == ["il", "sl"]
    assert initial.meant == {}


@pytest.mark.parametrize("typed", ["Leyla", "Leyla Hacıyeva", "Leyla Hacıyeva Samir Yoxlayev a b c d e f g h"])
def test_all_words_are_looked_up_in_one_question(typed: str) -> None:
    everybody = how_many(PUBLIC)
    with CaptureQueriesContext(connection) as counted:
        candidates(asked_words(typed), PUBLIC, everybody, {})
    assert len(counted) == 1
