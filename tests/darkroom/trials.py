"""A trial: one file sent through the darkroom as the memorial sends it, with what the child used of the machine."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from memorial.darkroom.formats import Refused
from memorial.darkroom.limits import Limits
from memorial.darkroom.orders import Order, widest
from memorial.darkroom.visits import COMMAND, answer_in, asked, surroundings
from memorial.media.derivatives import PICTURE_FORMATS, order_for
from memorial.models import Asset, Original

LIMITS = Limits(memory=512 * 1024 * 1024, seconds=60, output=40 * 1024 * 1024, pixels=50_000_000)
#: Starts the child from a process that is small itself: what a process used counts from before it became what it is.
STARTER = """
import os, subprocess, sys, time
begun = time.perf_counter()
child = subprocess.Popen(sys.argv[1:])
_, status, used = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss, time.perf_counter() - begun)
"""


@dataclass
class Trial:
    """What happened to a file: ``taken``, or why it was refused; megabytes and seconds of its costliest visit."""

    happened: str
    megabytes: int
    seconds: float
    said: dict[str, Any] = field(default_factory=dict)
    #: Each file that was made in its place, by name.
    made: dict[str, bytes] = field(default_factory=dict)


def tried(content: bytes, *, whole_set: bool = False) -> Trial:
    """Look at a file and, if it is a picture, make a small copy of it in every format, or all that is ever made."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "file")
        path.write_bytes(content)
        seen = visited(path, None)
        if seen.happened != "taken" or seen.said["kind"] != "image":
            return seen
        order = whole_order if whole_set else small_order
        made = visited(path, order(seen.said["width"], seen.said["height"]))
        made.said = seen.said
        made.megabytes, made.seconds = max(seen.megabytes, made.megabytes), max(seen.seconds, made.seconds)
        return made


def small_order(width: int, height: int) -> Order:
    """Return an order of one whole copy and one square in every format, decoded as for a whole set."""
    base = widest(width, height)
    return Order(base, [min(base, 320)], [(50, 50)], [64], PICTURE_FORMATS)


def whole_order(width: int, height: int) -> Order:
    """Return the order that a picture of this size has when it comes."""
    return order_for(Original(width=width, height=height), [Asset()])


def visited(path: Path, order: Order | None, limits: Limits = LIMITS) -> Trial:
    """Send a file into one child, and return what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder)
        ended = subprocess.run(  # noqa: S603  # our own module, started as the memorial starts it
            [sys.executable, "-I", "-S", "-c", STARTER, *COMMAND],
            input=asked(path, into, limits, order),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=into,
            env=surroundings(),
            check=True,
        )
        code, kilobytes, seconds = ended.stdout.split()
        trial = Trial("taken", round(int(kilobytes) / 1024), float(seconds))
        try:
            trial.said = answer_in(into, int(code))
        except Refused as refused:
            trial.happened = refused.code
        for each in trial.said.get("made", []):
            trial.made[each["name"]] = (into / each["name"]).read_bytes()
        return trial
