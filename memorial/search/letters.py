"""Letters: the words of a name or a text, as they are before any rule of a language is asked.

Composed, small by a rule that knows the dotless i, without marks of direction, joiners, soft hyphens and accents that no
alphabet of ours has as letters; and with the letters that merely look like those of the rest of the word put right.
"""

import re
import unicodedata

#: As long as the column that keeps a word; no name has a word of that length, so longer ones are cut.
LONGEST = 60
#: Accents that make a letter of its own in an alphabet that names here are written in.
LETTERS = frozenset("çğışöüəёйñßäāēīū")
APOSTROPHES = re.compile("['’ʼʻ`´‘ʹʾʿ]")
WORD = re.compile(r"[^\W_]+")


def small(text: str) -> str:
    """Return a text composed and in small letters; İ is i, and no mark is left of it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).replace("İ", "i").lower())


def bare(text: str) -> str:
    """Return a text of small letters without accents, except where those make letters, and without unseen signs."""
    signs = []
    for sign in text:
        if sign in LETTERS or sign.isascii():
            signs.append(sign)
            continue
        parts = unicodedata.normalize("NFD", sign)
        signs.extend(part for part in parts if unicodedata.category(part) not in {"Mn", "Me", "Cf"})
    return unicodedata.normalize("NFC", "".join(signs))


def words_of(text: str) -> list[str]:
    """Return the words of a text, small and bare; hyphens part them, apostrophes do not."""
    return [word[:LONGEST] for word in WORD.findall(APOSTROPHES.sub("", bare(small(text))))]
