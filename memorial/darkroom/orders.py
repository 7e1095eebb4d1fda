"""Orders: what the darkroom is asked to make of a picture and how large, for those who ask and never open one."""

from dataclasses import dataclass
from math import isqrt

#: How wide the widest copy is; and of a picture that is very high, how high its copy is (WebP goes no further) and of
#: how many points, so that it can be written within the memory of a visit.
WIDEST = 2048
HIGHEST = 16_383
MOST_POINTS = WIDEST * 3072


@dataclass(frozen=True)
class Order:
    """What is to be made: the widths of whole pictures, and for each focal point (in percent) the sides of squares.

    Everything is made from the picture at the width of ``base``: a copy that is made later shows the same as its
    neighbours. It is made ``grey`` for those who must look at what nobody has looked at before.
    """

    base: int
    widths: list[int]
    focal_points: list[tuple[int, int]]
    sides: list[int]
    formats: list[str]
    grey: bool = False


def widest(width: int, height: int) -> int:
    """Return how wide the widest copy of a picture is."""
    return max(1, min(width, WIDEST, width * HIGHEST // height, isqrt(MOST_POINTS * width // height)))


def height_at(wide: int, width: int, height: int) -> int:
    """Return how high a copy is that is so wide, of a picture of this width and height."""
    return max(1, round(height * wide / width))
