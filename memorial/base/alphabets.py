"""Alphabets: in which order each language sorts its names, and under which letter a name stands.

Orders: Azerbaijani of 1992 (law of 25 December 1991, with Ə of 1992), Turkish of 1928, English, Russian. Letters of a
neighbouring alphabet stand where a reader of the page's language would look for them; other scripts follow the page's
own.
"""

import unicodedata
from functools import lru_cache

from django.utils.functional import Promise

from memorial.base.languages import active_language

AZERBAIJANI = "abcçdeəfgğhxıijkqlmnoöprsştuüvwyz"
TURKISH = "abcçdeəfgğhıijklmnoöpqrsştuüvwxyz"
ENGLISH = "abcdeəfghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

ORDERS = {"az": AZERBAIJANI + RUSSIAN, "tr": TURKISH + RUSSIAN, "en": ENGLISH + RUSSIAN, "ru": RUSSIAN + ENGLISH}
#: The letters that the bar of a language always shows; further ones appear when a name begins with them.
OWN = {
    "az": frozenset(AZERBAIJANI) - {"w"},
    "tr": frozenset(TURKISH).difference("əqwx"),
    "en": frozenset(ENGLISH) - {"ə"},
    "ru": frozenset(RUSSIAN).difference("ъыь"),
}
DOTTED = frozenset({"az", "tr"})
KEY_LETTERS = 60
#: What a space is in a key: before every letter.
SPACE = "00"
OTHER = "…"


def lower(text: str, language: str) -> str:
    """Return the text in small letters by the rule of its language: İ and I differ in Azerbaijani and Turkish."""
    if language.split("-")[0] in DOTTED:
        text = text.replace("I", "ı")
    return text.replace("İ", "i").lower()


def upper(letter: str, language: str) -> str:
    """Return one letter as a capital by the rule of the language."""
    if language in DOTTED and letter == "i":
        return "İ"
    return letter.upper()


def capital(label: str | Promise) -> str:
    """Return a label with a capital letter, as the page's language writes it."""
    said = str(label)
    return upper(said[:1], active_language()) + said[1:]


def cases(word: str) -> list[str]:
    """Return a word in small letters and capitals by the rules of every alphabet, each way once.

    For databases that take A and a for one letter, but not Ə and ə: what differs in A to Z alone is not given twice.
    """
    plain = lower(word, "en")
    found = {}
    for small in (plain, lower(word, "az"), plain.replace("i", "ı")):
        for language in ("en", "az"):
            capitals = "".join(upper(letter, language) for letter in small)
            for spelling in (small, capitals, capitals[:1] + small[1:]):
                found["".join(sign.lower() if sign.isascii() else sign for sign in spelling)] = spelling
    return list(found.values())


def order_of(language: str) -> str:
    """Return the letters that the pages of a language sort by, in their order."""
    return ORDERS.get(language, ORDERS["en"])


@lru_cache(maxsize=4096)
def place_of(letter: str, language: str) -> int | None:
    """Return the place of a small letter in the order of a language; nothing for a letter of another script."""
    order = order_of(language)
    if letter in order:
        return order.index(letter)
    if letter == "ı":
        return order.index("i")
    base = unicodedata.normalize("NFD", letter)[0]
    return order.index(base) if base in order else None


def sort_key(text: str, *, language: str, text_language: str) -> str:
    """Return a key by which a database orders a text as the page's language does.

    The key is made of the signs 0-9 and a-f alone, so that every database and collation gives the same order. A space
    comes before every letter; letters of other scripts come after, by their number in Unicode.
    """
    signs: list[str] = []
    for letter in unicodedata.normalize("NFC", lower(text, text_language))[:KEY_LETTERS]:
        sign = sign_of(letter, language)
        if sign and (sign != SPACE or (signs and signs[-1] != SPACE)):
            signs.append(sign)
    return "".join(signs)


@lru_cache(maxsize=4096)
def sign_of(letter: str, language: str) -> str:
    """Return by what a key has a small letter or a space; empty for all that is none."""
    place = place_of(letter, language)
    if place is not None:
        return f"{place + 16:02x}"
    if letter.isalpha():
        return f"f{ord(letter):05x}"
    return SPACE if letter.isspace() else ""


def first_letter(text: str, *, language: str, text_language: str) -> str:
    """Return the capital letter under which a text stands on the pages of a language, or OTHER."""
    for sign in unicodedata.normalize("NFC", lower(text, text_language)):
        if sign.isalpha():
            place = place_of(sign, language)
            return OTHER if place is None else upper(order_of(language)[place], language)
    return OTHER


def bar_letters(language: str, present: set[str]) -> list[str]:
    """Return the letters of the alphabet bar: the language's own, and those of other alphabets that are present."""
    own = OWN.get(language, OWN["en"])
    letters = [(letter, upper(letter, language)) for letter in order_of(language)]
    bar = [capital for letter, capital in letters if letter in own or capital in present]
    return [*bar, OTHER] if OTHER in present else bar
