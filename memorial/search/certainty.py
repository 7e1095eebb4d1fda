"""Certainty: when a written name is that of "this person", and not merely a similar one.

Whoever reads that a person is on the memorial must be able to rely on it: what is only likely is called similar.
"""

from collections.abc import Sequence

from memorial.search.likeness import Difference, difference
from memorial.search.matching import Asked, Match, NameForm
from memorial.search.sounds import script_of

#: So far apart may a word, and all words together, be where it is to be "this person": writers of two scripts differ by
#: their rules, those of one script mean what they write.
SURE, SURE_IN_ONE_SCRIPT, SURE_IN_ALL = 0.25, 0.09, 0.4


def is_certain(asked: Sequence[Asked], form: NameForm, matches: Sequence[Match]) -> bool:
    """Return whether a written name is that of "this person": a full name, of which every word agrees with its own."""
    telling = [match for match in matches if not match.initial]
    used = {place for match in telling for place in match.words}
    own = [match for match in telling if not any(asked[place].patronymic for place in match.asked)]
    if len(used) < 2 or sum(len(match.asked) for match in own) < 2:
        return False
    if sum(match.distance for match in telling) > SURE_IN_ALL or turned_round(asked, form, telling):
        return False
    if not all(is_sure(asked, form, match) for match in telling):
        return False
    matched = {place for match in matches for place in match.asked}
    missing = [place for place in range(len(asked)) if place not in matched]
    if any(asked[place].of_a_name for place in set(missing) - set(unanswered_patronymics(asked, form, matches))):
        return False
    if any(asked[place].of_a_name and not asked[place].patronymic for place in missing):
        return False
    return whole_name(form, used)


def is_sure(asked: Sequence[Asked], form: NameForm, match: Match) -> bool:
    """Return whether the words of a match are one name beyond doubt: a woman's is not a man's."""
    sought = "".join(asked[place].word for place in match.asked)
    written = "".join(form.words[place] for place in match.words)
    if match.distance > (SURE_IN_ONE_SCRIPT if script_of(sought) == script_of(written) else SURE):
        return False
    return match.distance <= SURE_IN_ONE_SCRIPT or difference(sought, written) != Difference.ENDING


def turned_round(asked: Sequence[Asked], form: NameForm, matches: Sequence[Match]) -> bool:
    """Return whether a father's name, said to be one on both sides, was found in the given name of the other side."""
    if "patronymic" not in form.roles or not any(one.patronymic for one in asked):
        return False
    sides = {
        (asked[mine].patronymic, form.roles[theirs] == "patronymic")
        for match in matches
        for mine in match.asked
        for theirs in match.words
    }
    return any(mine != theirs for mine, theirs in sides)


def unanswered_patronymics(asked: Sequence[Asked], form: NameForm, matches: Sequence[Match]) -> list[int]:
    """Return the places of patronymics that were asked for and of which the written name says nothing.

    A third word beside two that agree is one as well, whether or not it says so of itself.
    """
    used = {place for match in matches for place in match.words}
    if any(role == "patronymic" and place not in used for place, role in enumerate(form.roles)):
        return []
    matched = {place for match in matches for place in match.asked}
    missing = [place for place in range(len(asked)) if place not in matched]
    marked = [place for place in missing if asked[place].patronymic]
    third = len(missing) == 1 and len(matched) >= 2 and len(used) == len(form.words)
    return marked or (missing if third else [])


def whole_name(form: NameForm, used: set[int]) -> bool:
    """Return whether the words of a written name that were found are all that tells it from others.

    Given and family name must both be among them; of a name whose parts are not known, all but the patronymic.
    """
    roles = {form.roles[place] for place in used}
    if {"given", "family"} <= set(form.roles):
        return {"given", "family"} <= roles
    return all(place in used or role == "patronymic" for place, role in enumerate(form.roles))
