"""Scholarly Latin: the letters with signs above them in which libraries and orientalists write these names.

Source: ISO 9:1995 and the older international transliteration of Cyrillic (č, š, ž, dž), the transcription of the
German Oriental Society (DMG) for Arabic and Persian (ǧ). Lines and dots that make no other sound are left out before.
"""

#: Letters that say that a word is written so.
TELLING = frozenset("čšžǧ")

TABLE = {
    "č": "ç",
    "š": "ş",
    "ž": "j c?",
    "dž": "c",
    "tš": "ç",
    "ǧ": "c ğ",
    "j": "y c",
    "c": "ts k c",
    "ch": "x h",
    "x": "x ks",
}
