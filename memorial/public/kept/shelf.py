"""The shelf: kept pages laid out as files, so that the web server in front of a memorial gives them without asking.

A page lies there for a short slot of time at most, and only if nothing opens or closes by itself before that has ended:
the web server looks into the folder of the slot that its clock tells, so pages go even if no process of ours is left.
"""

import logging
import os
import re
import secrets
import shutil
import threading
import time
from contextlib import suppress
from pathlib import Path

from django.db import connection

from memorial.public.kept.answers import Headers, KeptAnswer
from memorial.public.kept.memory import Key
from memorial.public.kept.stands import Stands
from memorial.review.public_changes import public_state
from memorial.review.shelf_door import OPEN, close_shelf, open_shelf, opened

#: So many seconds are one slot: the web server takes the last two figures from the clock (docs/deploy/shelf-maps.conf).
SLOT = 100
#: By so many seconds the clock that the web server reads may be behind.
MARGIN = 2.0
#: Addresses that cannot be written in two ways, nor lead out of a folder.
PLAIN = re.compile(r"(/[a-z0-9_-]+)+/", re.ASCII)
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)
#: Files are called by whether the page names its document of linked data: the web server says so in its place.
NAMES = {False: "page.html", True: "linked.html"}
#: What the web server says of every page (docs/deploy/shelf-location.conf); one that says anything else lies nowhere.
SAID = {
    "cache-control": "public, max-age=0, must-revalidate",
    "content-type": "text/html; charset=utf-8",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
POLICY = frozenset(
    {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    }
)
#: What it finds out for each page, or leaves out, as only a content network reads it.
FOUND_OUT = frozenset({"content-language", "content-length", "etag", "link", "surrogate-key", "vary"})
READABLE, OPEN_TO_ALL = 0o644, 0o755
said_by = logging.getLogger(__name__)


class Shelf:
    """The pages of one memorial as they lie for its web server."""

    def __init__(self, place: Path, release: str, most: int, stands: Stands) -> None:
        self.place, self.release, self.most, self.stands = place, release, most, stands
        self.slot, self.name, self.room = 0, "", most
        self.laid: set[Key] = set()
        self.lock = threading.Lock()
        self.wanted = threading.Event()
        self.thread: threading.Thread | None = None
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(OPEN_TO_ALL)
        # What lies there from before may be of a record that has come back from a backup since.
        close_shelf()

    def lay(self, key: Key, page: KeptAnswer) -> None:
        """Lay a page out until the slot ends, if it will stand for so long and the web server can say all of it."""
        now = time.time()
        slot = int(now) // SLOT
        lasts = self.stands.lasting(page.stand)
        if now + lasts < (slot + 1) * SLOT + MARGIN or not can_lie(key, page.coded[""].headers):
            return
        name = folder_name(self.release, page.stand)
        if (slot, name) != (self.slot, self.name):
            self.begin(slot, name)
        if key not in self.laid and page.size <= self.room:
            self.put(self.place / name / str(slot), key, page)
        if opened(self.place) != name:
            self.open_soon()

    def begin(self, slot: int, name: str) -> None:
        """Begin with an empty shelf: of another slot, or of a record that stands as something else."""
        with self.lock:
            self.slot, self.name, self.room = slot, name, self.most
            self.laid = set()
        self.open_soon()

    def put(self, slot: Path, key: Key, page: KeptAnswer) -> None:
        """Write a page as it is and compressed; a disk that fails is no reason to answer nobody."""
        scheme, host, path, _query = key
        folder = slot / scheme / host / path.strip("/")
        has_link = any(name.lower() == "link" for name, _value in page.coded[""].headers)
        try:
            self.make(folder)
            for coding, ending in (("gzip", ".gz"), ("", "")):
                write(folder / f"{NAMES[has_link]}{ending}", page.coded[coding].body, page.coded[coding].tag)
        except OSError:
            # A full disk, mostly: nothing more is tried until the next slot.
            with self.lock:
                self.room = 0
            return
        with self.lock:
            self.laid.add(key)
            self.room -= page.size

    def make(self, folder: Path) -> None:
        """Make a folder and all above it that the web server's account must pass through."""
        for one in [*reversed(folder.relative_to(self.place).parents), folder.relative_to(self.place)]:
            path = self.place / one
            if not path.is_dir():
                path.mkdir(exist_ok=True)
                path.chmod(OPEN_TO_ALL)

    def open_soon(self) -> None:
        """Have a thread of this process open the shelf and clear it: an act that goes on holds up nobody's page."""
        self.wanted.set()
        if self.thread is None or not self.thread.is_alive():
            # Where no thread can be begun the page is given all the same, and the next one tries again.
            with self.lock, suppress(RuntimeError):
                if self.thread is None or not self.thread.is_alive():
                    thread = threading.Thread(target=self.open_on, name="shelf", daemon=True)
                    thread.start()
                    self.thread = thread

    def open_on(self) -> None:
        """Open the shelf whenever that is wanted."""
        while True:
            self.wanted.wait()
            self.wanted.clear()
            self.open()
            connection.close()
            time.sleep(SLOT / 1000)

    def open(self) -> None:
        """Have the web server give what lies there, if the record still stands as it did, and remove all else."""
        stand = self.stands.now()
        if stand is None:
            return
        name = folder_name(self.release, stand.name)
        try:
            is_open = opened(self.place) == name
            # Whoever has not heard of an act yet must not clear away what others lay out after it.
            if is_open or open_shelf(self.place, name, lambda: public_state() == (stand.last, stand.tokens)):
                clear_shelf(self.place, name)
        except Exception:  # whatever it is: the pages are given by ourselves, and the next one tries again
            said_by.warning("The shelf could not be opened.", exc_info=True)


def can_lie(key: Key, headers: Headers) -> bool:
    """Return whether the web server can be asked for a page by its address alone, and says all that we would say."""
    _scheme, host, path, query = key
    is_plain = not query and HOST.fullmatch(host) and PLAIN.fullmatch(path)
    return bool(is_plain) and all(is_said(name.lower(), value) for name, value in headers)


def is_said(name: str, value: str) -> bool:
    """Return whether the web server says this of a page too."""
    if name == "content-security-policy":
        return {part.strip() for part in value.split(";")} == POLICY
    return name in FOUND_OUT or SAID.get(name) == value


def write(path: Path, body: bytes, tag: str) -> None:
    """Write a file so that it is never seen in part.

    The web server makes the tag of a file of its time and its size: the time is made of the content, so that two pages
    that are alike in size and moment are not taken for one.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(body)
        beside.chmod(READABLE)
        # Not every disk knows a time after 2038.
        moment = int(tag.strip('"')[:8], 16) & 0x7FFFFFFF
        os.utime(beside, (moment, moment))
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def folder_name(release: str, stand: str) -> str:
    """Return how the folder is called in which pages of one stand lie that one version of the program has made."""
    return f"{release}-{stand}"


def clear_shelf(place: Path, name: str) -> None:
    """Remove the pages in every other folder, and those of slots that have ended."""
    for folder in place.glob("*"):
        # Behind the door another process may have laid out what this one has not heard of yet.
        if folder.name not in (name, opened(place)) and not folder.name.startswith(OPEN):
            shutil.rmtree(folder, ignore_errors=True)
    for ended in (place / name).glob("*"):
        if int(ended.name) < int(time.time()) // SLOT:
            shutil.rmtree(ended, ignore_errors=True)
