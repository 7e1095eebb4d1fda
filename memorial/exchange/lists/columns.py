"""Columns: what each column of a list most likely holds, by its header and by what stands in it.

It is a suggestion to a person, who decides; what is not recognised is left out, never guessed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _

from memorial.base.date_forms import LONGEST
from memorial.base.date_input_words import fold
from memorial.exchange.lists.ages import read_age
from memorial.exchange.lists.choices import Question, any_known, looks_like
from memorial.exchange.lists.dates import DateOrder, order_of, read_date
from memorial.exchange.lists.header_words import HEADERS, PRIVATE_HEADERS
from memorial.exchange.lists.private_columns import REASONS, private_look
from memorial.exchange.lists.targets import CHOICES, DATES, REPEATED, Target
from memorial.exchange.lists.unsaid import says_nothing

#: So many values of a column are looked at; a suggestion needs no more.
SAMPLES = 100
#: A year with a mark of doubt is as long as this in EDTF.
YEAR = 5
#: Words of a header that are shorter speak only where they are the whole of it: “no”, “id”, “ad”.
SHORT = 3
#: Words that name a parent decide over “name” beside them: “nombre de la madre” is no name of the person.
_PARENTS = frozenset({Target.MOTHER, Target.FATHER})
_WHOLE, _PARENT = 1000, 100
#: “Name” and “nombre” are the given name where another column has the family name, and the full name where none has.
_EITHER_NAME = frozenset({"name", "nombre", "ad", "adi", "имя", "isim", "ismi", "nom", "prenom", "names"})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a column most likely holds, why, and whether its header says just that."""

    header: str
    target: Target
    reason: str
    certain: bool = False


def suggest(header: Sequence[str], rows: Sequence[Sequence[str]], *, language: str = "") -> list[Suggestion]:
    """Suggest a target for each column of a list, in their order, no fact twice.

    ``rows`` are some of the first rows, ``language`` is the list's. What is private is suggested to be left out.
    """
    found = []
    for number, title in enumerate(header):
        values = [row[number] for row in rows[:SAMPLES] if number < len(row)]
        found.append(suggest_column(title, values, language=language))
    return _each_once(_names_told_apart(found))


def suggest_column(title: str, values: Sequence[str], *, language: str = "") -> Suggestion:
    """Suggest what one column holds, by its header and by those of its values that say anything."""
    values = [value for value in values if not says_nothing(value)]
    private = _private(title, values)
    if private:
        return Suggestion(title, Target.LEFT_OUT, str(REASONS[private]), certain=True)
    for target, phrase, weight in _named(title):
        if _fits(target, values, language, whole=weight >= _WHOLE):
            reason = _("The header says “%(words)s”.") % {"words": phrase}
            if weight < _WHOLE:
                reason = _("The header says “%(words)s” and more; look whether it fits.") % {"words": phrase}
            return Suggestion(title, target, reason, certain=weight >= _WHOLE)
    for question, target in ((Question.SEX, Target.SEX), (Question.FATE, Target.FATE)):
        if looks_like(question, values, language=language):
            return Suggestion(title, target, _("All that stands here are words for it."))
    return Suggestion(
        title, Target.LEFT_OUT, _("It is not known what this column holds. Choose it, or leave the column out.")
    )


def _private(title: str, values: Sequence[str]) -> str:
    words = header_words(title)
    named = max((hit for hit in _phrases_in(words, _private_phrases())), key=lambda hit: hit[2], default=None)
    if named:
        return named[0]
    numbers_rows = any(target == Target.ROW_ID and weight >= _WHOLE for target, _phrase, weight in _named(title))
    return private_look(values, is_row_id=numbers_rows)


