"""Other languages in Cyrillic letters: what Tajik, Uzbek, Kazakh, Tatar, Bashkir, Ukrainian and Serbian letters add.

Source: BGN/PCGN romanizations of Tajik (1994), Uzbek (1979), Kazakh (1979) and Ukrainian (1965). Letters that Russian
has too are read as in Russian, and о of Tajik is often the long a of Persian.
"""

#: Letters that say that a word is not Russian and not Azerbaijani.
TELLING = frozenset("іїєґўқҳҷӣӯұңҡҙҫљњћђџ")

TABLE = {
    "і": "i ı",
    "ї": "yi",
    "є": "ye yə",
    "ґ": "g",
    "ў": "o u v?",
    "қ": "q k",
    "ҳ": "h x",
    "ғ": "ğ q",
    "ҷ": "c",
    "җ": "c",
    "ӣ": "i",
    "ӯ": "u ü o",
    "ұ": "u",
    "ү": "ü u",
    "ө": "ö o",
    "ә": "ə a",
    "һ": "h",
    "ң": "n",
    "ҡ": "q",
    "ҙ": "z",
    "ҫ": "s",
    "љ": "l",
    "њ": "n",
    "ћ": "ç",
    "ђ": "c",
    "џ": "c",
    "ј": "y",
    "о": "o ö a?",
}
