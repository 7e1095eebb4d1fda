"""Ages of a list, in full years: “28 años”, “около 30”, “30-35 yaş”, “6 aylıq”."""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from memorial.base.ages import AgeRange
from memorial.base.date_input_words import fold
from memorial.exchange.lists.unsaid import says_nothing

#: Nobody in a list is older than this; a larger number is a year, or mistyped.
OLDEST = 120
_LONGEST = 60

_YEARS = r"(?:\s?-?\s?(?:anos?|years? old|years?|yrs?|y\.?o\.?|лет|года?|г\.|л\.|yas(?:inda|li)?|jahre?|ans?))?"
_MONTHS = (
    r"\s?(?:mes(?:es)?|months?|месяц(?:а|ев)?|мес\.?|ay(?:liq|lik)?|monate?|mois|dias?|days?|дн(?:я|ей)|gun(?:luk)?)"
)
_ABOUT = re.compile(
    r"(?:~|≈|около |ок\.? ?|примерно |приблизительно |təxminən |texminen |yaklasik |about |around |approx\.? |"
    r"ca?\.? ?|circa |unos |alrededor de |aproximadamente |aprox\.? |hacia |environ |etwa |ungefahr )(.+)"
    r"|(.+?)(?: ?\?| \(\?\)| civari)"
)
_ONE = re.compile(rf"([0-9]{{1,3}})(?:\.0+)?{_YEARS}")
_TWO = re.compile(rf"([0-9]{{1,3}}) ?(?:-|/|a|to|или|or|o|ya da|və ya|ve ya|до) ?([0-9]{{1,3}}){_YEARS}")
_INFANT = re.compile(rf"([0-9]{{1,2}})(?: ?(?:-|a|y|и) ?[0-9]{{1,2}})?{_MONTHS}")


@dataclass(frozen=True, slots=True)
class AgeRead:
    """What a cell says as an age: a range of full years, or nothing; a problem instead of what is no age."""

    age: AgeRange | None
    problem: str = ""


def read_age(text: str) -> AgeRead:
    """Read one cell as an age at the time, with “about” kept; what is no age is said in the answer's problem."""
    short = text[:_LONGEST]
    return _plain_read(short) or _read(short)


@lru_cache(maxsize=4096)
def _plain_read(text: str) -> AgeRead | None:
    read = _read(text)
    return None if read.problem else read


def _read(text: str) -> AgeRead:
    if says_nothing(text):
        return AgeRead(None)
    plain = fold(text) if len(text) < _LONGEST else ""
    about = _ABOUT.fullmatch(plain)
    if about:
        plain = (about[1] or about[2]).strip()
    infant = _INFANT.fullmatch(plain)
    if infant and int(infant[1]) < 12:
        return AgeRead(AgeRange(0, 0, bool(about)))
    match = _ONE.fullmatch(plain) or _TWO.fullmatch(plain)
    if not match:
        return AgeRead(None, _("This is no age. Write the full years, like 28, about 30 or 30-35."))
    low, high = int(match[1]), int(match[match.lastindex or 1])
    if not low <= high <= OLDEST:
        return AgeRead(None, _("This is no age of a human being. Write the full years, like 28, about 30 or 30-35."))
    return AgeRead(AgeRange(low, high, bool(about)))
