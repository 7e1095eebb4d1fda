"""What is said of a picture: its size as it is meant to be seen, and what it is like."""

import io
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from memorial.darkroom.orders import HIGHEST, height_at, widest
from memorial.darkroom.paper import flat, reach
from memorial.darkroom.reading import read
from tests.darkroom import carrying, sorts
from tests.darkroom.cases import picture, saved, with_segments

MOST = 50_000_000
PHOTOGRAPHS = [picture(320, 240, seed) for seed in range(1, 7)]


def said_of(content: bytes, folder: Path) -> dict[str, object]:
    file = folder / "file"
    file.write_bytes(content)
    return read(file, MOST)


def likeness_of(image: Image.Image, folder: Path, kind: str = "JPEG", **saving: object) -> int:
    return int(str(said_of(saved(image, kind, **saving), folder)["likeness"]), 16)


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "smaller": lambda image: image.resize((200, 150), Image.Resampling.LANCZOS),
    "larger": lambda image: image.resize((1500, 1125)),
    "stretched a little": lambda image: image.resize((640, 460)),
    "grey": lambda image: image.convert("L"),
    "brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.1),
    "with less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.8),
}


@pytest.mark.parametrize("change", CHANGES)
def test_likeness_of_the_same_picture_is_nearly_the_same(change: str, tmp_path: Path) -> None:
    changed = [likeness_of(CHANGES[change](image), tmp_path, quality=40) for image in PHOTOGRAPHS]
    whole = [likeness_of(image, tmp_path) for image in PHOTOGRAPHS]
    found = [(one ^ other).bit_count() for one, other in zip(whole, changed, strict=True)]
    assert max(found) <= 6, found


def test_likeness_of_different_pictures_differs(tmp_path: Path) -> None:
    likenesses = [likeness_of(image, tmp_path) for image in PHOTOGRAPHS]
    found = [(one ^ other).bit_count() for one, other in combinations(likenesses, 2)]
    assert min(found) > 10, found


def test_likeness_of_a_picture_is_that_of_the_upright_one(tmp_path: Path) -> None:
    data = saved(picture(640, 480), "JPEG")
    lying = said_of(with_segments(data, carrying.exif_segment(carrying.notes(6))), tmp_path)
    turned = Image.open(io.BytesIO(data)).rotate(-90, expand=True)
    standing = said_of(saved(turned, "PNG"), tmp_path)
    assert (lying["width"], lying["height"]) == (480, 640)
    assert (int(str(lying["likeness"]), 16) ^ int(str(standing["likeness"]), 16)).bit_count() <= 2


def test_plain_picture_is_like_nothing(tmp_path: Path) -> None:
    assert said_of(saved(Image.new("RGB", (90, 90), "grey"), "PNG"), tmp_path)["likeness"] == ""


@pytest.mark.parametrize("factor", [1, 2, 3])
def test_sixteen_bits_are_brought_down_and_not_cut_off(factor: int) -> None:
    grey = flat(Image.open(io.BytesIO(sorts.deep_grey())), factor)
    row = list(grey.crop((0, 0, grey.width, 1)).tobytes())
    assert grey.mode == "L"
    assert row == sorted(row)
    assert row[0] < 4
    assert 125 <= row[len(row) // 2] <= 131
    assert row[-1] > 251


@pytest.mark.parametrize("sort", ["I;16B", "I;16L", "I"])
def test_every_sort_of_sixteen_bits_is_read(sort: str) -> None:
    middle = Image.new("I", (4, 4), 40_000).convert(sort) if sort != "I" else Image.new("I", (4, 4), 40_000)
    assert flat(middle, 1).getpixel((0, 0)) == 155


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_picture_lies_on_white(mode: str) -> None:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 32, 64))
    if mode == "P":
        image = Image.open(io.BytesIO(saved(image.getchannel("A").quantize(2), "PNG", transparency=1)))
        image.load()
    laid = flat(image.convert(mode), 1).convert("RGB")
    black, white = (laid.getpixel(place) for place in ((10, 10), (50, 10)))
    assert (255, 255, 255) in {black, white}
    assert mode == "P" or (black, white) == ((0, 0, 0), (255, 255, 255))


def test_bands_make_no_seam() -> None:
    image = picture(1601, 1303).convert("RGBA")
    for factor in (1, 2, 3):
        expected = image.convert("RGB").reduce(factor) if factor > 1 else image.convert("RGB")
        assert flat(image, factor).tobytes() == expected.tobytes()


def test_reach_leaves_out_what_a_partial_point_adds() -> None:
    assert reach(Image.new("L", (101, 50)), 2) == (0, 0, 50.5, 25)


@pytest.mark.parametrize(
    ("size", "wide"),
    [((1000, 800), 1000), ((4000, 3000), 2048), ((3000, 4500), 2048), ((1080, 20_000), 582), ((10, 60_000), 2)],
)
def test_widest_copy_is_one_that_can_be_written(size: tuple[int, int], wide: int) -> None:
    assert widest(*size) == wide
    assert height_at(wide, *size) <= HIGHEST
