"""The pages for what cannot be shown, in the memorial's own voice and with ways on."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from memorial.base.languages import interface_languages
from memorial.base.memorial import Memorial
from memorial.media.upload_page import MOST_AT_ONCE
from memorial.public.declared import leaves_by
from memorial.public.entrance import best_language
from memorial.public.pages import nameless_frame
from memorial.review.gate import Channel
from memorial.review.kept_words import kept_after_token_failure

PLAIN = "Something went wrong here. Nothing is lost. Please try again in a moment."


@leaves_by(Channel.PAGE)
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page: the same words for what never was and for what is not public."""
    return error_page(request, "404.html", 404)


@leaves_by(Channel.PAGE)
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the page is not open to this visitor."""
    return error_page(request, "403.html", 403)


@leaves_by(Channel.PAGE)
def not_taken(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that what was sent could not be read: more at once than is taken, or not as a page of ours sends it."""
    is_upload = request.path_info == reverse("admin:memorial_asset_upload")
    return error_page(request, "400.html", 400, most_at_once=MOST_AT_ONCE if is_upload else 0)


@leaves_by(Channel.PAGE)
def token_missing(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that what was sent did not come from a page of ours that this visitor had open.

    What a page of the desk has sent is given back there: its token no longer holds after one has signed in again.
    """
    kept = kept_after_token_failure(admin.site, request)
    if kept is not None:
        return kept
    return error_page(request, "403.html", 403)


@leaves_by(Channel.PAGE)
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed here; needs neither the database nor anything else that may have failed."""
    try:
        language = address_language(request) or best_language(request, interface_languages())
        with translation.override(language):
            body = render_to_string("500.html", {"language": language})
    except Exception:  # noqa: BLE001  # the last door: whatever fails, the visitor gets a sentence
        return HttpResponse(PLAIN, status=500, content_type="text/plain; charset=utf-8")
    return unkept(HttpResponse(body, status=500))


def error_page(request: HttpRequest, template: str, status: int, **said: Any) -> HttpResponse:
    """Return one of these pages in the language of the address, or else in the best; ``said`` is for its template."""
    memorial = Memorial.current()
    own = address_language(request)
    language = own if own in memorial.languages else best_language(request, memorial.languages)
    with translation.override(language):
        response = HttpResponse(render_to_string(template, nameless_frame(memorial) | said), status=status)
    response.headers["Content-Language"] = language
    if own != language:
        patch_vary_headers(response, ["Accept-Language"])
    return unkept(response)


def address_language(request: HttpRequest) -> str:
    """Return the language that an address begins with, empty where it begins with none."""
    first = request.path_info.lstrip("/").split("/")[0]
    return first if first in interface_languages() else ""


def unkept(response: HttpResponse) -> HttpResponse:
    """Return the answer as one that nobody keeps and no index lists."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
