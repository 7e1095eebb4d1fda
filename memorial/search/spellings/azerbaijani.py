"""Azerbaijani in Latin letters: what each letter is, and how people type it who have no keyboard for it.

Source: the law of 25 December 1991 on the restoration of the Latin alphabet, with ə in place of ä since May 1992; the
table of correspondences that BGN and PCGN agreed on in 1993, by which Ä may stand where Ə cannot be written.
"""

#: Each letter is its own sound.
TABLE = {sign: sign for sign in "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"} | {"ä": "ə", "w": "v"}

#: A word without any letter that English lacks: its writer may have left the dots, the tails and the ə out.
PLAIN = TABLE | {
    "e": "e ə",
    "i": "i ı",
    "o": "o ö",
    "u": "u ü",
    "g": "g ğ",
    "c": "c ç?",
    "s": "s ş?",
}
