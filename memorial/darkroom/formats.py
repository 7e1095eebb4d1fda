"""Formats: what a file is, told from its first bytes and never from its name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A format that is taken: its media type, what sort of file it is, and how files of it are named."""

    media_type: str
    kind: str
    extension: str
    #: What Pillow calls it; empty for what is no picture.
    pillow: str = ""


JPEG = Format("image/jpeg", "image", "jpg", "JPEG")
PNG = Format("image/png", "image", "png", "PNG")
WEBP = Format("image/webp", "image", "webp", "WEBP")
AVIF = Format("image/avif", "image", "avif", "AVIF")
HEIC = Format("image/heic", "image", "heic", "HEIF")
PDF = Format("application/pdf", "document", "pdf")
MP3 = Format("audio/mpeg", "audio", "mp3")
OGG = Format("audio/ogg", "audio", "ogg")
M4A = Format("audio/mp4", "audio", "m4a")
WAV = Format("audio/wav", "audio", "wav")
MP4 = Format("video/mp4", "video", "mp4")
WEBM = Format("video/webm", "video", "webm")

FORMATS = {each.media_type: each for each in (JPEG, PNG, WEBP, AVIF, HEIC, PDF, MP3, OGG, M4A, WAV, MP4, WEBM)}

#: How much of the beginning and end is looked at, in bytes: a ZIP directory ends within the last 64 kB and 22 bytes,
#: and a document may have blanks or a signature behind its end mark.
HEAD = 4096
TAIL = 65_557

#: The brands of ISO media files (ISO/IEC 14496-12, registered at mp4ra.org) that are taken.
BRANDS = {
    **dict.fromkeys((b"avif",), AVIF),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"mif1"), HEIC),
    **dict.fromkeys((b"M4A ", b"M4B "), M4A),
    **dict.fromkeys(
        (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"mp71", b"avc1", b"M4V ", b"MSNV", b"dash"),
        MP4,
    ),
}
#: What makes a browser, or a program that opens archives, take a file for something else than it is.
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<iframe", b"<?xml", b"<?php")
ZIP_END = b"PK\x05\x06"


#: Why a file is not taken; the desk has a sentence for each.
REASONS = ("empty", "not-taken", "two-in-one", "unreadable", "moving", "too-many-pixels", "too-heavy", "too-hard")


class Refused(Exception):
    """A file that is not taken; ``code`` says why and is one of `REASONS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def recognise(head: bytes, tail: bytes) -> Format:
    """Return the format of a file from its first and last bytes.

    Raises Refused: ``empty``, ``not-taken`` (another format), ``two-in-one`` (a document or recording that is also a
    page or an archive; a picture is made anew before it is shown, so it may carry what it likes).
    """
    if not head:
        raise Refused("empty")
    found = by_signature(head)
    if found is None:
        raise Refused("not-taken")
    if found.kind != "image" and is_two_in_one(head, tail):
        raise Refused("two-in-one")
    return found


def by_signature(head: bytes) -> Format | None:
    """Return the format whose signature a file begins with."""
    for signature, found in ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF), (b"OggS\x00", OGG)):
        if head.startswith(signature):
            return found
    if head.startswith(b"RIFF"):
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return by_brand(head)
    if head.startswith(b"\x1aE\xdf\xa3"):
        return WEBM if b"\x42\x82\x84webm" in head[:64] else None
    return MP3 if head.startswith(b"ID3") or is_mp3_frame(head) else None


def by_brand(head: bytes) -> Format | None:
    """Return the format of an ISO media file: by its major brand, or else by the first known compatible one."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[place : place + 4] for place in range(16, size - 3, 4))]
    known = [BRANDS[brand] for brand in brands if brand in BRANDS]
    # A still picture in AV1 may name the general picture brand first.
    if known and known[0] is HEIC and AVIF in known:
        return AVIF
    return known[0] if known else None


def is_mp3_frame(head: bytes) -> bool:
    """Return whether a file begins with the head of an MPEG audio frame of layer III (ISO/IEC 11172-3, 2.4.1.3)."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    rate, sampling = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer == 1 and rate not in (0, 15) and sampling != 3


def is_two_in_one(head: bytes, tail: bytes) -> bool:
    """Return whether a file that is kept as it is could also be taken for a page or an archive."""
    beginning = head[:1024].lower()
    return ZIP_END in tail or any(mark in beginning for mark in MARKUP)


def size_of_webp(head: bytes) -> tuple[int, int]:
    """Return the width and height that a WebP file claims (RFC 9649, 2.5 to 2.7). Raises Refused: ``unreadable``."""
    sort, body = head[12:16], head[20:30]
    if len(body) == 10 and sort == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if len(body) == 10 and sort == b"VP8L":
        sides = int.from_bytes(body[1:5], "little")
        return 1 + (sides & 0x3FFF), 1 + (sides >> 14 & 0x3FFF)
    if len(body) == 10 and sort == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF or 1, int.from_bytes(body[8:10], "little") & 0x3FFF or 1
    raise Refused("unreadable")
