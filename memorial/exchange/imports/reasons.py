"""Reasons: why a row is new, the same as somebody or possibly the same, in sentences for whoever decides."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from memorial.base.age_words import age_words
from memorial.base.date_words import words
from memorial.base.dates import is_edtf
from memorial.exchange.imports.agreements import age_of_plain
from memorial.exchange.imports.compared import APART, DIFFERING, Code
from memorial.people.models import Person


def in_words(date: str) -> str:
    """Return a date as a reader understands it."""
    return words(date) if date and is_edtf(date) else date


def sentence(code: str, here: str = "", there: str = "") -> str:
    """Return one reason as a sentence; ``here`` is what the record says, ``there`` what the list says."""
    if code in {
        Code.BIRTH_DAY,
        Code.BIRTH_YEAR,
        Code.BIRTH_DIFFERS,
        Code.BIRTH_FAR,
        Code.DEATH_DAY,
        Code.DEATH_DIFFERS,
    }:
        here, there = in_words(here), in_words(there)
    if code == Code.AGE_DIFFERS:
        here, there = age_words(age_of_plain(here)), age_words(age_of_plain(there))
    if code == Code.FATE_DIFFERS:
        here, there = str(Person.Fate(here).label), str(Person.Fate(there).label)
    told = {"here": here, "there": there}
    sentences = {
        Code.NAME: _("The name is the same: “%(here)s” here, “%(there)s” in the list.") % told,
        Code.NAME_NEAR: _("The name is similar: “%(here)s” here, “%(there)s” in the list.") % told,
        Code.IDENTIFIER: _("An earlier list from this source gave this person the same identifier."),
        Code.BIRTH_DAY: _("Born on the same day: %(here)s.") % told,
        Code.BIRTH_YEAR: _("Born at the same time: %(here)s here, %(there)s in the list.") % told,
        Code.DEATH_DAY: _("Died on the same day: %(here)s.") % told,
        Code.PARENT: _("A parent has the same name: %(here)s.") % told,
        Code.BIRTH_DIFFERS: _("The birth differs a little: %(here)s here, %(there)s in the list.") % told,
        Code.BIRTH_FAR: _("The birth is another: %(here)s here, %(there)s in the list.") % told,
        Code.DEATH_DIFFERS: _("The death differs: %(here)s here, %(there)s in the list.") % told,
        Code.PARENT_DIFFERS: _("A parent has another name: %(here)s here, %(there)s in the list.") % told,
        Code.SEX_DIFFERS: _("The sex differs."),
        Code.AGE_DIFFERS: _("The age differs: %(here)s here, %(there)s in the list.") % told,
        Code.FATE_DIFFERS: _("The fate differs: “%(here)s” here, “%(there)s” in the list.") % told,
        Code.SEVERAL: _("Several people here could be meant."),
        Code.ROW_TOO: _("Row %(here)s of the list tells of this person as well.") % told,
        Code.LIKE_ROW: _("Row %(here)s of the list says the same.") % told,
        Code.DECIDED: _("It was decided so for an earlier list."),
    }
    return sentences[Code(code)]


def sentences_of(reasons: Iterable[Sequence[str]]) -> list[tuple[str, bool]]:
    """Return reasons as they were kept of a row in sentences, each with whether it speaks against one person."""
    return [(sentence(*reason), reason[0] in APART | DIFFERING) for reason in reasons]
