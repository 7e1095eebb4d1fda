"""Written names, taken apart: the words that are compared, what each of them is, and how it stands in the name itself.

What is shown of a name is always cut out of what people wrote; the words that are compared are never shown.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from memorial.search.letters import words_of
from memorial.search.matching import Asked, NameForm
from memorial.search.particles import JOINER, joined_pieces, name_words, patronymics, weight

#: A name has no more words; of a longer question the first are taken.
MOST_WORDS = 8
#: A question is no longer than the longest name that can be written down.
LONGEST = 250
#: A word that tells less is a title and not of the name.
OF_A_NAME = 0.6
#: What is written about a name and is no part of its words.
ROUND = '.,;:()[]«»„“”"‹›،؛!?'
ROLES = ("family", "patronymic", "given")


def asked_words(text: str) -> list[Asked]:
    """Return the words of a name that is sought; none where there is nothing in it to find a person by."""
    text = text[:LONGEST]
    words = [word for word in name_words(text) if any(sign.isalpha() for sign in word)]
    if len(words) > MOST_WORDS:
        words = list(dict.fromkeys(words))
    fathers = patronymics(text)
    asked = [Asked(word, weight(word), word in fathers, weight(word) >= OF_A_NAME) for word in words[:MOST_WORDS]]
    asked = with_fathers_initials([one for one in asked if one.weight])
    return asked if any(not one.initial for one in asked) or len(asked) > 1 else []


def with_fathers_initials(asked: Sequence[Asked]) -> list[Asked]:
    """Return the words of a question with the initials that stand for a father: beside a whole name, or the second one.

    Lotfi A. Zadeh and Гаджиев А. Л. are found where no father is written.
    """
    names = sum(not one.initial and not one.beside for one in asked)
    own = 0 if names > 1 else 1
    words = []
    for one in asked:
        if one.initial and not one.patronymic:
            one, own = replace(one, patronymic=own <= 0), own - 1
        words.append(one)
    return words


def name_form(full: str, parts: Sequence[str], key: int = 0, language: str = "") -> NameForm:
    """Return a written name as it is compared; ``parts`` are what is known of its parts, in the order of `ROLES`."""
    words = tuple(name_words(full))
    known = {word: role for role, part in zip(ROLES, parts, strict=False) if part for word in part_words(part)}
    if not known:
        known = dict.fromkeys(patronymics(full), "patronymic")
    return NameForm(words, tuple([known.get(word, "") for word in words]), key, language)


def part_words(part: str) -> list[str]:
    """Return the words of a part of a name, and all of them as the one that they may be in the whole name."""
    words = words_of(part)
    return [*name_words(part), *words, "".join(words)]


def as_written(full: str, words: Collection[str]) -> str:
    """Return those parts of a written name in which some of its words stand, just as they are written."""
    parts = [part.strip(ROUND) for part in joined_pieces(full) if not set(words_of(part)).isdisjoint(words)]
    return " ".join(part.replace(JOINER, " ") for part in parts if part)
