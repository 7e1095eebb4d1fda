"""Cookies: the desk and its previews have them, and nothing else here does."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

PREVIEW = "preview"


class WithoutCookies:
    """Keeps from the public pages what a browser brings along: each depends on its address alone.

    What answers a cookie, were it only to take back one that is not understood, sets another; a page for everybody
    sets none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        parts = request.path_info.split("/")
        if not request.path.startswith(reverse("admin:index")) and PREVIEW not in parts[2:3]:
            request.COOKIES = {}
        return self.get_response(request)
