"""Visits: how a file is sent into the darkroom, and what comes back whatever happens there."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from memorial.darkroom.formats import REASONS, Refused
from memorial.darkroom.limits import Limits
from memorial.darkroom.orders import Order

HOUSE = Path(__file__).resolve().parent.parent.parent
#: How a child is started: without the person's own packages, without the current folder, leaving no compiled files.
COMMAND = [sys.executable, "-s", "-P", "-B", "-m", "memorial.darkroom"]
#: A child that waits for the machine and does not compute is ended after this many times its computing time.
PATIENCE = 6
#: No answer is longer.
MOST_ANSWER = 1_000_000


def look_at(path: Path, into: Path, limits: Limits) -> dict[str, Any]:
    """Return what a file is (see `reading.read`); ``into`` is an empty folder. Raises Refused."""
    return visit(path, into, limits, None)


def develop(path: Path, into: Path, limits: Limits, order: Order) -> dict[str, Any]:
    """Make an order of a picture (see `making.make`) in an empty folder. Raises Refused."""
    return visit(path, into, limits, order)


def visit(path: Path, into: Path, limits: Limits, order: Order | None) -> dict[str, Any]:
    """Send a file into a child process and return its answer; a child that dies has refused it as ``too-hard``."""
    with (into / "said.txt").open("wb") as said:
        child = subprocess.Popen(  # noqa: S603  # our own module; nothing of the file stands in the command
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, cwd=into, env=surroundings()
        )
        try:
            child.communicate(asked(path, into, limits, order), timeout=limits.seconds * PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
    return answer_in(into, child.returncode)


def asked(path: Path, into: Path, limits: Limits, order: Order | None) -> bytes:
    """Return what a child is told on its standard input."""
    told = {
        "file": str(path.resolve()),
        "into": str(into.resolve()),
        "limits": asdict(limits),
        "order": asdict(order) if order else None,
    }
    return json.dumps(told).encode()


def surroundings() -> dict[str, str]:
    """Return the environment of a child: no secret of this process, and one region of memory for all threads."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "VIRTUAL_ENV") if name in os.environ}
    return kept | {"PYTHONPATH": str(HOUSE), "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}


def answer_in(into: Path, code: int) -> dict[str, Any]:
    """Return the answer that a child left behind; one that makes no sense is that of a child which was overcome."""
    answer = into / "answer.json"
    if code != 0 or not answer.is_file() or answer.stat().st_size > MOST_ANSWER:
        raise Refused("too-hard")
    try:
        said = json.loads(answer.read_bytes())
    except (ValueError, RecursionError) as problem:
        raise Refused("too-hard") from problem
    if not isinstance(said, dict):
        raise Refused("too-hard")
    if "refused" in said:
        raise Refused(said["refused"] if said["refused"] in REASONS else "too-hard")
    return said
