"""Files that are no pictures, or pictures of kinds that are not taken; and files that are two things at once."""

import io
import struct
import wave
import zipfile
from collections.abc import Callable, Iterator

from tests.darkroom.cases import MARK, Case, box, case, chunk, picture, sample, saved, segment, with_segments

HTML = b"<!DOCTYPE html><html><body><script>alert('" + MARK + b"')</script></body></html>"
PHP = b"<?php echo '" + MARK + b"'; ?>"
MP3_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
Builds = list[tuple[str, str, Callable[[], bytes]]]


def cases() -> Iterator[Case]:
    """Yield the cases of this family."""
    for name, may, build in [*strangers(), *pictures_of_other_kinds(), *kept(), *recordings(), *polyglots()]:
        yield case(name, may, build, slow="as " in name)


def strangers() -> Builds:
    """Return files of kinds that are not taken at all."""
    return [
        ("SVG", "not-taken", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
        ("HTML", "not-taken", lambda: HTML),
        ("HTML named .jpg", "not-taken", lambda: b"\n\n" + HTML),
        ("PostScript", "not-taken", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n"),
        ("Windows program", "not-taken", lambda: b"MZ" + bytes(200)),
        ("Linux program", "not-taken", lambda: b"\x7fELF\2\1\1" + bytes(200)),
        ("ZIP", "not-taken", archive),
        ("DOCX", "not-taken", lambda: archive("word/document.xml", "[Content_Types].xml")),
        ("PSD", "not-taken", lambda: b"8BPS\0\1" + bytes(200)),
        ("plain text", "not-taken", lambda: b"A synthetic letter."),
    ]


def pictures_of_other_kinds() -> Builds:
    """Return pictures in formats that are not taken."""
    kinds = ["GIF", "TIFF", "BMP", "ICO", "JPEG2000"]
    return [(kind, "not-taken", lambda kind=kind: saved(picture(64, 64), kind)) for kind in kinds]  # type: ignore[misc]


def archive(*names: str) -> bytes:
    """Return a ZIP file that holds a page."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name in names or ("page.html",):
            made.writestr(zipfile.ZipInfo(name), HTML)
    return file.getvalue()


def pdf(more: bytes = b"") -> bytes:
    """Return a document of no pages."""
    return b"%PDF-1.4\n" + more + b"1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def wav() -> bytes:
    """Return a short silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    return file.getvalue()


def film(brand: bytes, *others: bytes, more: bytes = b"") -> bytes:
    """Return the beginning of an ISO media file of a brand."""
    return box(b"ftyp", brand + struct.pack(">I", 512) + b"".join(others)) + more + box(b"mdat", bytes(64))


def matroska(kind: bytes) -> bytes:
    """Return the head of a Matroska file that calls itself so."""
    said = b"\x42\x82" + bytes([0x80 | len(kind)]) + kind
    body = b"\x42\x86\x81\x01\x42\xf7\x81\x01" + said + b"\x42\x87\x81\x04"
    return b"\x1aE\xdf\xa3" + bytes([0x80 | len(body)]) + body + bytes(100)


def kept() -> Builds:
    """Return documents and sound recordings, right and wrong."""
    return [
        ("PDF", "taken", pdf),
        ("PDF, its first line alone", "taken", lambda: b"%PDF-1.4\n"),
        ("PDF, cut before its end mark", "taken", lambda: pdf()[:-8]),
        ("PDF, 10 kB of noughts after its end mark", "taken", lambda: pdf() + bytes(10_000)),
        ("PDF, its end mark 70 kB before the end", "taken", lambda: pdf() + bytes(70_000)),
        ("PDF, first version mark after 20 bytes", "not-taken", lambda: b"\n" * 20 + pdf()),
        ("MP3 with ID3", "taken", lambda: b"ID3\x04\0\0\0\0\0\0" + MP3_FRAME * 2),
        ("MP3, frames alone", "taken", lambda: MP3_FRAME * 3),
        ("MP3, half a head of a frame", "taken", lambda: MP3_FRAME[:6]),
        ("MP3, ID3 alone", "taken", lambda: b"ID3\x04\0\0\0\0\0\0"),
        ("AAC frames", "not-taken", lambda: b"\xff\xf1\x50\x80" + bytes(400)),
        ("OGG", "taken", lambda: b"OggS\0\2" + bytes(80)),
        ("OGG, its signature alone", "taken", lambda: b"OggS\0\2"),
        ("OGG of another version", "not-taken", lambda: b"OggS\1\2" + bytes(80)),
        ("WAV", "taken", wav),
        ("WAV, its signature alone", "taken", lambda: wav()[:12]),
        ("AVI", "not-taken", lambda: b"RIFF\0\1\0\0AVI LIST" + bytes(80)),
        ("AIFF", "not-taken", lambda: b"FORM\0\0\0\1AIFF" + bytes(80)),
    ]


def recordings() -> Builds:
    """Return ISO media and Matroska files, right and wrong."""
    return [
        ("M4A", "taken", lambda: film(b"M4A ", b"M4A ", b"mp42")),
        ("MP4, isom", "taken", lambda: film(b"isom", b"isom", b"avc1")),
        ("MP4, mp42", "taken", lambda: film(b"mp42", b"isom")),
        ("M4A, its brand alone", "taken", lambda: box(b"ftyp", b"M4A " + bytes(4))),
        ("MP4, its brand alone", "taken", lambda: box(b"ftyp", b"isom" + bytes(4))),
        ("3GP of an old telephone", "not-taken", lambda: film(b"3gp4", b"3gp4")),
        ("3GP that is MP4 too", "taken", lambda: film(b"3gp5", b"isom", b"3gp5")),
        ("MOV", "not-taken", lambda: film(b"qt  ", b"qt  ")),
        ("WebM", "taken", lambda: matroska(b"webm")),
        ("WebM, its head alone", "taken", lambda: matroska(b"webm")[:-100]),
        ("Matroska", "not-taken", lambda: matroska(b"matroska")),
        ("EBML rubbish", "not-taken", lambda: b"\x1aE\xdf\xa3" + b"\xff" * 200),
    ]


def polyglots() -> Builds:
    """Return files that are two things at once."""
    return [
        ("JPEG and ZIP", "taken", lambda: sample("JPEG") + archive()),
        ("JPEG, page in its comment", "taken", lambda: with_segments(sample("JPEG"), segment(0xFE, HTML))),
        ("JPEG, PHP in its comment", "taken", lambda: with_segments(sample("JPEG"), segment(0xFE, PHP))),
        ("PNG, page after its end", "taken", lambda: sample("PNG") + HTML),
        ("PNG, page in a chunk", "taken", lambda: sample("PNG")[:33] + chunk(b"prVt", HTML) + sample("PNG")[33:]),
        ("GIF and script", "not-taken", lambda: b"GIF89a/*" + bytes(40) + b"*/=1;alert(1)"),
        ("PDF and ZIP", "two-in-one", lambda: pdf() + archive()),
        ("PDF and page", "two-in-one", lambda: pdf(HTML)),
        ("MP4, page in a free box", "two-in-one", lambda: film(b"isom", more=box(b"free", HTML))),
        ("WAV and ZIP", "two-in-one", lambda: wav() + archive()),
        ("MP3, page in its tags", "two-in-one", lambda: b"ID3\x04\0\0\0\0\1\0" + HTML + MP3_FRAME * 2),
    ]
