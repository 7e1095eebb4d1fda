"""Likeness: how near two written words come to being the same name, and what differs."""

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from memorial.search.sounds import readings

#: Up to this distance two words are the same name, spelled by other rules.
SAME = 0.3


@lru_cache(maxsize=65536)
def distance(one: str, other: str) -> float:
    """Return how far two words are apart: 0 for two spellings of the same sounds, about 1 for each letter that is wrong."""
    if one == other:
        return 0.0
    return min(float(Levenshtein.distance(a, b)) for a in readings(one) for b in readings(other))


def likeness(one: str, other: str) -> float:
    """Return the same as a share: 1 for the same name, 0 for nothing in common."""
    longest = max(len(one), len(other), 1)
    return max(0.0, 1 - distance(one, other) / longest)
