"""What a case of the corpus is, and the small parts that files are put together from."""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from PIL import Image

from tests.darkroom.photographs import photograph

#: A file that holds this shows whether anything of it is left in what was made.
MARK = b"Synthetic secret"
TAKEN = "taken"


@dataclass(frozen=True)
class Case:
    """One file: what it is, what may happen to it (``taken``, or why it is refused), and how it is built."""

    name: str
    may: tuple[str, ...]
    build: Callable[[], bytes]
    slow: bool = False


def case(name: str, may: str, build: Callable[[], bytes], *, slow: bool = False) -> Case:
    """Return a case; ``may`` names what may happen, one word or several."""
    return Case(name, tuple(may.split()), build, slow)


@cache
def picture(width: int = 240, height: int = 180, seed: int = 1) -> Image.Image:
    """Return a small synthetic photograph; not to be drawn on."""
    return photograph((width, height), seed)


def saved(image: Image.Image, kind: str, **saving: Any) -> bytes:
    """Return an image as a file."""
    file = io.BytesIO()
    image.save(file, kind, **saving)
    return file.getvalue()


@cache
def sample(kind: str) -> bytes:
    """Return a small picture in a format."""
    return saved(picture(), kind)


def segment(marker: int, body: bytes) -> bytes:
    """Return a segment of a JPEG file (ITU-T T.81, B.1.1.4)."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """Return a JPEG file with more segments at its beginning."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """Return a PNG file with more chunks after its head."""
    return png[:33] + b"".join(chunks) + png[33:]


def png_of(width: int, height: int, depth: int, colour: int, rows: bytes, *chunks: bytes, interlace: int = 0) -> bytes:
    """Return a PNG file with this head and these compressed rows."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def riff(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a RIFF file."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def webp_of(*chunks: bytes) -> bytes:
    """Return a WebP file of these chunks."""
    return riff(b"RIFF", b"WEBP" + b"".join(chunks))


def box(name: bytes, body: bytes) -> bytes:
    """Return a box of an ISO media file."""
    return struct.pack(">I", len(body) + 8) + name + body
