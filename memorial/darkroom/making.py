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

from memorial.darkroom.orders import Order, height_at
from memorial.darkroom.paper import flat, reach
from memorial.darkroom.reading import (
    COARSE,
    coarsen,
    format_of,
    load,
    opened,
    orientation,
    target,
    upright,
    upright_size,
)

#: How each format is written: its ending, and what its encoder is told.
FORMATS: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
#: Makes up for what reduction takes away, and no more.
LIGHT = ImageFilter.UnsharpMask(radius=0.6, percent=60, threshold=2)
#: The longer side of the tiny picture that stands in for one which is on its way.
TINY = 24
#: A picture is first averaged down by whole points, to no less than so many times the size that is wanted; a very
#: large one may come nearer to it, for the sake of memory.
GAP, LITTLE_GAP = 2, 1.5
WORKERS = 2


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

    ``made`` is a list of `Made` as plain data; ``placeholder`` a WebP file in base64.
    """
    largest, is_reduced = prepared(path, order.base, most_pixels)
    if order.grey:
        largest = largest.convert("L")
    with ThreadPoolExecutor(WORKERS) as workers:
        # The largest copy comes first and is being written while the smaller ones are made.
        tasks = [
            workers.submit(write, into, recipe, picture, order.formats, is_sharpened=is_reduced or is_smaller)
            for recipe, picture, is_smaller in copies_of(largest, order)
        ]
        made = [each for task in tasks for each in task.result()]
    return {"made": [asdict(each) for each in made], "placeholder": tiny(largest)}


def prepared(path: Path, widest: int, most_pixels: int) -> tuple[Image.Image, bool]:
    """Return a picture upright, in sRGB, on white, no wider than its widest copy; and whether it was reduced for it."""
    with opened(path, format_of(path), most_pixels) as picture:
        held = orientation(picture)
        size = target(picture, min(widest, upright_size(picture)[0]))
        is_reduced = size != picture.size
        coarsen(picture, size)
        load(picture)
        gap = GAP if picture.width * picture.height <= COARSE else LITTLE_GAP
        factor = max(1, int(min(picture.width / size[0], picture.height / size[1]) / gap))
        whole, edges, profile = flat(picture, factor), reach(picture, factor), picture.info.get("icc_profile")
    # What was decoded is let go of before more memory is taken.
    del picture
    reduced = in_srgb(whole.resize(size, Image.Resampling.LANCZOS, edges), profile)
    turned = upright(reduced, held)
    turned.info = {}
    return turned, is_reduced


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in the colours of sRGB; a profile that is broken or of another kind of colour is passed over."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None
        if turned is not None:
            return turned
    return picture.convert("RGB")


def copies_of(largest: Image.Image, order: Order) -> Iterator[tuple[str, Image.Image, bool]]:
    """Yield every copy that is ordered, with the recipe that names it (``640``, or ``square-30-45-320``) and whether it
    is smaller than what it was made of.
    """
    yield from whole_copies(largest, order.widths)
    for across, down in order.focal_points:
        yield from squares(largest, across, down, order.sides)


def whole_copies(largest: Image.Image, widths: list[int]) -> Iterator[tuple[str, Image.Image, bool]]:
    """Yield the whole picture in each width, the smaller ones made from the larger."""
    picture = largest
    for width in sorted({min(width, largest.width) for width in widths}, reverse=True):
        if width != picture.width:
            size = (width, height_at(width, *largest.size))
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield str(width), picture, picture is not largest


def squares(largest: Image.Image, across: int, down: int, sides: list[int]) -> Iterator[tuple[str, Image.Image, bool]]:
    """Yield a square around a focal point in each size; ``across`` and ``down`` are percents of the picture."""
    side = min(largest.size)
    left = min(max(round(largest.width * across / 100 - side / 2), 0), largest.width - side)
    top = min(max(round(largest.height * down / 100 - side / 2), 0), largest.height - side)
    picture = whole = largest.crop((left, top, left + side, top + side))
    for each in sorted({min(each, side) for each in sides}, reverse=True):
        if each != picture.width:
            picture = picture.resize((each, each), Image.Resampling.LANCZOS, reducing_gap=3.0)
        yield f"square-{across}-{down}-{each}", picture, picture is not whole


def write(into: Path, recipe: str, picture: Image.Image, formats: list[str], *, is_sharpened: bool) -> list[Made]:
    """Write one copy into the folder in each format."""
    sharp = picture.filter(LIGHT) if is_sharpened else picture
    made = []
    for ending in formats:
        name = f"{recipe}.{ending}"
        sharp.save(into / name, **FORMATS[ending])
        made.append(Made(recipe, ending, name, picture.width, picture.height))
    return made


def tiny(picture: Image.Image) -> str:
    """Return a stand-in of some two hundred bytes: a WebP file in base64."""
    copy = picture.copy()
    copy.thumbnail((TINY, TINY), Image.Resampling.BOX, reducing_gap=None)
    file = io.BytesIO()
    copy.save(file, "WEBP", quality=30, method=6)
    return base64.b64encode(file.getvalue()).decode()
