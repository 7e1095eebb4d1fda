"""Names in capitals, put into ordinary case by the rules of their language, where a curator chooses that."""

import re
from functools import lru_cache

from memorial.base.alphabets import DOTTED, lower, upper

#: Words that a language writes small within a name.
_SMALL = {
    "az": "oğlu qızı",
    "tr": "oğlu kızı",
    "ru": "оглы оглу кызы гызы ибн бин",
    "es": "de del la las los y",
    "pt": "de da do dos das e",
    "fr": "de du des la le",
    "de": "von vom zu zur zum der den",
    "nl": "van de der den ten ter",
    "en": "of",
}
_AFTER_OTHERS = frozenset({"la", "las", "los", "le", "der", "den"})  # small only behind another small word
_ROMAN = re.compile(r"[IVX]{2,4}")
_PIECES = re.compile(r"([-‐‑'’ʼ.])")
_SCOTTISH = re.compile(r"Mc([^\W\d_]{3,})")


def ordinary_case(text: str, language: str) -> str:
    """Return a name in which words in capitals have them at their beginning alone; other words stay as they are.

    İ and I are told apart in Azerbaijani and Turkish; particles stay small where the language writes them so.
    """
    words, before_small = [], False
    for word in text.split(" "):
        written = _word(word, language.split("-")[0], before_small)
        before_small = written != word and written == _lowered(word, language)
        words.append(written)
    return " ".join(words)


@lru_cache(maxsize=32768)
def _word(word: str, language: str, after_small: bool) -> str:
    letters = [sign for sign in word if sign.isalpha()]
    if len(letters) < 2 or any(sign != sign.upper() or sign == sign.lower() for sign in letters):
        return word
    if _ROMAN.fullmatch(word):
        return word
    small = _lowered(word, language)
    if small in _SMALL.get(language, "").split() and (after_small or small not in _AFTER_OTHERS):
        return small
    pieces = [_capital(piece, language) for piece in _PIECES.split(small)]
    if language in DOTTED and len(pieces) == 3 and pieces[1] in "'’ʼ":
        pieces[2] = pieces[2].lower()  # an apostrophe parts endings there: “Bakı'nın”
    written = "".join(pieces)
    return _SCOTTISH.sub(lambda match: "Mc" + match[1].capitalize(), written) if language == "en" else written


def _capital(piece: str, language: str) -> str:
    return upper(piece[0], language) + piece[1:] if piece else piece


def _lowered(word: str, language: str) -> str:
    return lower(word, language)
