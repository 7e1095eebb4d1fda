"""Request lines: each request gets its id, is counted by its kind and, if the operator wants it, noted in a line.

Neither says who asked, for which entry, or with which words: an address is told by the name that it has in the map.
"""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import ResolverMatch, reverse

from memorial.operations.counts import REQUESTS, SECONDS
from memorial.operations.request_ids import CURRENT, HEADER, request_id
from memorial.public.kept.marks import is_marked

said_by = logging.getLogger("memorial.requests")
#: A method is whatever a program has written there: others than these are not repeated.
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
#: A line for each refusal of a flood would fill the disk.
REFUSALS = frozenset({429, 503})
#: To which kind an address belongs, by the first word of its name; all others are pages.
GROUPS = {
    "api": "api",
    "contribute": "form",
    "candle": "form",
    "yours": "form",
    "search": "search",
    "media": "media",
    "iiif": "media",
    "manifest": "data",
    "linked": "data",
    "data": "data",
    "oai": "data",
    "sitemap": "data",
    "sitemaps": "data",
    "feed": "data",
    "preview": "desk",
}


class RequestLines:
    """Stands around everything that answers a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        own = request_id(request)
        token = CURRENT.set(own)
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            if response.status_code >= 500 or request.path.startswith(reverse("admin:index")):
                # What everybody gets alike says nothing of one request.
                response.headers[HEADER] = own
            note(request, response, time.perf_counter() - begun)
        finally:
            CURRENT.reset(token)
        return response


def note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count a request, and write its line where the operator wants one."""
    match = request.resolver_match
    group, status = group_of(match), response.status_code
    SECONDS.labels(group=group).observe(seconds)
    if not is_marked(request):
        # A page that is kept is counted by the layer that gives it.
        REQUESTS.labels(group=group, status=str(status), kept="no").inc()
    if not settings.LOG_REQUESTS or status in REFUSALS:
        return
    fields = {
        "method": request.method if request.method in METHODS else "other",
        "route": (match.view_name if match else "") or "none",
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
    }
    said_by.info("%(method)s %(route)s %(status)s %(milliseconds)s ms", fields, extra={"fields": fields})


def group_of(match: ResolverMatch | None) -> str:
    """Return to which kind an address belongs; an address that leads nowhere, to none."""
    if match is None:
        return "none"
    if match.namespaces:
        return "desk"
    return GROUPS.get((match.url_name or "").partition("_")[0], "page")
