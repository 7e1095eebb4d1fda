"""Spanish: names as Spanish papers have them.

Source: the rules for Russian names of the United Nations (Geneva, 2016) and of the Fundéu: j is х, ch is ч, gu and qu
stand before e and i, zh or y is ж, дж is dzh, dj or y (Yavid, Radyábov, Ganyaví); z is said as s, and v as b.
"""

TABLE = {sign: sign for sign in "bdfklmnoprstu"} | {
    "a": "a ə",
    "c": "k? s?",
    "ch": "ç",
    "dj": "c",
    "dzh": "c",
    "e": "e ə",
    "g": "g q ğ h",
    "gue": "ge gə he hə",
    "gui": "gi gı hi hı",
    "h": "h x",
    "i": "i ı",
    "j": "x h",
    "k": "k q",
    "ñ": "n",
    "o": "o ö",
    "que": "ke kə",
    "qui": "ki kı",
    "s": "s z?",
    "sh": "ş",
    "u": "u ü",
    "v": "v b?",
    "w": "v",
    "x": "ks",
    "y": "y c",
    "^y": "y i ı c",
    "dy": "dy c",
    "ny": "ny ni nı nc",
    "ayi": "ayi əyi aci",
    "z": "z s",
    "zh": "j c?",
}
