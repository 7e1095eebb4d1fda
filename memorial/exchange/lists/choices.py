"""Choices: what the words of a column mean in the record; what is not known is listed, not guessed."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from memorial.base.date_input_words import fold
from memorial.exchange.lists.choice_words import BESIDE_LETTERS, FATE, LETTERS_OF_SEX, SEX
from memorial.exchange.lists.unsaid import says_nothing

#: Values of this length are remembered; longer ones are no words of a table.
_USUAL = 200
_BETWEEN_PARTS = (" / ", ";")


class Question(StrEnum):
    """What is asked of a column whose words are to become choices."""

    SEX = "sex"
    FATE = "fate"


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """The words of a column and what they mean: those that are known, and those that a person has to decide."""

    known: Mapping[str, str]
    unknown: tuple[str, ...]


_WORDS = {
    question: {fold(word): choice for choice, rows in table.items() for row in rows.values() for word in row.split("|")}
    for question, table in ((Question.SEX, SEX), (Question.FATE, FATE))
}


def plain_value(value: str) -> str:
    """Return a value as values are compared: small letters without accents, single spaces, no full stop at the end."""
    return _usual_value(value) if len(value) <= _USUAL else fold(value).rstrip(".")


@lru_cache(maxsize=4096)
def _usual_value(value: str) -> str:
    return fold(value).rstrip(".")


def suggest_choices(
    question: Question, values: Iterable[str], *, allowed: Collection[str], language: str = ""
) -> ChoiceTable:
    """Suggest what the values of a column mean.

    ``allowed`` are the choices that the record has; ``language`` is the list's, by which “K” is a man in Azerbaijani
    and a woman in Turkish. A value of several parts is known only where the whole or each part is, and they agree.
    """
    written = list(dict.fromkeys(" ".join(value.split()) for value in values if not says_nothing(value)))
    words = _WORDS[question]
    if question == Question.SEX:
        words = {**words, **_letters_of_sex({plain_value(value) for value in written}, language)}
    words = {word: choice for word, choice in words.items() if choice in allowed}
    found = {value: choice_of(value, words) for value in written}
    known = {value: choice for value, choice in found.items() if choice}
    return ChoiceTable(known, tuple(value for value in written if value not in known))


def choice_of(value: str, table: Mapping[str, str]) -> str | None:
    """Return what a value means by a table of plain values: whole first, then by its parts where they all agree.

    The answer is empty where the table says that the value means nothing, and None where the table has no answer.
    """
    whole = table.get(plain_value(value))
    if whole is not None:
        return whole
    for sign in _BETWEEN_PARTS:
        if sign in value:
            meant = {table.get(plain_value(part)) for part in value.split(sign)}
            return meant.pop() if len(meant) == 1 else None
    return None


def undecided(values: Iterable[str], table: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values of a column that a table of plain values does not know, each once, for a person to decide."""
    written = dict.fromkeys(" ".join(value.split()) for value in values if not says_nothing(value))
    return tuple(value for value in written if choice_of(value, table) is None)


def looks_like(question: Question, values: Iterable[str], *, language: str = "") -> bool:
    """Return whether every value of a column is known for a question, and there are at least two of them."""
    table = suggest_choices(question, values, allowed=frozenset(_WORDS[question].values()), language=language)
    return len(table.known) > 1 and not table.unknown


def any_known(question: Question, values: Iterable[str], *, language: str = "") -> bool:
    """Return whether any value of a column is one that is known for a question."""
    allowed = frozenset(_WORDS[question].values())
    return bool(suggest_choices(question, values, allowed=allowed, language=language).known)


def _letters_of_sex(values: Set[str], language: str) -> dict[str, str]:
    """Return what single letters mean in this column: “M” is a man beside “F” and a woman beside “H” (hombre).

    What stands beside a letter says more than the language, which is often that of the memorial and not of the list.
    """
    letters = dict(LETTERS_OF_SEX.get(language.split("-")[0], {}))
    beside = [one for one, words in BESIDE_LETTERS.items() if values & words]
    if "k" in values and beside:
        letters = dict(LETTERS_OF_SEX[beside[0]]) if len(beside) == 1 else {}
    if language.split("-")[0] == "es" and values & {"h", "v"} and "f" not in values:
        letters["m"] = "female"
    elif language.split("-")[0] != "es" or "f" in values:
        letters["m"] = "male"
    return letters
