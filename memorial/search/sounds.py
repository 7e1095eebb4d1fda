"""Sounds: what a written word of a name may stand for, in one alphabet for all scripts and languages.

A reading is a string of signs, one for each sound. A letter of the Azerbaijani alphabet is its own sound; other signs
stand for what a spelling leaves open: the Russian г is one sign for g, q, ğ and h. Which sounds a sign stands for, and
how unusual each is, says `SOUNDS`; nobody needs to know how the sign itself looks.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

from anyascii import anyascii

from memorial.search.spellings import (
    arabic,
    armenian,
    azerbaijani,
    azerbaijani_cyrillic,
    english,
    french,
    german,
    other_cyrillic,
    other_latin,
    russian,
    scholarly,
    spanish,
    turkish,
)

#: The sounds that are vowels; ``·`` is any short vowel, or none.
VOWELS = frozenset("aeəiıoöuü·")
#: What each further sound of a letter adds to a distance, and what one adds that the letter rarely stands for.
FURTHER, RARE = 0.03, 0.2
#: No word has more readings than these, and none that is written sign by sign has a longer one.
MOST, LONGEST = 4, 60

#: The article of Arabic, which some write before a name and some do not, and how long a word with it is at least.
ARTICLE, LEAST_WITH_ARTICLE = "ال", 6
#: The shorter word that has it, and is a part of many names: Nasir al-Din.
OF_THE_FAITH = "الدین"

Weighed = list[tuple[float, str]]
#: A letter or a group of letters, and each row of signs that it may be read as.
Spelling = Mapping[str, tuple[str, ...]]

#: The sounds that each sign may stand for, and the cost of each.
SOUNDS: dict[str, dict[str, float]] = {}
SIGNS: dict[tuple[tuple[str, float], ...], str] = {}


def sign_for(sounds: dict[str, float]) -> str:
    """Return the sign for these sounds; a sound that leaves nothing open is its own sign."""
    known = tuple(sorted(sounds.items(), key=lambda pair: (pair[1], pair[0])))
    if len(known) == 1:
        SOUNDS[known[0][0]] = {known[0][0]: 0.0}
        return known[0][0]
    sign = SIGNS.setdefault(known, chr(0xE000 + len(SIGNS)))
    SOUNDS[sign] = dict(known)
    return sign


def weighed(sounds: str, first: float) -> Weighed:
    """Return what a letter of a table stands for, with the cost of each; the language itself costs ``first``."""
    return [
        (first + (RARE if said.endswith("?") else FURTHER * place), said.rstrip("?").replace("-", ""))
        for place, said in enumerate(sounds.split())
    ]


def signs_of(ways: Weighed) -> tuple[str, ...]:
    """Return the rows of signs for what a letter stands for: ways of one length are one row, of signs that are open."""
    rows = []
    for length in dict.fromkeys(len(said) for _cost, said in sorted(ways, key=lambda way: way[0])):
        same = [(cost, said) for cost, said in ways if len(said) == length]
        least = min(cost for cost, _said in same)
        row = []
        for place in range(length):
            sounds: dict[str, float] = {}
            for cost, said in same:
                sounds[said[place]] = round(min(sounds.get(said[place], 9), cost - least), 2)
            row.append(sign_for(sounds))
        rows.append("".join(row))
    return tuple(rows)


def together(*tables: tuple[Mapping[str, str], float]) -> Spelling:
    """Return the spelling of a word whose language is one of several, each with the cost of supposing it."""
    ways: dict[str, Weighed] = {}
    for table, cost in tables:
        for letters, sounds in table.items():
            ways.setdefault(letters, []).extend(weighed(sounds, cost))
    return {letters: signs_of(some) for letters, some in ways.items()}


#: The tables of a language that a caller names.
NAMED = {
    "az": together((azerbaijani.TABLE, 0)),
    "tr": together((turkish.TABLE, 0)),
    "en": together((english.TABLE, 0)),
    "de": together((german.TABLE, 0)),
    "fr": together((french.TABLE, 0)),
    "es": together((spanish.TABLE, 0)),
}
TURKIC = together((azerbaijani.TABLE, 0), (turkish.TABLE, 0))
WITH_DOTS = together((azerbaijani.TABLE, 0), (turkish.TABLE, 0), (german.TABLE, 0.06))
PLAIN = (azerbaijani.PLAIN, 0), (english.TABLE, 0), (turkish.TABLE, 0)
ANY_LATIN = together(*PLAIN, (other_latin.TABLE, 0), (french.TABLE, 0.06), (german.TABLE, 0.06), (spanish.TABLE, 0.1))
SCHOLARLY = together((english.TABLE, 0.06), (scholarly.TABLE, 0))
GERMAN = together((german.TABLE, 0))
FRENCH = together((french.TABLE, 0), (english.TABLE, 0.1))
RUSSIAN = together((russian.TABLE, 0))
OTHER_CYRILLIC = together((russian.TABLE | other_cyrillic.TABLE, 0))
AZERBAIJANI_CYRILLIC = together((azerbaijani_cyrillic.TABLE, 0))
ARMENIAN = together((armenian.TABLE, 0))
ARABIC = together((arabic.TABLE, 0))
#: What a letter is that the word's own spelling lacks.
STRAY = {
    letters: rows
    for spelling in (ARABIC, ARMENIAN, OTHER_CYRILLIC, AZERBAIJANI_CYRILLIC, ANY_LATIN, SCHOLARLY, NAMED["az"])
    for letters, rows in spelling.items()
    if len(letters) == 1
}


def script_of(word: str) -> str:
    """Return in which script a word begins: the name of the block of its first letter that is not Latin, or "latin"."""
    if word.isascii():
        return "latin"
    for sign in word:
        if sign > "ʯ":
            return next((name for first, last, name in BLOCKS if first <= sign <= last), "other")
    return "latin"


BLOCKS = (
    ("Ѐ", "ԯ", "cyrillic"),
    ("԰", "֏", "armenian"),
    ("֐", "׿", "hebrew"),
    ("؀", "ۿ", "arabic"),
    ("ݐ", "ݿ", "arabic"),
    ("ࢠ", "ࣿ", "arabic"),
)


def spelling_of(word: str, script: str) -> Spelling:
    """Return by which rules a word is read: of its script, and of the languages that its letters leave possible."""
    signs = set(word)
    if script == "cyrillic":
        if signs & other_cyrillic.TELLING:
            return OTHER_CYRILLIC
        return AZERBAIJANI_CYRILLIC if signs & azerbaijani_cyrillic.TELLING else RUSSIAN
    if script != "latin":
        return {"armenian": ARMENIAN, "arabic": ARABIC}.get(script, ANY_LATIN)
    return latin_spelling(word, signs)


def latin_spelling(word: str, signs: set[str]) -> Spelling:
    """Return by which rules a Latin word is read."""
    if word.isascii():
        if any(group in word for group in german.TELLING):
            return GERMAN
        if any(group in word for group in french.TELLING):
            return GERMAN if word.endswith(german.TELLING_ENDINGS) else FRENCH
        return ANY_LATIN
    if "ə" in signs:
        return NAMED["az"]
    if signs & scholarly.TELLING:
        return SCHOLARLY
    if signs & set("ğışç"):
        return TURKIC
    return WITH_DOTS if signs & set("öüä") else ANY_LATIN


@lru_cache(maxsize=65536)
def readings(word: str, language: str = "") -> tuple[str, ...]:
    """Return the readings of a word as `letters.words_of` gives it; the first is the likeliest.

    ``language`` is the language of a Latin word, where that is known.
    """
    script = script_of(word)
    spelling = NAMED[language] if script == "latin" and language in NAMED else spelling_of(word, script)
    if script in {"other", "hebrew"}:
        said_in_latin = "".join(sign for sign in anyascii(word).lower() if sign.isalnum())[:LONGEST]
        parts = spell(said_in_latin, spelling)
    else:
        parts = spell(word, spelling)
    said = ["".join(signs) for signs in product_of(parts)]
    # What such a script writes twice has a vowel between, which it does not write.
    said = [with_short_vowels(one) if script in {"arabic", "hebrew"} else single(one) for one in said]
    if script == "arabic" and (word.startswith(ARTICLE) and len(word) >= LEAST_WITH_ARTICLE or word == OF_THE_FAITH):
        said += readings(word.removeprefix(ARTICLE))
    return tuple(dict.fromkeys(one for one in said if one)) or (word,)


def spell(word: str, spelling: Spelling) -> list[tuple[str, ...]]:
    """Return for each part of a word the signs it may be read as: the longest group of letters first."""
    framed, parts, place = f"^{word}$", [], 0
    while place < len(framed):
        size = next((size for size in (5, 4, 3, 2) if framed[place : place + size] in spelling), 1)
        part = framed[place : place + size]
        if part not in {"^", "$"}:
            parts.append(spelling.get(part) or STRAY.get(part) or (anyascii(part).lower()[:2],))
        place += size
    return parts


def product_of(parts: list[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """Return the readings that the parts make together: where those are too many, later parts have their usual one."""
    number, kept = 1, []
    for rows in parts:
        if number * len(rows) > MOST:
            rows = rows[:1]
        number *= len(rows)
        kept.append(rows)
    return product(*kept)


def single(reading: str) -> str:
    """Return a reading in which no consonant is doubled."""
    return "".join(
        sign
        for place, sign in enumerate(reading)
        if place == 0 or vowel(sign) or usual(sign) != usual(reading[place - 1])
    )


@lru_cache(maxsize=4096)
def usual(sign: str) -> str:
    """Return the sound that a sign stands for first of all."""
    return next(iter(SOUNDS.get(sign, sign)))


def vowel(sign: str) -> bool:
    """Return whether a sign is a vowel first of all."""
    return usual(sign) in VOWELS


def with_short_vowels(reading: str) -> str:
    """Return a reading with the sign of a short vowel wherever one may be that is not written."""
    said = [reading[:1]]
    for before, sign in zip(reading, reading[1:], strict=False):
        clear = any(SOUNDS.get(each, {each: 0.0}).keys() <= VOWELS for each in (before, sign))
        said.append(sign if clear else f"·{sign}")
    return "".join(said)


SOUNDS |= {sound: {sound: 0.0} for sound in VOWELS}
