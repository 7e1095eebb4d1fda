"""Folding: a text without the tricks by which a word is written so that a person reads it and a machine does not.

Two texts that look alike fold alike; folded text is for comparing and is never shown. What a sign stands for is not
always certain (a 1 is an i or an l), so that a text has several readings; a word found in any of them is found.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

#: Letters of the interface's languages and their neighbours that carry a stroke or have no dot, and small capitals.
LATIN = str.maketrans(
    "ıɩəǝøłđħŧɑɡᴀʀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꜱᴛᴜᴠᴡʏᴢ",
    "iieeoldhtagarbcdefghijklmnopstuvwyz",
)
#: Small letters of other alphabets that are read as Latin ones where they stand among them.
CYRILLIC = str.maketrans("авсԁеәһнікјӏмоөрԛѕтуүѵхԝ", "abcdeehhikjlmoopqstyyvxw")
GREEK = str.maketrans("αβεγηικνορτυχω", "abeynikvoptuxw")
ARMENIAN = str.maketrans("օսոհցյզաք", "ounhgjqwp")
#: Capitals that look like another letter than their small form does.
CAPITALS = str.maketrans("ΗΜΝΥΖΡՏԼ", "HMNYZPSL")
#: Letters in white on black, and the letters of flags: normal forms leave them as they are.
ENCLOSED = {first + place: 97 + place for first in (0x1F130, 0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}

#: Figures and signs in the place of letters: among Latin letters, in two ways, and among Cyrillic ones.
FIGURES = str.maketrans("013456789@$€!|", "oieasbtbgaseii")
FIGURES_OTHERWISE = str.maketrans("013456789@$€!|", "oleasbtbgasell")
FIGURES_CYRILLIC = str.maketrans("0346", "oзчб")
SIGNS = "@$€!|"

#: Letters that have no width or no ink: between two letters they only part them for a machine.
UNSEEN = re.compile("[\u115f\u1160\u3164\uffa0\u034f\u180e]")
NOT_WORDS = re.compile(r"[\W_]+")
#: A sign in a word, and not behind it: "sp@m" and "$pam", but not "Why me!".
SIGN_IN_WORD = re.compile(rf"[{re.escape(SIGNS)}](?=\w)|(?<=\w)[@$€|](?=\W|$)")
#: What parts the letters of a word without a space.
PARTED = re.compile(r"(?<=\w)(?:[^\w\s]|_)+(?=\w)")
#: A capital I among small letters is read as an l.
TALL_I = re.compile(r"(?<=[a-z])I|I(?=[a-z]{2})")


def fold(text: str) -> str:
    """Return a text as its letters alone say it: small, without marks, look-alikes as one, words parted by spaces."""
    return " ".join(words_of(letters(text)))


def letters(text: str) -> str:
    """Return a text with one letter for all that look like it; figures, signs and spaces stay."""
    text = unicodedata.normalize("NFKC", text.translate(ENCLOSED)).translate(CAPITALS)
    text = unicodedata.normalize("NFKD", UNSEEN.sub("", text).casefold())
    text = "".join(letter for letter in text if unicodedata.category(letter) not in {"Mn", "Me", "Cf"})
    return text.translate(LATIN)


def look_alike(word: str) -> str:
    """Return a word with the Latin letter for each letter that looks like one."""
    return word.translate(CYRILLIC).translate(GREEK).translate(ARMENIAN)


def words_of(text: str) -> list[str]:
    """Return the words of a text whose letters are folded already; what is no letter and no figure parts them."""
    return [look_alike(word) for word in NOT_WORDS.split(text) if word]


def readings(text: str) -> list[list[str]]:
    """Return the words of a text in each way in which it may be read; the first is the plain one."""
    plain = letters(text)
    variants = [plain, PARTED.sub("", plain)]
    if TALL_I.search(text):
        variants.append(letters(TALL_I.sub("l", text)))
    found = [words_of(variant) for variant in variants]
    if re.search(rf"[\d{re.escape(SIGNS)}]", plain):
        found += [list(lettered(variant, one)) for variant in variants for one in (FIGURES, FIGURES_OTHERWISE)]
    found += [spelled for words in found for spelled in spelled_out(words)]
    return [list(reading) for reading in dict.fromkeys(tuple(words) for words in found)]


def lettered(text: str, figures: dict[int, int]) -> Iterator[str]:
    """Yield the words of a text with letters for figures and signs; a number of several figures stays a number."""
    text = SIGN_IN_WORD.sub(lambda sign: sign.group().translate(figures), text)
    for word in NOT_WORDS.split(text):
        if any("\u0400" <= letter <= "\u052f" for letter in word):
            yield look_alike(word.translate(FIGURES_CYRILLIC).translate(figures))
        elif word:
            yield word if word.isdigit() and len(word) > 1 else look_alike(word.translate(figures))


def spelled_out(words: list[str]) -> list[list[str]]:
    """Return a reading with words of one letter each put together ("s p a m"); nothing where there are none.

    The letter at each end of them may be a word of its own, as in "a s p a m": without it is another reading.
    """
    parts = [list(run) for _single, run in groupby(words, key=lambda word: len(word) == 1)]
    spelled = [len(run) > 2 and len(run[0]) == 1 for run in parts]
    if not any(spelled):
        return []
    found = []
    for first, last in ((0, None), (1, None), (0, -1), (1, -1)):
        ways = [
            [*run[:first], "".join(run[first:last]), *(run[last:] if last else ())] if together else run
            for run, together in zip(parts, spelled, strict=True)
        ]
        found.append([word for way in ways for word in way])
    return found


def runs(word: str) -> tuple[tuple[str, int], ...]:
    """Return the letters of a word, each with how often it stands in a row."""
    return tuple((letter, len(list(same))) for letter, same in groupby(word))
