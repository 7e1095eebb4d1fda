"""Tables: the rows of a file held against its header, so that every cell stands under the title that it belongs to."""

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from django.utils.translation import gettext as _

from memorial.exchange.exports.cells import MARK, unguarded
from memorial.exchange.lists.limits import check_columns
from memorial.exchange.lists.readings import ListRow, RawRow
from memorial.exchange.lists.refusals import ListRefused, refuse

#: How many rows are looked at to find the header.
BEGINNING = 20
#: Signs without width that some programs leave at the edges of a title.
EDGES = "\ufeff\u200b"


class Header(NamedTuple):
    """The titles of a list, and how many cells its row has with those at its end that are empty."""

    titles: tuple[str, ...]
    width: int


def find_header_row(beginning: list[RawRow]) -> int:
    """Return the row in which the header seems to stand: the first that fills half of the widest, not a title above."""
    filled = [(row.number, sum(1 for cell in row.cells if cell.strip())) for row in beginning[:BEGINNING]]
    widest = max((count for _number, count in filled), default=0)
    return next((number for number, count in filled if count and 2 * count >= widest), 1)


def read_header(raws: Iterator[RawRow], header_row: int) -> Header:
    """Return the header from the rows of a file, and leave the rows after it in the iterator.

    Refused: too many columns, two titles that are the same (``duplicate_header``), a column between others without a
    title (``empty_header``), and a file that has no such row (``empty``).
    """
    for number, cells in raws:
        titles = [" ".join(normalize("NFC", cell).strip(EDGES).split()) for cell in cells]
        if number < header_row or not any(titles):
            continue
        width = len(titles)
        while not titles[-1]:
            titles.pop()
        check_columns(len(titles), number)
        _check_titles(titles, number)
        return Header(tuple(titles), width)
    sentence = _("There is no row at or after row %(row)d. Choose another header row.")
    raise ListRefused("empty", sentence % {"row": header_row})


def _check_titles(titles: list[str], number: int) -> None:
    for column, title in enumerate(titles, start=1):
        if not title:
            sentence = _("Column %(column)d has no title in row %(row)d. Write one, or remove the column.")
            refuse("empty_header", sentence % {"column": column, "row": number}, number)
        if titles.index(title) < column - 1:
            sentence = _(
                "In row %(row)d the title “%(title)s” stands over columns %(first)d and %(second)d. "
                "Give each column a title of its own."
            )
            places = {"row": number, "title": title[:80], "first": titles.index(title) + 1, "second": column}
            refuse("duplicate_header", sentence % places, number)


def list_rows(raws: Iterator[RawRow], header: Header, *, is_text: bool) -> Iterator[ListRow]:
    """Yield the rows that stand after the header, without those that are blank.

    A line of text must have as many cells as the header's line: with one more or one fewer, nobody can say which of
    them has moved, so it is refused (``ragged``). A sheet leaves out cells that are empty, so a short row is filled
    up. In neither may anything stand where the header has no title. A list without rows is refused (``header_only``).
    """
    count = len(header.titles)
    some = False
    for number, raw in raws:
        cells = list(map(str.strip, raw))
        text = "".join(cells)
        if not text:
            continue
        if is_text and len(cells) != header.width:
            _refuse_ragged(len(cells), header.width, number)
        if len(cells) != count:
            _check_beyond(cells, count, number)
            cells = cells[:count] + [""] * (count - len(cells))
        if MARK in text:
            # The memorial's own tables guard what could be taken for a formula.
            cells = list(map(unguarded, cells))
        if not text.isascii():
            cells = [normalize("NFC", cell) for cell in cells]
        some = True
        yield ListRow(number, tuple(cells))
    if not some:
        refuse("header_only", _("The list has a header and no rows. Choose another header row, or another file."))


def _refuse_ragged(found: int, expected: int, number: int) -> None:
    sentence = _(
        "Line %(line)d has %(found)d cells, the header has %(expected)d. "
        "Put quotation marks around cells that hold the delimiter, and write a delimiter for each empty cell."
    )
    refuse("ragged", sentence % {"line": number, "found": found, "expected": expected}, number)


def _check_beyond(cells: list[str], count: int, number: int) -> None:
    """Refuse a row with something in a column that has no title."""
    for column, cell in enumerate(cells[count:], start=count + 1):
        if cell:
            sentence = _(
                "Row %(row)d has something in column %(column)d, over which the header has no title. "
                "Write a title over it, or remove the cell."
            )
            refuse("ragged", sentence % {"row": number, "column": column}, number)
