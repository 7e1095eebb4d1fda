"""Stems: the words of a text as the index keeps them, without the signs on their letters and without their endings.

Names are compared by sound (`sounds`); of texts, the words themselves are. A word is written in small bare letters, so
that "sehid" finds "şəhid" and "Xocali" finds "Xocalı", but every script stays itself. Endings go by the rules of the
text's language: Snowball's for Russian, English and Turkish, `noun_endings` for Azerbaijani; others keep theirs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

import snowballstemmer

from memorial.search.noun_endings import remainders

#: A longer word is no word; what is left of it is found all the same.
LONGEST = 60
#: Letters that a reader types as others, and that are no letter with a sign to Unicode.
TYPED_AS = str.maketrans("əƏıİøØłŁđĐðςيىكةٱ", "eeiioollddd" + "σییکها")
#: A sign that makes another letter of the one below it, not the same with an accent.
LETTERS_OF_THEIR_OWN = frozenset("йЙ")
#: Marks that stand on or between the letters of one word: accents, points, the stretch of Arabic, what nobody sees.
MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    r"\u00ad\u200b-\u200f\u2060\ufe0f"
)
APOSTROPHES = "'’ʼʻ`´‘ʹʾʿ"
WORD = re.compile(rf"[^\W_]+(?:[{MARKS}{APOSTROPHES}]+[^\W_]+)*")
MARK = re.compile(f"[{MARKS}]")
APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
#: How many letters stand before an apostrophe behind which there is an ending alone: Hocalı'da, Khojaly's.
BEFORE_ENDING = 4
#: Words without a meaning of their own; they are not asked for where there are others.
FILLERS = frozenset(
    word
    for line in (
        "the a an of in on at to by for from with and or was were is are as that this it its he she they his her their",
        "и в во на с со по из к у о об от до за не что это как был была были он она они его ее их для или",
        "ve bir bu o da de ki ile ucun olan olub icin gibi cok ise mi daha amma lakin her hem",
    )
    for word in line.split()
)
SNOWBALL: dict[str, Any] = {
    language: snowballstemmer.stemmer(name)
    for language, name in (("ru", "russian"), ("en", "english"), ("tr", "turkish"))
}
#: A stemmer keeps the word it is at, and the server answers several readers at once.
ONE_AT_A_TIME = Lock()


class Word(NamedTuple):
    """One word of a text: where it stands, as it is written, and in small bare letters."""

    start: int
    end: int
    written: str
    flat: str


class Letters(dict[int, str]):
    """What each letter is typed as: one letter for one, so that a place in the bare text is the same in the text."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        found = sign.translate(TYPED_AS)
        if found == sign and sign not in LETTERS_OF_THEIR_OWN:
            plain = [part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part)]
            found = plain[0].translate(TYPED_AS) if len(plain) == 1 and plain[0].isalnum() else sign
        small = found.lower()
        if unicodedata.category(found) == "Nd":
            small = str(unicodedata.decimal(found))
        self[code] = small if len(small) == 1 else found
        return self[code]


LETTERS = Letters()


def composed(text: str) -> str:
    """Return a text with each letter as one sign: that in which the places of words are counted."""
    return unicodedata.normalize("NFC", text)


def flat(text: str) -> str:
    """Return a composed text in small bare letters, sign for sign."""
    return text.translate(LETTERS)


def words_in(text: str) -> Iterator[Word]:
    """Yield the words of a composed text in their order."""
    bare = flat(text)
    for hit in WORD.finditer(bare):
        found = hit.group()
        start, end = hit.span()
        written = text[start:end]
        if not found.isalnum():
            written, found = plain(written), plain(found)
        yield Word(start, end, written[:LONGEST], found[:LONGEST])


def plain(word: str) -> str:
    """Return a word without the marks between its letters; an ending behind an apostrophe is left off."""
    parts = APOSTROPHE.split(MARK.sub("", word))
    if len(parts[0]) >= BEFORE_ENDING:
        return parts[0]
    # A single letter before an apostrophe is an article: l'histoire.
    return "".join(parts[1:] if len(parts[0]) == 1 and len(parts) > 1 else parts)


def tokens_in(text: str, language: str) -> tuple[list[str], set[str]]:
    """Return what the index keeps of the words of a text in their order, and what else it is found by."""
    text, spoken = composed(text), spoken_in(language)
    bare = flat(text)
    if spoken == "tr":
        # Turkish endings are known by letters that are gone from the bare text.
        found = [kept(text[hit.start() : hit.end()], hit.group(), spoken) for hit in WORD.finditer(bare)]
    else:
        found = [kept(word, word, spoken) for word in WORD.findall(bare)]
    return [token for token, _others in found], {other for _token, others in set(found) for other in others}


@lru_cache(maxsize=100_000)
def kept(written: str, bare: str, spoken: str) -> tuple[str, tuple[str, ...]]:
    """Return what the index keeps of a word of a text, and what else the word is found by."""
    if not bare.isalnum():
        written, bare = plain(written), plain(bare)
    word = Word(0, 0, written[:LONGEST], bare[:LONGEST])
    return stem(word, spoken), besides(word, spoken)


def spoken_in(language: str) -> str:
    """Return a language without its script and its country; a script of which there are no rules has no language."""
    tag, *parts = language.split("-")
    return "" if any(len(part) == 4 and part != "Latn" for part in parts) and tag in {"az", "tr"} else tag


def stem(word: Word, language: str) -> str:
    """Return what the index keeps of a word in a text of a language."""
    return stemmed(word.written, word.flat, spoken_in(language))


def besides(word: Word, language: str) -> tuple[str, ...]:
    """Return what else a word is found by in a text of a language.

    That is where an ending can be read in two ways, and what a Turkish word may be typed as without its letters.
    """
    spoken = spoken_in(language)
    found = remainders_of(word.flat) if spoken in {"az", "tr"} else ()
    return found[1:] if spoken == "az" else found


def alternatives(word: Word) -> list[str]:
    """Return all that the index may keep of a word whose language is not known: itself, and its stems."""
    stems = (stemmed(word.written, word.flat, language) for language in ("en", "ru", "tr"))
    return list(dict.fromkeys([word.flat, *remainders_of(word.flat), *stems]))


@lru_cache(maxsize=10_000)
def stemmed(written: str, bare: str, language: str) -> str:
    """Return a word without its endings by the rules of a language, in small bare letters; never nothing."""
    if language == "az":
        return remainders_of(bare)[0]
    if language not in SNOWBALL:
        return bare
    asked = written.replace("I", "ı").replace("İ", "i").lower() if language == "tr" else bare
    with ONE_AT_A_TIME:
        found = SNOWBALL[language].stemWord(asked)
    return flat(found) or bare


remainders_of = lru_cache(maxsize=10_000)(remainders)
