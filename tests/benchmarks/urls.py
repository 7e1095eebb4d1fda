"""The addresses of the memorial and one trivial page, by which the cost of the others can be judged."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from memorial import urls


def trivial(request: HttpRequest) -> HttpResponse:
    """Answer at once: what is left is the cost of asking."""
    return HttpResponse("answer")


urlpatterns = [*urls.urlpatterns, path("trivial/", trivial, name="trivial")]
handler404 = getattr(urls, "handler404", "django.views.defaults.page_not_found")
