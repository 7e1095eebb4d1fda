"""Probes: what a load balancer, a service manager and the operator's own programs ask; no page, and of no visitor.

They are answered before anything looks at the host or the scheme of a request: a balancer calls a server by its
address, without HTTPS, and nothing of the host is repeated in these answers. None of them tells anything of the record.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.crypto import constant_time_compare

from memorial.operations.counts import scraped
from memorial.operations.readiness import hindrance
from memorial.public.error_pages import unkept
from memorial.public.pages import READING

ALIVE, READY, METRICS = "/healthz", "/readyz", "/metrics"


class Probes:
    """Answers the probes in front of everything else; other requests pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = ANSWERS.get(request.path_info)
        # To whoever does not know the token, the counts are an address that does not exist.
        if answer is None or (answer is metrics and not knows_token(request)):
            return self.get_response(request)
        if request.method not in READING:
            return unkept(HttpResponseNotAllowed(READING))
        return unkept(answer())


def alive() -> HttpResponse:
    """Say that this process answers; nothing is asked for that."""
    return plain("alive\n")


def ready() -> HttpResponse:
    """Say whether this server can be asked anything now, and if not, why."""
    reason = hindrance()
    return plain(f"{reason or 'ready'}\n", status=503 if reason else 200)


def metrics() -> HttpResponse:
    """Return what the server has counted and what waits."""
    return plain(scraped(), content_type="text/plain; version=0.0.4; charset=utf-8")


def plain(content: str | bytes, status: int = 200, content_type: str = "text/plain; charset=utf-8") -> HttpResponse:
    """Return a plain text."""
    headers = {"Content-Type": content_type, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, status=status, headers=headers)


def knows_token(request: HttpRequest) -> bool:
    """Return whether a request brings the operator's token; nobody does where none is set."""
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}")


ANSWERS: dict[str, Callable[[], HttpResponse]] = {ALIVE: alive, READY: ready, METRICS: metrics}
