"""Refusals for now: what programs are told where nothing can be answered at this moment (RFC 9457)."""

import json
from dataclasses import dataclass

#: In how many seconds to come back.
WAIT = "30"
PROBLEM = "application/problem+json"
API = "/api/"
EXPLAINED_AT = "/api/v1/docs/#problem-"


@dataclass(frozen=True)
class Refusal:
    """One reason for which nothing is answered now: the last part of its type, and what is said of it."""

    name: str
    title: str
    meaning: str

    def document(self) -> bytes:
        """Return what a program is told."""
        told = {
            "type": EXPLAINED_AT + self.name,
            "title": self.title,
            "status": 503,
            "detail": f"Ask again in {WAIT} seconds.",
        }
        return json.dumps(told).encode()


UNREACHED = Refusal(
    "unreached",
    "The record cannot be reached now",
    "The database does not answer. `Retry-After` says in how many seconds to ask again.",
)
BUSY = Refusal(
    "busy",
    "Very many are asking now",
    "There is no room for another question at this moment. `Retry-After` says in how many seconds to ask again.",
)
