"""Scoring: how well a name that is sought agrees with one that is written, word by word, and what speaks against it.

Pure: whoever asks gives the distances of words. A score is the share of what was asked for that agrees, where a rare
word says more than a common one; what contradicts takes away from it. Every part of it can be told in words.
"""

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from memorial.search.certainty import is_certain, turned_round, unanswered_patronymics
from memorial.search.likeness import SAME
from memorial.search.matching import Apart, Asked, Match, NameForm, Pairing, chosen, covered

#: A hit that is less than this is not worth a line.
LEAST = 0.3
#: From here on a name is similar; below it, a part of it is.
SIMILAR = 0.62
#: What is left of the score where a name was put together of names in several languages.
ACROSS_LANGUAGES = 0.97
#: What is left of the score where the father's name of the one is the given name of the other.
TURNED_ROUND = 0.8
#: What a word is worth that is an initial, or that agrees only with one.
OF_AN_INITIAL = 0.3
#: What a patronymic is worth that the written name does not have.
OF_A_MISSING_PATRONYMIC = 0.08
#: What is left of the score where the written name has a part that was not asked for.
NOT_ASKED = {"given": 0.9, "family": 0.9, "patronymic": 0.99, "": 0.95}


class Agreement(NamedTuple):
    """How a whole name agrees: what was matched with what, how much that is, and whether it is "this person"."""

    form: NameForm
    score: float = 0.0
    certain: bool = False
    matches: tuple[Match, ...] = ()

    @property
    def distance(self) -> float:
        """How far its words are apart, all together."""
        return sum(match.distance for match in self.matches)

    @property
    def as_asked(self) -> int:
        """How many of its words are written just as they were asked for."""
        return sum(match.identical for match in self.matches)


def rarity(people: int, all_people: int) -> float:
    """Return what a word tells that so many people have: 1 where nobody else does, a half where everybody does."""
    return 1 - 0.5 * min(1.0, log(1 + people) / log(2 + all_people))


class Comparison:
    """A name that is sought, held against written ones.

    How it agrees with one depends on what its words are, and on those of them alone that may be words of the question:
    the many people of one given and one family name are judged once, whatever their fathers are called.
    """

    def __init__(self, asked: Sequence[Asked], apart: Apart) -> None:
        self.asked = asked
        self.pairing = Pairing(asked, apart)
        self.judged: dict[tuple[tuple[str, ...], tuple[str, ...]], Agreement] = {}

    def agreement(self, form: NameForm) -> Agreement:
        """Return how the name that is sought agrees with one that is written, each word being used once."""
        telling = tuple([word if self.pairing.pairs_of(word) else "" for word in form.words]), form.roles
        single = self.judged.get(telling)
        if single is None:
            single = self.judged[telling] = self.judge(form, chosen(self.pairing.single_matches(form)))
        in_part = len(single.matches) < len(self.asked) or any(match.distance > SAME for match in single.matches)
        if in_part and (together := self.pairing.joined_matches(form)):
            joined = chosen([*self.pairing.single_matches(form), *together])
            return self.judge(form, max(single.matches, joined, key=covered))
        return Agreement(form, single.score, single.certain, single.matches)

    def judge(self, form: NameForm, matches: tuple[Match, ...]) -> Agreement:
        """Return what some matches come to."""
        return Agreement(form, share(self.asked, form, matches), is_certain(self.asked, form, matches), matches)


def best_agreement(comparison: Comparison, forms: Sequence[NameForm]) -> Agreement:
    """Return the agreement with that of a person's written names which agrees best.

    Where no one of them has all the words, those of one language stand together as well: the name at birth is in one
    row and the name by marriage in another; and at last all of them, for who writes half a name in other letters. What
    is written just as it was asked for is not compared with the others.
    """
    asked, each = comparison.asked, []
    for form in forms:
        each.append(comparison.agreement(form))
        if each[-1].certain and each[-1].as_asked == len(asked):
            return each[-1]
    best = max(with_fathers(asked, each), key=rank)
    if len(answered_by([best])) == len(answered_by(each)):
        return best
    by_language: dict[str, list[NameForm]] = {}
    for form in forms:
        by_language.setdefault(form.language, []).append(form)
    together = [joined_form(some) for some in by_language.values() if len(some) > 1]
    across = comparison.agreement(joined_form(forms))
    across = across._replace(certain=False, score=across.score * ACROSS_LANGUAGES)
    return max([best, across, *map(comparison.agreement, together)], key=rank)


def with_fathers(asked: Sequence[Asked], found: Sequence[Agreement]) -> Sequence[Agreement]:
    """Return the agreements that speak of the father, where he is asked for and all else agrees as well.

    A name that is written without one must not hide that somebody has another father.
    """
    fathers = {place for place, one in enumerate(asked) if one.patronymic}
    if not fathers:
        return found
    most = max(len(answered_by([one]) - fathers) for one in found)
    telling = [one for one in found if "patronymic" in one.form.roles and len(answered_by([one]) - fathers) == most]
    return telling or found


def answered_by(found: Iterable[Agreement]) -> set[int]:
    """Return the places of the words of the question that were matched with a word of any of some names."""
    return {place for one in found for match in one.matches for place in match.asked}


def rank(found: Agreement) -> tuple[bool, float, float, int]:
    """Return by what agreements stand in their order, the best last."""
    return (found.certain, round(found.score, 4), -found.distance, found.as_asked)


def joined_form(forms: Iterable[NameForm]) -> NameForm:
    """Return several written names as one that has the words of all, each once."""
    words: dict[str, str] = {}
    for form in forms:
        for word, role in zip(form.words, form.roles, strict=True):
            words.setdefault(word, role)
    first = next(iter(forms))
    return NameForm(tuple(words), tuple(words.values()), first.key, first.language)


def share(asked: Sequence[Asked], form: NameForm, matches: Sequence[Match]) -> float:
    """Return the share of the question that agrees, from 0 to 1, less what the written name has beside it."""
    worth = [one.weight * (OF_AN_INITIAL if one.initial else 1) for one in asked]
    agreed = [0.0] * len(asked)
    for match in matches:
        for place in match.asked:
            agreed[place] = match.agreement
            if match.initial:
                worth[place] = min(worth[place], OF_AN_INITIAL)
    for place in unanswered_patronymics(asked, form, matches):
        worth[place] *= OF_A_MISSING_PATRONYMIC
    whole = sum(mine * each for mine, each in zip(worth, agreed, strict=True)) / (sum(worth) or 1)
    used = {place for match in matches for place in match.words}
    roles = {role for place, role in enumerate(form.roles) if place not in used}
    roles -= {form.roles[place] for place in used} - {""}
    for role in roles:
        whole *= NOT_ASKED[role]
    return whole * TURNED_ROUND if turned_round(asked, form, matches) else whole
