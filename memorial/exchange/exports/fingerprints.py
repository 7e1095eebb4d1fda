"""Fingerprints: what a file says of each entry, in sixteen bytes each, in order, to be found without reading the file.

Each stands in twenty-five bytes: the place of the entry's kind, the key of its row, and the beginning of the SHA-256 of
all that was said of it.
"""

import hashlib
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from memorial.base.canonical import canonical
from memorial.exchange.representations.fields import Said

FILE = "fingerprints"
LINE = struct.Struct(">BQ16s")


def fingerprint(said: Said) -> bytes:
    """Return the fingerprint of what is said of an entry."""
    return hashlib.sha256(canonical(said).encode()).digest()[:16]


class Fingerprints:
    """The file of fingerprints of a holding while it is being made; kinds and keys come in their order."""

    def __init__(self, folder: Path) -> None:
        self.file: BinaryIO = (folder / FILE).open("wb")

    def add(self, kind: int, key: int, said: Said) -> None:
        """Keep the fingerprint of what is said of an entry."""
        self.file.write(LINE.pack(kind, key, fingerprint(said)))

    def close(self) -> None:
        """Write what is left."""
        self.file.close()


def kept(folder: Path, kind: int, keys: Iterable[int]) -> dict[int, bytes]:
    """Return the fingerprints that a holding has of some entries of one kind; raises OSError without a file."""
    found = {}
    with (folder / FILE).open("rb") as file:
        lines = (folder / FILE).stat().st_size // LINE.size
        for key in keys:
            place = first_from(file, lines, (kind, key))
            if place < lines:
                its_kind, its_key, mark = line_at(file, place)
                if (its_kind, its_key) == (kind, key):
                    found[key] = mark
    return found


def first_from(file: BinaryIO, lines: int, sought: tuple[int, int]) -> int:
    """Return the place of the first line that is not before a kind and key."""
    low, high = 0, lines
    while low < high:
        middle = (low + high) // 2
        if line_at(file, middle)[:2] < sought:
            low = middle + 1
        else:
            high = middle
    return low


def line_at(file: BinaryIO, place: int) -> tuple[int, int, bytes]:
    """Return one line of a file of fingerprints."""
    file.seek(place * LINE.size)
    kind, key, mark = LINE.unpack(file.read(LINE.size))
    return kind, key, mark
