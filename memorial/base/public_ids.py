"""Permanent public ids: opaque, never reused, the same for a row of a record wherever it is loaded."""

import hashlib
import secrets

# Crockford's base 32: no letter can be taken for another when an id is read aloud or copied from paper.
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 12


def new_public_id() -> str:
    """Return a fresh id of 12 letters (60 random bits)."""
    number = secrets.randbits(5 * LENGTH)
    return "".join([LETTERS[number >> place & 31] for place in range(0, 5 * LENGTH, 5)])


def record_public_id(record: str, table: str, key: str) -> str:
    """Return the id of one row of a record folder; it stays the same each time that record is loaded, anywhere."""
    number = int.from_bytes(hashlib.sha256(f"{record}/{table}/{key}".encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)
