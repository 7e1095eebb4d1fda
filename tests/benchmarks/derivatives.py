"""Compares what derivatives cost with the best bare script for the same files, and how they look with the naive way.

``python -m tests.benchmarks.derivatives`` (part of ``make bench``) fails where a set costs more than 1.15 times as much
as the bare script, where a copy looks otherwise than that of the naive way, or where the process grows.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
django.setup()

import numpy as np  # noqa: E402  # models exist only after the setup
from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from PIL import Image  # noqa: E402
from skimage.metrics import structural_similarity  # noqa: E402

from memorial.darkroom.making import FORMATS, LIGHT  # noqa: E402
from memorial.darkroom.orders import Order  # noqa: E402
from memorial.darkroom.visits import develop  # noqa: E402
from memorial.media.derivatives import order_for  # noqa: E402
from memorial.media.making import limits, make_anew  # noqa: E402
from memorial.media.receiving import receive  # noqa: E402
from memorial.models import Original  # noqa: E402
from tests.darkroom.photographs import SIZES, photograph  # noqa: E402
from tests.factories import make_asset  # noqa: E402

MEGAPIXELS = (2, 12, 45)
THREE_JPEGS = Order(1280, [320, 640, 1280], [], [], ["jpg"])
MOST_RATIO, LEAST_LIKENESS, MOST_GROWTH = 1.15, 0.98, 8
ROUNDS, SETS = 7, 30
#: What the encoders are told, as a plain script would: AVIF with all processors.
ENCODED = {**FORMATS, "avif": {**FORMATS["avif"], "max_threads": os.cpu_count()}}


def bare(path: Path, into: Path, order: Order) -> None:
    """Make an order as the best plain script does: coarse decoding, chained reductions, nothing around it."""
    with Image.open(path) as opened:
        whole, size = opened.size, sized(opened, order.base)
        opened.draft("RGB", (size[0] * 5 // 4, size[1] * 5 // 4))
        largest = opened.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    chained(largest, order.widths, order, into / "whole", is_whole=largest.size == whole)
    if order.focal_points:
        side = min(largest.size)
        left, top = (largest.width - side) // 2, (largest.height - side) // 2
        square = largest.crop((left, top, left + side, top + side))
        chained(square, order.sides, order, into / "square", is_whole=largest.size == whole)


def chained(picture: Image.Image, widths: list[int], order: Order, into: Path, *, is_whole: bool) -> None:
    """Write a picture in each width and format, the smaller ones made from the larger."""
    into.mkdir(exist_ok=True)
    for wide in sorted(widths, reverse=True):
        if picture.width != wide:
            picture = picture.resize(sized(picture, wide), Image.Resampling.LANCZOS, reducing_gap=3.0)
            is_whole = False
        sharp = picture if is_whole else picture.filter(LIGHT)
        for ending in order.formats:
            sharp.save(into / f"{wide}.{ending}", **ENCODED[ending])


def sized(picture: Image.Image, wide: int) -> tuple[int, int]:
    """Return the size of a picture at a width."""
    return wide, round(picture.height * wide / picture.width)


def naive(path: Path, into: Path, order: Order) -> None:
    """Make the whole copies of an order from the whole picture each, as JPEG."""
    for wide in order.widths:
        with Image.open(path) as opened:
            is_whole = opened.width == wide
            picture = opened.resize(sized(opened, wide), Image.Resampling.LANCZOS)
        (picture if is_whole else picture.filter(LIGHT)).save(into / f"{wide}.jpg", **FORMATS["jpg"])


def likeness(one: bytes, other: bytes) -> float:
    """Return the structural similarity of two pictures in grey (Wang, Bovik, Sheikh and Simoncelli, 2004)."""
    first, second = (np.asarray(Image.open(io.BytesIO(each)).convert("L")) for each in (one, other))
    how = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False, "data_range": 255}
    return float(structural_similarity(first, second, **how))  # type: ignore[no-untyped-call]  # it has no types


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def best(*works: Callable[[], object]) -> list[float]:
    """Return the least seconds of several works, done in turn: what else the machine does can only add to them."""
    rounds = [[seconds(work) for work in works] for _round in range(ROUNDS)]
    return [min(spent) for spent in zip(*rounds, strict=True)]


class Photograph:
    """A synthetic photograph of so many megapixels, on the disk and received by the memorial."""

    def __init__(self, megapixels: int, folder: Path) -> None:
        self.name = f"{megapixels} megapixels"
        self.path = folder / f"{megapixels}.jpg"
        photograph(SIZES[megapixels]).save(self.path, "JPEG", quality=90)
        received = receive(file=ContentFile(self.path.read_bytes(), name="synthetic.jpg"), by=None)
        make_asset(original=received)
        self.original = Original.objects.get(pk=received.pk)
        self.order = order_for(self.original, self.original.assets.all())
        self.into = folder / f"{megapixels}"
        self.into.mkdir()

    def likenesses(self) -> dict[int, float]:
        """Return for each width how like our JPEG is to that of the naive way."""
        naive(self.path, self.into, self.order)
        found = {}
        for wide in self.order.widths:
            ours = self.original.derivatives.get(format="jpg", recipe=str(wide))
            with ours.open() as file:
                found[wide] = likeness(file.read(), (self.into / f"{wide}.jpg").read_bytes())
        return found


def memory() -> int:
    """Return how many megabytes this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // (1024 * 1024)


