"""Making: what is shown in the place of a picture, made from it without anything that it carried.

The picture is decoded as small as the largest copy allows (JPEG can be), reduced once to the largest width, and each
smaller width is made from the next larger one.
"""

import base64
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageFilter

from memorial.darkroom.reading import eight_bits, format_of, opened, orientation, upright, upright_size

#: How each format is written: its ending, and what its encoder is told.
FORMATS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
#: Makes up for what reduction takes away, and no more.
LIGHT = ImageFilter.UnsharpMask(radius=0.6, percent=60, threshold=2)
#: The longer side of the tiny picture that stands in for one which is on its way.
TINY = 24
WORKERS = 2


@dataclass(frozen=True)
class Order:
    """What is to be made: the widths of whole pictures, and for each focal point (in percent) the sides of squares.

    Everything is made from the picture at the width of ``base``, so that what is made later is the same.
    """

    base: int
    widths: list[int]
    focal_points: list[tuple[int, int]]
    sides: list[int]
    formats: list[str]


@dataclass(frozen=True)
class Made:
    """One file that was made: what it is of the picture, its name in the folder, and its size in points."""

    recipe: str
    format: str
    name: str
    width: int
    height: int


def make(path: Path, into: Path, order: Order, most_pixels: int) -> dict[str, Any]:
    """Make what is ordered of a picture, and return a list of what was made and the tiny stand-in.

    ``made`` is a list of `Made` as plain data; ``placeholder`` a WebP file in base64, empty if none was ordered.
    """
    largest = prepared(path, order.base, most_pixels)
    pictures = dict(copies_of(largest, order))
    tasks = [(recipe, ending, picture) for recipe, picture in pictures.items() for ending in order.formats]
    with ThreadPoolExecutor(WORKERS) as workers:
        made = list(workers.map(lambda task: write(into, *task), tasks))
    return {"made": [asdict(each) for each in made], "placeholder": tiny(largest)}


def prepared(path: Path, widest: int, most_pixels: int) -> Image.Image:
    """Return a picture upright, in sRGB, without transparency, and no wider than the widest copy of it."""
    with opened(path, format_of(path), most_pixels) as picture:
        held = orientation(picture)
        across, down = upright_size(picture)
        width = min(widest, across)
        size = (width, max(1, round(down * width / across)))
        lying = size if picture.size == (across, down) else size[::-1]
        picture.draft(None, lying)
        picture.load()
        profile = picture.info.get("icc_profile")
        reduced = plain(picture).resize(lying, Image.Resampling.LANCZOS, reducing_gap=2.0)
        reduced = opaque(in_srgb(reduced, profile))
    reduced.info = {"orientation": held}
    turned = upright(reduced)
    turned.info = {}
    return turned


def plain(picture: Image.Image) -> Image.Image:
    """Return a picture in a mode in which it can be reduced: no palette, eight bits a channel."""
    if picture.mode.startswith("I") or picture.mode == "F":
        return eight_bits(picture)
    if picture.mode in {"P", "PA"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    if picture.mode in {"RGB", "RGBA", "L", "LA", "CMYK"}:
        return picture
    return picture.convert("RGB")


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in the colours of sRGB; a profile that is broken or of another kind of colour is passed over."""
    if profile and picture.mode in {"RGB", "L", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None
        if turned is not None:
            return turned
    if picture.mode in {"RGBA", "LA"} and profile:
        colours = in_srgb(picture.convert("RGB"), profile)
        colours.putalpha(picture.getchannel("A"))
        return colours
    return picture if picture.mode in {"RGB", "RGBA"} else picture.convert("RGBA" if picture.mode == "LA" else "RGB")


def opaque(picture: Image.Image) -> Image.Image:
    """Return a picture on white where it is transparent: ink on nothing would not be seen on a dark page."""
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def copies_of(largest: Image.Image, order: Order) -> Iterator[tuple[str, Image.Image]]:
    """Yield every copy that is ordered, with the recipe that names it: ``640``, or ``square-30-45-320``."""
    yield from whole_copies(largest, order.widths)
    for across, down in order.focal_points:
        yield from squares(largest, across, down, order.sides)


def whole_copies(largest: Image.Image, widths: list[int]) -> Iterator[tuple[str, Image.Image]]:
    """Yield the whole picture in each width, the smaller ones made from the larger."""
    picture = largest
    for width in sorted({min(width, largest.width) for width in widths}, reverse=True):
        if width != picture.width:
            size = (width, max(1, round(largest.height * width / largest.width)))
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield str(width), picture.filter(LIGHT)


def squares(largest: Image.Image, across: int, down: int, sides: list[int]) -> Iterator[tuple[str, Image.Image]]:
    """Yield a square around a focal point in each size; ``across`` and ``down`` are percents of the picture."""
    side = min(largest.size)
    left = min(max(round(largest.width * across / 100 - side / 2), 0), largest.width - side)
    top = min(max(round(largest.height * down / 100 - side / 2), 0), largest.height - side)
    picture = largest.crop((left, top, left + side, top + side))
    for each in sorted({min(each, side) for each in sides}, reverse=True):
        if each != picture.width:
            picture = picture.resize((each, each), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield f"square-{across}-{down}-{each}", picture.filter(LIGHT)


def write(into: Path, recipe: str, ending: str, picture: Image.Image) -> Made:
    """Write one copy into the folder in one format."""
    name = f"{recipe}.{ending}"
    picture.save(into / name, **FORMATS[ending])
    return Made(recipe, ending, name, picture.width, picture.height)


def tiny(picture: Image.Image) -> str:
    """Return a stand-in of some two hundred bytes: a WebP file in base64."""
    copy = picture.copy()
    copy.thumbnail((TINY, TINY), Image.Resampling.BOX, reducing_gap=None)
    file = io.BytesIO()
    copy.save(file, "WEBP", quality=30, method=6)
    return base64.b64encode(file.getvalue()).decode()
