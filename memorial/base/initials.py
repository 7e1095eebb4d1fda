"""Initials: what is said of a name where its bearer is to be named by the first letters alone."""

import re
import unicodedata

#: "Son of" and "daughter of", as they stand behind or before a father's name; folded.
CHILD_OF = frozenset(
    {"oğlu", "oglu", "oghlu", "qızı", "qizi", "kızı", "kizi", "gyzy", "ogly"}
    | {"оғлу", "оглу", "оглы", "гызы", "кызы", "кизи", "ибн", "ibn", "bin", "bint"}
)
#: The parts of a word that stand between hyphens, each from its first letter on.
PARTS = re.compile(r"[^\W\d_][^-\u2010\u2011]*")


def initials(name: str) -> str:
    """Return the first letters of a name; words that say whose son or daughter somebody is have none."""
    words = [word for word in unicodedata.normalize("NFC", name).split() if word.casefold() not in CHILD_OF]
    found = ("-".join(f"{part[0]}." for part in PARTS.findall(word)) for word in words)
    return " ".join(letters for letters in found if letters)
