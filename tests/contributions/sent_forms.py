"""Forms as strangers send them, for what is looked at before anything is stored."""

from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple

from django.http import QueryDict
from django.test import RequestFactory

from memorial.contributions.admission import Noticed, noticed
from memorial.contributions.intake import Sent
from memorial.contributions.models import Kind
from memorial.contributions.proofs import is_solved
from memorial.contributions.tokens import FormToken, new_token, read_token


def asked(address: str = "192.0.2.1", size: int = 500) -> Any:
    """Return a stranger's POST of which nothing has been read."""
    return RequestFactory().post("/", REMOTE_ADDR=address, CONTENT_LENGTH=str(size))


def solved(token: str) -> str:
    """Return the number that a script would find for a form."""
    return next(str(number) for number in count() if is_solved(token, str(number)))


class Form(NamedTuple):
    """One form, opened some time ago and now sent."""

    sent: Sent
    token: FormToken | None
    posted: QueryDict

    def noticed(self, request: Any = None) -> Noticed:
        """Return what the machine notices about it."""
        return noticed(self.sent, self.token, self.posted, request)


def sent_form(
    words: str = "Synthetic words",
    *,
    kind: str = Kind.MESSAGE,
    age: float = 90,
    proof: bool = False,
    once: str = "",
    posted: dict[str, str] | None = None,
    **fields: Any,
) -> Form:
    """Return a form that somebody filled in for so many seconds."""
    value = new_token(once)
    known = read_token(value)
    assert known
    data = QueryDict(mutable=True)
    data.update({"token": value, "proof": solved(value) if proof else "", "remarks": "", **(posted or {})})
    said = Sent(kind=kind, once=known.once, language="az", words=words, **fields)
    return Form(said, FormToken(known.once, timedelta(seconds=age)), data)
