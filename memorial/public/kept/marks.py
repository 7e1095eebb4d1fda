"""Marks: how a view that is declared public says, of one answer, that it may be kept."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse

from memorial.review.content_network import RECORD

#: Under which name the layer in front of Django hands its mark in.
MARK = "memorial.kept.mark"
#: What an answer may depend on beside its address, and how the layer sees to that.
KNOWN_TO_VARY = frozenset({"accept", "accept-encoding"})
NOT_KEPT = ("no-store", "private")


class Mark:
    """Whether what is being answered may be kept: not, unless the view says so."""

    __slots__ = ("may_be_kept",)

    def __init__(self) -> None:
        self.may_be_kept = False


def mark(request: HttpRequest, response: HttpResponse, parameters: Collection[str]) -> None:
    """Say that an answer to everybody may be kept, if it is whole and was asked for by nothing but known parameters."""
    given: Mark | None = request.META.get(MARK)
    if given is None or response.status_code != 200 or response.streaming or response.cookies:
        return
    asked = all(name in parameters and len(values) == 1 for name, values in request.GET.lists())
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    open_to_all = not any(word in response.headers.get("Cache-Control", "") for word in NOT_KEPT)
    given.may_be_kept = asked and open_to_all and varies <= KNOWN_TO_VARY
    if given.may_be_kept:
        response.headers["Surrogate-Key"] = RECORD


def is_marked(request: HttpRequest) -> bool:
    """Return whether the answer to a request is to be kept: then the layer compresses it, once for all."""
    given: Mark | None = request.META.get(MARK)
    return given is not None and given.may_be_kept
