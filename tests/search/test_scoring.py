"""How well whole names agree: what is asked for, what is written, and what makes it "this person"."""

import pytest

from memorial.search.likeness import distance
from memorial.search.matching import NameForm
from memorial.search.scoring import Agreement, Comparison, best_agreement, rarity
from memorial.search.written import asked_words, name_form


def form(full: str, given: str = "", patronymic: str = "", family: str = "", language: str = "az") -> NameForm:
    return name_form(full, (family, patronymic, given), 1, language)


def agree(sought: str, *forms: NameForm) -> Agreement:
    return best_agreement(Comparison(asked_words(sought), distance), forms)


LEYLA = form("Leyla Samir qızı Hacıyeva", "Leyla", "Samir qızı", "Hacıyeva")


@pytest.mark.parametrize(
    "sought",
    [
        "Leyla Hacıyeva",
        "Hacıyeva Leyla",
        "Hacıyeva, Leyla Samir qızı",
        "Гаджиева Лейла",
        "Гаджиева Лейла Самир кызы",
        "Leyla Haciyeva",
        "Leyla Hajiyeva",
        "Һаҹыјева Лејла",
    ],
)
def test_full_name_in_any_spelling_and_order_is_this_person(sought: str) -> None:
    found = agree(sought, LEYLA)
    assert found.certain
    assert found.score > 0.9


@pytest.mark.parametrize(
    ("sought", "why"),
    [
        ("Leyla", "a given name alone"),
        ("Hacıyeva", "a family name alone"),
        ("L. Hacıyeva", "an initial"),
        ("Leyla Samir", "no family name"),
        ("Samir Hacıyeva", "the father's name"),
        ("Leyla Hacıyev", "a man's ending"),
        ("Гаджиев Лейла", "a man's ending in other letters"),
        ("Leyla Hacızadə", "another ending"),
        ("Lalə Hacıyeva", "another given name"),
        ("Leyla Hacıyeva Əliyeva", "a word too many"),
        ("Leyla Vəli qızı Hacıyeva", "another father"),
        ("Leyla Hacıyava Sevda", "two things"),
    ],
)
def test_what_is_less_than_the_name_is_not_this_person(sought: str, why: str) -> None:
    assert not agree(sought, LEYLA).certain, why


def test_father_who_is_not_written_down_costs_little() -> None:
    short = form("Leyla Hacıyeva", "Leyla", "", "Hacıyeva")
    found = agree("Leyla Samir qızı Hacıyeva", short)
    assert found.certain
    assert found.score > 0.9
    assert found.score > agree("Leyla Vəli qızı Hacıyeva", LEYLA).score


def test_man_is_not_a_woman_of_the_same_family_in_other_letters() -> None:
    assert agree("Алиева Эльдар", form("Eldar Aliyeva")).certain
    assert not agree("Алиев Эльдар", form("Eldar Aliyeva")).certain


def test_short_form_does_not_hide_that_the_father_is_another() -> None:
    short = form("Leyla Hacıyeva", "Leyla", "", "Hacıyeva", language="en")
    assert agree("Leyla Samir qızı Hacıyeva", short, LEYLA).certain
    assert not agree("Leyla Vəli qızı Hacıyeva", short, LEYLA).certain


def test_father_and_son_with_each_others_names_are_two_people() -> None:
    son = form("Araz Adil oğlu Məmmədov", "Araz", "Adil oğlu", "Məmmədov")
    assert agree("Araz Adil oğlu Məmmədov", son).certain
    turned = agree("Adil Araz oğlu Məmmədov", son)
    assert not turned.certain
    assert turned.score < agree("Araz Məmmədov", son).score


def test_patronymic_does_not_stand_in_for_a_given_name() -> None:
    assert not agree("Hacı Akif oğlu Vidadiyev", form("Akif Vidadiyev", "Akif", "", "Vidadiyev")).certain


def test_father_and_family_name_are_not_taken_together() -> None:
    assert not agree("Fizuli Hacı oğlu Fuadov", form("Fizuli Hacıfuadov", "Fizuli", "", "Hacıfuadov")).certain


@pytest.mark.parametrize(
    ("sought", "written"),
    [
        ("Ağaməmməd Əliyev", "Ağa Məmməd Əliyev"),
        ("Ağa Məmməd Əliyev", "Ağaməmməd Əliyev"),
        ("Mohammad-Reza Alavi", "Məhəmmədrza Ələvi"),
    ],
)
def test_words_may_be_parted_in_other_places(sought: str, written: str) -> None:
    assert agree(sought, form(written)).score > 0.85


def test_rare_word_tells_more_than_a_common_one() -> None:
    assert rarity(0, 1_000_000) == 1
    assert rarity(10, 1_000_000) > rarity(50_000, 1_000_000) >= 0.5
    assert rarity(1, 1) >= 0.5


@pytest.mark.parametrize(
    ("nearer", "farther"),
    [
        ("Leyla Hacıyeva", "Leyla Hacıyva"),
        ("Leyla Hacıyva", "Leylo Hacıyva"),
        ("Leyla Hacıyeva", "L. Hacıyeva"),
        ("Leyla Hacıyeva", "Leyla Əliyeva"),
        ("L. Hacıyeva", "Z. Hacıyeva"),
    ],
)
def test_score_falls_with_every_difference(nearer: str, farther: str) -> None:
    assert 1 >= agree(nearer, LEYLA).score > agree(farther, LEYLA).score >= 0


def test_initials_on_the_written_side_agree_or_contradict() -> None:
    short = form("L. S. Hacıyeva")
    assert agree("Leyla Hacıyeva", short).score > agree("Nigar Hacıyeva", short).score
    assert not agree("Leyla Hacıyeva", short).certain


def test_names_of_one_language_stand_together() -> None:
    born, married = form("Leyla Hacıyeva"), form("Leyla Quliyeva")
    assert agree("Leyla Hacıyeva Quliyeva", born, married).score > agree("Leyla Hacıyeva Quliyeva", born).score


def test_half_a_name_in_other_letters_is_similar_and_no_more() -> None:
    found = agree("Зəhra Quliyeva", form("Zəhra Əliyeva"), form("Захра Кулиева", language="ru"))
    assert not agree("Leyla Гаджиева", form("Leyla Əliyeva"), form("Лейла Гаджиева", language="tr")).score < 0.9
    assert found.score > 0.9


def test_a_name_is_judged_alike_alone_and_after_others_that_share_its_words() -> None:
    written = [
        LEYLA,
        form("Leyla Kərim qızı Hacıyeva", "Leyla", "Kərim qızı", "Hacıyeva"),
        form("Leyla Kərim Hacıyeva"),
        form("Hacı Leyla Yeva"),
        form("Leyla Hacı Yeva", "Leyla", "", "Hacı Yeva"),
        form("Leyla Quliyeva Samir"),
    ]
    for sought in ("Leyla Hacıyeva", "Leyla Samir qızı Hacıyeva", "Leyla Hacı Yeva", "L. Hacıyewa"):
        comparison = Comparison(asked_words(sought), distance)
        together = [comparison.agreement(each) for each in [*written, *reversed(written)]]
        alone = [Comparison(asked_words(sought), distance).agreement(each) for each in written]
        assert together == [*alone, *reversed(alone)]
        assert [found.form for found in alone] == written
