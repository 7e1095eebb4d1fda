"""Spoken: in which language a list is likely written, so that its names and words are first read by the right rules."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from memorial.exchange.lists.columns import header_words
from memorial.exchange.lists.header_words import HEADERS
from memorial.people.names import script_of

#: Letters that Azerbaijani alone has among the languages whose lists are brought in; Latin and Cyrillic ones.
AZERBAIJANI = frozenset("əƏәӘҝҜҹҸһҺ")
#: Letters that Azerbaijani and Turkish share, and no other of those languages has.
TURKIC = frozenset("ığşİĞŞ")
TURKIC_LANGUAGES = ("az", "tr")


def language_of(header: Sequence[str], rows: Sequence[Sequence[str]], *, own: str) -> str:
    """Return the language in which a list is likely written, by its letters and by what stands over its columns.

    It is that of the memorial (``own``) where nothing speaks for another. A person looks at it and corrects it.
    """
    cells = "".join(cell for row in rows for cell in row) or "".join(header)
    signs = Counter(cells + "".join(header))
    if any(signs[letter] for letter in AZERBAIJANI):
        return "az"
    if sum(script_of(sign) == "Cyrl" for sign in cells) > sum(map(str.isalpha, cells)) / 2:
        return "ru"
    headed = headed_in(header)
    if any(signs[letter] for letter in TURKIC):
        headed = Counter({language: headed[language] for language in TURKIC_LANGUAGES})
        own = own if own in TURKIC_LANGUAGES else TURKIC_LANGUAGES[-1]
    best = max(headed.values(), default=0)
    return own if headed[own] == best else next(language for language, votes in headed.items() if votes == best)


def headed_in(header: Sequence[str]) -> Counter[str]:
    """Return how many columns of a list are headed in each language; some are in several."""
    return Counter(language for title in header for language in phrases().get(header_words(title), ()))


@lru_cache(maxsize=1)
def phrases() -> dict[tuple[str, ...], set[str]]:
    """Return the languages of each phrase that stands over columns."""
    found: dict[tuple[str, ...], set[str]] = {}
    for rows in HEADERS.values():
        for language, written in rows.items():
            for phrase in written.split("|"):
                found.setdefault(header_words(phrase), set()).add(language)
    return found
