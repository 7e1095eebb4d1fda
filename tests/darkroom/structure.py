"""What a file that was made consists of, read part by part: whatever is not needed to draw it is named."""

import struct
from collections.abc import Iterator

#: Of a JPEG: head (APP0), tables, frames, scans, restarts (ITU-T T.81, table B.1).
JPEG_PARTS = {0xE0, 0xDB, 0xC4, 0xC0, 0xC2, 0xDA, 0xDD}
#: Of an AVIF: what it is, where its picture is, how large and in which colours, and the picture.
AVIF_PARTS = {b"ftyp", b"meta", b"mdat", b"hdlr", b"pitm", b"iloc", b"iinf", b"infe", b"iprp", b"ipco", b"ipma"}
AVIF_PARTS |= {b"ispe", b"pixi", b"av1C", b"colr"}
#: Boxes that hold others, and how many bytes come before those.
AVIF_WHOLES = {b"meta": 4, b"iinf": 6, b"iprp": 0, b"ipco": 0}


def superfluous(name: str, content: bytes) -> list[str]:
    """Return every part of a derivative that is not needed to draw it; ``name`` tells its format."""
    return list({"jpg": of_jpeg, "webp": of_webp, "avif": of_avif}[name.rpartition(".")[2]](content))


def of_jpeg(content: bytes) -> Iterator[str]:
    """Yield the superfluous segments of a JPEG."""
    if content[:2] != b"\xff\xd8" or content[-2:] != b"\xff\xd9":
        yield "does not begin and end as a JPEG"
    place = 2
    while place < len(content) - 2:
        marker, length = content[place + 1], struct.unpack(">H", content[place + 2 : place + 4])[0]
        body = content[place + 4 : place + 2 + length]
        if content[place] != 0xFF or marker not in JPEG_PARTS:
            yield f"segment {marker:02X}: {body[:20]!r}"
        elif marker == 0xE0 and (body[:5] != b"JFIF\0" or body[12:] != b"\0\0"):
            yield "a head with a small picture in it"
        place += 2 + length
        if marker == 0xDA:
            place = end_of_scan(content, place)
    if place != len(content) - 2:
        yield "bytes after the end"


def end_of_scan(content: bytes, place: int) -> int:
    """Return where the next segment begins: in a scan the byte FF is followed by 00 or by a restart."""
    while True:
        place = content.index(b"\xff", place)
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2


def of_webp(content: bytes) -> Iterator[str]:
    """Yield the superfluous chunks of a WebP."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        yield "does not begin as a WebP"
    place = 12
    while place < len(content):
        name, length = content[place : place + 4], struct.unpack("<I", content[place + 4 : place + 8])[0]
        if name not in {b"VP8 ", b"VP8L"}:
            yield f"chunk {name!r}"
        place += 8 + length + length % 2
    if place != len(content):
        yield "bytes after the end"


def of_avif(content: bytes) -> Iterator[str]:
    """Yield the superfluous boxes of an AVIF."""
    place = 0
    while place < len(content):
        length, name = struct.unpack(">I", content[place : place + 4])[0], content[place + 4 : place + 8]
        body = content[place + 8 : place + length]
        if name not in AVIF_PARTS or length < 8:
            yield f"box {name!r}"
        if (name == b"colr" and body[:4] != b"nclx") or (name == b"infe" and body[8:12] != b"av01"):
            yield f"box {name!r}: {body[:12]!r}"
        if name in AVIF_WHOLES:
            yield from of_avif(body[AVIF_WHOLES[name] :])
        place += max(length, 8)
