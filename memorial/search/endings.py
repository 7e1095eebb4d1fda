"""Endings: the part of a family name or a patronymic that tells of a family, a father, a man or a woman.

Əliyev, Əliyeva, Əlizadə, Əlili, Əlioğlu and Əliyeviç are made of one name. They are names of different people for all
that; so an ending that differs costs something, and how much says this file.
"""

import re
from enum import StrEnum
from functools import lru_cache

from memorial.search.sounds import usual


class Ending(StrEnum):
    """What an ending tells."""

    NONE = ""
    MAN = "man"
    WOMAN = "woman"
    FAMILY = "family"
    SON = "son"
    DAUGHTER = "daughter"


#: What is left for the name must be as long as this.
SHORTEST = 2
#: The endings by their sounds, the longest first.
RULES: tuple[tuple[str, Ending], ...] = (
    ("y?[oöeə]v[iı]ç", Ending.SON),
    ("y?[oöeə]vn[aə]", Ending.DAUGHTER),
    ("y?[oöeə][vf]sk[iı]?[yi]?", Ending.MAN),
    ("y?[oöeə][vf]sk[aə]y[aə]", Ending.WOMAN),
    ("y?[oöeə][vf]", Ending.MAN),
    ("y?[oöeə][vf]l[aə]r", Ending.FAMILY),
    ("y?[oöeə]v[aə]", Ending.WOMAN),
    ("o[ğgqhk]l[uüiı]", Ending.FAMILY),
    ("[qgk][ıi]z[ıi]", Ending.FAMILY),
    ("z[aəo]d[aəe]h?", Ending.FAMILY),
    ("l[iıuü](?:l[aə]r)?", Ending.FAMILY),
    ("l[aə]r", Ending.FAMILY),
)
PATTERNS = tuple((re.compile(f"{sounds}$"), ending) for sounds, ending in RULES)
#: Endings that differ in that a man and a woman of one family have them.
COUPLES = ({Ending.MAN, Ending.WOMAN}, {Ending.SON, Ending.DAUGHTER})


@lru_cache(maxsize=65536)
def parted(reading: str) -> tuple[str, Ending]:
    """Return a reading without its ending, and what the ending tells."""
    sounds = "".join(usual(sign) for sign in reading)
    for pattern, ending in PATTERNS:
        found = pattern.search(sounds)
        if found and found.start() >= SHORTEST:
            return reading[: found.start()], ending
    return reading, Ending.NONE