def three_jpegs(path: Path) -> None:
    """Make three JPEGs in a child, as a set is made."""
    with tempfile.TemporaryDirectory() as folder:
        develop(path, Path(folder), limits(), THREE_JPEGS)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measured(photograph: Photograph) -> list[str]:
    """Measure the whole set of a photograph, say what was found, and return what is not as it should be."""
    ours, theirs = best(
        lambda: make_anew(photograph.original), lambda: bare(photograph.path, photograph.into, photograph.order)
    )
    found = photograph.likenesses()
    like = ", ".join(f"{wide}: {value:.3f}" for wide, value in sorted(found.items()))
    say(f"{photograph.name:16}{theirs * 1000:>10.0f}{ours * 1000:>10.0f}{ours / theirs:>8.2f}   {like}")
    faults = [f"{photograph.name}: {ours / theirs:.2f} times as long"] if ours / theirs > MOST_RATIO else []
    if min(found.values()) < LEAST_LIKENESS:
        faults.append(f"{photograph.name}: a copy that looks otherwise")
    return faults


def growth(photograph: Photograph) -> list[str]:
    """Make many sets, say by how much this process grew, and return what is not as it should be."""
    before = memory()
    for _set in range(SETS):
        make_anew(photograph.original)
    after = memory()
    say(f"\nThis process held {before} MB before and {after} MB after {SETS} more sets.")
    return [f"grew by {after - before} MB"] if after - before > MOST_GROWTH else []


def main() -> None:
    """Measure everything; the exit code says whether the limits were kept."""
    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory(dir=settings.STORE) as folder:
        photographs = [Photograph(megapixels, Path(folder)) for megapixels in MEGAPIXELS]
        say(f"{'whole set':16}{'bare, ms':>10}{'ours, ms':>10}{'ratio':>8}   likeness to the naive way, by width")
        faults = [fault for photograph in photographs for fault in measured(photograph)]
        path, into = photographs[1].path, photographs[1].into
        three = best(
            lambda: three_jpegs(path), lambda: bare(path, into, THREE_JPEGS), lambda: naive(path, into, THREE_JPEGS)
        )
        say(
            "\nThree JPEGs of 12 megapixels: ours {:.0f} ms, bare {:.0f} ms, naive {:.0f} ms".format(
                *(each * 1000 for each in three)
            )
        )
        faults += growth(photographs[0])
    if faults:
        sys.exit("\n" + "\n".join(faults))
    say(f"\nNo set takes more than {MOST_RATIO} times as long as the bare script, and none looks otherwise.")


if __name__ == "__main__":
    main()
