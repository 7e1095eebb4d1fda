"""Desk finders: how the lists and references of the desk find people by name, and other entries by their words.

They find among the rows that they are given and nowhere else: those that the person at the desk may know of.
"""

from itertools import chain

from memorial.review.entry_finders import MOST, Nearest, Rows, finds
from memorial.search.models import Edition
from memorial.search.people import find_people
from memorial.search.text_rows import KINDS
from memorial.search.texts import find_keys


@finds("person")
def find_named(rows: Rows, text: str, _own: Rows) -> Nearest:
    """Return the people whose names are nearest to what was typed; where there is none, whoever is told of so."""
    found = find_people(text, rows=rows, edition=Edition.DESK, limit=MOST, prefix=True)
    if found.hits:
        return Nearest([hit.person.pk for hit in found.hits], found.more)
    return find_told(rows, text)


@finds(*(kind for kind in KINDS if kind != "person"))
def find_worded(rows: Rows, text: str, own: Rows) -> Nearest:
    """Return the entries in whose own columns the words stand, and then those in whose texts they do."""
    named = list(dict.fromkeys(own.order_by("label", "pk").values_list("pk", flat=True)[: MOST + 1]))
    told = find_told(rows, text)
    keys = list(dict.fromkeys(chain(named, told.keys)))
    return Nearest(keys[:MOST], told.more or len(keys) > MOST)


def find_told(rows: Rows, text: str) -> Nearest:
    """Return the entries in whose texts the words stand, the last of them as far as it was typed."""
    asked = f"{text}*" if text[-1:].isalnum() else text
    keys, more = find_keys(asked, edition=Edition.DESK, rows=rows)
    return Nearest(keys[:MOST], more or len(keys) > MOST)
