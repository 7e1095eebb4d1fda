"""What is made of a picture: upright, in sRGB, on white, in the sizes that were ordered, with nothing else in it."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from memorial.darkroom.making import make, prepared
from memorial.darkroom.orders import Order
from tests.darkroom import carrying, profiles, sorts, structure
from tests.darkroom.cases import MARK, picture, saved

MOST = 50_000_000
COLOUR = (200, 30, 60)


def made_of(content: bytes, folder: Path, order: Order) -> dict[str, bytes]:
    """Return every file that is made, by its name."""
    file, into = folder / "file", folder / "into"
    file.write_bytes(content)
    into.mkdir(exist_ok=True)
    made = make(file, into, order, MOST)["made"]
    assert [each["name"] for each in made] == [f"{each['recipe']}.{each['format']}" for each in made]
    return {each["name"]: (into / each["name"]).read_bytes() for each in made}


def seen(made: dict[str, bytes]) -> dict[str, Image.Image]:
    """Return every file that was made, read again."""
    return {name: Image.open(io.BytesIO(content)) for name, content in made.items()}


def shown(content: bytes, folder: Path, widest: int = 2048) -> Image.Image:
    """Return the picture from which all copies are made."""
    file = folder / "file"
    file.write_bytes(content)
    return prepared(file, widest, MOST)[0]


def apart(image: Image.Image, other: Image.Image) -> float:
    """Return by how much two pictures differ on the mean, of 255."""
    return max(ImageStat.Stat(ImageChops.difference(image.convert("RGB"), other.convert("RGB"))).mean)


#: How a picture has to be turned so that the orientation stands it upright again.
LAID = {
    1: [],
    2: [Image.Transpose.FLIP_LEFT_RIGHT],
    3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM],
    5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90],
    7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("held", LAID)
def test_picture_stands_upright(held: int, kind: str, tmp_path: Path) -> None:
    upright = picture()
    lying = upright
    for turn in LAID[held]:
        lying = lying.transpose(turn)
    quality = {"quality": 95} if kind != "PNG" else {}
    found = shown(saved(lying, kind, exif=b"Exif\0\0" + carrying.notes(held), **quality), tmp_path)
    assert found.size == upright.size
    assert apart(found, upright) < 6


def test_orientation_is_kept_where_the_picture_is_reduced(tmp_path: Path) -> None:
    lying = saved(picture(800, 600).transpose(Image.Transpose.ROTATE_90), "JPEG", exif=b"Exif\0\0" + carrying.notes(6))
    assert apart(shown(lying, tmp_path, 200), picture(800, 600).resize((200, 150), Image.Resampling.LANCZOS)) < 4


def test_colours_of_another_space_are_turned_into_those_of_srgb(tmp_path: Path) -> None:
    flat = Image.new("RGB", (64, 64), COLOUR)
    found = shown(saved(flat, "PNG", icc_profile=profiles.swapped()), tmp_path)
    red, green, blue = COLOUR
    assert apart(found, Image.new("RGB", (64, 64), (green, red, blue))) < 4


def test_grey_profile_is_applied(tmp_path: Path) -> None:
    found = shown(saved(Image.new("L", (64, 64), 128), "PNG", icc_profile=profiles.linear_grey()), tmp_path)
    assert apart(found, Image.new("RGB", (64, 64), (188, 188, 188))) < 4


def test_profile_of_inks_is_applied(tmp_path: Path) -> None:
    cyan = Image.new("CMYK", (64, 64), (255, 0, 0, 0))
    plain = shown(saved(cyan, "JPEG"), tmp_path)
    inked = shown(saved(cyan, "JPEG", icc_profile=profiles.four_inks()), tmp_path)
    red, green, blue = (round(mean) for mean in ImageStat.Stat(inked).mean)
    assert apart(plain, Image.new("RGB", (64, 64), (0, 255, 255))) < 4
    assert max(red, green, blue) - min(red, green, blue) < 4
    assert red > 100


UNFIT = [b"rubbish", profiles.srgb()[:200], profiles.of_inks_by_name(), profiles.linear_grey()]


@pytest.mark.parametrize("profile", UNFIT)
def test_profile_that_does_not_fit_is_passed_over(profile: bytes, tmp_path: Path) -> None:
    flat = Image.new("RGB", (64, 64), COLOUR)
    assert apart(shown(saved(flat, "PNG", icc_profile=profile), tmp_path), flat) < 1


def test_four_inks_look_as_they_did(tmp_path: Path) -> None:
    assert apart(shown(saved(picture().convert("CMYK"), "JPEG", quality=95), tmp_path), picture()) < 6


def test_transparent_palette_lies_on_white(tmp_path: Path) -> None:
    image = Image.open(io.BytesIO(sorts.see_through_palette())).convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    assert apart(shown(sorts.see_through_palette(), tmp_path), paper) < 1


ORDER = Order(400, [100, 200, 400], [(50, 50), (0, 100)], [64, 128], ["avif", "webp", "jpg"])


def test_what_is_ordered_is_made(tmp_path: Path) -> None:
    made = seen(made_of(saved(picture(800, 600), "JPEG"), tmp_path, ORDER))
    sizes = {name.rpartition(".")[0]: image.size for name, image in made.items()}
    assert len(made) == 3 * len(sizes)
    assert sizes == {
        "100": (100, 75),
        "200": (200, 150),
        "400": (400, 300),
        **{f"square-{point}-{side}": (side, side) for point in ("50-50", "0-100") for side in (64, 128)},
    }
    assert {image.format for image in made.values()} == {"AVIF", "WEBP", "JPEG"}


def test_formats_show_the_same_picture(tmp_path: Path) -> None:
    made = seen(made_of(saved(picture(800, 600), "PNG"), tmp_path, ORDER))
    for recipe in ("400", "square-0-100-128"):
        assert apart(made[f"{recipe}.avif"], made[f"{recipe}.jpg"]) < 6
        assert apart(made[f"{recipe}.webp"], made[f"{recipe}.jpg"]) < 6


def test_square_is_cut_around_the_focal_point(tmp_path: Path) -> None:
    image = Image.new("RGB", (300, 100), "white")
    image.paste((255, 0, 0), (200, 0, 300, 100))
    order = Order(300, [], [(0, 50), (50, 50), (100, 50)], [64], ["jpg"])
    made = seen(made_of(saved(image, "PNG"), tmp_path, order))
    greens = [ImageStat.Stat(made[f"square-{across}-50-64.jpg"]).mean[1] for across in (0, 50, 100)]
    assert [round(green / 255) for green in greens] == [1, 1, 0]


def test_same_order_makes_the_same_files(tmp_path: Path) -> None:
    content = saved(picture(800, 600), "JPEG")
    first = made_of(content, tmp_path, ORDER)
    again = made_of(content, tmp_path, Order(400, [200], [(0, 100)], [64, 128], ["webp"]))
    assert again.items() <= first.items()


def test_copy_of_the_same_size_is_not_sharpened(tmp_path: Path) -> None:
    edge = Image.new("L", (100, 100), 100)
    edge.paste(150, (50, 0, 100, 100))
    order = Order(100, [50, 100], [(50, 50)], [50, 100], ["webp"])
    made = seen(made_of(saved(edge, "PNG"), tmp_path, order))
    spans = {name: image.convert("L").getextrema() for name, image in made.items()}
    for recipe in ("100", "square-50-50-100"):
        assert spans[f"{recipe}.webp"][0] >= 97  # type: ignore[operator]
        assert spans[f"{recipe}.webp"][1] <= 153  # type: ignore[operator]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_that_the_original_carried_is_left(kind: str, tmp_path: Path) -> None:
    made = made_of(carrying.laden(kind, (500, 375)), tmp_path, ORDER)
    for name, content in made.items():
        assert MARK not in content
        assert structure.superfluous(name, content) == []


def test_stand_in_is_tiny_and_carries_nothing(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(carrying.laden("JPEG", (500, 375)))
    stand_in = base64.b64decode(make(file, tmp_path, Order(500, [], [], [], []), MOST)["placeholder"])
    assert len(stand_in) < 400
    assert structure.superfluous("tiny.webp", stand_in) == []
    assert Image.open(io.BytesIO(stand_in)).size == (24, 18)
