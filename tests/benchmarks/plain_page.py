"""References for `served`: a trivial answer and a plain Django page of one query and a template, each as WSGI alone."""

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

SIZE = 1024


def trivial(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with a thousand bytes and nothing else."""
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(SIZE))])
    return (b"x" * SIZE,)


def page(_request: HttpRequest, key: int) -> HttpResponse:
    """Answer with one row of the record through a small template."""
    place = apps.get_model("memorial", "Place")._base_manager.filter(pk=key).first()
    return HttpResponse(template().render({"place": place, "words": WORDS}))


@cache
def template() -> Any:
    """Return the template of the page, compiled once."""
    return engines["django"].from_string(TEMPLATE)


WORDS = "synthetic " * 90
TEMPLATE = "<!doctype html><title>{{ place.label }}</title><h1>{{ place.label }}</h1><p>{{ words }}</p>"
urlpatterns = [path("plain/<int:key>/", page)]


def plain() -> Any:
    """Return a Django application of that one page, on the database of an installation."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.plain_settings"
    django.setup()
    return WSGIHandler()


if os.environ.get("PLAIN_PAGE"):
    plain_application = plain()
    assert Path(str(settings.DATABASES["default"]["NAME"])).exists()
