"""Grave words: what a text may speak of only behind a content note; the curators keep the list that begins here."""

import re
from functools import lru_cache

from memorial.base.alphabets import cases

#: Beginnings of words in the four languages of the interface, for what a reader should not meet unprepared; after a
#: hyphen, beginnings of harmless words that begin in the same way (a troupe, a scalpel, to try, to find it hard).
FIRST_LIST = (
    "tortur",
    "mutilat",
    "rape",
    "raping",
    "-rapeseed",
    "behead",
    "decapitat",
    "scalp",
    "-scalpel",
    "dismember",
    "corpse",
    "işgəncə",
    "zorlanıb",
    "zorlayıb",
    "zorlanmışd",
    "zorlamışd",
    "cinsi təcavüz",
    "cinsi zorakılıq",
    "eybəcərləş",
    "başı kəs",
    "başını kəs",
    "meyit",
    "meyid",
    "cəsəd",
    "пытк",
    "пытал",
    "-пытался",
    "-пыталас",
    "-пыталос",
    "-пыталис",
    "истяза",
    "изнасил",
    "изуродов",
    "обезглав",
    "скальп",
    "-скальпел",
    "труп",
    "-трупп",
    "işkence",
    "tecavüz",
    "ceset",
    "cesed",
)


def default_grave_words() -> str:
    """Return the list with which a memorial begins: one beginning of a word on each line."""
    return "\n".join(FIRST_LIST)


def grave_words_in(text: str, listed: str) -> list[str]:
    """Return the words of a text, as they stand in it, that begin like a line of the curators' list; each once.

    A line that begins with a hyphen excepts the words that begin like the rest of it.
    """
    grave, harmless = patterns_of(listed)
    if grave is None:
        return []
    found = [hit for hit in grave.findall(text) if not (harmless and harmless.match(hit))]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=8)
def patterns_of(listed: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return what finds the grave words of a list, and what excepts harmless ones; nothing where none are listed."""
    lines = [line.strip() for line in listed.splitlines()]
    grave = [line for line in lines if not line.startswith("-")]
    return pattern_of(grave), pattern_of([line[1:].strip() for line in lines if line.startswith("-")])


def pattern_of(beginnings: list[str]) -> re.Pattern[str] | None:
    """Return what finds words by their beginnings, in small letters and capitals of every alphabet."""
    forms = [re.escape(form) for beginning in beginnings if beginning for form in cases(beginning)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})\w*", re.IGNORECASE) if forms else None
