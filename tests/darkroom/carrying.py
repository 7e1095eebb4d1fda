"""Pictures that carry more than a picture: where and with what they were taken, by whom, and how their colours are."""

import random
import struct
from collections.abc import Callable, Iterator
from functools import partial

from tests.darkroom import profiles
from tests.darkroom.cases import MARK, Case, case, picture, sample, saved, segment, with_segments

XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="' + MARK + b'"/>'
    b"</rdf:RDF></x:xmpmeta>"
)
#: These are tried each time.
QUICK_NOTES = {"Exif that loops", "Exif of rubbish", "Exif that points far away"}
Entry = tuple[int, int, int, bytes]


def cases() -> Iterator[Case]:
    """Yield the cases of this family."""
    for held in range(1, 9):
        yield case(f"JPEG, orientation {held}", "taken", partial(turned, held), slow=held != 6)
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        yield case(f"{kind} that carries all it can", "taken", partial(laden, kind))
    for name, build in odd_notes():
        yield case(f"JPEG, {name}", "taken", partial(noted, build), slow=name not in QUICK_NOTES)
    for name, profile in odd_profiles():
        yield case(f"JPEG, {name}", "taken", partial(coloured, profile), slow=name != "broken profile")
    yield case("JPEG, grey with a grey profile", "taken", grey_profiled, slow=True)


def noted(build: Callable[[], bytes]) -> bytes:
    return with_segments(sample("JPEG"), exif_segment(build()))


def coloured(profile: Callable[[], bytes]) -> bytes:
    return saved(picture(), "JPEG", icc_profile=profile())


def odd_profiles() -> list[tuple[str, Callable[[], bytes]]]:
    """Return colour profiles, right and wrong."""
    return [
        ("profile with red and green changed", profiles.swapped),
        ("broken profile", lambda: profiles.srgb()[:200] + b"\xff" * 300),
        ("profile of four inks", profiles.of_inks_by_name),
        ("profile of 8 MB", lambda: profiles.srgb() + random.Random(1).randbytes(8_000_000)),  # noqa: S311
        ("grey profile", profiles.linear_grey),
    ]


def odd_notes() -> list[tuple[str, Callable[[], bytes]]]:
    """Return notes of a camera that are broken in some way; what they stand beside is whole."""
    return [
        ("Exif that loops", lambda: b"II*\0\x08\0\0\0" + ifd([entry(0x0112, 3, b"\1\0")], next_at=8)),
        ("Exif whose part is itself", lambda: b"II*\0\x08\0\0\0" + ifd([entry(0x8769, 4, number(8))])),
        ("Exif cut off", lambda: notes()[:60]),
        ("Exif of rubbish", lambda: b"II*\0" + b"\xff" * 500),
        ("Exif that points far away", lambda: b"II*\0\x08\0\0\0" + ifd([(0x010F, 2, 5000, number(1 << 30))])),
        ("Exif that claims 65,535 entries", lambda: b"II*\0\x08\0\0\0\xff\xff" + bytes(100)),
        ("Exif, orientation 77", lambda: notes(77)),
        ("Exif, orientation of letters", lambda: b"II*\0\x08\0\0\0" + ifd([entry(0x0112, 2, b"six\0")])),
        ("Exif, resolution divided by nothing", lambda: b"II*\0\x08\0\0\0" + ifd([(0x011A, 5, 1, number(20))])),
    ]


def number(value: int) -> bytes:
    return struct.pack("<I", value)


def entry(tag: int, sort: int, value: bytes) -> Entry:
    """Return an entry of a directory of notes: its tag, type (TIFF 6.0), count and value or place."""
    size = {2: 1, 3: 2, 4: 4, 7: 1}[sort]
    return tag, sort, len(value) // size, value


def ifd(entries: list[Entry], next_at: int = 0) -> bytes:
    """Return a directory of notes whose values all fit into their entries."""
    rows = b"".join(struct.pack("<HHI", *head) + value.ljust(4, b"\0") for *head, value in sorted(entries))
    return struct.pack("<H", len(entries)) + rows + number(next_at)


def notes(held: int = 1) -> bytes:
    """Return the notes of a camera: maker, author, serial number, maker's own, place on the earth, small picture."""
    thumb = saved(picture().resize((40, 30)), "JPEG")
    values = {"mark": MARK + b"\0", "maker": b"MAKER" + MARK, "degrees": struct.pack("<6I", 40, 1, 24, 1, 0, 1)}
    place, places = 1000, {}
    for name, value in [*values.items(), ("thumb", thumb)]:
        places[name], place = place, place + len(value) + len(value) % 2
    text = (2, len(MARK) + 1, number(places["mark"]))
    first = [(0x010F, *text), (0x013B, *text), (0x8298, *text), entry(0x0112, 3, struct.pack("<H", held))]
    first += [entry(0x8769, 4, number(400)), entry(0x8825, 4, number(600))]
    camera = [(0xA431, *text), (0x927C, 7, len(values["maker"]), number(places["maker"])), (0xA435, *text)]
    degrees = (5, 3, number(places["degrees"]))
    earth = [entry(1, 2, b"N\0"), (2, *degrees), entry(3, 2, b"E\0"), (4, *degrees)]
    small = [entry(0x0103, 3, b"\6\0"), entry(0x0201, 4, number(places["thumb"])), entry(0x0202, 4, number(len(thumb)))]
    body = b"II*\0\x08\0\0\0" + ifd(first, next_at=800)
    for at, part in ((400, ifd(camera)), (600, ifd(earth)), (800, ifd(small))):
        body = body.ljust(at, b"\0") + part
    for name, value in [*values.items(), ("thumb", thumb)]:
        body = body.ljust(places[name], b"\0") + value
    return body


def exif_segment(body: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + body)


def turned(held: int) -> bytes:
    return with_segments(sample("JPEG"), exif_segment(notes(held)))


def iptc() -> bytes:
    """Return the segment in which news agencies write who took a picture (IPTC IIM 4.2 in a Photoshop resource)."""
    record = b"\x1c\x02\x50" + struct.pack(">H", len(MARK)) + MARK
    return segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record)


def laden(kind: str, size: tuple[int, int] = (240, 180)) -> bytes:
    """Return a picture that carries everything its format can carry."""
    image = picture(*size)
    if kind != "JPEG":
        return saved(image, kind, exif=b"Exif\0\0" + notes(), xmp=XMP, icc_profile=profiles.swapped())
    data = saved(image, kind, icc_profile=profiles.swapped(), comment=MARK)
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
    return with_segments(data, exif_segment(notes()), xmp, iptc())


def grey_profiled() -> bytes:
    return saved(picture().convert("L"), "JPEG", icc_profile=profiles.linear_grey())
