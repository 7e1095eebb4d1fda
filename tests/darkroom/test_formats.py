"""What a file is, told from its first and last bytes."""

import pytest

from memorial.darkroom.formats import FORMATS, HEAD, REASONS, TAIL, Refused, recognise, size_of_webp
from memorial.media.receiving import SENTENCES, FileRefused
from tests.darkroom import signatures
from tests.darkroom.cases import TAKEN, Case, picture, riff, sample, saved, webp_of


def happened(content: bytes) -> str:
    """Return ``taken``, or why a file is refused at first sight."""
    try:
        recognise(content[:HEAD], content[-TAIL:])
    except Refused as refused:
        return refused.code
    return TAKEN


@pytest.mark.parametrize("case", list(signatures.cases()), ids=lambda case: case.name)
def test_file_is_known_by_its_bytes(case: Case) -> None:
    assert happened(case.build()) in case.may


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (sample("JPEG"), "image/jpeg"),
        (sample("PNG"), "image/png"),
        (sample("WEBP"), "image/webp"),
        (sample("AVIF"), "image/avif"),
        (signatures.pdf(), "application/pdf"),
        (signatures.MP3_FRAME, "audio/mpeg"),
        (signatures.wav(), "audio/wav"),
        (signatures.film(b"M4A ", b"mp42"), "audio/mp4"),
        (signatures.film(b"mp42", b"M4A "), "video/mp4"),
        (signatures.film(b"mif1", b"mif1", b"avif"), "image/avif"),
        (signatures.film(b"mif1", b"heic"), "image/heic"),
        (signatures.matroska(b"webm"), "video/webm"),
    ],
)
def test_media_type_is_told(content: bytes, media_type: str) -> None:
    assert recognise(content[:HEAD], content[-TAIL:]) is FORMATS[media_type]


def test_every_reason_has_a_sentence() -> None:
    assert set(REASONS) - set(SENTENCES) == set()
    for code in REASONS:
        assert str(FileRefused(code)).endswith(".")


def test_archive_at_the_end_is_found_behind_a_long_remark() -> None:
    content = signatures.pdf() + b"PK\x05\x06" + bytes(18) + b"x" * 65_000
    assert happened(content) == "two-in-one"


@pytest.mark.parametrize("saving", [{}, {"lossless": True}, {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0"}])
def test_size_of_webp_is_read_from_every_sort(saving: dict[str, object]) -> None:
    assert size_of_webp(saved(picture(123, 45), "WEBP", **saving)) == (123, 45)


def test_webp_of_an_unknown_sort_is_refused() -> None:
    with pytest.raises(Refused, match="unreadable"):
        size_of_webp(webp_of(riff(b"VP9 ", bytes(20))))
