"""Crowd: how many visitors are answered at once where an answer must be made, and what all others are told.

Kept pages are given to everybody. What must be made costs a thousand times as much: if all who ask for that were let in
at once, each would wait for all, and those who only read would wait with them.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from memorial.operations.counts import TURNED_AWAY

#: So many are answered at once, so many more may wait, and for so many seconds.
AT_ONCE, WAITING, PATIENCE = 3, 9, 0.5
#: In how many seconds to come back.
COME_BACK = "5"
#: Those who work at the desk, and those who watch over the memorial, never wait behind visitors; nor do static files.
APART = ("/admin/", "/static/", "/healthz", "/readyz", "/metrics")
API = "/api/"
PAGE = (settings.BASE_DIR / "docs" / "deploy" / "pages" / "busy.html").read_bytes()
PROBLEM = json.dumps(
    {
        "type": "/api/v1/docs/#problem-busy",
        "title": "Very many are asking now",
        "status": 503,
        "detail": f"Ask again in {COME_BACK} seconds.",
    }
).encode()


class InTurn:
    """Lets a few visitors at once to the application, some more after them, and nobody else for the moment."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.places = threading.BoundedSemaphore(AT_ONCE)
        self.waiting, self.lock = 0, threading.Lock()

    def __call__(self, environ: MutableMapping[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request, or say that there is no room for it now."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(APART):
            return self.application(environ, start_response)
        with self.place() as is_free:
            if is_free:
                return self.application(environ, start_response)
        TURNED_AWAY.inc()
        body, kind = (
            (PROBLEM, "application/problem+json") if path.startswith(API) else (PAGE, "text/html; charset=utf-8")
        )
        headers = [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start_response("503 Service Unavailable", [*headers, ("Retry-After", COME_BACK)])
        return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)

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
            if self.waiting >= WAITING:
                return False
            self.waiting += 1
        try:
            return self.places.acquire(timeout=PATIENCE)
        finally:
            with self.lock:
                self.waiting -= 1
