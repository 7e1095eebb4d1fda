"""Memory: the pages that a process gives most, of one stand, within a bound."""

import threading

from memorial.public.kept.answers import KeptAnswer

Key = tuple[str, str, str, str]


class Memory:
    """Kept pages in this process; those that were not given for longest are let go first."""

    def __init__(self, most: int) -> None:
        self.most, self.size = most, 0
        self.pages: dict[Key, KeptAnswer] = {}
        self.given: set[Key] = set()
        self.lock = threading.Lock()

    def get(self, key: Key, stand: str) -> KeptAnswer | None:
        """Return a page if it is kept and of this stand."""
        page = self.pages.get(key)
        if page is None or page.stand != stand:
            return None
        self.given.add(key)
        return page

    def put(self, key: Key, page: KeptAnswer) -> None:
        """Keep a page; with the first of a new stand those of the one before are let go."""
        with self.lock:
            other = next(iter(self.pages.values()), None)
            if other is not None and other.stand != page.stand:
                self.clear()
            self.take(key)
            self.pages[key] = page
            self.size += page.size
            while self.size > self.most and self.pages:
                self.make_room()

    def make_room(self) -> None:
        """Let one page go: the first in line that was not given since it was last looked at."""
        for key in list(self.pages):
            if key not in self.given:
                self.take(key)
                return
            self.given.discard(key)
            self.pages[key] = self.pages.pop(key)
        self.take(next(iter(self.pages)))

    def take(self, key: Key) -> None:
        """Let a page go."""
        if page := self.pages.pop(key, None):
            self.size -= page.size
            self.given.discard(key)

    def clear(self) -> None:
        """Let all pages go."""
        self.pages, self.given, self.size = {}, set(), 0
