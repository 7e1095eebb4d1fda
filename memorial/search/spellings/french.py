"""French: names as French papers, archives and families abroad have them.

Source: the transcription of Russian and of the Turkic and Arabic names that French editors and the national mapping
agency use (dj, tch, ch, ou, kh, gh, j for the voiced sound, gu before e and i, -ine for -in);
-eff and -off are its older form.
"""

#: Groups that hardly any other language has: the word is French.
TELLING = ("tch", "dj")

TABLE = {sign: sign for sign in "bdfklmnopqrtvz"} | {
    "a": "a ə",
    "c": "k? s?",
    "ch": "ş",
    "dj": "c",
    "e": "e ə",
    "g": "g q ğ h",
    "gh": "ğ q g",
    "gue": "ge gə he hə",
    "gui": "gi gı hi hı",
    "h": "h x",
    "i": "i ı",
    "ine$": "in ine",
    "ane$": "an ane",
    "j": "j",
    "k": "k q",
    "kh": "x h",
    "o": "o ö",
    "ou": "u ü",
    "que": "ke kə",
    "qui": "ki kı",
    "s": "s z?",
    "ss": "s",
    "tch": "ç",
    "tsch": "ç",
    "u": "ü u",
    "w": "v",
    "x": "ks",
    "y": "y i ı",
}
