"""What every public page has in common: the decorator that declares it public, its links and its headers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import ResolverMatch, reverse
from django.utils import timezone, translation

from memorial.base.date_words import words
from memorial.base.memorial import Memorial
from memorial.public.declared import leaves_by
from memorial.public.finding import Gone
from memorial.public.kept.marks import mark
from memorial.public.merged_people import moved
from memorial.review.gate import Channel
from memorial.review.models import Entry

Params = ParamSpec("Params")
READING = ["GET", "HEAD"]


class PublicRequest(HttpRequest):
    """A request for a public page, with the memorial that it asks."""

    memorial: Memorial
    #: Set by a staff preview alone: the page shows what is not public, is marked so, and is never kept.
    draft: bool


View = Callable[Concatenate[PublicRequest, Params], HttpResponse]


Page = Callable[Concatenate[HttpRequest, Params], HttpResponse]


def public_page(
    channel: Channel,
    *others: Channel,
    kept: bool = True,
    parameters: Collection[str] = (),
    live: bool = False,
) -> Callable[[View[Params]], Page[Params]]:
    """Declare a view public, and by which channels something leaves through it.

    It is only read, depends on its address alone, and answers in the languages offered. Its pages are ``kept`` unless
    they tell what no act tells of; with a query only where they know all of its ``parameters``. A ``live`` page shows
    what its reader may just have done, so it is read from the primary.
    """

    def declare(view: View[Params]) -> Page[Params]:
        @wraps(view)
        def page(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
            if request.method not in READING:
                return HttpResponseNotAllowed(READING)
            asked = as_public(request, draft=False)
            try:
                response = view(asked, *args, **kwargs)
            except (Gone, Http404) as lost:
                response = moved(asked) or gone_page(asked, lost)
            # Kept by nobody without asking: what is withdrawn is gone at the next request.
            response.headers.setdefault("Cache-Control", "public, max-age=0, must-revalidate")
            if kept:
                mark(request, response, parameters)
            return response

        page.is_public = True  # type: ignore[attr-defined]
        page.reads_apart = not live  # type: ignore[attr-defined]
        # Nothing is ever sent to such a page, so it needs no token; what is sent is refused as a wrong method.
        page.csrf_exempt = True  # type: ignore[attr-defined]
        return cast(Page[Params], leaves_by(channel, *others)(page))

    return declare


def gone_page(request: PublicRequest, lost: Gone | Http404) -> HttpResponse:
    """Return the page of what was withdrawn; what was never public is raised again."""
    if isinstance(lost, Http404):
        raise lost
    context = {**nameless_frame(request.memorial), "gone": lost, "day": memorial_day(request.memorial, lost.at)}
    return render(request, "public/gone.html", context, status=410)


def as_public(request: HttpRequest, *, draft: bool) -> PublicRequest:
    """Return the request with its memorial; an address in a language that is not offered does not exist."""
    memorial = Memorial.current()
    if translation.get_language() not in memorial.languages:
        raise Http404
    request.memorial = memorial  # type: ignore[attr-defined]
    request.draft = draft  # type: ignore[attr-defined]
    return request  # type: ignore[return-value]


def memorial_day(memorial: Memorial, moment: datetime) -> str:
    """Return the day on which something happened where the memorial is, in the words of the page's language."""
    return words(timezone.localdate(moment, memorial.zone).isoformat())


@dataclass(frozen=True)
class Alternate:
    """The address of the same page in one language."""

    code: str
    name: str
    url: str
    absolute: str
    current: bool


def alternates(request: PublicRequest, entry: Entry | None = None) -> list[Alternate]:
    """Return the page's addresses in every language that the memorial offers, in its order."""
    names = dict(settings.LANGUAGES)
    active = translation.get_language()
    found = []
    for code in request.memorial.languages:
        with translation.override(code):
            # A draft has no public address yet: its other languages are previews too.
            url = entry.get_absolute_url() if entry and not request.draft else reverse_same(request.resolver_match)
        found.append(Alternate(code, names[code], url, request.build_absolute_uri(url), code == active))
    return found


def reverse_same(match: ResolverMatch | None) -> str:
    """Return the address of the page that is being read, in the language now active."""
    if match is None or not match.url_name:
        return reverse("home")
    return reverse(match.view_name, args=match.args, kwargs=match.kwargs)


def nameless_frame(memorial: Memorial) -> dict[str, Any]:
    """Return the frame of a page that says no more than that something cannot be shown: it repeats no address."""
    return {"memorial": memorial, "alternates": [], "canonical": "", "section": "", "draft": False}


def render_page(
    request: PublicRequest,
    template: str,
    context: dict[str, Any],
    *,
    section: str = "",
    entry: Entry | None = None,
    canonical_query: str = "",
) -> HttpResponse:
    """Render a public page with its canonical and alternate links.

    ``section`` is the url name of the menu's entry; ``entry`` the one that a detail page is about; ``canonical_query``
    the part of the query (``?after=…``) that belongs to the page's own address.
    """
    links = alternates(request, entry)
    canonical = next(link.absolute for link in links if link.current) + canonical_query
    frame = {
        "memorial": request.memorial,
        "alternates": links,
        "canonical": canonical,
        "section": section,
        "draft": request.draft,
    }
    # Without what Django gives to templates of each request: a page of everybody's knows of nobody.
    return HttpResponse(render_to_string(template, {**frame, **context}))
