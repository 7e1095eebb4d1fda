"""Folder: the pages that all processes of one machine share, and that are there again after a new start.

The pages of each stand lie in a folder of their own. When the record stands as something else, what was before is
removed: what is withdrawn is not left lying about.
"""

import hashlib
import secrets
import shutil
import time
from pathlib import Path

from memorial.public.kept.answers import KeptAnswer
from memorial.public.kept.memory import Key

#: After so many seconds it is reckoned again how much room all pages take: each of them is looked at for that.
RECKONED = 300.0


class Folder:
    """Kept pages on the disk of this machine, of one state of the program."""

    def __init__(self, place: Path, release: str, most: int) -> None:
        self.place, self.release, self.most = place, release, most
        self.stand, self.room, self.reckoned = "", most, 0.0

    def get(self, key: Key, stand: str) -> KeptAnswer | None:
        """Return a page if it is kept and of this stand."""
        try:
            page = KeptAnswer.read(self.path_of(key, stand).read_bytes())
        except (OSError, ValueError):
            return None
        return page if page.stand == stand else None

    def put(self, key: Key, page: KeptAnswer) -> None:
        """Keep a page, unless there is no room; a disk that fails is no reason to answer nobody."""
        content = page.written()
        try:
            self.begin(page.stand)
            if len(content) > self.room:
                return
            path = self.path_of(key, page.stand)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            beside.write_bytes(content)
            beside.replace(path)
            self.room -= len(content)
        except OSError:
            return

    def begin(self, stand: str) -> None:
        """Make the folder that of a stand, remove all others, and reckon from time to time how much room is left."""
        now = time.monotonic()
        if stand == self.stand and now - self.reckoned < RECKONED:
            return
        if stand != self.stand:
            self.stand = stand
            self.remove_others(stand)
        taken = sum(file.stat().st_size for file in self.place.glob("*/*/*/*"))
        self.room, self.reckoned = self.most - taken, now

    def remove_others(self, stand: str) -> None:
        """Remove the pages of every other stand, and of every other state of the program."""
        for other in self.place.glob("*/*"):
            if (other.parent.name, other.name) != (self.release, stand):
                shutil.rmtree(other, ignore_errors=True)

    def path_of(self, key: Key, stand: str) -> Path:
        """Return where a page lies: its address is a hash, so that no address can lead out of the folder."""
        name = hashlib.sha256("\n".join(key).encode("utf-8", "surrogateescape")).hexdigest()
        return self.place / self.release / stand / name[:2] / name
