"""Dates as lists write them, put into words that the memorial reads: “ABR/1976”, “30/04-01/05/1978”, “vers 1930”.

Here is no calendar and no judgement of what a date is: both are in `memorial.base.date_input`. What is written here is
only the way there, for the shapes of tables and for languages in which the interface does not speak.
"""

import re
import unicodedata

from memorial.base.date_input_words import YAZ, fold

_NAMES = "january february march april may june july august september october november december"
_ENGLISH = _NAMES.split()
_MONTHS = {
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "es, short": "ene feb mar abr may jun jul ago set oct nov dic",
    "es, other": "ener febr mzo abr may jun jul agos setiembre octub noviem diciem",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "de, short": "jan feb mrz apr mai jun jul aug sep okt nov dez",
    "de, other": "jänner feber märz apr mai juni juli aug sept okt nov dez",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "fr, short": "janv févr mars avr mai juin juil août sept oct nov déc",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "fa, other": "ژانویه فوریه مارس آپریل می جون جولای آگوست سپتامبر اکتوبر نوامبر دسامبر",
}
#: What stands around a date, and the same in English; the longer phrase is tried first.
_AROUND = {
    "before": "antes de|antes del|anterior a|avant|vor|قبل از|پیش از",
    "after": "después de|después del|posterior a|après|nach|بعد از|پس از",
    "from": "desde|a partir de|depuis|seit|von|از",
    "until": "hasta|jusqu'en|jusqu'à|jusqu'au|bis|تا",
    "between": "entre|zwischen|بین",
    "and": "y|e|et|und|و",
    "or": "o|ou|oder|یا",
    "about": "hacia|alrededor de|aproximadamente|aprox.|aprox|vers|environ|um|gegen|etwa|ungefähr|حدود",
    "possibly": "posiblemente|probablemente|quizás|tal vez|peut-être|sans doute|vermutlich|wahrscheinlich"
    "|vielleicht|شاید",
    "spring": "frühling|frühjahr|printemps|بهار",
    "summer": "sommer|été|تابستان",
    "autumn": "herbst|automne|پاییز",
    "winter": "hiver|زمستان",
    "": "de|del|el|la|le|en|au|du|der|den|dem|am|im|in|año|ano|día|mes|jahr|jahre|an|année|سال|ماه",
}  # fmt: skip
_STRETCHES = (
    "princ princ. principio principios comienzo comienzos inicio inicios early beginning start anfang début начало нач "
    "нач. начале əvvəli əvvəlində əvvəlləri əvvəllərində başı başında başları başlarında "
    "med med. mediados mid middle mitte mi середина сер сер. середине ortası ortasında ortaları ortalarında "
    "fin fines finales final late end ende конец кон кон. конце sonu sonunda sonları sonlarında axırı axırında axırları"
)
_STRETCH = "|".join(sorted((re.escape(fold(word)) for word in _STRETCHES.split()), key=len, reverse=True))
_STRETCH_BEFORE = re.compile(rf"(?:a |en |в |к |in )?(?:the )?(?:{_STRETCH})(?:\s+(?:de|del|of|des|du)\b|[ /-])\s*(.+)")
_STRETCH_AFTER = re.compile(rf"(.+?)\s+(?:{_STRETCH})")

