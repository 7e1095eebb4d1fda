"""The layer in front of Django: gives kept pages again, and keeps what a view has said may be kept.

It touches no session, no middleware and no database. What it does not know for certain it hands on.
"""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import MediaType

from memorial.exchange.linked.documents import MEDIA_TYPE
from memorial.operations.counts import GIVEN
from memorial.public.kept.answers import KeptAnswer, StartResponse
from memorial.public.kept.folder import Folder
from memorial.public.kept.marks import MARK, Mark
from memorial.public.kept.memory import Key, Memory
from memorial.public.kept.release import release
from memorial.public.kept.shelf import Shelf, clear_shelf, folder_name
from memorial.public.kept.stands import STAND, stand_of, stands_of_process
from memorial.review.content_network import surrogate_control
from memorial.review.entry_watchers import watches_time_here
from memorial.review.public_changes import public_state

Environ = MutableMapping[str, Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
#: Pages lie under a language; everything else is asked of Django each time.
PAGES = re.compile(r"/[a-z]{2,3}(-[a-z0-9]+)*/", re.ASCII)
#: A place in a list: the only query with which a page may be kept.
PLACE = re.compile(r"(after|before)=[0-9a-z]{1,40}", re.ASCII)
#: Who brings one of these is somebody, or asks for something else than a page as everybody gets it.
PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE", "SCRIPT_NAME")
#: A page that was made longer ago is made anew by one visitor, while all others get it as it is.
OLD = 300.0
#: So long a visitor waits for somebody else's rendering of the same page.
PATIENCE = 10.0
READING = ("GET", "HEAD")


class KeptPages:
    """The application that the server runs: kept pages, and Django behind them."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.stands = stands_of_process()
        self.memory = Memory(settings.KEEP_MOST_BYTES)
        self.folder = Folder(settings.KEPT, release(), settings.KEPT_MOST_BYTES)
        self.shelf: Shelf | None = None
        if settings.SHELVE_PAGES:
            self.shelf = Shelf(settings.SHELF, release(), settings.KEPT_MOST_BYTES, self.stands)
        self.making: dict[Key, threading.Event] = {}
        # Read once: every page that is given asks for it.
        self.has_network = bool(settings.PURGE_AT)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        stand = self.stands.now() or self.stands.soon()
        if stand is None:
            return self.application(environ, start_response)
        environ[STAND] = stand
        page = self.memory.get(key, stand.name)
        if page is not None and (time.time() - page.made < OLD or key in self.making):
            return self.give(key, page, environ, start_response)
        return self.find(key, stand.name, environ, start_response)

    def find(self, key: Key, stand: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a page that another process has kept, or that one visitor's request makes for all who wait."""
        with self.alone(key) as is_first:
            page = self.folder.get(key, stand) if is_first else self.memory.get(key, stand)
            if page is not None and is_first and time.time() - page.made < OLD:
                self.memory.put(key, page)
            elif is_first and environ["REQUEST_METHOD"] == "GET":
                return self.make(key, stand, environ, start_response)
        if page is None:
            return self.application(environ, start_response)
        return self.give(key, page, environ, start_response)

    def give(self, key: Key, page: KeptAnswer, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a page, and have others give it too: the web server, or a content network for so long."""
        if self.shelf is not None:
            self.shelf.lay(key, page)
        if self.has_network and (told := surrogate_control(self.stands.lasting(page.stand))):
            return page.give(environ, lambda status, headers: start_response(status, [*headers, *told]))
        return page.give(environ, start_response)

    @contextmanager
    def alone(self, key: Key) -> Iterator[bool]:
        """Make a page as the only one in this process; whoever comes meanwhile waits, and is told that they did."""
        mine = threading.Event()
        other = self.making.setdefault(key, mine)
        if other is not mine:
            other.wait(PATIENCE)
            yield False
            return
        try:
            yield True
        finally:
            del self.making[key]
            mine.set()

    def make(self, key: Key, stand: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Have Django answer, and keep the answer if its view says that it may be."""
        mark = environ[MARK] = Mark()
        told: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], fault: Any = None) -> Callable[[bytes], Any]:
            told[:] = [status, headers, fault]
            return lambda _content: None

        answer = self.application(environ, begin)
        status, headers, fault = told
        if not mark.may_be_kept:
            start_response(status, headers, *([fault] if fault else []))
            return answer
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        page = KeptAnswer.of(stand, time.time(), headers, body)
        GIVEN.made += 1
        self.memory.put(key, page)
        self.folder.put(key, page)
        return self.give(key, page, environ, start_response)


def key_of(environ: Mapping[str, Any]) -> Key | None:
    """Return as what a page is kept that this request asks for; nothing where it asks for none that everybody gets."""
    path = environ.get("PATH_INFO", "")
    if environ["REQUEST_METHOD"] not in READING or not PAGES.match(path):
        return None
    if any(map(environ.get, PERSONAL)):
        return None
    query = environ.get("QUERY_STRING", "")
    host = environ.get("HTTP_HOST", "")
    if (query and not PLACE.fullmatch(query)) or not is_own(host, environ.get("SERVER_PORT", "")):
        return None
    return (scheme_of(environ), host, path, query) if wants_page(environ.get("HTTP_ACCEPT", "")) else None


@lru_cache(maxsize=16)
def is_own(host: str, port: str) -> bool:
    """Return whether a host is named as pages may repeat it: without a port, or with the one that the server has.

    Which hosts are this memorial's own, Django says: it refuses all others, and a refusal is not kept.
    """
    _name, sign, named = host.rpartition(":")
    return bool(host) and (not sign or named == port or host.endswith("]"))


def scheme_of(environ: Mapping[str, Any]) -> str:
    """Return by which scheme the page was asked for, as Django will see it: from our own proxy, if there is one."""
    told: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
    if told and told[0] in environ:
        return "https" if environ[told[0]].split(",", 1)[0].strip() == told[1] else "http"
    return str(environ["wsgi.url_scheme"])


@lru_cache(maxsize=512)
def wants_page(accepted: str) -> bool:
    """Return whether a browser that accepts these wants a page to read, and by no means rather data about it."""
    if not accepted:
        return True
    media = [MediaType(part) for part in accepted.split(",") if part.strip()]
    return not any(one.match(MEDIA_TYPE) and not (one.match("text/html")) for one in media) and any(
        one.match("text/html") for one in media
    )


@watches_time_here
def remove_old_pages() -> None:
    """Remove what lies in the folder and on the shelf of what the public record was before."""
    if settings.KEEP_PAGES:
        stand = stand_of(public_state())[0].name
        Folder(settings.KEPT, release(), settings.KEPT_MOST_BYTES).remove_others(stand)
        clear_shelf(settings.SHELF, folder_name(release(), stand) if settings.SHELVE_PAGES else "")
