"""Grave words: what a text may speak of only behind a content note; the curators keep the list that begins here."""

import re
from collections.abc import Iterable

from memorial.base.alphabets import cases

#: Beginnings of words in the four languages of the interface, for what a reader should not meet unprepared.
FIRST_LIST = (
    "tortur",
    "mutilat",
    "rape",
    "raping",
    "behead",
    "scalp",
    "dismember",
    "corpse",
    "işgəncə",
    "zorlan",
    "zorlay",
    "eybəcər",
    "meyit",
    "пытк",
    "пытал",
    "изнасил",
    "изуродов",
    "обезглав",
    "скальп",
    "труп",
    "işkence",
    "tecavüz",
    "ceset",
    "cesed",
)


def default_grave_words() -> str:
    """Return the list with which a memorial begins: one beginning of a word on each line."""
    return "\n".join(FIRST_LIST)


def grave_words_in(text: str, beginnings: Iterable[str]) -> list[str]:
    """Return the words of a text, as they stand in it, that begin like a word of the list; each once."""
    wanted = [re.escape(form) for beginning in beginnings if beginning.strip() for form in cases(beginning.strip())]
    if not wanted:
        return []
    found = re.findall(rf"(?<!\w)(?:{'|'.join(wanted)})\w*", text, re.IGNORECASE)
    return list(dict.fromkeys(found))
