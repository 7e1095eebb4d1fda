"""Azerbaijani in Cyrillic letters, 1939 to 1991 and long after: what registers, graves and Soviet papers have.

Source: the alphabet of 1939 with its reform of 1958 (ј came in place of й, and э, ю, я were given up); the table of
correspondences that BGN and PCGN agreed on in 1993. Here г is q and ҝ is g, other than in Russian;
writers who went to Russian schools have г as Russian has it.
"""

#: Letters that say that a word is written so.
TELLING = frozenset("әҝҹөүһј")

TABLE = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "q g? h?",
    "ғ": "ğ",
    "д": "d",
    "е": "e",
    "ә": "ə",
    "ж": "j",
    "з": "z",
    "и": "i",
    "ы": "ı",
    "ј": "y",
    "к": "k",
    "ҝ": "g",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "ө": "ö",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ү": "ü",
    "ф": "f",
    "х": "x",
    "һ": "h",
    "ч": "ç",
    "ҹ": "c",
    "ш": "ş",
    # Letters of before 1958, and of writers who went on with them.
    "й": "y",
    "э": "e",
    "ю": "yu yü",
    "я": "ya yə",
    "ё": "yo yö",
    "ц": "ts",
    "щ": "ş",
    "дж": "c",
    "ь": "-",
    "ъ": "-",
}
