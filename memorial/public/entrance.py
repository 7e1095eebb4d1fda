"""The way in: from the bare address to the best language, and what machines that read the pages are told."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import activate, get_language_from_path, override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from memorial.base.memorial import Memorial
from memorial.public.declared import leaves_by
from memorial.public.pages import READING
from memorial.review.gate import Channel


def best_language(request: HttpRequest, offered: list[str]) -> str:
    """Return the offered language that a browser asks for most, or the first; nothing else about the visitor counts."""
    for tag, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if not weight:
            continue
        for code in (tag, tag.split("-")[0]):
            if code in offered:
                return code
    return offered[0]


class LanguageOfAddress(LocaleMiddleware):
    """The language of a page is the one of its address; an address without one leads to the best that is offered."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and not get_language_from_path(request.path_info):
            activate(best_language(request, Memorial.current().languages))
        view = getattr(request.resolver_match, "func", None)
        if response.status_code != 404 and getattr(view, "in_all_languages", False):
            # Kept once for all, and not once for each list of languages that browsers ask for.
            return response
        answer = super().process_response(request, response)
        if answer is not response:
            # Led on to another address: by what the browser asks for alone, as the bare address does.
            answer.headers["Vary"] = "Accept-Language"
        return answer


@csrf_exempt
@leaves_by(Channel.PAGE)
def entrance(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the best language."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    language = best_language(request, Memorial.current().languages)
    with override(language):
        response = HttpResponseRedirect(reverse("home"))
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Accept-Language"])
    return response


@csrf_exempt
@leaves_by(Channel.PAGE)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots where the map of the public pages is, and what is no page to be found: desk, previews, secrets."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    closed = [reverse("admin:index")]
    for language in Memorial.current().languages:
        with override(language):
            # Behind it lie the private addresses of those who gave something; a search is a page of its own for each.
            closed += [f"{reverse('contribute')}yours/", f"{reverse('home')}preview/", reverse("search")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemaps'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
