"""Pictures of every sort of point: sixteen bits, palettes, transparency, four inks, one bit; each as a whole file."""

import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.darkroom.cases import Case, case, picture, png_of, saved, segment, with_segments
from tests.darkroom.profiles import four_inks


def cases() -> Iterator[Case]:
    """Yield the cases of this family."""
    yield case("PNG, grey, 16 bits", "taken", deep_grey)
    yield case("PNG, RGB, 16 bits", "taken", deep_colour, slow=True)
    yield case("PNG, palette with transparency", "taken", see_through_palette)
    yield case("PNG, palette of bytes with transparency", "taken", several_see_through, slow=True)
    yield case("PNG, grey with one transparent shade", "taken", lambda: saved(grey(), "PNG", transparency=9))
    yield case("PNG, grey and alpha", "taken", lambda: saved(picture().convert("LA"), "PNG"))
    yield case("PNG, RGB and alpha", "taken", lambda: saved(see_through(), "PNG"), slow=True)
    yield case("PNG, one bit", "taken", lambda: saved(picture().convert("1"), "PNG"), slow=True)
    yield case("PNG, interlaced", "taken", interlaced)
    yield case("PNG, palette index beyond its palette", "taken unreadable", beyond_palette)
    yield case("WebP, lossless with alpha", "taken", lambda: saved(see_through(), "WEBP", lossless=True), slow=True)
    yield case("AVIF with alpha", "taken", lambda: saved(see_through(), "AVIF"))
    yield case("JPEG, grey", "taken", lambda: saved(grey(), "JPEG"), slow=True)
    yield case("JPEG, progressive", "taken", lambda: saved(picture(), "JPEG", progressive=True), slow=True)
    yield case("JPEG, CMYK, Adobe, no profile", "taken", lambda: saved(picture().convert("CMYK"), "JPEG"))
    yield case("JPEG, CMYK, Adobe, with profile", "taken", inked)
    yield case("JPEG, CMYK without Adobe's mark", "taken", unmarked_inks, slow=True)
    yield case("JPEG, Adobe's mark says RGB", "taken", marked_rgb, slow=True)
    yield case("PNG of one point", "taken", lambda: saved(Image.new("RGB", (1, 1)), "PNG"))
    yield case("JPEG of one point", "taken", lambda: saved(Image.new("RGB", (1, 1)), "JPEG"), slow=True)


def marked_rgb() -> bytes:
    return with_segments(saved(picture(), "JPEG"), segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"))


def several_see_through() -> bytes:
    return see_through_palette(several=True)


def grey() -> Image.Image:
    return picture().convert("L")


def deep_grey(width: int = 240, height: int = 180) -> bytes:
    """Return a fall from black to white across the picture in sixteen bits."""
    row = b"".join(struct.pack(">H", 65535 * place // (width - 1)) for place in range(width))
    return png_of(width, height, 16, 0, zlib.compress((b"\0" + row) * height))


def deep_colour(width: int = 240, height: int = 180) -> bytes:
    row = b"".join(struct.pack(">HHH", 65535 * place // (width - 1), 32768, 16384) for place in range(width))
    return png_of(width, height, 16, 2, zlib.compress((b"\0" + row) * height))


def see_through() -> Image.Image:
    image = picture().copy()
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def see_through_palette(*, several: bool = False) -> bytes:
    transparent: int | bytes = bytes(range(0, 256, 16)) if several else 3
    return saved(picture().quantize(16), "PNG", transparency=transparent)


def interlaced() -> bytes:
    """Return an interlaced PNG of 8 by 8 points (seven passes), which Pillow reads and does not write."""
    passes = [(1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)]
    rows = b"".join((b"\0" + b"\x40\x80\xc0" * wide) * high for wide, high in passes)
    return png_of(8, 8, 8, 2, zlib.compress(rows), interlace=1)


def beyond_palette() -> bytes:
    palette = b"\0\0\0\xff\xff\xff"
    chunk = struct.pack(">I", 6) + b"PLTE" + palette + struct.pack(">I", zlib.crc32(b"PLTE" + palette))
    return png_of(64, 64, 8, 3, zlib.compress((b"\0" + bytes(range(64))) * 64), chunk)


def inked() -> bytes:
    return saved(picture().convert("CMYK"), "JPEG", icc_profile=four_inks())


def unmarked_inks() -> bytes:
    """Return a picture of four inks without the segment that says how they are written."""
    data = saved(picture().convert("CMYK"), "JPEG")
    place = data.index(b"\xff\xee")
    return data[:place] + data[place + 2 + struct.unpack(">H", data[place + 2 : place + 4])[0] :]
