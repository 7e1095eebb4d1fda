"""Questions: what somebody typed into the box, as what is asked for. Whatever is typed is a question.

Words stand as they were typed; "words in quotes" are asked for side by side, -words are not to be there, and word* is
the beginning of a word. Every other sign parts words, so there is nothing that could be written wrongly.
"""

import re
from dataclasses import dataclass

from memorial.search.stems import APOSTROPHES, Word, composed, words_in

#: How many letters of a question are read, how many words of it, and how many things that are not to be there.
LONGEST = 400
MOST_WORDS = 10
MOST_WITHOUT = 5
#: A shorter beginning is a word: half of all words begin like it.
SHORTEST_BEGINNING = 3
QUOTES = '"“”„‟«»'
#: A minus, if there is one; then words in quotes (the second may be missing), or what stands up to the next space.
PIECE = re.compile(rf"(?P<minus>[-−–]?)(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]?|(?P<plain>[^\s{QUOTES}]+))")
BEGINNING = re.compile(rf"[{APOSTROPHES}.,;:!?)\]]*\*")
Phrase = tuple[Word, ...]


@dataclass(frozen=True)
class Question:
    """What is asked for: all of ``words``, ``phrases`` and ``prefixes``, and none of ``without``."""

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    prefixes: tuple[Word, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for: what is not to be there alone finds nothing."""
        return not (self.words or self.phrases or self.prefixes)


def names_in(text: str) -> str:
    """Return what a text may ask for by name: all but the words that are not to be there."""
    return " ".join(piece[0] for piece in PIECE.finditer(composed(text[:LONGEST])) if not piece["minus"])


def names_without(text: str) -> list[str]:
    """Return the names that a text does not ask for: whoever bears one of them is not meant."""
    pieces = PIECE.finditer(composed(text[:LONGEST]))
    return [piece["quoted"] or piece["plain"] or "" for piece in pieces if piece["minus"]][:MOST_WITHOUT]


def parse(text: str) -> Question:
    """Return what a text asks for; any text whatever is a question, if an empty one."""
    words: dict[str, Word] = {}
    phrases: list[Phrase] = []
    without: list[Phrase] = []
    prefixes: dict[str, Word] = {}
    for piece in PIECE.finditer(composed(text[:LONGEST])):
        quoted, typed = piece["quoted"] is not None, piece["quoted"] or piece["plain"] or ""
        found = tuple(words_in(typed))
        if not found or len(words) + len(prefixes) + sum(map(len, phrases)) >= MOST_WORDS:
            continue
        if piece["minus"]:
            without.append(found)
        elif quoted and len(found) > 1:
            phrases.append(found[:MOST_WORDS])
        else:
            begun = not quoted and BEGINNING.match(typed, found[-1].end) and len(found[-1].flat) >= SHORTEST_BEGINNING
            whole = found[:-1] if begun else found
            words |= {word.flat: word for word in whole if word.flat not in words}
            prefixes |= {word.flat: word for word in found[len(whole) :]}
    return Question(
        tuple(words.values())[:MOST_WORDS],
        tuple(dict.fromkeys(phrases)),
        tuple(without[:MOST_WITHOUT]),
        tuple(prefixes.values())[:MOST_WORDS],
    )
