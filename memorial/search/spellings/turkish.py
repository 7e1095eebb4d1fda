"""Turkish: Azerbaijani names as they are written in Turkey, which has no ə, x and q.

Source: law 1353 of 1928 on the Turkish letters and the spelling guide of the Turkish Language Society (TDK): ə is e
or a, x is h, q is k or g, and b, c, d at the end of a word are written p, ç, t.
"""

TABLE = {sign: sign for sign in "abcçdefghıijklmnoöprsştuüvyz"} | {
    "a": "a ə",
    "e": "e ə",
    "ğ": "ğ q?",
    "g": "g q?",
    "h": "h x",
    "k": "k q",
    "x": "x",
    "q": "q",
    "w": "v",
    "p$": "p b",
    "t$": "t d",
    "ç$": "ç c",
    "â": "a ə",
    "î": "i",
    "û": "u",
    "bey": "bəy",
}
