"""Noun endings: a light rule for Azerbaijani words in texts, for which there is no good stemmer to be had.

The rule takes off what a noun takes on: the plural, the five cases that have an ending, and the possessives. It works
on words without the signs on their letters (`stems.flat`), so that what is typed without them is found: there ə is an
e, and ı and ü are i and u. Endings are taken off one after another until none is left. Where the last letters can be
read in two ways ("şəhidə" is şəhid-ə, "ailədə" is ailə-də), both remainders are kept: two forms of a noun have one in
common. Nobody ever sees a remainder. None is shorter than three letters.

Source: the declension of nouns with and without possessives, https://en.wikibooks.org/wiki/Azerbaijani/Contents_(Latin)/Nouns.
"""

VOWELS = "aeiouy"
#: The fewest letters that are left of a word.
SHORTEST = 3
#: Endings that stand after any letter.
AFTER_ANY = (
    ("lar", "ler"),  # plural: qızlar, evlər
    ("lari", "leri"),  # their; also the plural with his, her, its: qızları
    ("imiz", "umuz"),  # our: kitabımız
    ("iniz", "unuz"),  # your: kitabınız
    ("da", "de"),  # locative: Xocalıda
    ("dan", "den"),  # ablative: Xocalıdan
    ("nda", "nde"),  # locative after a possessive: kəndində
    ("ndan", "nden"),  # ablative after a possessive: kəndindən
    ("in", "un"),  # genitive, or your: kəndin
    ("im", "um"),  # my: qardaşım
)
#: Endings that stand after a vowel alone, because their own first letter only parts two vowels.
AFTER_VOWEL = (
    ("nin", "nun"),  # genitive: Xocalının
    ("ni", "nu"),  # accusative: Xocalını
    ("ya", "ye"),  # dative: Xocalıya
    ("na", "ne"),  # dative after a possessive: kitabına
    ("si", "su"),  # his, her, its: anası
    ("miz", "muz"),  # our: anamız
    ("niz", "nuz"),  # your: ananız
    ("m",),  # my: anam
)
#: A single vowel is the dative (kəndə), the accusative or a possessive (kəndi), or the word's own: it goes in any case.
SINGLE = "aeiu"
#: What the last sound of a word becomes before a vowel: uşaq, uşağı; çörək, çörəyi. Either is written as the first.
TURNED = {"g": "q", "y": "k"}

LONGEST_FIRST = sorted(
    [(ending, False) for group in AFTER_ANY for ending in group]
    + [(ending, True) for group in AFTER_VOWEL for ending in group],
    key=lambda pair: -len(pair[0]),
)


def remainders(word: str) -> tuple[str, ...]:
    """Return what is left of an Azerbaijani word of plain small Latin letters; any other word is left as it is.

    The first is that of the longest endings; the others are there where an ending can be read in two ways.
    """
    if not (word.isascii() and word.isalpha()):
        return (word,)
    left: dict[str, None] = {}
    ways, seen = [word], set[str]()
    while ways:
        at = ways.pop()
        if at in seen:
            continue
        seen.add(at)
        shorter = shortened(at)
        ways += reversed(shorter)
        if not shorter:
            left[at[:-1] + TURNED.get(at[-1], at[-1]) if len(at) >= SHORTEST else at] = None
    return tuple(left)


def shortened(word: str) -> list[str]:
    """Return a word without each of the last endings that it can have, without the longest first."""
    found = []
    for ending, after_vowel in LONGEST_FIRST:
        rest = word.removesuffix(ending)
        if len(rest) >= SHORTEST and rest != word and (not after_vowel or rest[-1] in VOWELS):
            found.append(rest)
    if len(word) > SHORTEST and word[-1] in SINGLE:
        found.append(word[:-1])
    return found
