"""Documents: the rows of one sheet of an ODS workbook, as values only, read from its beginning to its end."""

import re
from html import unescape
from typing import Final

from memorial.exchange.lists.document_styles import DocumentStyles
from memorial.exchange.lists.limits import CELL, COLUMNS, SHEET_ROWS, check_cell, check_columns, check_row
from memorial.exchange.lists.markup import DEPTH, TAG, Attributes, read_markup
from memorial.exchange.lists.number_formats import NumberFormat, iso_shown, number_shown
from memorial.exchange.lists.packages import Package, damaged, refuse_bomb
from memorial.exchange.lists.readings import RawRow, RawRows
from memorial.exchange.lists.workbooks import SHEETS, Sheet, choose_sheet
from memorial.exchange.lists.worksheets import column_letters, refuse_error, refuse_formula, refuse_merged

CONTENT: Final = "content.xml"
TABLE = re.compile(rb"<table:table(?=[\s>])[^>]*>")
ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
#: Times that a row which is not blank may be repeated; two people of one name and all else are rare, a thousand none.
REPEATED_ROWS: Final = 1_000
CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
NUMBERS = frozenset({"float", "percentage", "currency"})


def document_styles(package: Package) -> DocumentStyles:
    """Return the styles of an ODS workbook: those that all its sheets share, and those of its cells."""
    styles = DocumentStyles()
    for part in ("styles.xml", CONTENT):
        if part in package.names:
            styles.read(package.blocks(part))
    return styles


def document_sheets(package: Package, styles: DocumentStyles) -> tuple[Sheet, ...]:
    """Return the sheets of an ODS workbook in their order, without reading their rows."""
    sheets: list[Sheet] = []
    rest = b""
    for block in package.blocks(CONTENT):
        text = rest + block
        end = 0
        for found in TABLE.finditer(text):
            end = found.end()
            pairs = ATTRIBUTE.findall(found[0].decode("utf-8", errors="replace"))
            attributes = {name: unescape(double or single) for name, double, single in pairs}
            hidden = attributes.get("table:style-name") in styles.hidden
            if len(sheets) < SHEETS:
                sheets.append(Sheet(attributes.get("table:name", ""), CONTENT, hidden))
        begun = text.rfind(b"<", end)
        rest = text[begun:] if begun >= 0 and len(text) - begun < TAG else b""
    return tuple(sheets)


def document_rows(package: Package, styles: DocumentStyles, sheet: str, faults_from: int) -> RawRows:
    """Yield the rows of the sheet of a name that are not blank; faults in rows above ``faults_from`` are passed
    over.

    Refused with the row, besides what is too large or damaged: a formula without a kept value (``formula``), a cell
    that shows an error (``error_cell``), merged cells (``merged``), rows repeated without end (``bomb``).
    """
    table = Document(styles, sheet, faults_from)
    for _piece in read_markup(package.blocks(CONTENT), start=table.start, end=table.end, text=table.text):
        yield from table.rows
        table.rows.clear()
        if table.is_read:
            return
    choose_sheet((), sheet)


