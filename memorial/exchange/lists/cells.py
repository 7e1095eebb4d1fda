"""Cells: what no cell of a list may hold, and how long it may be for the record to take it."""

import unicodedata

from django.utils.translation import gettext as _

from memorial.base.texts import OVERRIDES
from memorial.exchange.lists.targets import Target

#: As long as the columns of the record; a note has no limit of its own.
LONGEST: dict[Target, int] = {
    Target.FULL_NAME: 250,
    **dict.fromkeys((Target.GIVEN, Target.PATRONYMIC, Target.FAMILY, Target.MARRIED_FAMILY), 120),
    **dict.fromkeys((Target.NICKNAME, Target.MOTHER, Target.FATHER), 250),
    **dict.fromkeys((Target.RESIDENCE, Target.BIRTHPLACE, Target.DEATH_PLACE, Target.BURIAL_PLACE), 150),
    **dict.fromkeys((Target.SEX, Target.FATE, Target.BIRTH, Target.BIRTH_YEAR, Target.DEATH, Target.FATE_DATE), 250),
    Target.AGE: 250,
    Target.OCCUPATION: 200,
    Target.ROW_ID: 120,
}
NO_LIMIT = 100_000


def one_line(text: str) -> str:
    """Return a text without line breaks, double spaces and spaces around it."""
    if "  " not in text and text.isprintable():
        return text.strip()
    return " ".join(text.split())


def cell_fault(text: str, longest: int) -> str:
    """Return why the record cannot take a text, in a sentence; nothing where it can."""
    if len(text) > longest:
        return _("This is longer than the record can take (%(length)s signs, %(longest)s at the most).") % {
            "length": len(text),
            "longest": longest,
        }
    if text.isprintable():
        return ""
    if OVERRIDES.search(text):
        return _("This holds an invisible sign that turns round the direction of writing. Type it anew.")
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\t\n\r" for sign in text):
        return _("This holds a sign that is no letter, number or mark of any script. Type it anew.")
    return ""
