"""Particles: what in a name says whose child somebody is, and what is a title."""

import pytest

from memorial.search.letters import words_of
from memorial.search.particles import is_particle, is_patronymic, name_words, patronymics, weight
from memorial.search.tokens import Reader


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Həsənov Əli Vəli oğlu", ["həsənov", "əli", "vəli"]),
        ("Гасанов Али Вели оглы", ["гасанов", "али", "вели"]),
        ("Һәсәнов Әли Вәли оғлу", ["һәсәнов", "әли", "вәли"]),
        ("Aliyeva Leyla Hasan gizi", ["aliyeva", "leyla", "hasan"]),
        ("Алиева Лейла Гасан кызы", ["алиева", "лейла", "гасан"]),
        ("Əliyeva Leyla Həsən-qızı", ["əliyeva", "leyla", "həsən"]),
        ("Həsənov Ə. Vəli o.", ["həsənov", "ə", "vəli"]),
        ("Nasīr ad-Dīn at-Tūsī", ["nasir", "din", "tusi"]),
        ("Насир ад-Дин ат-Туси", ["насир", "дин", "туси"]),
        ("Synthetic Ela-Lara", ["synthetic", "ela", "lara"]),
        ("Ay-Nur Əliyeva", ["ay", "nur", "əliyeva"]),
        ("فاطمة عبد الله زاده", ["فاطمة", "عبداللهزاده"]),
        ("فاطمه عبدالله‌زاده", ["فاطمه", "عبداللهزاده"]),
        ("نصير الدين حسين يف", ["نصیرالدین", "حسینیف"]),
        ("أبو الفضل", ["ابوالفضل"]),
        ("جنكيز عبد الله ييف", ["جنکیز", "عبداللهییف"]),
        ("لطفی زاده", ["لطفی", "زاده"]),
        ("الله زاده", ["الله", "زاده"]),
        ("Abd al-Rahman bin Said", ["abd", "rahman", "said"]),
        ("Ə. Hacıyev", ["ə", "hacıyev"]),
        ("Oğlu", ["oğlu"]),
        ("", []),
    ],
)
def test_words_that_say_whose_child_somebody_is_are_left_out(name: str, words: list[str]) -> None:
    assert name_words(name) == words
    assert Reader().words(["Synthetica", name]) == {"synthetica", *words}


@pytest.mark.parametrize(
    "word", ["oğlu", "oglu", "oghlu", "ogly", "оглы", "оғлу", "qızı", "gizi", "kizi", "kyzy", "кызы", "гызы", "kızı"]
)
def test_son_and_daughter_are_known_in_every_spelling(word: str) -> None:
    assert is_particle(word)


@pytest.mark.parametrize("word", ["əli", "qasım", "xanlar", "oruc", "оруджев", "gizem", "aqil"])
def test_a_name_is_no_particle(word: str) -> None:
    assert not is_particle(word)


@pytest.mark.parametrize(
    "word", ["bəy", "bey", "бек", "xanım", "khanum", "ханум", "hacı", "haji", "гаджи", "mirzə", "мирза", "seyid", "ağa"]
)
def test_a_title_tells_little(word: str) -> None:
    assert 0 < weight(word) < 0.5


@pytest.mark.parametrize("word", ["hacıyev", "mirzəyev", "xanlar", "əli", "nigar", "bəyim", "ağayev", "мирза́ев"])
def test_a_name_tells_all(word: str) -> None:
    assert weight(words_of(word)[0]) == 1


def test_a_particle_tells_nothing() -> None:
    assert weight("oğlu") == 0


@pytest.mark.parametrize("word", ["həsənoviç", "гасанович", "hasanovna", "гасановна", "hasanovich"])
def test_a_fathers_name_is_known_by_its_ending(word: str) -> None:
    assert is_patronymic(word)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Həsənov Əli Vəli oğlu", {"vəli"}),
        ("Алиев, Азиз Мамед Керим оглы", {"мамед", "керим"}),
        ("Али Гасанович Алиев", {"гасанович"}),
        ("Muhammad ibn Ali", {"ali"}),
        ("حسن عبد الله اوغلو", {"عبدالله"}),
        ("Həsənov Ə. Vəli o.", {"vəli"}),
        ("Əli Həsənov", set()),
        ("oğlu", set()),
    ],
)
def test_a_fathers_name_is_known_by_what_stands_beside_it(name: str, found: set[str]) -> None:
    assert patronymics(name) == found