def _named(title: str) -> list[tuple[Target, str, int]]:
    """Return the targets that the words of a header name, the likeliest first: with the words and their weight."""
    best: dict[Target, tuple[Target, str, int]] = {}
    for key, phrase, letters in _phrases_in(header_words(title), _target_phrases()):
        target = Target(key)
        weight = letters + (_PARENT if target in _PARENTS else 0)
        if target not in best or best[target][2] < weight:
            best[target] = (target, phrase, weight)
    return sorted(best.values(), key=lambda hit: -hit[2])


def header_words(title: str) -> tuple[str, ...]:
    """Return the words of a header as headers are compared: folded, without signs, “BirthDate” in two."""
    parted = re.sub(r"(?<=[^\W\d_A-ZА-ЯЁ])(?=[A-ZА-ЯЁƏĞİÖŞÜÇ][^\W\d_A-Z])", " ", title[:200])
    return tuple(re.findall(r"[^\W_]+|№", fold(parted.replace("_", " "))))


def _phrases_in(words: tuple[str, ...], phrases: dict[tuple[str, ...], tuple[str, ...]]) -> list[tuple[str, str, int]]:
    """Return what is named by words that stand together in a header; those that are all of it weigh the most."""
    hits = []
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 6) + 1):
            some = words[start:end]
            whole = some == words
            letters = sum(map(len, some))
            if letters > SHORT or whole:
                hits += [(key, " ".join(some), letters + _WHOLE * whole) for key in phrases.get(some, ())]
    return hits


@lru_cache(maxsize=1)
def _target_phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    return _by_words(HEADERS)


@lru_cache(maxsize=1)
def _private_phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    return _by_words(PRIVATE_HEADERS)


def _by_words(table: dict[str, dict[str, str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key, rows in table.items():
        for phrase in "|".join(rows.values()).split("|"):
            words = header_words(phrase)
            found[words] = tuple(dict.fromkeys((*found.get(words, ()), key)))
    return found


def _fits(target: Target, values: Sequence[str], language: str, *, whole: bool) -> bool:
    """Return whether what stands in a column can be what its header names."""
    if not values:
        return True
    if target in DATES:
        order = order_of(values) or DateOrder.DAY_FIRST
        dates = [read_date(value, order=order, language=language).edtf for value in values]
        longest = YEAR if target == Target.BIRTH_YEAR else LONGEST
        return _mostly(dates, lambda date: 0 < len(date) <= longest)
    if target == Target.AGE:
        return _mostly(values, lambda value: read_age(value).age is not None)
    if target in CHOICES:
        question = Question(target.value)
        return whole or any_known(question, values, language=language)
    if target not in {Target.ROW_ID, Target.NOTE}:
        return _mostly(values, lambda value: any(sign.isalpha() for sign in value))
    return True


def _mostly(values: Sequence[str], says: Callable[[str], bool]) -> bool:
    return 2 * sum(map(says, values)) > len(values)


def _names_told_apart(found: list[Suggestion]) -> list[Suggestion]:
    """Decide whether “name” means the given name or the full one, by whether another column has the family name."""
    there = {suggestion.target for suggestion in found}
    apart = []
    for suggestion in found:
        target = suggestion.target
        if " ".join(header_words(suggestion.header)) in _EITHER_NAME and target in {Target.FULL_NAME, Target.GIVEN}:
            target = Target.GIVEN if Target.FAMILY in there else Target.FULL_NAME
        apart.append(replace(suggestion, target=target))
    return apart


def _each_once(found: list[Suggestion]) -> list[Suggestion]:
    """Leave the likeliest column for each fact, and say of the others which column has it already."""
    best: dict[Target, Suggestion] = {}
    for suggestion in found:
        kept = best.get(suggestion.target)
        if kept is None or (suggestion.certain and not kept.certain):
            best[suggestion.target] = suggestion
    once = []
    for suggestion in found:
        kept = best[suggestion.target]
        if suggestion.target in REPEATED or suggestion is kept:
            once.append(suggestion)
            continue
        reason = _("The column “%(header)s” holds this already.") % {"header": kept.header}
        once.append(Suggestion(suggestion.header, Target.LEFT_OUT, reason))
    return once
