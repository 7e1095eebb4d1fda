"""Pictures that behave like photographs and show nobody: light, clouds, edges, letters and grain, drawn from a seed."""

import math
import random

from PIL import Image, ImageChops, ImageDraw, ImageFont

#: Widths and heights of photographs in megapixels, as cameras have them.
SIZES = {2: (1632, 1224), 12: (4000, 3000), 24: (6000, 4000), 45: (8192, 5464), 49: (8640, 5760)}
#: Sides of the fields of noise, as shares of the width, and how strong each is, of 255.
SCALES = [(1 / 4, 90), (1 / 16, 50), (1 / 64, 34), (1 / 256, 26), (1 / 1024, 18)]
GRAIN = 10


def photograph(size: tuple[int, int], seed: int = 1) -> Image.Image:
    """Return a synthetic photograph in RGB."""
    chance = random.Random(seed)  # noqa: S311  # the same picture each time
    light = clouds(size, chance)
    picture = Image.merge("RGB", [tinted(light, size, chance) for _channel in range(3)])
    draw_edges(picture, chance)
    return grained(picture, chance)


def noise(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Return a grey picture of which every point is of chance."""
    return Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))


def clouds(size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Return noise of several scales laid over one another, around a middle grey."""
    light = Image.new("L", size, 128)
    for share, strength in SCALES:
        side = max(round(size[0] * share), 1)
        field = noise((max(size[0] // side, 2), max(size[1] // side, 2)), chance).resize(size, Image.Resampling.BICUBIC)
        weaker = field.point([value * strength // 255 for value in range(256)])
        light = ImageChops.add(light, weaker, offset=-strength // 2)
    return light


def tinted(light: Image.Image, size: tuple[int, int], chance: random.Random) -> Image.Image:
    """Return one channel: the common light with a fall of its own across the picture."""
    fall = Image.linear_gradient("L").rotate(chance.randrange(4) * 90).resize(size)
    return ImageChops.add(light, fall.point([value * 80 // 255 for value in range(256)]), offset=-40)


def draw_edges(picture: Image.Image, chance: random.Random) -> None:
    """Draw what has sharp edges: shapes, thin lines and letters."""
    drawing, (width, height) = ImageDraw.Draw(picture), picture.size
    for _number in range(40):
        colour = tuple(chance.randrange(256) for _channel in range(3))
        left, top, side = chance.randrange(width), chance.randrange(height), chance.randrange(width // 40, width // 8)
        angle = chance.random() * math.tau
        end = (left + side * math.cos(angle), top + side * math.sin(angle))
        drawing.ellipse((left, top, left + side // 3, top + side // 2), fill=colour)
        drawing.line((left, top, *end), fill=colour, width=max(width // 800, 1))
    for number in range(6):
        font = ImageFont.load_default(size=max(width // (20 + 15 * number), 8))
        drawing.text((width // 20, height * (number + 1) // 8), f"Synthetic picture {number}", font=font, fill="white")


def grained(picture: Image.Image, chance: random.Random) -> Image.Image:
    """Return a picture with the grain of a camera, the same in all colours."""
    grain = noise((picture.width, picture.height), chance).point([value * GRAIN // 255 for value in range(256)])
    return ImageChops.add(picture, Image.merge("RGB", [grain] * 3), offset=-GRAIN // 2)