class Document:
    """Gathers the rows of one sheet while the XML of the workbook is read."""

    def __init__(self, styles: DocumentStyles, sheet: str, faults_from: int) -> None:
        self.rows: list[RawRow] = []
        self.is_read = False
        self._styles = styles
        self._sheet = sheet
        self._faults_from = faults_from
        self._depth = self._length = 0
        self._in_sheet = False
        self._number = 1
        self._row: Attributes = {}
        self._cells: list[str] = []
        self._column = 0
        #: For each column, the style of its cells that have none of their own.
        self._column_styles: list[str] = []
        self._cell: Attributes = {}
        #: How deep the cell stands whose paragraphs are read; paragraphs further down are those of notes about it.
        self._cell_depth = 0
        self._paragraphs: list[str] = []
        self._words: list[str] | None = None
        self._begins = {
            "table:table-row": self._begin_row,
            "table:table-column": self._add_column,
            **dict.fromkeys(CELLS, self._begin_cell),
        }

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise damaged()
        if not self._in_sheet:
            if name == "table:table" and attributes.get("table:name", "") == self._sheet and not self.is_read:
                self._in_sheet = True
        elif name == "text:p" and self._depth == self._cell_depth + 1:
            self._words = []
        elif self._words is not None:
            self._add_space(name, attributes)
        elif name in self._begins:
            self._begins[name](attributes)

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell, self._cell_depth, self._length = attributes, self._depth, 0
        self._paragraphs = []

    def _begin_row(self, attributes: Attributes) -> None:
        self._row, self._cells, self._column = attributes, [], 0

    def _add_column(self, attributes: Attributes) -> None:
        wanted = min(_count(attributes, "table:number-columns-repeated"), COLUMNS - len(self._column_styles))
        self._column_styles += [attributes.get("table:default-cell-style-name", "")] * wanted

    def text(self, text: str) -> None:
        if self._words is not None:
            self._length += len(text)
            if self._length > CELL:
                check_cell(self._length, self._number)
            self._words.append(text)

    def end(self, name: str) -> None:
        if self._in_sheet:
            if name == "text:p" and self._depth == self._cell_depth + 1 and self._words is not None:
                self._paragraphs.append("".join(self._words))
                self._words = None
            elif name in CELLS and self._depth == self._cell_depth:
                self._end_cell(covered=name != "table:table-cell")
            elif name == "table:table-row":
                self._end_row()
            elif name == "table:table":
                self._in_sheet, self.is_read = False, True
        self._depth -= 1

    def _add_space(self, name: str, attributes: Attributes) -> None:
        if name == "text:s":
            self.text(" " * min(_count(attributes, "text:c"), CELL))
        elif name in {"text:tab", "text:line-break"}:
            self.text("\t" if name == "text:tab" else "\n")

    def _end_cell(self, *, covered: bool) -> None:
        repeated = _count(self._cell, "table:number-columns-repeated")
        self._column += 1
        # What a merged cell covers stays in the file where nobody sees it.
        value = "" if covered else self._shown().strip()
        self._cell_depth = 0
        if value:
            if self._number >= self._faults_from:
                self._check_merged()
            check_columns(self._column + repeated - 1, self._number)
            self._cells += [""] * (self._column - 1 - len(self._cells)) + [value] * repeated
        self._column += repeated - 1

    def _end_row(self) -> None:
        repeated = _count(self._row, "table:number-rows-repeated")
        if self._cells:
            check_row(self._cells, self._number)
            if repeated > REPEATED_ROWS:
                refuse_bomb()
            self.rows += [RawRow(number, self._cells) for number in range(self._number, self._number + repeated)]
            if self._number + repeated > SHEET_ROWS:
                raise damaged()
        self._number = min(self._number + repeated, SHEET_ROWS)

    def _shown(self) -> str:
        """Return what the cell says, by the kind of value that it has."""
        cell = self._cell
        kind = cell.get("office:value-type", "")
        text = "\n".join(self._paragraphs)
        is_asked = self._number >= self._faults_from
        if is_asked and cell.get("calcext:value-type") == "error":
            refuse_error(self._place(), text, self._number)
        if is_asked and "table:formula" in cell and not kind and not text:
            refuse_formula(self._place(), self._number)
        if kind in NUMBERS:
            return number_shown(cell.get("office:value", text), self._format())
        if kind == "date":
            return iso_shown(cell.get("office:date-value", text), self._format())
        if kind == "boolean":
            return "TRUE" if cell.get("office:boolean-value") == "true" else "FALSE"
        return text or cell.get("office:string-value", "")

    def _format(self) -> NumberFormat:
        style = self._cell.get("table:style-name", "")
        if not style and self._column <= len(self._column_styles):
            style = self._column_styles[self._column - 1]
        return self._styles.format_of(style)

    def _place(self) -> str:
        return f"{column_letters(self._column)}{self._number}"

    def _check_merged(self) -> None:
        rows = _count(self._cell, "table:number-rows-spanned")
        columns = _count(self._cell, "table:number-columns-spanned")
        if rows > 1 or columns > 1:
            last = f"{column_letters(self._column + columns - 1)}{self._number + rows - 1}"
            refuse_merged(f"{self._place()}:{last}", self._number)


def _count(attributes: Attributes, name: str) -> int:
    """Return how often something is repeated: once, where nothing is said."""
    text = attributes.get(name, "1")
    if not (text.isdecimal() and text.isascii() and len(text) <= 10):
        raise damaged()
    return max(int(text), 1)
