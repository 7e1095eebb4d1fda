"""The shelf: kept pages laid out as files, so that the web server in front of a memorial gives them without asking.

A page lies there for a short slot of time at most, and only if nothing opens or closes by itself before that has ended:
the web server looks into the folder of the slot that its clock tells, so pages go even if no process of ours is left.
"""

import os
import re
import secrets
import shutil
import threading
import time
from pathlib import Path

from django.db import connection

from memorial.public.kept.answers import Headers, KeptAnswer
from memorial.public.kept.memory import Key
from memorial.public.kept.stands import Stands
from memorial.review.public_changes import public_state
from memorial.review.shelf_door import OPEN, close_shelf, open_shelf, opened

#: So many seconds are one slot: the web server takes the last two figures from the clock (docs/deploy/nginx.conf).
SLOT = 100
#: By so many seconds the clock that the web server reads may be behind.
MARGIN = 2.0
#: Addresses that cannot be written in two ways, nor lead out of a folder.
PLAIN = re.compile(r"(/[a-z0-9_-]+)+/", re.ASCII)
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)
#: Files are called by whether the page names its document of linked data: the web server says so in its place.
NAMES = {False: "page.html", True: "linked.html"}
#: What the web server says of every page, or leaves out where nobody but a content network reads it.
SAID = frozenset(
    {
        "cache-control",
        "content-language",
        "content-length",
        "content-security-policy",
        "content-type",
        "cross-origin-opener-policy",
        "etag",
        "link",
        "referrer-policy",
        "strict-transport-security",
        "surrogate-key",
        "vary",
        "x-content-type-options",
        "x-frame-options",
    }
)
READABLE, OPEN_TO_ALL = 0o644, 0o755


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
            with self.lock:
                if self.thread is None or not self.thread.is_alive():
                    self.thread = threading.Thread(target=self.open_on, name="shelf", daemon=True)
                    self.thread.start()

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
            close_shelf()


def can_lie(key: Key, headers: Headers) -> bool:
    """Return whether the web server can be asked for a page by its address alone, and says all that we would say."""
    _scheme, host, path, query = key
    is_plain = not query and HOST.fullmatch(host) and PLAIN.fullmatch(path)
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    return bool(is_plain) and kind == "text/html; charset=utf-8" and {name.lower() for name, _value in headers} <= SAID


def write(path: Path, body: bytes, tag: str) -> None:
    """Write a file so that it is never seen in part.

    The web server makes the tag of a file of its time and its size: the time is made of the content, so that two pages
    that are alike in size and moment are not taken for one.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    beside.write_bytes(body)
    beside.chmod(READABLE)
    moment = int(tag.strip('"')[:8], 16)
    os.utime(beside, (moment, moment))
    beside.replace(path)


def folder_name(release: str, stand: str) -> str:
    """Return how the folder is called in which pages of one stand lie that one version of the program has made."""
    return f"{release}-{stand}"


def clear_shelf(place: Path, name: str) -> None:
    """Remove the pages in every other folder, and those of slots that have ended."""
    for folder in place.glob("*"):
        if folder.name != name and not folder.name.startswith(OPEN):
            shutil.rmtree(folder, ignore_errors=True)
    for ended in (place / name).glob("*"):
        if int(ended.name) < int(time.time()) // SLOT:
            shutil.rmtree(ended, ignore_errors=True)
