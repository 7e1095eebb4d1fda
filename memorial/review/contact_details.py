"""Contact details: what in a text would lead a stranger to somebody's telephone, mailbox or door.

Written for prose full of dates and figures in Azerbaijani, English, Russian and Turkish: years, days, page ranges,
case numbers, ISBN and figures are no telephone numbers, and a street is no address without the number of a house.
"""

import re

#: Signs that look like a space or a hyphen, each of which stands for one.
SPACES, HYPHENS = "\u00a0\u2007\u2009\u202f", "\u2010\u2011\u2012\u2013\u2014"
ALIKE = str.maketrans(dict.fromkeys(SPACES, " ") | dict.fromkeys(HYPHENS, "-"))
#: Numbers that belong to books and pages, not to people.
NOT_OURS = re.compile(r"(?i:https?://|www\.)\S+|(?i:ISBN|ISSN|doi)(?:-1[03])?[\s:]*[\d][\dX .\-/]*")

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(]at[\])]\s?)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+"
)

FREE = r"(?<![\w.,:/+-])"
PAST = r"(?!\w|[.,:/-]\d)"
TELEPHONES = [
    re.compile(pattern)
    for pattern in (
        rf"{FREE}(?:\+|00)[1-9](?:[ ().-]{{0,2}}\d){{8,13}}{PAST}",
        # An area code in brackets that is no year, then seven figures as people group them.
        rf"{FREE}(?:8 ?)?\((?!19\d\d|20\d\d)0?\d{{2,4}}\) ?\d{{3}}[ -]\d{{2}}[ -]\d{{2}}{PAST}",
        rf"{FREE}0\d{{2,3}}[ -]?\d{{3}}[ -]?\d{{2}}[ -]?\d{{2}}{PAST}",
        rf"{FREE}8[ -]?\(?\d{{3}}\)?[ -]?\d{{3}}[ -]?\d{{2}}[ -]?\d{{2}}{PAST}",
        rf"{FREE}(?:\d{{2,3}}[ -])?\d{{3}}-\d{{2}}-\d{{2}}{PAST}",
        rf"{FREE}\d{{2,3}} \d{{3}} \d{{2}} \d{{2}}{PAST}",
    )
]
#: A number of which the text itself says that it is one: then fewer figures will do.
NAMED_TELEPHONE = re.compile(
    r"(?<!\w)(?i:tele?(?:fon|phone)\w*|tel\b|phone|mobil\w*|mob\.|whats ?app|gsm|fax|faks|тел(?:ефон\w*|\.)|моб\.|"
    r"мобильн\w*|факс)\.?\s*(?i:no\b\.?|№|number|nömrəsi|numarası)?\s*:?\s*"
    r"(?P<number>[+(]{0,2}\d(?:[ ().-]{0,2}\d){4,14})" + PAST
)
#: Figures that stand after the word for a telephone and are a day, years or a number of things.
OTHER_NUMBER = re.compile(
    r"(?:1[5-9]|20)\d\d(?:-(?:1[5-9]|20)\d\d|-\d\d-\d\d)?|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}|\d{1,3}(?:[ .]\d{3})+"
)

CAPITAL = "A-ZÇƏĞİÖŞÜА-ЯЁ"
NAME = rf"(?:[{CAPITAL}]\.|[{CAPITAL}][\w’'-]*)"
HOUSE = r"\d{1,3}(?!\d)[A-Za-zА-Яа-я]?(?:[/-]\d{1,3}[A-Za-zА-Яа-я]?)?"
#: What may follow the number of a house that nothing names as one: the end of a clause, a flat, or "at" as a suffix.
ENDS = r"(?=\s*(?:[,.;:)!?](?!\s?\d)|$|(?i:кв|mənz|apt|flat|daire|корп))|[-’'](?:d[əae]|t[ae])\w*)"
ORDINAL = r"(?!\s?-?\s?(?:n?c[ıiuü]|[йяе]|го|th|st|nd|rd)\b)"
CALLED_HOUSE = rf"(?i:№|no\b\.?\s?:?|nr\.|ev|bina|д\.|дом|house|building|kapı no:?)\s*{HOUSE}{ORDINAL}\b"
NUMBER = rf",?\s*(?:{CALLED_HOUSE}|{HOUSE}(?:{ENDS}|\s(?i:nömrəli|saylı|numaralı)))"
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Yanvar|Fevral|Mart|Aprel|İyun|İyul|Avqust|Sentyabr|Oktyabr|Noyabr|Dekabr"
)
ADDRESSES = [
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w){NAME}\s+(?i:küçəsi\w*|küç|prospekt\w*|pr-t\w*|sokağ\w*|sokak\w*|sok|cadde\w*|cad|bulvar\w*|street|"
        rf"str|st|avenue|ave|boulevard|blvd)\b\.?{NUMBER}",
        rf"(?<!\w)(?i:ул\.|улиц[аеуы]\b|просп\.|проспект\w*|пр-т\w*|переул\w+|бульвар\w*|наб\.)\s*(?:\d{{1,3}}\s+)?{NAME}"
        rf"(?:\s+{NAME}){{0,3}}{NUMBER}",
        # "12 Nizami Street", but not a street that is called by a day, nor one that a sentence reaches after a day.
        rf"(?<![\w.,/-])\d{{1,3}}[A-Za-z]?(?:-\d{{1,3}})?,?\s+(?!(?:{MONTHS}|Bak\w+ Com\w+|Commissars)\b){NAME}"
        rf"(?:\s+{NAME}){{0,2}}\s+(?:[Ss]treet|[Aa]venue|[Bb]oulevard|(?:St|Ave|Blvd)\.)",
    )
]
AFTER_A_MONTH = re.compile(rf"(?:{MONTHS})\s+$")


def contact_details(text: str) -> list[str]:
    """Return the e-mail addresses, telephone numbers and street addresses of a text as they stand in it, each once."""
    plain = NOT_OURS.sub(lambda hit: "…" * len(hit.group()), text.translate(ALIKE))
    found = [*EMAIL.finditer(text), *telephones(plain), *addresses(plain)]
    places = sorted({hit.span() for hit in found}, key=lambda span: (span[0], -span[1]))
    whole = [span for span in places if not any(span != other and holds(other, span) for other in places)]
    return list(dict.fromkeys(text[start:end].strip() for start, end in whole))


def holds(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    """Return whether one stretch of a text lies within another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def telephones(text: str) -> list[re.Match[str]]:
    """Return where telephone numbers stand."""
    named = [hit for hit in NAMED_TELEPHONE.finditer(text) if not OTHER_NUMBER.fullmatch(hit["number"])]
    return named + [hit for pattern in TELEPHONES for hit in pattern.finditer(text)]


def addresses(text: str) -> list[re.Match[str]]:
    """Return where street addresses stand."""
    found = [hit for pattern in ADDRESSES for hit in pattern.finditer(text)]
    return [hit for hit in found if not (hit[0][0].isdigit() and AFTER_A_MONTH.search(text, 0, hit.start()))]
