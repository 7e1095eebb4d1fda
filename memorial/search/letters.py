"""Letters: the words of a name or a text, as they are before any rule of a language is asked.

Composed, small by a rule that knows the dotless i, without marks of direction, joiners, soft hyphens and accents that
no alphabet of ours has as letters; and with the letters that merely look like those of the rest of the word put right.
"""

import re
import unicodedata
from functools import lru_cache

#: As long as the column that keeps a word; no name has a word of that length, so longer ones are cut.
LONGEST = 60
#: Letters with a sign above or below that are letters of their own in an alphabet of names here; others are accents.
LETTERS = frozenset("çğışöüəёйñßäčšžǧїўӯҷ")
#: Signs that are another way to write a letter, and cannot be taken apart by Unicode's rules.
SAME_LETTER = str.maketrans(
    {
        "ǝ": "ə", "Ǝ": "Ə", "ɘ": "ə", "ș": "ş", "Ș": "Ş", "ß": "ss", "ẞ": "ss", "ø": "ö", "Ø": "Ö",
        "æ": "ä", "Æ": "Ä", "œ": "ö", "Œ": "Ö", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th",
        "ي": "ی", "ى": "ی", "ۍ": "ی", "ې": "ی", "ك": "ک", "ە": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا", "ـ": "",
        "ѓ": "ғ", "ѐ": "е", "ѝ": "и",
    }
)  # fmt: skip
APOSTROPHES = re.compile("['’ʼʻ`´‘‛ʹʾʿˈ′՚׳＇]")
WORD = re.compile(r"[^\W_]+")
#: Letters of the two scripts that look alike, in the case in which they do.
LATIN = "aceopxyjihkmtsəöüğABCEHKMOPTXYIJSƏÖÜĞ"
CYRILLIC = "асеорхујіһкмтѕәөүғАВСЕНКМОРТХУІЈЅӘӨҮҒ"
TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
TO_LATIN = str.maketrans(CYRILLIC, LATIN)
#: Capitals that say that the word is Azerbaijani or Turkish, where I is the capital of ı.
DOTLESS = frozenset("ƏĞŞÖÜ")


def small(text: str) -> str:
    """Return a text composed and in small letters; İ is i, and no mark is left of it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).replace("İ", "i").lower())


def bare(text: str) -> str:
    """Return a text without accents, except where those make letters, and without unseen signs."""
    if text.isascii():
        return text
    signs = []
    for sign in unicodedata.normalize("NFC", text).translate(SAME_LETTER):
        if sign.isascii() or sign.lower() in LETTERS:
            signs.append(sign)
        elif sign.isdecimal():
            signs.append(str(unicodedata.decimal(sign)))
        else:
            parts = unicodedata.normalize("NFD", sign)
            signs.extend(part for part in parts if unicodedata.category(part) not in {"Mn", "Me", "Cf"})
    return unicodedata.normalize("NFC", "".join(signs)).translate(SAME_LETTER)


def words_of(text: str) -> list[str]:
    """Return the words of a text, small and bare; hyphens part them, apostrophes do not."""
    # Piece by piece: the same few thousand given and family names make up the names of a million people.
    return [word for piece in text.split() for word in (usual_words if len(piece) <= LONGEST else piece_words)(piece)]


def piece_words(text: str) -> tuple[str, ...]:
    """Return the words of a piece of text that has no space in it."""
    if text.isascii():
        return tuple(word[:LONGEST] for word in WORD.findall(APOSTROPHES.sub("", text).lower()))
    plain = unicodedata.normalize("NFKC", APOSTROPHES.sub("", text))
    plain = APOSTROPHES.sub("", bare(plain.replace("İ", "i")))
    return tuple(small_word(word)[:LONGEST] for word in WORD.findall(plain))


usual_words = lru_cache(maxsize=32768)(piece_words)


def small_word(word: str) -> str:
    """Return one word in small letters of one script."""
    word = one_script(word)
    if "I" in word and (DOTLESS & set(word) or ("i" in word and word.replace("i", "").isupper())):
        word = word.replace("I", "ı")
    return bare(small(word))


def one_script(word: str) -> str:
    """Return a word without look-alikes: in Latin or in Cyrillic letters, whichever more of its letters can only be."""
    latin = sum("a" <= sign.lower() <= "ɏ" or sign in "əƏ" for sign in word)
    cyrillic = sum("Ѐ" <= sign <= "ԯ" for sign in word)
    if not latin or not cyrillic:
        return word
    only_latin = sum(sign not in LATIN and ("a" <= sign.lower() <= "ɏ") for sign in word)
    only_cyrillic = sum(sign not in CYRILLIC and "Ѐ" <= sign <= "ԯ" for sign in word)
    to_latin = (only_latin, latin) > (only_cyrillic, cyrillic)
    return word.translate(TO_LATIN if to_latin else TO_CYRILLIC)
