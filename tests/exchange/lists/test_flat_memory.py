"""Lists are read without being held: what a long one takes is what a short one takes."""

import tracemalloc
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest

from memorial.exchange.lists.files import look_at, rows
from tests.exchange.lists.made_files import cell, ods, ods_row, written, xlsx

ROWS = 20_000
#: What the rows below would take by far if they were held.
HELD = 12_000_000


def text(folder: Path) -> Path:
    """Write a long CSV."""
    return written(folder, "Name,Note\n" + "".join(f"Sintetikova {n},{'x' * 500}{n}\n" for n in range(ROWS)))


def workbook(folder: Path) -> Path:
    """Write a long XLSX, with its texts apart."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c>{cell(f"B{n}", f"x{n}")}</row>' for n in range(1, ROWS + 1)
    )
    return xlsx(folder, cells, shared="".join(f"<si><t>Sintetikova {'x' * 500}{n}</t></si>" for n in range(ROWS)))


def document(folder: Path) -> Path:
    """Write a long ODS."""
    return ods(folder, "".join(ods_row(f"Sintetikova {n}", f"{'x' * 500}{n}") for n in range(ROWS)))


@pytest.mark.slow
@pytest.mark.parametrize("made", [text, workbook, document])
def test_long_list_is_read_without_being_held(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    path = made(tmp_path)
    reading = look_at(path, path.name).reading
    tracemalloc.start()
    last = deque(rows(path, reading), maxlen=1).pop()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert last.number >= ROWS
    assert peak < HELD
