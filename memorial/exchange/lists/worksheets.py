"""Worksheets: the rows of one sheet of an XLSX workbook, as values only, read from its beginning to its end."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from memorial.exchange.lists.limits import CELL, COLUMNS, SHEET_ROWS, check_cell, check_columns, check_row
from memorial.exchange.lists.markup import DEPTH, Attributes, ByName, read_markup
from memorial.exchange.lists.number_formats import PLAIN, NumberFormat, iso_shown, number_shown
from memorial.exchange.lists.packages import damaged
from memorial.exchange.lists.readings import RawRow, RawRows
from memorial.exchange.lists.refusals import refuse
from memorial.exchange.lists.shared_texts import SharedTexts

LETTERS = re.compile(r"[A-Z]{1,3}")
MERGED = re.compile(r"[A-Z]{1,3}([0-9]{1,7})(?::[A-Z]{1,3}([0-9]{1,7}))?")
WHOLE = re.compile(r"[0-9]{1,10}")
#: How XLSX writes the signs that XML cannot hold.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Numbers(NamedTuple):
    """What the cells of a workbook refer to: its texts, the formats by style, and from when days are counted."""

    texts: SharedTexts
    formats: Sequence[NumberFormat] = ()
    from_1904: bool = False


def worksheet_rows(blocks: Iterator[bytes], numbers: Numbers, faults_from: int) -> RawRows:
    """Yield the rows of a sheet that are not blank; faults in rows above ``faults_from`` are passed over.

    Refused with the row, besides what is too large or damaged: a formula whose value was not kept (``formula``), a
    cell that shows an error (``error_cell``), and merged cells (``merged``), which stand at the end of the sheet's XML
    and so are refused after the last row.
    """
    sheet = Worksheet(numbers, faults_from)
    for _piece in read_markup(blocks, start=sheet.start, end=sheet.end, text=sheet.text):
        yield from sheet.rows
        sheet.rows.clear()


class Worksheet:
    """Gathers the rows of a sheet while its XML is read."""

    def __init__(self, numbers: Numbers, faults_from: int) -> None:
        self.rows: list[RawRow] = []
        self._numbers = numbers
        self._faults_from = faults_from
        self._depth = self._number = self._length = 0
        self._cells: list[str] = []
        self._column = 0
        self._cell: Attributes = {}
        #: What is written in the cell: nothing, where it has no value.
        self._value: list[str] | None = None
        self._is_text = self._is_spoken = self._is_formula = False
        self._begins: ByName[Callable[[Attributes], None]] = ByName(
            {
                "row": self._begin_row,
                "c": self._begin_cell,
                "v": self._begin_value,
                "is": self._begin_inline,
                "t": self._begin_text,
                "f": self._begin_formula,
                "rPh": self._begin_spoken,
                "mergeCell": self._check_merged,
            }
        )
        self._ends: ByName[Callable[[], None]] = ByName(
            {
                "row": self._end_row,
                "c": self._end_cell,
                "v": self._end_text,
                "t": self._end_text,
                "rPh": self._end_spoken,
            }
        )

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise damaged()
        begin = self._begins[name]
        if begin:
            begin(attributes)

    def text(self, text: str) -> None:
        if self._is_text and self._value is not None:
            self._length += len(text)
            if self._length > CELL:
                check_cell(self._length, self._number)
            self._value.append(text)

    def end(self, name: str) -> None:
        self._depth -= 1
        end = self._ends[name]
        if end:
            end()

    def _begin_value(self, _attributes: Attributes) -> None:
        self._is_text, self._value = True, []

    def _begin_inline(self, _attributes: Attributes) -> None:
        self._value = []

    def _begin_text(self, _attributes: Attributes) -> None:
        self._is_text = not self._is_spoken

    def _begin_formula(self, _attributes: Attributes) -> None:
        self._is_formula = True

    def _begin_spoken(self, _attributes: Attributes) -> None:
        self._is_spoken = True

    def _end_text(self) -> None:
        self._is_text = False

    def _end_spoken(self) -> None:
        self._is_spoken = False

    def _end_row(self) -> None:
        if self._cells:
            check_row(self._cells, self._number)
            self.rows.append(RawRow(self._number, self._cells))
        self._cells = []

    def _begin_row(self, attributes: Attributes) -> None:
        number = _whole(attributes.get("r"), self._number + 1)
        if not self._number < number <= SHEET_ROWS:
            raise damaged()
        self._number, self._column, self._cells = number, 0, []

    def _begin_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r")
        column = _column(place.rstrip("0123456789")) if place else self._column + 1
        if column <= self._column:
            raise damaged()
        self._cell, self._column, self._length = attributes, column, 0
        self._value, self._is_formula = None, False

    def _end_cell(self) -> None:
        value = self._shown()
        if not value:
            return
        if self._column > COLUMNS:
            check_columns(self._column, self._number)
        cells = self._cells
        if len(cells) < self._column - 1:
            cells.extend([""] * (self._column - 1 - len(cells)))
        cells.append(value)

    def _shown(self) -> str:
        """Return what the cell says, by the kind of value that it has."""
        kind, value = self._cell.get("t", "n"), "".join(self._value or ())
        is_asked = self._number >= self._faults_from
        if kind == "e" and is_asked:
            refuse_error(self._place(), value, self._number)
        if self._is_formula and is_asked and (self._value is None or not (value or kind == "str")):
            refuse_formula(self._place(), self._number)
        if not value:
            return ""
        if kind == "s":
            text = _unescaped(self._numbers.texts[_whole(value)])
            if len(text) > CELL:
                check_cell(len(text), self._number)
            return text
        if kind == "n":
            return number_shown(value.strip(), self._format(), from_1904=self._numbers.from_1904)
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        return iso_shown(value.strip(), self._format()) if kind == "d" else _unescaped(value).strip()

    def _format(self) -> NumberFormat:
        style, formats = self._cell.get("s"), self._numbers.formats
        if style is None:
            return formats[0] if formats else PLAIN
        number = _whole(style)
        return formats[number] if number < len(formats) else PLAIN

    def _place(self) -> str:
        return f"{column_letters(self._column)}{self._number}"

    def _check_merged(self, attributes: Attributes) -> None:
        place = MERGED.fullmatch(attributes.get("ref", ""))
        if place and int(place[2] or place[1]) >= self._faults_from:
            refuse_merged(place[0], int(place[1]))


def refuse_error(place: str, value: str, number: int) -> None:
    """Refuse a cell whose value its program could not find."""
    sentence = _("Cell %(cell)s shows the error %(error)s. Write what belongs there, or empty the cell.")
    refuse("error_cell", sentence % {"cell": place, "error": value.strip()[:40]}, number)


def refuse_formula(place: str, number: int) -> None:
    """Refuse a cell that says how its value is found and not what it is."""
    sentence = _(
        "Cell %(cell)s holds a formula whose value was not kept. "
        "Open the file in its program, let it calculate, and save it; or write the value instead."
    )
    refuse("formula", sentence % {"cell": place}, number)


def refuse_merged(place: str, number: int) -> None:
    """Refuse cells that are one for the eye: whether their value holds for each of the rows cannot be known."""
    sentence = _("The cells %(cells)s are merged. Undo the merging, and write the value in each row that it holds for.")
    refuse("merged", sentence % {"cells": place}, number)


def _whole(text: str | None, default: int = 0) -> int:
    """Return a number that a workbook counts with; the default where it is left out."""
    if text is None:
        return default
    if WHOLE.fullmatch(text):
        return int(text)
    raise damaged()


@lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    """Return the number of a column from its letters: 1 for A, 28 for AB."""
    if not LETTERS.fullmatch(letters):
        raise damaged()
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(column: int) -> str:
    """Return the letters of a column, as a person sees them above it."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _unescaped(text: str) -> str:
    """Return a text with the signs that were written by their numbers, but for those that no text can have."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return found[0] if sign == "\0" or "\ud800" <= sign <= "\udfff" else sign
