"""Delimited lines: CSV and its kin, read line by line, with quoted cells that may hold ends of lines."""

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from django.utils.translation import gettext as _

from memorial.exchange.lists.encodings import CODECS, check_is_text, check_text
from memorial.exchange.lists.limits import CELL, ROW, check_cell
from memorial.exchange.lists.readings import RawRow, RawRows, Reading
from memorial.exchange.lists.refusals import ListRefused

#: What may part the cells of a line, the likelier first where two would do as well.
DELIMITERS: Final = (",", ";", "\t", "|")
SAMPLE_ROWS = 200
SAMPLE_SIGNS = 1 << 18


class Lines:
    """The lines of a text for the reader of CSV, counted, and bounded however long a line or a row is."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        #: Lines taken until now, and signs taken since the row began.
        self.number = 0
        self.taken = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(ROW + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken += len(line)
        if self.taken > ROW:
            raise csv.Error("the row is too long")
        return line


def delimited_rows(path: Path, reading: Reading) -> RawRows:
    """Yield the rows of a text, each with the line where it begins; the encoding and the delimiter must be known.

    Refused with the line: what is no text in its encoding, NUL bytes (both before the first row), quotation marks that
    are not closed or stand alone, cells and rows that are too long.
    """
    check_text(path, reading.encoding)
    with path.open(encoding=CODECS[reading.encoding], newline="") as file:
        lines = Lines(file)
        if reading.encoding.startswith("utf-16") and file.read(1) != "\ufeff":
            file.seek(0)
        reader = csv.reader(lines, delimiter=reading.delimiter, strict=True)
        while True:
            start = lines.number + 1
            lines.taken = 0
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise _not_csv(lines, start) from None
            if lines.taken > CELL:
                check_cell(max(map(len, cells), default=0), start)
            yield RawRow(start, cells)


def _not_csv(lines: Lines, start: int) -> ListRefused:
    """Return why a row could not be read: a mark that opens and never closes takes in all the lines after it."""
    if lines.taken > csv.field_size_limit() and lines.number == start:
        sentence = _(
            "Line %(line)d is longer than a row can be, or has a cell of more than %(limit)d signs. "
            "Shorten the cell, or leave its column out of the file."
        )
        return ListRefused("cell_too_long", sentence % {"line": start, "limit": CELL}, start)
    sentence = _(
        "In the row that begins in line %(line)d a quotation mark stands alone. Close it, "
        "or write marks inside a cell twice; or choose another delimiter."
    )
    return ListRefused("quotes", sentence % {"line": start}, start)


def find_delimiter(path: Path, encoding: str) -> tuple[str, bool]:
    """Return the delimiter that parts the first rows most evenly, quotes respected, and whether it does so in all.

    Where nothing parts them the list has one column, and the comma is returned as not sure.
    """
    with path.open(encoding=CODECS[encoding], errors="replace", newline="") as file:
        sample = file.read(SAMPLE_SIGNS).removeprefix("\ufeff")
    check_is_text(sample)
    marks = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: marks[delimiter])
    agrees, share, _width = marks[best]
    return best, agrees and share == 1.0


def _evenness(sample: str, delimiter: str) -> tuple[bool, float, int]:
    """Return whether the first row is as wide as most rows are, which share of them is, and how wide that is."""
    try:
        rows = list(islice(csv.reader(StringIO(sample, newline=""), delimiter=delimiter), SAMPLE_ROWS))
    except csv.Error:
        return False, 0.0, 0
    if len(sample) == SAMPLE_SIGNS and len(rows) < SAMPLE_ROWS:
        rows = rows[:-1] or rows
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    if max(widths, default=1) == 1:
        return False, 0.0, 0
    width, count = Counter(found for found in widths if found > 1).most_common(1)[0]
    return widths[0] == width, round(count / len(widths), 2), width
