"""Reasons: why somebody was found, in a sentence of the page's language, with words that people wrote and no others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.base.asking import Among, asked_once, keys_of
from memorial.people.models import Person
from memorial.people.names import PersonName
from memorial.review.gate import Channel
from memorial.search.endings import COUPLES, parted
from memorial.search.facts import Agreeing, Tie
from memorial.search.likeness import SAME, Difference, difference, distance
from memorial.search.matching import Asked, Match
from memorial.search.scoring import Agreement
from memorial.search.sounds import readings
from memorial.search.written import as_written
from memorial.sources.models import Source


class Code(StrEnum):
    """What may be the reason."""

    SPELLED = "spelled"
    FATHERS_NAME = "fathers_name"
    ONE_LETTER = "one_letter"
    TWO_LETTERS = "two_letters"
    ENDING = "ending"
    SIMILAR = "similar"
    INITIALS = "initials"
    BEGINS = "begins"
    GIVEN_ONLY = "given_only"
    FAMILY_ONLY = "family_only"
    PART = "part"
    KEYBOARD = "keyboard"
    BORN = "born"
    PLACE = "place"
    FATHER = "father"
    KIN = "kin"


SENTENCES: Mapping[Code, str | Promise] = {
    Code.SPELLED: gettext_lazy("also written %(words)s"),
    Code.FATHERS_NAME: gettext_lazy("in the father’s name"),
    Code.ONE_LETTER: gettext_lazy("similar: one letter"),
    Code.TWO_LETTERS: gettext_lazy("similar: two letters"),
    Code.ENDING: gettext_lazy("the same name with another ending"),
    Code.SIMILAR: gettext_lazy("a similar name"),
    Code.INITIALS: gettext_lazy("by initials"),
    Code.BEGINS: gettext_lazy("a name that begins so"),
    Code.GIVEN_ONLY: gettext_lazy("given name only"),
    Code.FAMILY_ONLY: gettext_lazy("family name only"),
    Code.PART: gettext_lazy("a part of the name"),
    Code.KEYBOARD: gettext_lazy("typed on another keyboard layout"),
    Code.BORN: gettext_lazy("born %(words)s"),
    Code.PLACE: gettext_lazy("same place: %(words)s"),
    Code.FATHER: gettext_lazy("father: %(words)s"),
    Code.KIN: gettext_lazy("relative: %(words)s"),
}


#: In how many letters a word differs of which this is said; more than two are not counted.
LETTERS = {Code.ONE_LETTER: 1, Code.TWO_LETTERS: 2, Code.SIMILAR: 3}


@dataclass(frozen=True)
class Reason:
    """One reason: its code, the words of the record that it speaks of, and the title of the source they stand in."""

    code: Code
    words: str = ""
    source: str = ""

    @property
    def sentence(self) -> str:
        """The reason in the language of the page."""
        if self.code == Code.SPELLED and self.source:
            return _("spelled %(words)s in “%(source)s”") % {"words": self.words, "source": self.source}
        return str(SENTENCES[self.code]) % {"words": self.words}


def reasons_of(
    asked: Sequence[Asked],
    found: Agreement,
    person: Person,
    name: PersonName,
    facts: Agreeing,
    titles: Mapping[int, str],
) -> tuple[Reason, ...]:
    """Return why a person was found by a written name; nothing needs to be said where it is written just as asked.

    ``titles`` are those of the sources that may be named, by their keys.
    """
    reasons = [*spelling(asked, found, person, name, titles), *differences(asked, found)]
    if facts.year:
        reasons.append(Reason(Code.BORN, years_of(person)))
    if facts.place:
        reasons.append(Reason(Code.PLACE, facts.place))
    if facts.kin:
        tie, words = facts.kin
        reasons.append(Reason(Code.FATHER if tie == Tie.FATHER else Code.KIN, words))
    return tuple(reasons)


def titles_of(people: Iterable[Person]) -> dict[int, str]:
    """Return the titles of those sources of names that anybody may see; at the desk, too, no others are named."""
    sources = {name.source_id for person in people for name in person.names.all() if name.source_id}
    if not sources:
        return {}
    return {key: title or publisher for key, title, publisher in sources_shown(keys_of(sources))}


@asked_once
def sources_shown(keys: Any) -> Any:
    """Return key, title and publisher of those sources of these keys that anybody may see."""
    shown = Source.objects.public(Channel.SEARCH).filter(Among("pk", keys))
    return shown.values_list("pk", "title", "publisher")


def spelling(
    asked: Sequence[Asked], found: Agreement, person: Person, name: PersonName, titles: Mapping[int, str]
) -> list[Reason]:
    """Return the spelling in which the name was found, where the list does not show that one anyway."""
    shown = person.name_for()
    used = {found.form.words[place] for match in found.matches for place in match.words}
    # A father's name cut out of the whole would stand as if it were the given name.
    words = "" if in_fathers_name(asked, found) else as_written(name.full, used)
    words = words or name.full
    if shown is None or shown.pk == name.pk or words in shown.full:
        return []
    return [Reason(Code.SPELLED, words, titles.get(name.source_id or 0, ""))]


def differences(asked: Sequence[Asked], found: Agreement) -> list[Reason]:
    """Return in what the name that was found differs from the one that is sought, all its words together."""
    telling = [match for match in found.matches if not match.initial]
    said = [code for match in telling if (code := difference_code(asked, found, match))]
    letters = sum(LETTERS.get(code, 0) for code in said)
    codes = [by_letters(letters)] if letters else []
    codes += [code for code in (Code.ENDING, Code.BEGINS) if code in said]
    if in_fathers_name(asked, found):
        codes.append(Code.FATHERS_NAME)
    if any(match.initial for match in found.matches):
        codes.append(Code.INITIALS)
    missing = len(asked) - sum(len(match.asked) for match in found.matches)
    if missing and not (missing == 1 and found.certain):
        codes.append(part_code(found))
    return [Reason(code) for code in codes]


def by_letters(number: int) -> Code:
    """Return how a name is called that differs from the one that is sought in so many letters."""
    return {1: Code.ONE_LETTER, 2: Code.TWO_LETTERS}.get(number, Code.SIMILAR)


def in_fathers_name(asked: Sequence[Asked], found: Agreement) -> bool:
    """Return whether what was not said to be a father's name was found in one, and another given name was not."""
    used = {place for match in found.matches for place in match.words}
    return (
        "given" in found.form.roles
        and any(
            found.form.roles[theirs] == "patronymic" and not asked[mine].patronymic
            for match in found.matches
            for mine in match.asked
            for theirs in match.words
        )
        and not any(found.form.roles[place] == "given" for place in used)
    )


