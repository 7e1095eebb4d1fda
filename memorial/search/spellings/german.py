"""German: names as German papers and records have them, nearly always by way of the Russian.

Source: the transcription of Russian in the Duden (dsch, tsch, sch also for the voiced sound, ch, w, j, z for ts, s for
the voiced z too, -ow and -ew), which German news agencies and registers follow; ä is the Azerbaijani ə in German
studies.
"""

#: Groups that hardly any other language has: the word is German.
TELLING = ("dsch", "tsch", "sch")
#: Endings of a word with dj by which it is German, where that is d and y, and not French, where it is one sound.
TELLING_ENDINGS = ("ow", "ew", "owa", "ewa")

TABLE = {sign: sign for sign in "bcdfglmnpqrtu"} | {
    "a": "a ə",
    "ä": "ə e",
    "e": "e ə",
    "g": "g q ğ h",
    "h": "h x",
    "i": "i ı",
    "j": "y",
    "k": "k q",
    "o": "o ö",
    "ö": "ö",
    "s": "s z?",
    "ss": "s",
    "ß": "s",
    "u": "u ü",
    "ü": "ü",
    "v": "v f?",
    "w": "v",
    "x": "ks",
    "y": "y ı i ü",
    "z": "z ts",
    "ch": "x h",
    "ck": "k",
    "dsch": "c",
    "dsh": "c",
    "tsch": "ç",
    "sch": "ş j c?",
    "dj": "dy",
    "sh": "ş j?",
    "ei": "ey ay",
    "bek": "bek bəy",
    "zew$": "tsev zev",
    "rzew$": "rtsev rzev",
    "zewa$": "tseva zeva",
    "zow$": "tsov zov",
    "zowa$": "tsova zova",
}
