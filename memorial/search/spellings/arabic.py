"""Arabic letters: the names in Persian, Arabic, Ottoman and in the Azerbaijani of Iran, mostly without short vowels.

Source: ALA-LC romanization tables for Arabic, Persian and Azerbaijani in Perso-Arabic script; the United Nations
systems for Arabic (2017) and Persian. Letters that Arabic tells apart and Azerbaijani does not are one sound here.
Arabic newspapers write the v of other languages with ف, ç with تش or ج, c with دج, g with غ, ج or ک, and ə with ا.
Persian and Arabic papers write names by their origin, and not as Azerbaijani has changed them: Məmmədov is محمدوف
(jahanemana.ir, urdupoint.com), Fətəli is فتحعلی (en.wikipedia.org/wiki/Fatali_Khan_Khoyski), Qəmbər is قنبر, and bəy is
بیگ or بک, as in Turkic names of every time. Papers of Iran write -ov with ف, اف, وف and اوف, -zadə with زاده; Arabic
writers who have a ڤ write the endings with it.
"""

TABLE = {
    "ا": "a ə",
    "^ا": "a ə e i ı u o ü ö",
    "^او": "u o ü ö",
    "ال": "al əl ·l",
    # At the end it is no article: جمال is Camal, and not Cəmil.
    "ال$": "al əl",
    "الل": "al əl ·l",
    "محمد": "m·həm·d m·ham·d m·hem·d m·m·d",
    "حع": "h· ·",
    "نب": "nb mb",
    "بیگ": "bəy bek beg",
    "بیک": "bek bəy bik",
    "بک": "bək bəy",
    "یزاد": "izad azad",
    "بوال": "bül bul",
    # Əbülfəz has lost the l of أبو الفضل.
    "فضل$": "fəz fəzl",
    "تش": "ç",
    "دج": "c",
    "^ای": "i e ə",
    "^است": "əst st",
    "ب": "b p?",
    "پ": "p",
    "ت": "t",
    "ث": "s t?",
    "ج": "c g ç?",
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
    "غ": "ğ q g",
    "ف": "f v",
    "ڤ": "v",
    "ق": "q g k",
    "ک": "k g",
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
    "ایی$": "ai ayi",
    "اوا$": "ova",
    "وا$": "ova va",
    "ووا$": "ova",
    "یوا$": "yeva",
    "وفا$": "ova ufa",
    "یفا$": "yeva ifa",
    "ییفا$": "yeva",
    "اوف$": "ov",
    "یوف$": "yov iuf",
    "زاده$": "zadə",
    "زادة$": "zadə",
    "اوغلو$": "oğlu",
    "اوغلی$": "oğlu oğlı",
    "یاف$": "iyev yov",
    "ییف$": "yev",
    "یف$": "yev if",
    "اف$": "ov af",
    "وف$": "ov uf",
    "الله": "·la ·lah",
    "لو$": "lu lı",
    # Of an Arabic ى at the end, which is an a, no more is seen by then than of a ی.
    "لی$": "li lı la?",
}

#: Papers that have a letter for v write the endings with it.
TABLE |= {letters.replace("ف", "ڤ"): sounds for letters, sounds in TABLE.items() if letters.endswith(("ف$", "فا$"))}
#: Before these letters the l of the article is not said: عبدالرحمن is Əbdürrəhman.
SUN_LETTERS = "تثدذرزسشصضطظن"
TABLE |= {f"ال{letter}": f"·{TABLE[letter][0]} ·l{TABLE[letter][0]}" for letter in SUN_LETTERS}
