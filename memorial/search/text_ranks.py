"""Text ranks: which of the entries that were found stands first, by what can be said in a sentence.

More of what was asked for before less, rarer words before common ones; what an entry is called before what it says;
words near each other before words far apart; the language of the page before others; often before once. What is equal
in all of this stands in the order in which it came to the memorial.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from memorial.search.text_engines import Group, Match
from memorial.search.text_rows import GAP, TITLE

#: How many places of a word in one text are looked at.
PLACES = 12
Rank = tuple[float, int, int, int, int, int]


@dataclass(frozen=True)
class Weighed:
    """What is asked for, and how much each of it says: a rare word more than a common one."""

    groups: Sequence[Group]
    weights: Sequence[float]


def rank_of(match: Match, tokens: str, asked: Weighed, page: str) -> Rank:
    """Return the place of a row among others, the smallest first; ``page`` is the language of the page."""
    begins = tokens.find(f" {GAP} ")
    places = [places_of(group, tokens, begins) for group in asked.groups]
    titles = [is_title(group, tokens[:begins]) for group in asked.groups]
    weight = sum(each for each, found in zip(asked.weights, places, strict=True) if found)
    often = sum(map(len, places))
    return (
        -round(weight, 3),
        -sum(titles),
        int(log2(1 + nearness([found for found in places if found]))),
        match.language.partition("-")[0] != page,
        -often.bit_length(),
        match.key,
    )


def places_of(group: Group, tokens: str, begins: int) -> list[int]:
    """Return at which signs of a row one of a group stands, the first few."""
    found: list[int] = []
    for one in group:
        sought, at = one.in_row, begins
        while len(found) < PLACES and (at := tokens.find(sought, at)) >= 0:
            found.append(at)
            at += 1
        # What a word may be typed as stands before the texts.
        if not found and sought in tokens[:begins]:
            found.append(begins)
    return sorted(found)


def is_title(group: Group, head: str) -> bool:
    """Return whether one of a group stands in what the entry is called."""
    return any(all(f" {TITLE}{token}{'' if one.begun else ' '}" in f"{head} " for token in one.tokens) for one in group)


def nearness(places: Sequence[Sequence[int]]) -> int:
    """Return within how many signs all of some words stand together; 0 of one word alone."""
    marks = sorted((place, group) for group, some in enumerate(places) for place in some)
    last: dict[int, int] = {}
    nearest = marks[-1][0] - marks[0][0] if marks else 0
    for place, group in marks:
        last[group] = place
        if len(last) == len(places):
            nearest = min(nearest, place - min(last.values()))
    return nearest
