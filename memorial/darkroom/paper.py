"""Paper: a decoded picture of whatever sort laid flat, so that it can be reduced and written: no palette, eight bits a
channel, white where it is transparent (ink on nothing would not be seen on a dark page).
"""

from PIL import Image

#: How many points are converted at a time: the whole picture need not stand in memory twice.
BAND = 1_000_000
#: The modes that are flat already.
FLAT = {"L", "RGB", "CMYK"}
#: Sixteen bits a point to eight.
EIGHT_BITS = [value // 257 for value in range(65536)]


def flat(picture: Image.Image, factor: int) -> Image.Image:
    """Return a loaded picture in grey, RGB or CMYK, reduced by a whole factor (1 for not at all)."""
    if picture.mode in FLAT and "transparency" not in picture.info:
        return picture.reduce(factor) if factor > 1 else picture
    rows = max(BAND // (picture.width * factor), 1) * factor
    bands = (
        laid(picture.crop((0, top, picture.width, min(top + rows, picture.height)))).reduce(factor)
        for top in range(0, picture.height, rows)
    )
    first = next(bands)
    whole = Image.new(first.mode, (first.width, -(-picture.height // factor)))
    whole.paste(first)
    for number, band in enumerate(bands, start=1):
        whole.paste(band, (0, number * rows // factor))
    return whole


def reach(picture: Image.Image, factor: int) -> tuple[float, float, float, float]:
    """Return how far a picture reaches after its reduction: its last column and row may be less than a whole one."""
    return (0, 0, picture.width / factor, picture.height / factor)


def laid(picture: Image.Image) -> Image.Image:
    """Return a picture in grey, RGB or CMYK, on white."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(EIGHT_BITS, "L")
    if picture.mode == "1" and "transparency" not in picture.info:
        return picture.convert("L")
    if picture.mode == "LA":
        return on_white(picture, "L")
    if picture.mode in {"P", "PA", "RGBA"} or "transparency" in picture.info:
        return on_white(picture.convert("RGBA"), "RGB")
    return picture.convert("RGB")


def on_white(picture: Image.Image, mode: str) -> Image.Image:
    """Return a picture on white where it is transparent."""
    paper = Image.new(mode, picture.size, "white")
    paper.paste(picture.convert(mode), mask=picture.getchannel("A"))
    return paper
