"""Arabic letters: the names in Persian, Arabic, Ottoman and in the Azerbaijani of Iran, mostly without short vowels.

Source: ALA-LC romanization tables for Arabic, Persian and Azerbaijani in Perso-Arabic script; the United Nations
systems for Arabic (2017) and Persian. Letters that Arabic tells apart and Azerbaijani does not are one sound here.
Arabic newspapers write the v of other languages with ف, ç with تش, c with دج, and ə with ا.
"""

TABLE = {
    "ا": "a ə",
    "^ا": "a ə e i ı u o ü ö",
    "^او": "u o ü ö",
    "تش": "ç",
    "دج": "c",
    "^ای": "i e ə",
    "^است": "əst st",
    "ب": "b p?",
    "پ": "p",
    "ت": "t",
    "ث": "s t?",
    "ج": "c g",
    "چ": "ç",
    "ح": "h",
    "خ": "x",
    "د": "d",
    "ذ": "z",
    "ر": "r",
    "ز": "z",
    "ژ": "j",
    "س": "s",
    "ش": "ş ç?",
    "ص": "s",
    "ض": "z d",
    "ط": "t",
    "ظ": "z",
    "ع": "·",
    "^ع": "·",
    "غ": "ğ q",
    "ف": "f v",
    "ق": "q g k",
    "ک": "k g?",
    "گ": "g",
    "ڭ": "n",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "و": "u v o ü ö",
    "^و": "v u",
    "ۆ": "ö o ü",
    "ه": "h",
    "ه$": "ə a e h",
    "ة": "ə a t",
    "ی": "i y ı e",
    "^ی": "y i",
    "ی$": "i y a?",
    "ء": "-",
    "اوا$": "ova",
    "وا$": "va",
    "یف$": "yev if",
    "اف$": "ov af",
    "وف$": "ov uf",
    "الله": "·la ·lah",
    "لو$": "lu lı",
    "لی$": "li lı",
}

#: Before these letters the l of the article is not said: عبدالرحمن is Əbdürrəhman.
SUN_LETTERS = "تثدذرزسشصضطظن"
TABLE |= {f"ال{letter}": f"·{TABLE[letter][0]} ·l{TABLE[letter][0]}" for letter in SUN_LETTERS}
