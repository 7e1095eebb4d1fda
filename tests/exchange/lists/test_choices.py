"""Choices of lists: known words are suggested, all others listed for a person to decide."""

import pytest

from memorial.exchange.lists.choice_words import FATE, SEX
from memorial.exchange.lists.choices import Question, choice_of, looks_like, plain_value, suggest_choices, undecided
from memorial.models import Person


def suggested(question: Question, *values: str, language: str = "") -> dict[str, str]:
    allowed = {Question.SEX: Person.Sex, Question.FATE: Person.Fate}[question]
    return dict(suggest_choices(question, values, allowed=allowed.values, language=language).known)


@pytest.mark.parametrize(
    ("value", "choice"),
    [
        ("DESAPARICION FORZADA", "missing"), ("Detenido/a desaparecido/a", "missing"), ("пропала без вести", "missing"),
        ("itkin düşüb", "missing"), ("ubit", "killed"), ("Убит", "killed"), ("həlak olub", "killed"),
        ("HƏLAK OLUB", "killed"),
        ("ASESINATO", "killed"), ("öldürüldü", "killed"), ("замёрзла", "died_of_cold"), ("donub", "died_of_cold"),
        ("əsir düşüb", "captive"), ("ранен.", "wounded"), ("sağ qalıb", "survived"),
        ("Asesinado / Asesinato", "killed"),
    ],
)  # fmt: skip
def test_fate_is_suggested(value: str, choice: str) -> None:
    assert suggested(Question.FATE, value) == {value: choice}


@pytest.mark.parametrize("value", ["died", "ASESINATO / SINTETICO", "asesinado / desaparecido", "умер", "5", "killed?"])
def test_value_that_is_not_known_is_listed(value: str) -> None:
    table = suggest_choices(Question.FATE, [value, value, "", "-"], allowed=Person.Fate.values)
    assert (dict(table.known), table.unknown) == ({}, (value,))


@pytest.mark.parametrize(
    ("values", "language", "choices"),
    [
        (["K", "Q"], "az", ["male", "female"]),
        (["K", "E"], "tr", ["female", "male"]),
        (["М", "Ж"], "ru", ["male", "female"]),
        # The language that is suggested is the memorial's own; what stands beside a letter says more.
        (["K", "E"], "az", ["female", "male"]),
        (["K", "erkek", "Kadın"], "az", ["female", "male", "female"]),
        (["K", "Qadın"], "tr", ["male", "female"]),
        (["M", "F"], "es", ["male", "female"]),
        (["H", "M"], "es", ["male", "female"]),
        (["m", "w"], "de", ["male", "female"]),
        (["kişi", "QADIN"], "az", ["male", "female"]),
        (["Masculino", "Femenino"], "es", ["male", "female"]),
    ],
)
def test_sex_is_suggested_by_the_language_and_the_whole_column(
    values: list[str], language: str, choices: list[str]
) -> None:
    assert suggested(Question.SEX, *values, language=language) == dict(zip(values, choices, strict=True))


def test_letter_that_can_mean_either_sex_is_not_guessed() -> None:
    assert suggested(Question.SEX, "M", language="es") == {}
    assert suggested(Question.SEX, "K") == {}
    assert suggested(Question.SEX, "K", "Q", "E", language="az") == {"Q": "female"}


def test_choice_that_the_record_does_not_have_is_not_suggested() -> None:
    assert suggest_choices(Question.FATE, ["donub"], allowed=["killed"]).unknown == ("donub",)


def test_words_mean_choices_of_the_record_and_one_each() -> None:
    for table, choices in ((SEX, Person.Sex.values), (FATE, Person.Fate.values)):
        assert set(table) <= set(choices)
        words = [{plain_value(word) for row in rows.values() for word in row.split("|")} for rows in table.values()]
        assert sum(map(len, words)) == len(set().union(*words))


def test_combined_value_is_looked_up_whole_first() -> None:
    table = {"a / b": "missing", "a": "killed", "b": "killed", "c": ""}
    assert choice_of("A / B", table) == "missing"
    assert choice_of("A; B", table) == "killed"
    assert choice_of("A / C", table) is None
    assert choice_of("c", table) == ""
    assert undecided(["a", "A / C", "d", "d", "-"], table) == ("A / C", "d")


def test_column_looks_like_a_question_only_where_all_its_values_do() -> None:
    assert looks_like(Question.SEX, ["kişi", "qadın", "kişi"], language="az")
    assert not looks_like(Question.SEX, ["kişi", "qadın", "Sintetik"], language="az")
    assert not looks_like(Question.SEX, ["kişi"], language="az")
