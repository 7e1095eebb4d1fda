"""Names of a list, parted as the list writes them; the words themselves stay those that somebody wrote."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.exchange.lists.beside_names import without_asides
from memorial.exchange.lists.unsaid import says_nothing
from memorial.search.letters import words_of
from memorial.search.particles import ARTICLES, BEFORE, is_particle, is_patronymic

#: Words that belong to the family name that follows them: “de la Cuadra”, “van Lierde”.
_PARTICLES = (
    "de del della dello delle di da do dos das du des la las los le lo van von der den ten ter zu zur st saint san "
    "santa mac al el ul bin ibn abu"
)
BEFORE_FAMILY = frozenset(_PARTICLES.split())
_TWO_SPACES = re.compile(r"\s{2,}|\t")


class NameForm(TextChoices):
    """How the names of a column are written."""

    AS_WRITTEN = "as_written", gettext_lazy("in full, not parted")
    FAMILY_GIVEN = "family_given", gettext_lazy("family name, given names")
    FAMILY_GIVEN_MOTHER = "family_given_mother", gettext_lazy("family name, given names; mother’s name after a comma")
    FAMILY_COMMA_GIVEN = "family_comma_given", gettext_lazy("family name, comma, given names")
    GIVEN_FAMILY = "given_family", gettext_lazy("given names, family name")
    GIVEN_PATRONYMIC_FAMILY = "given_patronymic_family", gettext_lazy("given name, patronymic, family name")
    FAMILY_GIVEN_PATRONYMIC = "family_given_patronymic", gettext_lazy("family name, given name, patronymic")


class NameParts(NamedTuple):
    """A name and its parts, each as written; beside it what stood in brackets or quotes, by kind."""

    full: str
    given: str = ""
    patronymic: str = ""
    family: str = ""
    other: tuple[tuple[str, str], ...] = ()
    doubt: str = ""


_Parted = tuple[str, str, str, str]  # given, patronymic, family, doubt


def split_name(text: str, form: NameForm, *, family_words: int = 1) -> NameParts:
    """Part one cell's name by the form of its column.

    ``family_words`` is how many words a family name has where one space alone stands before the given names; particles
    such as “de la” belong to it and are not counted. What cannot be parted is kept in full, with a doubt.
    """
    if says_nothing(text, as_name=True):
        return NameParts("")
    bare, other = without_asides(text)
    if form == NameForm.FAMILY_GIVEN_MOTHER:
        bare, _comma, mother = bare.partition(",")
        other += (("mother", " ".join(mother.split())),) if mother.strip() else ()
        form = NameForm.FAMILY_GIVEN
    full = " ".join(bare.split())
    given, patronymic, family, doubt = _parted(bare, full, form, family_words)
    return NameParts(full, given, patronymic, family, other, doubt)


def form_of(samples: Iterable[str]) -> NameForm:
    """Return the form that most names of a column show by commas, double spaces and patronymics; else in full.

    Two words with one space between them show nothing: which of them is the family name is never guessed.
    """
    names = [without_asides(text)[0] for text in samples if not says_nothing(text, as_name=True)]
    shown = Counter(_shown_form(name) for name in names)
    form, count = shown.most_common(1)[0] if shown else (NameForm.AS_WRITTEN, 0)
    return form if count * 2 > len(names) else NameForm.AS_WRITTEN


def _shown_form(name: str) -> NameForm:
    if _TWO_SPACES.search(name.strip()):
        return NameForm.FAMILY_GIVEN_MOTHER if "," in name else NameForm.FAMILY_GIVEN
    if "," in name:
        return NameForm.FAMILY_COMMA_GIVEN
    words = name.split()
    place = _patronymic_place(words)
    if place is None or len(words) < 3:
        return NameForm.AS_WRITTEN
    return NameForm.FAMILY_GIVEN_PATRONYMIC if place[1] == len(words) else NameForm.GIVEN_PATRONYMIC_FAMILY


def _parted(bare: str, full: str, form: NameForm, family_words: int) -> _Parted:
    if form == NameForm.AS_WRITTEN:
        return "", "", "", ""
    if form == NameForm.FAMILY_COMMA_GIVEN:
        return _at_comma(full)
    words = full.split()
    if form == NameForm.FAMILY_GIVEN:
        return _at_spaces(bare, words, family_words)
    if len(words) == 1:
        return "", "", "", _("The name has one word only; whether it is a given or a family name is not told.")
    if form == NameForm.GIVEN_FAMILY:
        start = _family_start(words, family_words)
        return _joined(words[:start]), "", _joined(words[start:]), ""
    return _with_patronymic(words, family_first=form == NameForm.FAMILY_GIVEN_PATRONYMIC, family_words=family_words)


def _at_comma(full: str) -> _Parted:
    family, comma, given = full.partition(",")
    if not comma or not given.strip() or not family.strip():
        return "", "", "", _("There is no comma between family name and given names; the name is kept in full.")
    return given.strip(), "", family.strip(), ""


def _at_spaces(bare: str, words: Sequence[str], family_words: int) -> _Parted:
    pieces = _TWO_SPACES.split(bare.strip(), maxsplit=1)
    if len(pieces) == 2:
        return " ".join(pieces[1].split()), "", " ".join(pieces[0].split()), ""
    end = _family_end(words, family_words)
    if end >= len(words):
        return "", "", "", _("Family name and given names could not be told apart; the name is kept in full.")
    return _joined(words[end:]), "", _joined(words[:end]), ""


def _with_patronymic(words: Sequence[str], *, family_first: bool, family_words: int) -> _Parted:
    place = _patronymic_place(words)
    if place is None:
        if len(words) == 3 and family_words == 1 and words[0].lower() not in BEFORE_FAMILY:
            return (words[1], words[2], words[0], "") if family_first else (words[0], words[1], words[2], "")
        cut = _family_end(words, family_words) if family_first else _family_start(words, family_words)
        given, family = (words[cut:], words[:cut]) if family_first else (words[:cut], words[cut:])
        doubt = _("No patronymic was found among so many words.") if len(given) > 1 else ""
        return _joined(given), "", _joined(family), doubt
    start, end = place
    patronymic = _joined(words[start:end])
    if family_first and end == len(words):
        cut = _family_end(words[:start], family_words)
        return _joined(words[cut:start]), patronymic, _joined(words[:cut]), ""
    if not family_first and start > 0 and end < len(words):
        return _joined(words[:start]), patronymic, _joined(words[end:]), ""
    return "", patronymic, "", _("The patronymic stands in another place than in this form; the name is kept in full.")


def _patronymic_place(words: Sequence[str]) -> tuple[int, int] | None:
    """Return where the patronymic stands among the words of a name, if one can be told by its ending or particle."""
    for number, word in enumerate(words):
        role = _role(word)
        if role == "after" and number:
            return number - 1, number + 1
        if role == "before" and 0 < number < len(words) - 1:
            return number, number + 2
        if role == "joined" or (role == "ending" and number and len(words) > 2):
            return number, number + 1
    return None


@lru_cache(maxsize=32768)
def _role(word: str) -> str:
    """Name what a word says of a patronymic: a particle after or before it, joined to it, or an ending of its own."""
    parts = words_of(word)
    if not parts:
        return ""
    last = parts[-1]
    if last in BEFORE:
        return "before" if len(parts) == 1 else ""
    if last not in ARTICLES and is_particle(last):
        return "after" if len(parts) == 1 else "joined"
    return "ending" if is_patronymic(last) else ""


def _family_end(words: Sequence[str], family_words: int) -> int:
    end = 0
    for _word in range(max(family_words, 1)):
        while end < len(words) - 1 and words[end].lower() in BEFORE_FAMILY:
            end += 1
        end += 1
    return min(end, len(words))


def _family_start(words: Sequence[str], family_words: int) -> int:
    start = max(len(words) - max(family_words, 1), 1)
    while start > 1 and words[start - 1].lower() in BEFORE_FAMILY:
        start -= 1
    return start


def _joined(words: Sequence[str]) -> str:
    return " ".join(words)