def difference_code(asked: Sequence[Asked], found: Agreement, match: Match) -> Code | None:
    """Return by what the words of a match differ; nothing where they are one name of a man, or of a woman."""
    sought = "".join(asked[place].word for place in match.asked)
    written = "".join(found.form.words[place] for place in match.words)
    known = {"one_letter": Code.ONE_LETTER, "two_letters": Code.TWO_LETTERS, "ending": Code.ENDING}
    if match.distance <= SAME:
        return Code.ENDING if {parted(readings(word)[0])[1] for word in (sought, written)} in COUPLES else None
    differs, more = difference(sought, written), letters_more(sought, written)
    if more > 1 or more and differs != Difference.ENDING:
        return Code.BEGINS
    return known.get(str(differs), Code.SIMILAR)


@lru_cache(maxsize=4096)
def letters_more(sought: str, written: str) -> int:
    """Return how many letters a written word has behind the one that is sought; none where it does not begin so."""
    begun = {place: distance(sought, written[:place], SAME) for place in range(2, len(written))}
    place = min(begun, key=begun.__getitem__, default=0)
    return len(written) - place if place and begun[place] <= SAME else 0


def part_code(found: Agreement) -> Code:
    """Return which part of the written name it is that agrees, where not all that was asked for does."""
    roles = {found.form.roles[place] for match in found.matches for place in match.words}
    if roles == {"given"}:
        return Code.GIVEN_ONLY
    return Code.FAMILY_ONLY if roles == {"family"} else Code.PART


def years_of(person: Person) -> str:
    """Return the year or years in which a person was born."""
    if person.birth_earliest is None or person.birth_latest is None:
        return ""
    first, last = person.birth_earliest.year, person.birth_latest.year
    return str(first) if first == last else f"{first}–{last}"
