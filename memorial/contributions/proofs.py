"""Proofs of work: a small sum that a script does while somebody writes; without one, nothing that is sent is lost.

The script (`static/memorial/proof.js`) looks for a number that makes a hash begin with noughts. The sum belongs to one
form: done once, it counts once. It tells nothing of who wrote; it costs a flood more than a letter.
"""

import hashlib

from django.core.cache import cache
from django.http import QueryDict

from memorial.contributions.tokens import FormToken, read_token

#: Noughts at the beginning of the hash, in bits: a second or a few on an old telephone. The script has it too.
BITS = 16
#: How much of the hash of the form's token goes into the sum, and how long its solution may be.
CHALLENGE_LETTERS, LONGEST = 32, 20
#: In seconds: for how long it is known that a form's proof was used.
MONTH = 30 * 24 * 3600


def is_proved(token: FormToken | None, posted: QueryDict) -> bool:
    """Return whether a form came with a proof of work of its own."""
    given, solution = posted.get("token", ""), posted.get("proof", "")
    if token is None or not (solution.isascii() and solution.isdigit() and len(solution) <= LONGEST):
        return False
    known = read_token(given)
    return known is not None and known.once == token.once and is_solved(given, solution)


def is_solved(token: str, solution: str) -> bool:
    """Return whether a number solves the sum that belongs to a token."""
    challenge = hashlib.sha256(token.encode()).hexdigest()[:CHALLENGE_LETTERS]
    digest = hashlib.sha256(f"{challenge}:{solution}".encode()).digest()
    return int.from_bytes(digest) >> (len(digest) * 8 - BITS) == 0


def counts(token: FormToken) -> bool:
    """Return whether the proof of a form counts: it does once, however often the form is sent."""
    return cache.add(f"memorial:proof:{token.once}", True, MONTH)
