"""Particles: the words of a name that say whose son or daughter somebody is, or how they were addressed.

Oğlu, qızı, ibn and the article are no part of what is compared. Titles are, but weakly: Hacı may be a pilgrim's title
and may be a name.
"""

import re
from functools import lru_cache

from memorial.search.endings import Ending, parted
from memorial.search.letters import LONGEST, bare, words_of
from memorial.search.likeness import SAME, distance
from memorial.search.sounds import ARTICLE, readings

#: Son and daughter after the father's name, as they are said; other spellings of them are recognised by their sounds.
AFTER = ("oğlu", "oğlı", "qızı")
#: The same before the father's name, and articles, as they are written.
BEFORE = frozenset({"ibn", "ebn", "bin", "bint", "bent", "binte", "ибн", "бин", "бинт", "بن", "ابن", "بنت"})
ARTICLES = frozenset({"al", "el", "ul", "аль", "эль", "ال"})
#: The article before a letter that its l has become: at-Tusi, Насир ад-Дин.
ASSIMILATED = re.compile(r"\b[aeuаэуաէ]([stdz]h|[dlnrstzднлрсзтшդնրսզտշ])[-‐‑](?=\1)", re.IGNORECASE)
#: Words in Arabic letters that are written together with the one before, with the one behind that has the article, and,
#: where a given name stands before them, with the one before: one writer puts a space there, another none.
WITH_BEFORE = frozenset(["الله", "الدین", "یف", "ییف", "اف", "وف", "اوف", "یفا", "ییفا", "وفا", "اوا", "یوا", "ییوا"])
WITH_ARTICLE = frozenset({"عبد", "ابو"})
WITH_FAMILY = frozenset({"زاده", "زادة"})
#: Stands where a space was, and is no part of a word.
JOINER = "\u2060"
ARABIC = re.compile("[؀-ۿ]")
#: Abbreviations of son and daughter, which stand in small letters behind the father's name: "Ə. Vəli o."
ABBREVIATIONS = frozenset({"o", "oğ", "q", "qız", "о", "оғ", "г", "к", "кыз"})
ABBREVIATED = re.compile(rf"(?<=\s)(?:{'|'.join(sorted(ABBREVIATIONS))})\.?\s*$")
#: With more words than these, and son or daughter behind them, all from the third on are the father's name.
LAST_OF_FATHER = 4
#: How people are addressed, with what it tells of who they are: 1 would be a name.
TITLES = {
    0.1: "doktor professor dr prof mr mrs ms cənab",
    0.25: "bəy bəg xanım kərbəlayi kəblə məşədi molla axund şeyx əfəndi paşa",
    0.4: "hacı seyid seyyid mirzə xan ağa mir usta",
}
BY_TITLE = {title: weight for weight, titles in TITLES.items() for title in titles.split()}
#: Titles and particles of this length and less are themselves only in letters that sound exactly alike.
SHORT, SHORT_APART = 3, 0.1


@lru_cache(maxsize=16384)
def is_particle(word: str) -> bool:
    """Return whether a word of a name says only whose child somebody is, or is an article."""
    if word in BEFORE or word in ARTICLES:
        return True
    return 3 < len(word) < 7 and any(distance(word, one) <= SAME for one in AFTER)


@lru_cache(maxsize=16384)
def weight(word: str) -> float:
    """Return how much a word tells of who somebody is: 1 for a name, less for a title, 0 for a particle."""
    if is_particle(word):
        return 0.0
    if len(word) > 10 or len(word) < 2:
        return 1.0
    most = SHORT_APART if len(word) <= SHORT else SAME
    return min((weight for title, weight in BY_TITLE.items() if distance(word, title) < most), default=1.0)


def is_patronymic(word: str) -> bool:
    """Return whether a word is a father's name by its ending: Həsənoviç, Гасановна."""
    return parted(readings(word)[0])[1] in {Ending.SON, Ending.DAUGHTER}


def telling_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that are neither son and daughter of nor articles."""
    plain = text if "-" not in text and text.isascii() else ASSIMILATED.sub("", text)
    return tuple([word for word in words_of(plain) if not is_particle(word)])


usual_telling = lru_cache(maxsize=16384)(telling_words)


def joined_pieces(text: str) -> list[str]:
    """Return what stands between the spaces of a text, but for spaces that part no words: عبد الله is one."""
    if not ARABIC.search(text):
        return text.split()
    pieces: list[str] = []
    before = ""
    for piece in text.split():
        letters = bare(piece)
        belongs = len(pieces) > 1 if letters in WITH_FAMILY else bool(pieces) and letters in WITH_BEFORE
        if belongs or (letters.startswith(ARTICLE) and before in WITH_ARTICLE):
            pieces[-1] += JOINER + piece
        else:
            pieces.append(piece)
        before = letters
    return pieces


def name_pieces(text: str) -> list[str]:
    """Return what stands between the spaces of a name, without an abbreviation of son or daughter at its end."""
    pieces = joined_pieces(text)
    if pieces and pieces[-1].removesuffix(".") in ABBREVIATIONS and text.count(" ") > 1:
        return joined_pieces(ABBREVIATED.sub("", text))
    return pieces


def name_words(text: str) -> list[str]:
    """Return the words of a name that are compared: without son and daughter of, and without articles.

    A name that has no other words keeps them.
    """
    pieces = name_pieces(text)
    # Piece by piece, as `words_of` does.
    found = [word for piece in pieces for word in (usual_telling if len(piece) <= LONGEST else telling_words)(piece)]
    return found or words_of(" ".join(pieces))


def patronymics(text: str) -> set[str]:
    """Return the words of a name that are said to be the father's: by an ending, or by son or daughter beside."""
    words = words_of(" ".join(joined_pieces(text)))
    found = {word for word in words if is_patronymic(word)}
    for before, word in zip(words, words[1:], strict=False):
        if word not in ARTICLES and word not in BEFORE and is_particle(word):
            found.add(before)
        if before in BEFORE:
            found.add(word)
    if len(words) > LAST_OF_FATHER and is_particle(words[-1]):
        # "Алиев, Азиз Мамед Керим оглы": a father's name of two words behind a family and a given name.
        found |= set(words[2:-1])
    if len(words) > 2 and ABBREVIATED.search(text):
        found |= set(name_words(text)[-1:])
    return {word for word in found if not is_particle(word)}
