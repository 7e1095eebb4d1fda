"""Files that are damaged, claim what they are not, or swell when they are opened."""

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from PIL import Image

from tests.darkroom.cases import (
    Case,
    case,
    chunk,
    picture,
    png_of,
    riff,
    sample,
    saved,
    webp_of,
    with_chunks,
    with_segments,
)

KINDS = ("JPEG", "PNG", "WEBP", "AVIF")
#: Of the four formats, these cuts and seeds are tried each time.
QUICK_CUTS, QUICK_SEEDS = {9}, {1}


def cases() -> Iterator[Case]:
    """Yield the cases of this family."""
    yield from cut()
    yield from flipped()
    yield from boasting()
    yield from bombs()
    yield from moving()
    yield from ends()


def cut() -> Iterator[Case]:
    """Yield every picture format cut off at every tenth."""
    for kind in KINDS:
        for tenth in range(1, 10):
            build = partial(first_tenths, kind, tenth)
            yield case(f"{kind}, cut at {tenth}/10", "unreadable", build, slow=tenth not in QUICK_CUTS)


def first_tenths(kind: str, tenth: int) -> bytes:
    whole = sample(kind)
    return whole[: len(whole) * tenth // 10]


def flipped() -> Iterator[Case]:
    """Yield every picture format with bits flipped here and there after its signature."""
    for kind in KINDS:
        for seed in range(1, 7):
            name, build = f"{kind}, 20 bits flipped, seed {seed}", partial(with_flips, kind, seed)
            yield case(name, "taken unreadable too-many-pixels moving not-taken", build, slow=seed not in QUICK_SEEDS)


def with_flips(kind: str, seed: int) -> bytes:
    chance, data = random.Random(seed), bytearray(sample(kind))  # noqa: S311  # the same damage each time
    for _flip in range(20):
        data[chance.randrange(16, len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def boasting() -> Iterator[Case]:
    """Yield small files whose heads claim huge pictures."""
    yield case("PNG, head claims 100,000 × 100,000", "too-many-pixels", partial(flat_png, 100_000, 100_000, rows=1))
    yield case("JPEG, head claims 65,500 × 65,500", "too-many-pixels", huge_jpeg)
    yield case("WebP, head claims 16,384 × 16,384", "too-many-pixels", huge_webp)
    yield case("WebP lossless, head claims 9,900 × 9,900", "too-many-pixels", huge_lossless_webp)
    yield case("AVIF, head claims 60,000 × 60,000", "too-many-pixels unreadable", huge_avif)
    yield case("PNG, one point wide and 60,000 high", "unreadable", partial(flat_png, 1, 60_000))
    yield case("PNG, 10 points wide and 60,000 high", "taken", partial(flat_png, 10, 60_000))
    yield case("PNG, 60,000 points wide and 10 high", "taken", partial(flat_png, 60_000, 10))


def huge_jpeg() -> bytes:
    data = bytearray(sample("JPEG"))
    head = data.index(b"\xff\xc0")
    data[head + 5 : head + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(data)


def huge_webp() -> bytes:
    sides = (16_383).to_bytes(3, "little") * 2
    return webp_of(riff(b"VP8X", b"\0\0\0\0" + sides), sample("WEBP")[12:])


def huge_lossless_webp() -> bytes:
    return webp_of(riff(b"VP8L", b"\x2f" + (9_899 | 9_899 << 14).to_bytes(4, "little") + b"\0" * 50))


def huge_avif() -> bytes:
    data = bytearray(sample("AVIF"))
    place = data.index(b"ispe") + 8
    data[place : place + 8] = struct.pack(">II", 60_000, 60_000)
    return bytes(data)


def flat_png(width: int, height: int, rows: int | None = None) -> bytes:
    """Return a PNG of one colour; with ``rows``, of so many rows fewer than it claims."""
    packer, row = zlib.compressobj(9), b"\0" + b"\x7f\x60\x50" * width
    packed = b"".join(packer.compress(row) for _row in range(height if rows is None else rows))
    return png_of(width, height, 8, 2, packed + packer.flush())


def bombs() -> Iterator[Case]:
    """Yield small files that are large when they are opened."""
    yield case("PNG, 60 megapixels of one colour", "too-many-pixels", partial(flat_png, 8000, 7500), slow=True)
    yield case("PNG, 49 megapixels of one colour", "taken", partial(flat_png, 7000, 7000), slow=True)
    yield case("WebP, 49 megapixels of one colour", "too-heavy", partial(flat, "WEBP", 7000, lossless=True), slow=True)
    yield case("JPEG, 49 megapixels of one colour", "taken", partial(flat, "JPEG", 7000), slow=True)
    yield case("JPEG, 49 megapixels, 3,000 scans", "too-hard", partial(scans, 7000, 3000), slow=True)
    yield case("PNG, zTXt of 100 MB", "unreadable", partial(swollen, b"zTXt", b"Comment\0\0"))
    yield case("PNG, iTXt of 100 MB", "unreadable", partial(swollen, b"iTXt", b"Comment\0\1\0\0\0"), slow=True)
    yield case("PNG, iCCP of 100 MB", "taken unreadable", partial(swollen, b"iCCP", b"Profile\0\0"), slow=True)


def flat(kind: str, side: int, **saving: object) -> bytes:
    return saved(Image.new("RGB", (side, side), (127, 96, 80)), kind, **saving)


def scans(side: int, number: int) -> bytes:
    """Return a progressive JPEG whose last scan is repeated: each one is gone through for the whole picture."""
    whole = flat_progressive(side)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * number + whole[-2:]


def flat_progressive(side: int) -> bytes:
    return saved(Image.new("L", (side, side), 96), "JPEG", progressive=True)


def swollen(name: bytes, head: bytes) -> bytes:
    """Return a PNG with a chunk of text or profile that swells to 100 MB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _part in range(100)) + packer.flush()
    return with_chunks(sample("PNG"), chunk(name, head + packed))


def moving() -> Iterator[Case]:
    """Yield moving pictures."""
    frames: list[tuple[str, str, int]] = [("WEBP", "moving", 1000), ("PNG", "moving", 1000), ("GIF", "not-taken", 1000)]
    for kind, outcome, number in frames:
        yield case(f"{kind}, {number} frames", outcome, partial(animated, kind, number), slow=kind != "WEBP")
    yield case("AVIF, 60 frames", "moving", partial(animated, "AVIF", 60), slow=True)
    yield case("JPEG with a second view (MPO)", "taken", views)


def animated(kind: str, number: int) -> bytes:
    frames = [Image.new("RGB", (16, 16), (shade % 256, shade // 256, 9)) for shade in range(number)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=20)


def views() -> bytes:
    file = io.BytesIO()
    picture().save(file, "MPO", save_all=True, append_images=[picture(seed=2)])
    return file.getvalue()


def ends() -> Iterator[Case]:
    """Yield files that end too early, too late, or before they begin."""
    builds: list[tuple[str, str, Callable[[], bytes]]] = [
        ("nothing at all", "empty", bytes),
        ("one byte", "not-taken", lambda: b"\xff"),
        ("JPEG, its signature alone", "unreadable", lambda: b"\xff\xd8\xff"),
        ("PNG, its signature alone", "unreadable", lambda: b"\x89PNG\r\n\x1a\n"),
        ("WebP, its signature alone", "unreadable", lambda: b"RIFF\0\0\0\0WEBP"),
        ("AVIF, its signature alone", "unreadable", lambda: b"\0\0\0\x10ftypavif\0\0\0\0"),
        ("JPEG without its end mark", "taken unreadable", lambda: sample("JPEG")[:-2]),
        ("JPEG with 100 kB after its end", "taken", lambda: sample("JPEG") + random.Random(1).randbytes(100_000)),  # noqa: S311
        ("JPEG, second view missing", "taken", lambda: with_segments(sample("JPEG"), malformed_views())),
    ]
    for name, may, build in builds:
        yield case(name, may, build, slow="alone" in name)


def malformed_views() -> bytes:
    """Return the segment that announces a second view where there is none, as some telephones leave it."""
    body = b"MPF\0II*\0\x08\0\0\0\x01\0\x01\xb0\x04\0\x09\0\0\0\xff\xff\xff\x7f\0\0\0\0"
    return b"\xff\xe2" + struct.pack(">H", len(body) + 2) + body
