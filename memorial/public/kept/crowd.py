"""Crowd: how many visitors are answered at once where an answer must be made, and what all others are told.

Kept pages are given to everybody. What must be made costs a thousand times as much: if all who ask for that were let in
at once, each would wait for all, and those who only read would wait with them. Whoever sends something has words to
lose: they wait for longer, in a line of their own.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from memorial.operations.counts import TURNED_AWAY
from memorial.public.refusals import API, BUSY, PROBLEM, WAIT

#: So many who read are answered at once, so many more may wait, and for so many seconds; then those who send.
READERS, SENDERS = (3, 6, 0.5), (2, 6, 8.0)
READING = ("GET", "HEAD")
#: Those who work at the desk or in its previews, and those who watch over the memorial, never wait behind visitors; nor
#: do static files.
APART = re.compile(r"/(admin|static)/|/(healthz|readyz|metrics)$|/[a-z-]+/preview/")
PAGE = (settings.BASE_DIR / "docs" / "deploy" / "pages" / "busy.html").read_bytes()
ALWAYS = [
    ("Cache-Control", "no-store"),
    ("Retry-After", WAIT),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
]


class Line:
    """A few places, and a short line in front of them."""

    def __init__(self, places: int, most_waiting: int, patience: float) -> None:
        self.places = threading.BoundedSemaphore(places)
        self.most_waiting, self.patience = most_waiting, patience
        self.waiting, self.lock = 0, threading.Lock()

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Wait for a place for a moment, unless too many wait already; give whether there was one."""
        is_free = self.places.acquire(blocking=False) or self.waited()
        try:
            yield is_free
        finally:
            if is_free:
                self.places.release()

    def waited(self) -> bool:
        """Wait for a place; return whether one became free."""
        with self.lock:
            if self.waiting >= self.most_waiting:
                return False
            self.waiting += 1
        try:
            return self.places.acquire(timeout=self.patience)
        finally:
            with self.lock:
                self.waiting -= 1


class InTurn:
    """Lets a few visitors at once to the application, some more after them, and nobody else for the moment."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.readers, self.senders = Line(*READERS), Line(*SENDERS)

    def __call__(self, environ: MutableMapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request, or say that there is no room for it now."""
        path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
        if APART.match(path):
            return self.application(environ, start_response)
        with (self.readers if method in READING else self.senders).place() as is_free:
            if is_free:
                return self.application(environ, start_response)
        TURNED_AWAY.inc()
        body, kind = (BUSY.document(), PROBLEM) if path.startswith(API) else (PAGE, "text/html; charset=utf-8")
        start_response("503 Service Unavailable", [*ALWAYS, ("Content-Type", kind), ("Content-Length", str(len(body)))])
        return () if method == "HEAD" else (body,)