_MONTH_NUMBERS = {
    fold(name): _ENGLISH[number] for names in _MONTHS.values() for number, name in enumerate(names.split())
}
_PHRASES = {fold(phrase): english for english, phrases in _AROUND.items() for phrase in phrases.split("|")}
_KNOWN = re.compile(
    r"(?<![^\W\d_])(?:"
    + "|".join(sorted(map(re.escape, {**_MONTH_NUMBERS, **_PHRASES}), key=len, reverse=True))
    + r")(?![^\W\d_])"
)
_SHAPES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[^\W\d_]) ?[/.-]{1,2} ?([0-9])", r" \1"),
        (r"(?<![0-9])([0-9]{1,2}[./][0-9]{1,2}) ?- ?([0-9]{1,2}[./][0-9]{1,2}([./])([0-9]{4}))", r"\1\3\4-\2"),
        (r"(?<![0-9])([0-9]{1,2}) ?/ ?([0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})", r"\1-\2"),  # 25/26.07.1978
        (r"^([0-9]{4})([0-9]{2})([0-9]{2})$", r"\1-\2-\3"),
        (r"^(.+\S) until (\S.+)$", r"\1 to \2"),
    )
]
#: Slashes around a month in letters: 24/ABR/1976, ABR/1976, 1976/ABR; else they would part a month from its own year.
_SLASHES = re.compile(
    r"(?<=[0-9])(?<![0-9]{3})/(?=[^\W\d_])|(?<=[^\W\d_]) ?\.?/ ?(?=[0-9]{2}(?:[0-9]{2})?(?![0-9/.-]))"
    r"|(?<=^[0-9]{4})/(?=[^\W\d_]+\.?$)"
)
_SHORT_SPAN = re.compile(r"([0-9]{2})([0-9]{2}) ?[-/] ?([0-9]{2})")
_ORDINAL_SIGN = re.compile(r"(?<![0-9])([0-9]{1,2})\s?(?:\.?[º°ª]|ro\b|er\b|-го\b|-е\b)")
_HOUR = re.compile(
    r"(?<=[0-9])[T ]+(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?)(?:Z|[+-]\d\d:?\d\d)?$", re.I
)
_UNKNOWN_PARTS = re.compile(r"^(?:(?:0{1,2}|\?{1,2}|_{1,2}|[xх]{2}|--)[./-]){1,2}(?=[0-9])|(?:-00){1,2}$", re.I)
_LOOSE_SIGN = re.compile(r"(?<=[0-9]) ?([./]) ?(?=[0-9])")
_MARKS_OF_LIFE = re.compile(r"^[*†✝+]\s*")


def tidy(text: str) -> tuple[str, str]:
    """Return a cell's date with plain digits and without what a spreadsheet added to it, and the hour that it tells.

    “1984.0” is a year, “1º” the first, “00.04.1976” April; midnight is no hour but how a spreadsheet writes a day.
    """
    text = (
        "".join(str(unicodedata.decimal(sign, sign)) for sign in text.strip()) if not text.isascii() else text.strip()
    )
    text = _ORDINAL_SIGN.sub(r"\1", _MARKS_OF_LIFE.sub("", text))
    hour = _HOUR.search(text)
    if hour:
        text = text[: hour.start()]
    text = _LOOSE_SIGN.sub(r"\1", text)
    text = _UNKNOWN_PARTS.sub("", re.sub(r"^([0-9]{4})\.0$", r"\1", text))
    told = hour[1] if hour and re.search("[1-9]", hour[1]) and not hour[1].startswith("12:00:00 A") else ""
    return text.strip(), told


def without_slashes(folded: str) -> str:
    """Return a folded date in which a month in letters stands between spaces, where slashes stood beside it."""
    return _SLASHES.sub(" ", folded)


def without_stretch(folded: str) -> str:
    """Return what is left of a date without “the end of”, “princ.”, “в начале”; empty where no such word stands."""
    match = _STRETCH_BEFORE.fullmatch(folded) or _STRETCH_AFTER.fullmatch(folded)
    return match[1].strip() if match and re.search("[0-9]", match[1]) else ""


def in_known_words(folded: str) -> str:
    """Return a folded date with the words and shapes of lists put into those that the memorial reads."""
    text = " ".join(_KNOWN.sub(_english, folded).split()).strip("/.- ")
    for pattern, replacement in _SHAPES:
        text = pattern.sub(replacement, text)
    span = _SHORT_SPAN.fullmatch(text)
    if span and int(span[3]) > max(int(span[2]), 12):
        text = f"{span[1]}{span[2]}-{span[1]}{span[3]}"
    return text


def with_season_of(folded: str, language: str) -> str:
    """Return a folded date in which “yaz” is spring in a list in Azerbaijani and summer in one in Turkish."""
    season = {"az": "spring", "tr": "summer"}.get(language.split("-")[0])
    if not season:
        return folded
    return " ".join(season if word in YAZ else word for word in folded.split())


def _english(match: re.Match[str]) -> str:
    return f" {_MONTH_NUMBERS.get(match[0]) or _PHRASES[match[0]]} "
