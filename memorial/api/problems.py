"""Problems: what a program is told when it cannot be answered (RFC 9457), in a sentence and without a trace."""

import logging
import math
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions

from memorial.public.finding import Gone
from memorial.public.refusals import BUSY as BUSY_NOW
from memorial.public.refusals import EXPLAINED_AT, Refusal
from memorial.public.refusals import UNREACHED as UNREACHED_NOW

log = logging.getLogger("django.request")


@dataclass(frozen=True)
class Sort:
    """One sort of problem: the last part of its type, the status of its answers, and what they say."""

    name: str
    status: HTTPStatus
    title: str
    meaning: str


NOT_TAKEN = Sort(
    "parameter",
    HTTPStatus.BAD_REQUEST,
    "A parameter cannot be understood",
    "The parameter is unknown, given twice, or has a value that it cannot have. `parameter` names it.",
)
NOT_FOUND = Sort(
    "not-found", HTTPStatus.NOT_FOUND, "There is nothing here", "Nothing that may be seen stands at this address."
)
NOT_ALLOWED = Sort(
    "method",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "This address is only read",
    "Only GET, HEAD and OPTIONS are answered.",
)
NOT_ACCEPTABLE = Sort(
    "not-acceptable",
    HTTPStatus.NOT_ACCEPTABLE,
    "Only JSON is given here",
    "The request accepts neither `application/json` nor anything that covers it.",
)
GONE = Sort(
    "gone",
    HTTPStatus.GONE,
    "This was withdrawn",
    "It was public once. `withdrawn` says since when it no longer is, `reason` for which class of reasons.",
)
CONDITION_FAILED = Sort(
    "condition",
    HTTPStatus.PRECONDITION_FAILED,
    "The condition is not met",
    "The request asked for an answer that is the same as one known before, and it is not.",
)
TOO_OFTEN = Sort(
    "too-often",
    HTTPStatus.TOO_MANY_REQUESTS,
    "Asked too often",
    "Much was asked from this network in a short time. `Retry-After` says in how many seconds to ask again.",
)
FAILED = Sort(
    "failed",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something failed here",
    "The fault is ours, and nothing is lost. Ask again in a moment.",
)


def for_now(refusal: Refusal) -> Sort:
    """Return the sort of problem that is told in front of everything else."""
    return Sort(refusal.name, HTTPStatus.SERVICE_UNAVAILABLE, refusal.title, refusal.meaning)


UNREACHED, BUSY = for_now(UNREACHED_NOW), for_now(BUSY_NOW)
SORTS = (NOT_TAKEN, NOT_FOUND, NOT_ALLOWED, NOT_ACCEPTABLE, GONE, CONDITION_FAILED, TOO_OFTEN, FAILED, UNREACHED, BUSY)


class NotTaken(Exception):
    """A parameter that is not taken, with the sentence that says why."""

    def __init__(self, parameter: str, sentence: str) -> None:
        super().__init__(sentence)
        self.parameter, self.sentence = parameter, sentence


class ConditionFailed(Exception):
    """The answer is not the one that the request knew before."""


@dataclass(frozen=True)
class Problem:
    """One problem: of which sort it is, its own sentence, and what else is said of it."""

    sort: Sort
    detail: str
    more: dict[str, Any]
    #: In how many seconds to ask again; 0 where waiting changes nothing.
    retry_after: int = 0

    def content(self) -> dict[str, Any]:
        """Return what is said, by the names of RFC 9457."""
        return {
            "type": EXPLAINED_AT + self.sort.name,
            "title": self.sort.title,
            "status": int(self.sort.status),
            "detail": self.detail,
            **self.more,
        }


def problem_of(error: Exception) -> Problem:
    """Return the problem that an error is for the one who asks; what nobody foresaw is a fault of ours, and logged."""
    if isinstance(error, NotTaken):
        return Problem(NOT_TAKEN, error.sentence, {"parameter": error.parameter})
    if isinstance(error, Gone):
        what = "This version" if error.version else "This entry"
        more = {"withdrawn": error.at.date().isoformat(), "reason": error.code or None}
        return Problem(GONE, f"{what} was withdrawn and is no longer shown.", more)
    if isinstance(error, exceptions.Throttled):
        wait = math.ceil(getattr(error, "wait", None) or 1)
        return Problem(TOO_OFTEN, f"Ask again in {wait} seconds.", {}, retry_after=wait)
    for known, sort in PLAIN:
        if isinstance(error, known):
            return Problem(sort, sort.meaning.replace("`", ""), {})
    log.error("The API failed", exc_info=error)
    return Problem(FAILED, FAILED.meaning, {})


#: Errors of which there is nothing more to say than of all of their sort.
PLAIN: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Sort], ...] = (
    ((Http404, PermissionDenied), NOT_FOUND),
    (exceptions.MethodNotAllowed, NOT_ALLOWED),
    (exceptions.NotAcceptable, NOT_ACCEPTABLE),
    (ConditionFailed, CONDITION_FAILED),
    ((SuspiciousOperation, exceptions.ParseError), NOT_TAKEN),
)
