"""A visit: reads its order from the standard input, does it within its limits, and leaves the answer in the folder."""

import json
import sys
from pathlib import Path
from typing import Any

from memorial.darkroom import making, reading
from memorial.darkroom.formats import Refused
from memorial.darkroom.limits import Limits, take_on
from memorial.darkroom.orders import Order


def main() -> None:
    """Do what was asked; a refusal is an answer, anything else that goes wrong ends the process."""
    asked = json.load(sys.stdin)
    limits = Limits(**asked["limits"])
    take_on(limits)
    try:
        answer = visit(asked, limits.pixels)
    except Refused as refused:
        answer = {"refused": refused.code}
    except MemoryError:
        answer = {"refused": "too-hard"}
    Path(asked["into"], "answer.json").write_text(json.dumps(answer))


def visit(asked: dict[str, Any], most_pixels: int) -> dict[str, Any]:
    """Read a file, or make an order of it."""
    path = Path(asked["file"])
    if asked["order"] is None:
        return reading.read(path, most_pixels)
    order = Order(**asked["order"])
    return making.make(path, Path(asked["into"]), order, most_pixels)


if __name__ == "__main__":
    main()
