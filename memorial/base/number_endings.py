"""The endings that a number takes in each language, chosen by the sound of its last spoken word."""

# The last word spoken: of 1992 "two", of 1990 "ninety", of 1900 "hundred", of 2000 "thousand".
_AZERBAIJANI_ORDINALS = {
    1: "ci", 2: "ci", 3: "cü", 4: "cü", 5: "ci", 6: "cı", 7: "ci", 8: "ci", 9: "cu",
    10: "cu", 20: "ci", 30: "cu", 40: "cı", 50: "ci", 60: "cı", 70: "ci", 80: "ci", 90: "cı", 100: "cü", 1000: "ci",
}  # fmt: skip
_TURKISH_ABLATIVES = {
    1: "den", 2: "den", 3: "ten", 4: "ten", 5: "ten", 6: "dan", 7: "den", 8: "den", 9: "dan",
    10: "dan", 20: "den", 30: "dan", 40: "tan", 50: "den", 60: "tan", 70: "ten", 80: "den", 90: "dan", 100: "den",
    1000: "den",
}  # fmt: skip
_ENGLISH_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


def azerbaijani_ordinal(number: int) -> str:
    """Give the ending that makes a number an ordinal: 1992 -> "ci", 1990 -> "cı", 1953 -> "cü"."""
    return _AZERBAIJANI_ORDINALS[_last_spoken(number)]


def turkish_ablative(number: int) -> str:
    """Give the ending that means "from": 1992 -> "den", 1960 -> "tan", 1953 -> "ten"."""
    return _TURKISH_ABLATIVES[_last_spoken(number)]


def turkish_plural(number: int) -> str:
    """Give the plural ending, which is how a decade is named: 1950 -> "ler", 1960 -> "lar"."""
    return "lar" if "a" in turkish_ablative(number) else "ler"


def english_ordinal(number: int) -> str:
    """Give the ending of an ordinal: 1 -> "st", 12 -> "th", 22 -> "nd"."""
    return "th" if number % 100 in (11, 12, 13) else _ENGLISH_ORDINALS.get(number % 10, "th")


def russian_from(number: int) -> str:
    """Give the word "from" before a day of the month: с 1, со 2, с 22."""
    return "со" if number == 2 else "с"


def russian_years(number: int) -> str:
    """Give the word for years of age after a number: 41 год, 42 года, 38 лет."""
    if number % 10 == 1 and number % 100 != 11:
        return "год"
    if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14):
        return "года"
    return "лет"


def russian_years_genitive(number: int) -> str:
    """Give the same word after a preposition such as "около": 41 года, 42 лет, 38 лет."""
    return "года" if russian_years(number) == "год" else "лет"


def _last_spoken(number: int) -> int:
    for size in (10, 100, 1000):
        if number % size:
            last = number % size
            return last if size < 1000 else 100
    return 1000
