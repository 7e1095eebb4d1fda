"""Reading: whether a file is what it says, what it is, and of a picture how large it is and what it is like."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import (
    AvifImagePlugin,
    ExifTags,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from memorial.darkroom.formats import HEAD, TAIL, Format, Refused, recognise, size_of_webp
from memorial.darkroom.orders import HIGHEST, height_at, widest
from memorial.darkroom.paper import flat, reach

#: To name them loads them, and no other decoder of Pillow's is loaded then.
DECODERS = (AvifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin)
with contextlib.suppress(ImportError):  # an installation may add this plugin, so that pictures of telephones are taken
    from pillow_heif import register_heif_opener

    register_heif_opener()

#: Both sides of the small grey picture by which pictures are compared, one column more than is compared.
LIKENESS = (9, 8)
#: The side of the picture from which that one is made.
SMALL = 64
#: The orientations in which the sides of a picture have changed places (Exif 2.32, 4.6.4 A).
ON_ITS_SIDE = {5, 6, 7, 8}
#: A picture of fewer points is looked at as coarsely as its format allows. A larger one is decoded as it will be when
#: its copies are made, so that memory which does not suffice then is missed while its sender can still be told.
COARSE = 20_000_000
#: A picture that is decoded to just the size of its copy looks harder than one that is reduced to it.
FINER = 1.25
#: The formats whose decoders hold several whole frames: of so many points, what fails there may have lacked memory.
HEAVY = {"WEBP", "AVIF", "HEIF"}


def read(path: Path, most_pixels: int) -> dict[str, Any]:
    """Return what a file is: media_type, kind, and of a picture width, height (upright) and likeness.

    Raises Refused for a file that is not taken; a picture has been decoded to its end.
    """
    found = recognise(*ends_of(path))
    said: dict[str, Any] = {"media_type": found.media_type, "kind": found.kind}
    if found.kind == "image":
        with opened(path, found, most_pixels) as picture:
            held = orientation(picture)
            width, height = upright_size(picture)
            coarsen(picture, (256, 256) if width * height <= COARSE else target(picture, widest(width, height)))
            load(picture)
            said |= {"width": width, "height": height, "likeness": likeness(upright(small(picture), held))}
    return said


def ends_of(path: Path) -> tuple[bytes, bytes]:
    """Return the first and the last bytes of a file."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(path.stat().st_size - TAIL, 0))
        return head, file.read(TAIL)


@contextlib.contextmanager
def opened(path: Path, found: Format, most_pixels: int) -> Iterator[Image.Image]:
    """Open a picture of a known format and close it again.

    Raises Refused: ``not-taken`` (no decoder here), ``moving``, ``too-many-pixels``, ``too-heavy`` (the memory of a
    visit does not suffice for it), ``unreadable``.
    """
    Image.MAX_IMAGE_PIXELS = most_pixels
    if found.pillow not in Image.OPEN:
        raise Refused("not-taken")
    # The decoder of WebP takes its memory before anybody can ask how large the picture is.
    points = checked(*size_of_webp(ends_of(path)[0]), most_pixels) if found.pillow == "WEBP" else 0
    try:
        with Image.open(path, formats=[found.pillow]) as picture:
            points = checked(picture.width, picture.height, most_pixels)
            # A JPEG with several frames is a photograph with a second view of it; the first one is the photograph.
            if found.pillow not in {"JPEG", "HEIF"} and getattr(picture, "n_frames", 1) > 1:
                raise Refused("moving")
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Refused("too-many-pixels") from problem
    except MemoryError as problem:
        raise Refused("too-heavy") from problem
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, RuntimeError, Warning) as problem:
        raise Refused("too-heavy" if found.pillow in HEAVY and points > COARSE else "unreadable") from problem


def checked(width: int, height: int, most_pixels: int) -> int:
    """Return how many points a picture has. Raises Refused: ``too-many-pixels``, or ``unreadable`` for a mere line."""
    if width * height > most_pixels:
        raise Refused("too-many-pixels")
    if max(width, height) > HIGHEST * min(width, height):
        raise Refused("unreadable")
    return width * height


def coarsen(picture: Image.Image, size: tuple[int, int]) -> None:
    """Have a picture decoded as coarsely as its format can for a copy of a size, but a little finer."""
    picture.draft(None, (round(size[0] * FINER), round(size[1] * FINER)))


def load(picture: Image.Image) -> None:
    """Decode a picture to its end, and let go of its decoder, which in some formats holds whole frames."""
    picture.load()
    vars(picture).pop("_decoder", None)


def orientation(picture: Image.Image) -> int:
    """Return how the camera was held (1 to 8); 1 where the file does not say it in a readable way."""
    try:
        said = picture.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001  # what stands beside the picture may be broken while the picture is whole
        return 1
    return said if said in range(1, 9) else 1


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height of a picture as it is meant to be seen."""
    width, height = picture.size
    return (height, width) if orientation(picture) in ON_ITS_SIDE else (width, height)


def target(picture: Image.Image, wide: int) -> tuple[int, int]:
    """Return to what size a picture, not yet turned upright, is brought for an upright copy that is so wide."""
    width, height = upright_size(picture)
    size = (wide, height_at(wide, width, height))
    return size[::-1] if orientation(picture) in ON_ITS_SIDE else size


def small(picture: Image.Image) -> Image.Image:
    """Return a small grey copy of a loaded picture."""
    factor = max(1, min(picture.size) // (2 * SMALL))
    reduced = flat(picture, factor).convert("L")
    return reduced.resize((SMALL, SMALL), Image.Resampling.BOX, box=reach(picture, factor))


#: What each orientation needs so that the picture stands upright.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def upright(picture: Image.Image, held: int) -> Image.Image:
    """Return a picture turned so that it stands upright, from how the camera was held."""
    turn = TURNS.get(held)
    return picture.transpose(turn) if turn is not None else picture


def likeness(picture: Image.Image) -> str:
    """Return 64 bits in hexadecimal that are nearly the same for nearly the same picture; empty for a plain one.

    Each bit says whether a field of an 8 by 8 grid is brighter than the one to its right (the difference hash that
    Neal Krawetz described in 2013).
    """
    fields = list(picture.resize(LIKENESS, Image.Resampling.BOX).tobytes())
    columns, rows = LIKENESS
    bits = [
        fields[row * columns + place] > fields[row * columns + place + 1]
        for row in range(rows)
        for place in range(columns - 1)
    ]
    found = sum(1 << place for place, bit in enumerate(bits) if bit)
    return f"{found:016x}" if 4 < found.bit_count() < 60 else ""


def format_of(path: Path) -> Format:
    """Return the format of a file that was read before."""
    return recognise(*ends_of(path))
