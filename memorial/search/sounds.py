"""Sounds: what a written word of a name may stand for, in one alphabet for all scripts and languages.

A reading is a string of signs, one for each sound. Some signs stand for what a spelling leaves open: the Russian г,
which is g, q or h. A word has several readings where its language is not certain.
"""

from functools import lru_cache

from anyascii import anyascii

#: Signs of readings: vowels, consonants; ``G`` is a Russian г, ``ə`` is a or e.
VOWELS = frozenset("aeəiıoöuü")

RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        ["a", "b", "v", "G", "d", "e", "ö", "j", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "x", "s", "ç", "ş", "ş", "_", "ı", "_", "e", "yu", "ya"],
        strict=True,
    )
)
RUSSIAN_PAIRS = {"дж": "c"}
AZERBAIJANI_CYRILLIC = dict(zip("әҝғҹһөүј", ["ə", "g", "ğ", "c", "h", "ö", "ü", "y"], strict=True))
LATIN = {"c": "c", "ç": "ç", "ş": "ş", "ğ": "ğ", "x": "x", "j": "c", "w": "v", "q": "q"}
LATIN_PAIRS = {"dzh": "c", "dj": "c", "sh": "ş", "ch": "ç", "kh": "x", "gh": "ğ", "zh": "j"}


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[str, ...]:
    """Return the readings of a word as `letters.words_of` gives it; the first is the likeliest."""
    if any("а" <= sign <= "ӿ" for sign in word):
        return (spell(word, RUSSIAN | AZERBAIJANI_CYRILLIC, RUSSIAN_PAIRS),)
    if not word.isascii() and not set(word) & set("əıöüçşğ"):
        word = anyascii(word).lower()
    return (spell(word, LATIN, LATIN_PAIRS),)


def spell(word: str, letters: dict[str, str], groups: dict[str, str]) -> str:
    """Return a word by the rules of one spelling: the longest group of letters first, then letter by letter."""
    sounds, place = [], 0
    while place < len(word):
        size = next((size for size in (4, 3, 2) if word[place : place + size] in groups), 1)
        part = word[place : place + size]
        sounds.append(groups[part] if size > 1 else letters.get(part, part))
        place += size
    said = "".join(sounds).replace("_", "")
    return "".join(sign for place, sign in enumerate(said) if place == 0 or sign != said[place - 1])
