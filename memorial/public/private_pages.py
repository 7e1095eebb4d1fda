"""Private pages: the pages behind a private link. The address itself is the secret, so nothing may pass it on.

No cookie, no cache, no index, no address of where a reader came from; an unknown secret is answered like one that was
revoked: like any page that is not there, with the way to another link. Whoever knows the address has its authority, so
that no token is asked of a form; what another site sends is refused all the same.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.multipartparser import MultiPartParserError

from memorial.contributions.admission import admit
from memorial.contributions.links import find_by_link
from memorial.contributions.models import Contribution
from memorial.public.declared import leaves_by
from memorial.public.error_pages import error_page
from memorial.public.pages import PublicRequest, as_public
from memorial.review.gate import Channel

Params = ParamSpec("Params")
TAKING = ["GET", "HEAD", "POST"]
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

Answer = Callable[Concatenate[PublicRequest, Params], HttpResponse]
View = Callable[Concatenate[PublicRequest, Contribution, str, Params], HttpResponse]


def unlisted_page(view: Answer[Params]) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Declare a page that is nobody's to keep, to list or to send others to."""

    @wraps(view)
    def page(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if request.method not in TAKING:
            return closed(HttpResponseNotAllowed(TAKING))
        asked = as_public(request, draft=False)
        # Whatever a browser says of its letters, our pages ask for these.
        asked.encoding = "utf-8"
        if request.method == "POST" and is_foreign(request):
            return closed(error_page(request, "403.html", 403))
        try:
            return closed(view(asked, *args, **kwargs))
        except (SuspiciousOperation, MultiPartParserError, BadRequest):
            # More at once than is taken, or not as our pages send it.
            return closed(error_page(request, "400.html", 400, most_at_once=0))

    page.is_public = True  # type: ignore[attr-defined]
    page.csrf_exempt = True  # type: ignore[attr-defined]
    return cast(Callable[Concatenate[HttpRequest, Params], HttpResponse], leaves_by(Channel.PAGE)(page))


def private_page(view: View[Params]) -> Callable[Concatenate[HttpRequest, str, Params], HttpResponse]:
    """Declare a page behind a private link; it is given the contribution that the secret leads to, and the secret."""

    def page(request: PublicRequest, token: str, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        contribution = find_by_link(token)
        if contribution is None:
            return unknown(request)
        return view(request, contribution, token, *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, str, Params], HttpResponse], unlisted_page(page))


def unknown(request: HttpRequest) -> HttpResponse:
    """Return the answer to a secret that is none: nothing of it is said again; who tries many has to wait."""
    refusal = admit(request, act="wrong")
    if refusal is None:
        return error_page(request, "404.html", 404, was_private=True)
    response = error_page(request, "404.html", refusal.status, was_private=True)
    response.headers["Retry-After"] = str(refusal.retry_after)
    return response


def is_foreign(request: HttpRequest) -> bool:
    """Return whether another site's page has sent this; a page without a referrer says that it comes from nowhere."""
    origin = request.headers.get("Origin", "null")
    try:
        return origin != "null" and urlsplit(origin).netloc.lower() != request.get_host().lower()
    except ValueError:
        return True


def closed(response: HttpResponse) -> HttpResponse:
    """Return the answer as one whose address goes nowhere."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
