"""Permanent ids in what a test reads: chance may write into one of them what a test looks for."""

import re

from memorial.base.public_ids import LENGTH, LETTERS

ID = re.compile(rf"\b[{LETTERS}]{{{LENGTH}}}(v[0-9]+)?\b")


def words_beside_ids(text: str) -> str:
    """Return a text in small letters without the permanent ids, and those of versions, that stand in it."""
    return ID.sub("", text.lower())
