"""English: spellings of the press, of passports and of maps, from the Azerbaijani and by way of the Russian.

Source: BGN/PCGN 1947 and ICAO Doc 9303 for names that were Russian before (kh, zh, ts, ch, sh, yu, ya, dzh); BGN/PCGN
1993 and the practice of Azerbaijani passports since 1991 (ə is a, c is j, x is kh, q is g, ğ is gh); BGN/PCGN for
Persian and Arabic (gh, kh, dh, th) and the older English way with ee, oo and ou; -off for -ov, as emigrants wrote it.
"""

TABLE = {sign: sign for sign in "bdflmnprtvz"} | {
    "a": "a ə",
    "aa": "a aa",
    "c": "c k? s?",
    "ch": "ç",
    "ck": "k q",
    "dj": "c",
    "dzh": "c",
    "dz": "dz z?",
    "dh": "d dh z?",
    "e": "e ə",
    "ee": "i ee",
    "eff$": "ev ef",
    "off$": "ov of",
    "g": "g q ğ h",
    "gh": "ğ q g h?",
    "h": "h x",
    "i": "i ı",
    "j": "c",
    "k": "k q",
    "kh": "x h",
    "o": "o ö",
    "oo": "u oo",
    "ou": "u o?",
    "ph": "f",
    "q": "q k",
    "s": "s",
    "sh": "ş sh",
    "tch": "ç",
    "th": "t th s?",
    "ts": "ts",
    "u": "u ü",
    "w": "v",
    "x": "ks",
    "y": "y i ı",
    "zh": "j c?",
    "rzh": "rj",
    "bek": "bek bəy",
    "beg": "bek bəy",
    "bay": "bək bəy",
}
