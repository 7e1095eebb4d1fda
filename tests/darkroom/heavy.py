"""Pictures as large as they are taken, in every format and sort: what the memory of a visit has to suffice for."""

import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from PIL import Image

from tests.darkroom.cases import Case, case, png_of, saved
from tests.darkroom.photographs import photograph

SIZES = {12: (4000, 3000), 24: (6000, 4000), 45: (8192, 5464), 49.9: (8640, 5770)}
#: Pictures of which even the reduced copy is large: for each, little is gained by reducing it first.
SHAPES = {"square": (7000, 7100), "very high": (2049, 24_300)}
FAST: dict[str, dict[str, Any]] = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0}, "AVIF": {"speed": 10}}


def cases() -> Iterator[Case]:
    """Yield the cases: all are slow."""
    for megapixels, size in SIZES.items():
        yield from of_size(f"{megapixels} megapixels", size, too_heavy=megapixels > 30)
    for name, size in SHAPES.items():
        for sort, mode, kind, saving in SORTS:
            if kind in {"JPEG", "PNG"}:
                yield case(f"{name}, {sort}", "taken", partial(written, size, mode, kind, **saving), slow=True)
        yield case(f"{name}, PNG, grey, 16 bits", "taken", partial(deep, size), slow=True)


SORTS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("JPEG", "RGB", "JPEG", {}),
    ("JPEG, progressive", "RGB", "JPEG", {"progressive": True}),
    ("JPEG, progressive, colours not reduced", "RGB", "JPEG", {"progressive": True, "subsampling": 0}),
    ("JPEG, CMYK", "CMYK", "JPEG", {}),
    ("JPEG, CMYK, progressive", "CMYK", "JPEG", {"progressive": True, "subsampling": 0}),
    ("PNG, RGB", "RGB", "PNG", {}),
    ("PNG, RGB and alpha", "RGBA", "PNG", {}),
    ("PNG, palette with transparency", "P", "PNG", {"transparency": 3}),
    ("WebP", "RGB", "WEBP", {}),
    ("WebP with alpha", "RGBA", "WEBP", {}),
    ("AVIF", "RGB", "AVIF", {}),
    ("AVIF with alpha, colours not reduced", "RGBA", "AVIF", {"subsampling": "4:4:4"}),
]


def of_size(name: str, size: tuple[int, int], *, too_heavy: bool) -> Iterator[Case]:
    """Yield every sort of picture in a size."""
    for sort, mode, kind, saving in SORTS:
        may = "taken too-heavy" if too_heavy and kind in {"WEBP", "AVIF"} else "taken"
        yield case(f"{name}, {sort}", may, partial(written, size, mode, kind, **saving), slow=True)
    yield case(f"{name}, PNG, grey, 16 bits", "taken", partial(deep, size), slow=True)
    yield case(f"{name}, PNG, RGB, 16 bits", "taken", partial(deep, size, colours=3), slow=True)
    yield case(f"{name}, PNG, RGB, interlaced", "taken", partial(interlaced, size), slow=True)


@lru_cache(maxsize=1)
def drawn(size: tuple[int, int]) -> Image.Image:
    """Return a photograph of a size; not to be drawn on."""
    return photograph(size)


def written(size: tuple[int, int], mode: str, kind: str, **saving: Any) -> bytes:
    """Return a photograph as a file of a sort."""
    image = drawn(size)
    if mode == "RGBA":
        image = image.copy()
        image.putalpha(image.getchannel("R"))
    return saved(image.convert(mode), kind, **(FAST.get(kind, {}) | saving))


def deep(size: tuple[int, int], colours: int = 1) -> bytes:
    """Return a fall of light in sixteen bits."""
    width, height = size
    row = b"".join(struct.pack(">H", 65535 * place // width) * colours for place in range(width))
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(b"\0" + row) for _row in range(height)) + packer.flush()
    return png_of(width, height, 16, 0 if colours == 1 else 2, packed)


def interlaced(size: tuple[int, int]) -> bytes:
    """Return an interlaced PNG: seven passes, each of the points that the earlier ones left out (PNG, 8.2)."""
    width, height = size
    packer, packed = zlib.compressobj(1), b""
    for left, top, across, down in PASSES:
        row = b"\0" + b"\x40\x80\xc0" * -(-(width - left) // across)
        packed += b"".join(packer.compress(row) for _row in range(-(-(height - top) // down)))
    return png_of(width, height, 8, 2, packed + packer.flush(), interlace=1)


PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
