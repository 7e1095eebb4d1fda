"""Keyboards: what somebody meant to type who had another layout switched on.

Source: the layouts "United States", "Russian", "Azerbaijani Latin" and "Turkish Q" as operating systems have them, row
by row, from the key beside the tabulator to the right.
"""

UNITED_STATES = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
AZERBAIJANI = "qüertyuiopöğasdfghjklıəzxcvbnmçş"
TURKISH = "qwertyuıopğüasdfghjklşizxcvbnmöç"
#: What was typed on one and meant on the other.
TYPED_AND_MEANT = (
    (UNITED_STATES, RUSSIAN),
    (AZERBAIJANI, RUSSIAN),
    (TURKISH, RUSSIAN),
    (RUSSIAN, UNITED_STATES),
    (RUSSIAN, AZERBAIJANI),
    (RUSSIAN, TURKISH),
    (UNITED_STATES, AZERBAIJANI),
    (UNITED_STATES, TURKISH),
)
TABLES = tuple((frozenset(typed), str.maketrans(typed, meant)) for typed, meant in TYPED_AND_MEANT)
#: Longer than any name or question: what is longer was not typed.
LONGEST = 200


def other_layouts(text: str) -> list[str]:
    """Return what a text is on other keyboards, in small letters; each text once, and never the text itself."""
    typed = text[:LONGEST].replace("İ", "i").lower()
    keys = {sign for sign in typed if not sign.isspace() and not sign.isdigit() and sign != "-"}
    found = []
    for known, table in TABLES:
        meant = typed.translate(table)
        if keys and keys <= known and meant != typed and holds_letters_alone(meant):
            found.append(meant)
    return list(dict.fromkeys(found))


def holds_letters_alone(text: str) -> bool:
    """Return whether a text has no sign that no name has: what was meant is a name."""
    return all(sign.isalnum() or sign in " -'." for sign in text)
