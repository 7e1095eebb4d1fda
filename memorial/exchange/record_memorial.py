"""The memorial of a record: what record.toml says of the record itself and of the installation."""

import zoneinfo
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from memorial.base.dates import is_anniversary, is_edtf
from memorial.base.languages import TAG
from memorial.base.memorial import MemorialTranslation
from memorial.base.texts import Translation
from memorial.exchange.record_plan import Plan, faults
from memorial.exchange.record_rows import KEY
from memorial.exchange.record_texts import MEMORIAL_TEXTS
from memorial.exchange.record_values import read_list
from memorial.exchange.records import FORMAT
from memorial.sources.models import Source

NEEDED = ("format", "key", "language", "memorial")
WORDS = ("day_of_remembrance", "occurred", "time_zone", "contact")
KNOWN = frozenset({*MEMORIAL_TEXTS, *WORDS, "languages", "map_bounds", "source"})
SIDES = ("map_south", "map_west", "map_north", "map_east")


def plan_memorial(plan: Plan) -> None:
    """Make the memorial's own row and its texts in the record's language, or say what record.toml lacks."""
    settings = plan.record.settings
    if not settings:
        return
    for name in (name for name in NEEDED if name not in settings):
        _refuse(plan, name, "It is missing.")
    _refuse_unknown(plan, settings, NEEDED)
    if settings.get("format", FORMAT) != FORMAT:
        _refuse(plan, "format", f"This software reads format {FORMAT}, and the record is in another.")
    if "key" in settings and not KEY.fullmatch(plan.record.key):
        _refuse(plan, "key", "Write small letters, digits and hyphens.")
    if "language" in settings and not TAG.fullmatch(plan.record.language):
        _refuse(plan, "language", "Write a language tag such as az, ru or az-Cyrl.")
    own = settings.get("memorial", {})
    if isinstance(own, dict):
        _plan_own(plan, own)
    else:
        _refuse(plan, "memorial", "It is a table of its own, headed [memorial].")


def _plan_own(plan: Plan, own: dict[str, Any]) -> None:
    _refuse_unknown(plan, own, KNOWN)
    words: dict[str, str] = {}
    for name in (*WORDS, *MEMORIAL_TEXTS, "source"):
        value = own.get(name, "")
        if isinstance(value, str):
            words[name] = value.strip()
        else:
            _refuse(plan, name, "Write it in quotation marks.")
    _check_words(plan, words)
    for name in WORDS:
        if words.get(name):
            setattr(plan.memorial, name, words[name])
    if "languages" in own:
        plan.memorial.languages = own["languages"]
    _read_bounds(plan, own.get("map_bounds", []))
    for name, message in faults(plan.memorial, {"occurred", "day_of_remembrance"}):
        _refuse(plan, name, message)
    given: object = plan.memorial.languages
    if not isinstance(given, list) or not all(isinstance(tag, str) for tag in given):
        plan.memorial.languages = []
    _plan_texts(plan, words)


def _check_words(plan: Plan, words: dict[str, str]) -> None:
    """Check the days, the time zone and the sources of the introduction."""
    if words.get("day_of_remembrance") and not is_anniversary(words["day_of_remembrance"]):
        _refuse(plan, "day_of_remembrance", "Write a month and a day, like --02-26.")
    if words.get("occurred") and not is_edtf(words["occurred"]):
        _refuse(plan, "occurred", "Write a date in EDTF, like 1992-02-25/1992-02-26.")
    if words.get("time_zone") and words["time_zone"] not in zoneinfo.available_timezones():
        _refuse(plan, "time_zone", "Write a time zone such as Asia/Baku.")
    for key in read_list(words.get("source", "")):
        link = plan.find(Source, key)
        if link:
            plan.introduction_sources.append(link)
        elif not plan.record.unreadable.intersection({"sources", "press"}):
            _refuse(plan, "source", f"There is no “{key}” in sources.csv or press.csv.")


def _read_bounds(plan: Plan, bounds: Any) -> None:
    """Read the sides of the map: south, west, north, east."""
    if bounds == []:
        return
    numbers = isinstance(bounds, list) and all(type(side) in (int, float) for side in bounds)
    if not numbers or len(bounds) != len(SIDES):
        _refuse(plan, "map_bounds", "Write four numbers: [south, west, north, east].")
        return
    south, west, north, east = bounds
    if not -90 <= south < north <= 90 or not all(-180 <= side <= 180 for side in (west, east)):
        _refuse(plan, "map_bounds", "Write [south, west, north, east] in degrees, south below north.")
        return
    for name, side in zip(SIDES, bounds, strict=True):
        setattr(plan.memorial, name, Decimal(str(side)))


def _plan_texts(plan: Plan, words: dict[str, str]) -> None:
    """Make the memorial's texts in the record's language."""
    texts = {name: words[name] for name in MEMORIAL_TEXTS if words.get(name)}
    text = MemorialTranslation(language=plan.record.language, state=Translation.State.ORIGINAL, **texts)
    for name, message in faults(text, {"entry", "language"}):
        _refuse(plan, name, message)
    plan.memorial_texts[plan.record.language] = text


def _refuse(plan: Plan, name: str, reason: str) -> None:
    plan.problems.append(plan.record.settings_problem(name, reason))


def _refuse_unknown(plan: Plan, given: Iterable[str], known: Iterable[str]) -> None:
    for name in sorted(set(given).difference(known)):
        _refuse(plan, name, "record.toml has no such entry.")
