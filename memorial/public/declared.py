"""Channels declared: every address and every command says by which doors something leaves, or the checks fail."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import admin
from django.core.checks import CheckMessage, Error, register
from django.core.management import find_commands, load_command_class
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string

from memorial.review.gate import Channel

Declared = TypeVar("Declared", bound=Callable[..., Any])
COMMANDS = "memorial"


def leaves_by(*channels: Channel) -> Callable[[Declared], Declared]:
    """Declare by which channels something leaves through a view."""

    def declare(view: Declared) -> Declared:
        view.leaves_by = channels  # type: ignore[attr-defined]
        return view

    return declare


@register()
def channels_declared(app_configs: Any = None, **_more: Any) -> list[CheckMessage]:
    """Name every address and every command that does not declare its channels."""
    wrong = [*(name for name, view in every_view() if not is_declared(view, least=1)), *silent_commands()]
    return [
        Error(
            f"{name} does not declare by which channels something leaves through it.",
            hint="Declare them as leaves_by, with the channels of memorial/review/gate.py.",
            id="memorial.E001",
        )
        for name in wrong
    ]


def is_declared(view: Any, *, least: int) -> bool:
    """Return whether something declares its channels, and how many it must name at least."""
    channels = getattr(view, "leaves_by", None)
    return isinstance(channels, tuple) and len(channels) >= least and all(isinstance(one, Channel) for one in channels)


def every_view() -> Iterator[tuple[str, Any]]:
    """Yield the name of each address with what answers there: of the desk, its site; also the pages for errors."""
    resolver = get_resolver()
    yield from views_below(resolver.url_patterns, "/")
    for status in (400, 403, 404, 500):
        yield f"The page for error {status}", resolver.resolve_error_handler(status)
    yield "The page for a missing token", import_string(settings.CSRF_FAILURE_VIEW)


def views_below(patterns: Iterable[URLPattern | URLResolver], start: str) -> Iterator[tuple[str, Any]]:
    """Yield the addresses below one part of the map; those of the desk are declared all at once, by their site."""
    for pattern in patterns:
        address = f"{start}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield f"The address {address}", pattern.callback
        elif pattern.app_name == "admin":
            yield f"The desk at {address}", admin.site
        else:
            yield from views_below(pattern.url_patterns, address)


def silent_commands() -> Iterator[str]:
    """Yield the commands of the memorial that do not say by which channels something leaves, if by none."""
    folder = Path(import_module(f"{COMMANDS}.management").__path__[0])
    for name in find_commands(str(folder)):
        if not is_declared(load_command_class(COMMANDS, name), least=0):
            yield f"The command {name}"
