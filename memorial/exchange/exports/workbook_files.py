"""Workbook files: exports as XLSX, written row by row; every text stays a text, however long it is."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from memorial.exchange.exports.cells import text_of
from memorial.exchange.exports.tables import rows_of, tables_of
from memorial.exchange.exports.writers import Writer
from memorial.exchange.representations.fields import Kind, Reader, Said, Value

#: What a sheet and a cell can hold; a cell counts in units of UTF-16.
MOST_ROWS = 1_048_576
MOST_SIGNS = 32_767
#: A piece of so many letters fits into a cell, of whatever letters.
PIECE = MOST_SIGNS // 2
#: Where a number is one in every program: beyond it the last digits are lost.
EXACT = 2**53
SHORTEST_NAME = 28
LONG_TEXTS = "long_texts"
LONG_COLUMNS = ("sheet", "row", "column", "piece", "text")
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Rows = Sequence[Sequence[Value]]


class Sheets:
    """One table as sheets of a workbook: a second one begins where the first is full."""

    def __init__(self, book: Any, name: str, columns: Sequence[str]) -> None:
        self.book, self.columns, self.number = book, columns, 0
        self.name = name[:SHORTEST_NAME]
        self.begin()

    def begin(self) -> None:
        """Begin the next sheet with the names of the columns."""
        self.number += 1
        self.title = self.name if self.number == 1 else f"{self.name} {self.number}"
        self.sheet, self.row = self.book.add_worksheet(self.title), 0
        self.sheet.freeze_panes(1, 0)
        self.add(self.columns)

    def add(self, row: Sequence[Value]) -> list[tuple[int, list[str]]]:
        """Write a row; return for each text that is too long its column and the pieces that did not fit."""
        if self.row == MOST_ROWS:
            self.begin()
        left = []
        for column, value in enumerate(row):
            if isinstance(value, bool):
                self.sheet.write_boolean(self.row, column, value)
            elif isinstance(value, int | float) and abs(value) <= EXACT:
                self.sheet.write_number(self.row, column, value)
            elif text := text_of(value):
                first, *others = pieces(text)
                self.sheet.write_string(self.row, column, first)
                left += [(column, others)] if others else []
        self.row += 1
        return left


class WorkbookFile(Writer):
    """One workbook: a sheet for each kind and part, one for what does not fit into a cell."""

    def __init__(self, path: Path, kinds: Sequence[Kind], reader: Reader, more: Mapping[str, Rows]) -> None:
        self.reader = reader
        self.book: Any = xlsxwriter.Workbook(str(path), OPTIONS | {"tmpdir": str(path.parent)})
        self.book.use_zip64()
        for name, rows in more.items():
            heading, *others = rows
            sheet = Sheets(self.book, name, [text_of(cell) for cell in heading])
            for row in others:
                sheet.add(row)
        self.sheets = {
            table.name: Sheets(self.book, table.name, table.columns)
            for kind in kinds
            for table in tables_of(kind, reader)
        }
        self.long_texts = Sheets(self.book, LONG_TEXTS, LONG_COLUMNS)

    def write(self, kind: Kind, said: Said) -> None:
        for table, row in rows_of(kind, self.reader, said):
            sheets = self.sheets[table]
            for column, left in sheets.add(row):
                for number, piece in enumerate(left, start=2):
                    self.long_texts.add([sheets.title, sheets.row, sheets.columns[column], number, piece])

    def close(self) -> None:
        self.book.close()


def pieces(text: str) -> Iterator[str]:
    """Yield a text as pieces of which each fits into a cell: as a whole, if it does."""
    if len(text) <= PIECE or len(text.encode("utf-16-le")) // 2 <= MOST_SIGNS:
        yield from unformatted(text)
        return
    for first in range(0, len(text), PIECE):
        yield from unformatted(text[first : first + PIECE])


def unformatted(text: str) -> Iterator[str]:
    """Yield a text that XlsxWriter would take for marked-up runs, and write as they are, in two pieces."""
    if text.startswith("<r>") and text.endswith("</r>"):
        yield text[:-1]
        yield text[-1:]
    else:
        yield text
