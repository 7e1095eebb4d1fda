"""Questions: whatever is typed is one, on both databases."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memorial.models import Memorial, Person
from memorial.review.gate import Channel
from memorial.search.models import Edition
from memorial.search.questions import LONGEST, MOST_WORDS, Question, parse
from memorial.search.texts import find_texts
from tests.factories import make_event


def said(question: Question) -> tuple[list[str], list[list[str]], list[list[str]], list[str]]:
    """Return the words of a question in bare letters."""
    return (
        [word.flat for word in question.words],
        [[word.flat for word in phrase] for phrase in question.phrases],
        [[word.flat for word in phrase] for phrase in question.without],
        [word.flat for word in question.prefixes],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xocalı şəhidləri", (["xocali", "sehidleri"], [], [], [])),
        ('"human corridor" fog', (["fog"], [["human", "corridor"]], [], [])),
        ("«гуманитарный коридор»", ([], [["гуманитарныи", "коридор"]], [], [])),
        ("fog -press -“two words”", (["fog"], [], [["press"], ["two", "words"]], [])),
        ("fog −press", (["fog"], [], [["press"]], [])),
        ("Хаджи* fog", (["fog"], [], [], ["хаджи"])),
        ("ab*", (["ab"], [], [], [])),
        ('"unbalanced quotes', ([], [["unbalanced", "quotes"]], [], [])),
        ('"one"', (["one"], [], [], [])),
        ("fog fog FOG", (["fog"], [], [], [])),
        ("Human-Rights", (["human", "rights"], [], [], [])),
        (
            "a AND (b OR NEAR/2 c) NOT tokens:d ^e",
            (["a", "and", "b", "or", "near", "2", "c", "not", "tokens", "d"], [], [], []),
        ),
        ("-only -without", ([], [], [["only"], ["without"]], [])),
        ('"" - * -- "*" \x00 🕯 ‏', ([], [], [], [])),
    ],
)
def test_question_is_read(text: str, expected: object) -> None:
    if "гуманитарный" in text:
        expected = ([], [["гуманитарный", "коридор"]], [], [])
    assert said(parse(text)) == expected


def test_question_of_any_length_has_few_words() -> None:
    long = parse("word%d " * 2000 % tuple(range(2000)))
    assert len(long.words) <= MOST_WORDS
    assert len(parse("w" * 10_000).words[0].flat) <= 60
    assert len(parse("-a " * 1000).without) <= 5
    assert len(parse('"' + "a b " * 1000).phrases[0]) <= MOST_WORDS
    assert LONGEST < 1000


def strangers(model: Any) -> Any:
    """Return what a stranger may find of one kind."""
    return model.objects.public(Channel.SEARCH)


def ask(text: str) -> None:
    """Ask both indexes a question."""
    for edition in Edition:
        find_texts(text, edition=edition, rows=strangers)


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", "''", '""', "(", ")", "()", "a AND", "OR", "NOT a", "NEAR(a b)", "a:b", "tokens:a", "^a", "a*", "*",
        "a -", "- a", "-", "a & b | !c <-> d:*", "\\", "'\\'", "%s %d %", ":A", "a\x00b", "\ud800", "🕯", "ǁevent",
        "1e5 0x1f 1.5 a1b2 12fog", "x" * 10_000, "x " * 5000, '"' * 999, "-" * 999, "{a}:b", "\u202e\u200f", "ﬁ ½ №",
        "fog*" * 50, '"fog* bank"', '-"fog bank" mist', "fog -fog", "**", "ǀfog ǃ",
    ],
)  # fmt: skip
def test_no_question_is_wrong(memorial: Memorial, text: str) -> None:
    make_event("Synthetic fog")
    ask(text)


@given(st.text(max_size=60) | st.text(alphabet="ab \"-*()^:+&|!<>\\'{}[]~,.\x00ǁǀǃəи", max_size=60))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_question(memorial: Memorial, text: str) -> None:
    ask(text)
    assert Person.objects.count() == 0
