"""Variants: what people make of a name when they type it: slips, another keyboard, initials, another order.

They are made by rule and seeded by the name itself, so every run asks the same. The tables here are apart from those by
which names are matched: what measures a rule must not be the rule.
"""

import random
import unicodedata
from collections.abc import Callable

from rapidfuzz.distance import OSA

from memorial.search.evaluation.pairs import Pair

#: The keys of two keyboards, in the same places.
QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
ALPHABETS = {
    "LATIN": "abcdefghijklmnoprstuvyz",
    "CYRILLIC": "абвгдежзийклмнопрстуфхчшюя",
    "ARMENIAN": "աբգդեզէթիլխկհմյնոպջսվտրց",
    "ARABIC": "ابتجحدرزسشعفقکلمنوهی",
}


def script(text: str) -> str:
    """Return the script of the first letter of a text, as Unicode names it."""
    return next((unicodedata.name(sign, "").partition(" ")[0] for sign in text if sign.isalpha()), "")


def slip(letters: list[str], place: int, kind: str, letter: str) -> list[str]:
    """Return the letters of a name with something wrong at one place: ``kind`` says what."""
    before, here, after = letters[:place], letters[place], letters[place + 1 :]
    if kind == "other":
        return [*before, letter, *after]
    if kind == "missing":
        return [*before, *after]
    if kind == "more":
        return [*before, letter, here, *after]
    return [*before, after[0], here, *after[1:]]


def slipped(name: str, wrong: int) -> str:
    """Return a name with exactly so many letters wrong: others, missing, too many, or two that changed places.

    The first and the last letter of a word stay. What is too short, or in a script without letters here, gives nothing.
    """
    alphabet, chance = ALPHABETS.get(script(name), ""), random.Random(f"{wrong} {name}")  # noqa: S311  # a seed
    for _try in range(100 if alphabet else 0):
        letters = list(name)
        for _each in range(wrong):
            places = [at for at in range(1, len(letters) - 1) if "".join(letters[at - 1 : at + 2]).isalpha()]
            if places:
                kind = chance.choice(("other", "missing", "more", "changed"))
                letters = slip(letters, chance.choice(places), kind, chance.choice(alphabet))
        if OSA.distance(name, "".join(letters)) == wrong:
            return "".join(letters)
    return ""


def one_wrong(name: str) -> str:
    """Return a name with one letter wrong."""
    return slipped(name, 1)


def two_wrong(name: str) -> str:
    """Return a name with two letters wrong."""
    return slipped(name, 2)


def other_keyboard(name: str) -> str:
    """Return what stands there when a name is typed on the other script's keyboard; of plain letters alone."""
    small = name.lower()
    for of, to in ((QWERTY, RUSSIAN), (RUSSIAN, QWERTY)):
        if all(sign in of or sign == " " for sign in small) and set(small) & set(of):
            return small.translate(str.maketrans(of, to))
    return ""


def two_words(name: str) -> list[str]:
    """Return given and family name where a name is just those; else nothing."""
    words = name.split()
    return words if len(words) == 2 and "," not in name and all(len(word) > 2 for word in words) else []


def with_initial(name: str) -> str:
    """Return a name of two words with the first letter of the first alone."""
    words = two_words(name)
    return f"{words[0][0]}. {words[1]}" if words and script(name) in {"LATIN", "CYRILLIC", "ARMENIAN"} else ""


def other_order(name: str) -> str:
    """Return a name of two words with the last first."""
    return " ".join(reversed(two_words(name)))


def given_alone(name: str) -> str:
    """Return the given name alone."""
    words = two_words(name)
    return words[0] if words else ""


#: What is made of a stored name and sought, by what the evaluation calls it.
VARIANTS: dict[str, Callable[[str], str]] = {
    "one letter wrong": one_wrong,
    "two letters wrong": two_wrong,
    "other keyboard": other_keyboard,
    "initial and family name": with_initial,
    "family name first": other_order,
    "given name alone": given_alone,
}


def variants_of(pairs: list[Pair]) -> dict[str, list[Pair]]:
    """Return for each variant what is sought of the stored spellings; each spelling once, and none that is the same."""
    stored = list({(pair.person, pair.stored): pair for pair in pairs}.values())
    made = {called: [(pair, make(pair.stored)) for pair in stored] for called, make in VARIANTS.items()}
    return {
        called: [
            Pair(pair.person, pair.stored, sought, pair.stored_language, pair.stored_language)
            for pair, sought in some
            if sought and sought != pair.stored
        ]
        for called, some in made.items()
    }
