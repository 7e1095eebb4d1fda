"""Limits: how large the parts of a list may be, so that no file can fill the memory of the machine."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from memorial.exchange.lists.refusals import refuse

#: Signs in one cell; the longest biography in a list is a tenth of it.
CELL: Final = 100_000
#: Signs in one row, all its cells together.
ROW: Final = 1_000_000
#: Columns of one list.
COLUMNS: Final = 500
#: Rows of one sheet: what the programs that write workbooks can hold.
SHEET_ROWS: Final = 1_048_576


def check_cell(length: int, number: int) -> None:
    """Refuse (``cell_too_long``) a cell with more signs than any cell of a list may have."""
    if length > CELL:
        sentence = _(
            "Row %(row)d has a cell of more than %(limit)d signs. "
            "Shorten the cell, or leave its column out of the file."
        )
        refuse("cell_too_long", sentence % {"row": number, "limit": CELL}, number)


def check_row(cells: Sequence[str], number: int) -> None:
    """Refuse a row with a cell that is too long, or (``row_too_long``) whose cells are so together."""
    lengths = list(map(len, cells))
    check_cell(max(lengths, default=0), number)
    if sum(lengths) > ROW:
        sentence = _("Row %(row)d has more than %(limit)d signs. Shorten its cells, or leave columns out of the file.")
        refuse("row_too_long", sentence % {"row": number, "limit": ROW}, number)


def check_columns(count: int, number: int) -> None:
    """Refuse (``too_many_columns``) a row that reaches beyond the columns that a list may have."""
    if count > COLUMNS:
        sentence = _(
            "Row %(row)d has more than %(limit)d columns. "
            "Save only the columns that are about people, and bring in that file."
        )
        refuse("too_many_columns", sentence % {"row": number, "limit": COLUMNS}, number)
