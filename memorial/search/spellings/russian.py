"""Russian: how Azerbaijani, Turkic, Persian and Arabic names are written in Russian.

Source: the practice of Soviet and Russian registers, which lack h, q, ğ, ə, ö, ü and c (ə is а, э or е; h is г or х; q
is г or к; ğ is г; c is дж; ö is о or ё; ü is у or ю); BGN/PCGN 1947 and GOST 7.79-2000 for the letters themselves.
Signs of the Caucasian languages with ъ and ь are read as their alphabets have them.
"""

TABLE = {
    "а": "a ə",
    "б": "b",
    "в": "v",
    "г": "g q ğ h",
    "д": "d",
    "е": "e ə",
    "ё": "yo yö ye",
    "ж": "j c?",
    "з": "z",
    "и": "i ı",
    "й": "y",
    "к": "k q",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o ö",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u ü ı?",
    "ф": "f",
    "х": "x h",
    "ц": "ts",
    "ч": "ç",
    "ш": "ş",
    "щ": "ş",
    "ъ": "-",
    "ы": "ı i",
    "ь": "-",
    "э": "e ə",
    "ю": "yu yü",
    "я": "ya yə",
    "дж": "c",
    "чж": "c",
    "тч": "ç",
    "гъ": "ğ",
    "къ": "q",
    "хъ": "q x",
    "гь": "h g",
    "хь": "h x",
    "т$": "t d",
    # bəy of a family name, which Russian has as the old Turkic bek: Гаджибеков is Hacıbəyov.
    "бек": "bek bəy",
}
