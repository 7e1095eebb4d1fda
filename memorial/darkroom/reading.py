"""Reading: whether a file is what it says, what it is, and of a picture how large it is and what it is like."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from memorial.darkroom.formats import HEAD, TAIL, Format, Refused, recognise

with contextlib.suppress(ImportError):  # an installation may add this plugin, so that pictures of telephones are taken
    from pillow_heif import register_heif_opener

    register_heif_opener()

#: Both sides of the small grey picture by which pictures are compared, one column more than is compared.
LIKENESS = (9, 8)
#: The orientations in which the sides of a picture have changed places (Exif 2.32, 4.6.4 A).
ON_ITS_SIDE = {5, 6, 7, 8}


def read(path: Path, most_pixels: int) -> dict[str, Any]:
    """Return what a file is: media_type, kind, and of a picture width, height (upright) and likeness.

    Raises Refused for a file that is not taken; a picture has been decoded to its end.
    """
    found = recognise(*ends_of(path))
    said: dict[str, Any] = {"media_type": found.media_type, "kind": found.kind}
    if found.kind == "image":
        with opened(path, found, most_pixels) as picture:
            width, height = upright_size(picture)
            picture.draft(None, (512, 512))
            said |= {"width": width, "height": height, "likeness": likeness(upright(small(picture)))}
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

    Raises Refused: ``not-taken`` (no decoder here), ``moving``, ``too-many-pixels``, ``unreadable``.
    """
    Image.MAX_IMAGE_PIXELS = most_pixels
    if found.pillow not in openable():
        raise Refused("not-taken")
    try:
        with Image.open(path, formats=[found.pillow]) as picture:
            if picture.width * picture.height > most_pixels:
                raise Refused("too-many-pixels")
            # A JPEG with several frames is a photograph with a second view of it; the first one is the photograph.
            if found.pillow not in {"JPEG", "HEIF"} and getattr(picture, "n_frames", 1) > 1:
                raise Refused("moving")
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Refused("too-many-pixels") from problem
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError, RuntimeError, Warning) as problem:
        raise Refused("unreadable") from problem


def openable() -> set[str]:
    """Return the formats for which the installed Pillow has a decoder."""
    Image.init()
    return set(Image.OPEN)


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


def small(picture: Image.Image) -> Image.Image:
    """Return a small grey copy of a picture, which decodes it to its end."""
    held = orientation(picture)
    copy = grey(picture).resize((64, 64), Image.Resampling.BOX)
    copy.info = {"orientation": held}
    return copy


def grey(picture: Image.Image) -> Image.Image:
    """Return a picture in shades of grey; sixteen bits are brought down to eight."""
    picture.load()
    if picture.mode.startswith("I") or picture.mode == "F":
        picture = eight_bits(picture)
    if picture.mode in {"P", "PA"}:
        picture = picture.convert("RGBA")
    return picture.convert("L")


def eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture of sixteen bits a point in eight."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I")
    brightest: Any = picture.getextrema()[1]
    most = max(brightest, 255) if picture.mode == "F" else 65535
    return picture.point(lambda value: value * (255 / most)).convert("L")


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


def upright(picture: Image.Image) -> Image.Image:
    """Return a picture turned as its note of orientation says."""
    turn = TURNS.get(picture.info.get("orientation", 1))
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
