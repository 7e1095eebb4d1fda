"""Files: how the file of a list is to be read, what its beginning shows, and its rows from the first to the last."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from memorial.exchange.lists.delimited import DELIMITERS, delimited_rows, find_delimiter
from memorial.exchange.lists.documents import document_rows, document_sheets, document_styles
from memorial.exchange.lists.encodings import CODECS, find_encoding
from memorial.exchange.lists.kinds import kind_of
from memorial.exchange.lists.limits import SHEET_ROWS
from memorial.exchange.lists.packages import Package, open_package
from memorial.exchange.lists.readings import Kind, ListRow, Look, RawRow, RawRows, Reading, check_header_row
from memorial.exchange.lists.refusals import ListRefused, refuse
from memorial.exchange.lists.tables import BEGINNING, find_header_row, list_rows, read_header
from memorial.exchange.lists.workbooks import Sheet, choose_sheet, read_workbook, workbook_rows

#: A header row below all others: what stands above it is shown whatever it is.
NO_ROW = SHEET_ROWS + 1
#: Rows that a look shows.
SHOWN = 20
#: What the names of files of each kind end with.
ENDINGS = {
    Kind.CSV: (".csv", ".txt", ".tsv", ".tab"),
    Kind.TSV: (".csv", ".txt", ".tsv", ".tab"),
    Kind.XLSX: (".xlsx", ".xlsm", ".xltx"),
    Kind.ODS: (".ods", ".ots"),
}


class Found(NamedTuple):
    """How a file is to be read, with what was found on the way; see ``Look``."""

    reading: Reading
    encodings: tuple[str, ...]
    sheets: tuple[str, ...]
    doubts: tuple[str, ...]


def look_at(path: Path, name: str, reading: Reading | None = None) -> Look:
    """Return how a file is read and what its first rows are then, for a person to look at and correct.

    The file's name as its owner gave it is only compared with what the file is. In a reading that is given, what is
    empty is found anew and the rest is kept. Raise ``ListRefused`` where the file is no list, or not in this reading.
    """
    found = _find(path, reading)
    with _raw_rows(path, found.reading) as raws:
        header = read_header(raws, found.reading.header_row)
        rows = list_rows(raws, header, is_text=found.reading.kind.is_text)
        first = tuple(row.cells for row in islice(rows, SHOWN))
    doubts = [*_doubt_of_name(name, found.reading.kind), *found.doubts]
    if found.reading.kind.is_text and len(header.titles) == 1:
        doubts.append(_("The list has one column only; another delimiter may be meant."))
    if not reading and found.reading.header_row > 1:
        sentence = _("The header seems to stand in row %(row)d; what stands above it is left out.")
        doubts.append(sentence % {"row": found.reading.header_row})
    return Look(found.reading, header.titles, first, found.encodings, found.sheets, tuple(doubts))


def rows(path: Path, reading: Reading) -> Iterator[ListRow]:
    """Yield the rows of a list in a reading that a look has found, without holding the list in memory.

    Raise ``ListRefused`` at the first row that cannot be read; some faults show only after the last row, so a list is
    sound when this has come to its end, and nothing should be written before.
    """
    if not _is_complete(reading):
        reading = _find(path, reading).reading
    with _raw_rows(path, reading) as raws:
        header = read_header(raws, reading.header_row)
        yield from list_rows(raws, header, is_text=reading.kind.is_text)


def _is_complete(reading: Reading) -> bool:
    return bool(reading.encoding and reading.delimiter if reading.kind.is_text else reading.sheet)


def _find(path: Path, given: Reading | None) -> Found:
    """Return how a file is read by its content, with what a person has already said about it."""
    if given:
        check_header_row(given)
    kind = kind_of(path)
    return _find_text(path, given) if kind is None else _find_sheet(path, kind, given)


def _find_text(path: Path, given: Reading | None) -> Found:
    asked = given or Reading(Kind.CSV)
    encoding, others, doubts = _find_encoding(path, asked.encoding)
    delimiter, is_sure = asked.delimiter, True
    if not delimiter:
        delimiter, is_sure = find_delimiter(path, encoding)
    elif delimiter not in DELIMITERS:
        refuse("delimiter", _("Choose a comma, a semicolon, a tab or a vertical bar as the delimiter."))
    if not is_sure:
        doubts = (*doubts, _("The delimiter was guessed; it does not part all of the first rows alike."))
    kind = Kind.TSV if delimiter == "\t" else Kind.CSV
    reading = Reading(kind, encoding, delimiter, header_row=asked.header_row)
    if not given:
        reading = replace(reading, header_row=find_header_row(_beginning(path, reading)))
    return Found(reading, others, (), doubts)


def _find_encoding(path: Path, asked: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the encoding of a text, the others that it may be in, and what is doubtful about it.

    An encoding that a person has chosen is kept, also where another would be found or none.
    """
    if asked and asked not in CODECS:
        refuse("encoding", _("The encoding “%(name)s” is not known. Choose one of the list.") % {"name": asked[:40]})
    try:
        found = find_encoding(path)
    except ListRefused:
        if not asked:
            raise
        return asked, (), ()
    names = [found.encoding, *found.others]
    if asked:
        return asked, tuple(name for name in names if name != asked), ()
    sentence = _("The encoding was guessed from the letters: %(name)s. Look whether the names are as they should be.")
    return found.encoding, found.others, (sentence % {"name": found.encoding},) if found.guessed else ()


def _find_sheet(path: Path, kind: Kind, given: Reading | None) -> Found:
    sheets = _sheets(path, kind)
    shown = [sheet for sheet in sheets if not sheet.hidden]
    hidden = [sheet for sheet in sheets if sheet.hidden]
    doubts = []
    header_row = 1
    if given and given.sheet:
        name, header_row = choose_sheet(sheets, given.sheet).name, given.header_row
    else:
        name, beginning = _first_with_rows(path, kind, shown or hidden)
        header_row = given.header_row if given else find_header_row(beginning)
        if len(shown) > 1:
            sentence = _("The workbook has %(count)d sheets; “%(name)s” is read.")
            doubts.append(sentence % {"count": len(shown), "name": name})
    if hidden:
        sentence = _("The workbook has hidden sheets, which are not read unless they are chosen: %(names)s.")
        doubts.append(sentence % {"names": ", ".join(sheet.name for sheet in hidden)[:500]})
    names = tuple(sheet.name for sheet in [*shown, *hidden])
    return Found(Reading(kind, sheet=name, header_row=header_row), (), names, tuple(doubts))


def _sheets(path: Path, kind: Kind) -> tuple[Sheet, ...]:
    with open_package(path) as package:
        if kind == Kind.XLSX:
            return read_workbook(package).sheets
        return document_sheets(package, document_styles(package))


def _first_with_rows(path: Path, kind: Kind, sheets: list[Sheet]) -> tuple[str, list[RawRow]]:
    """Return the name and the first rows of the first sheet that is not blank; refused (``empty``) where all are."""
    for sheet in sheets:
        beginning = _beginning(path, Reading(kind, sheet=sheet.name))
        if beginning:
            return sheet.name, beginning
    raise ListRefused("empty", _("The workbook has no sheet with rows. Choose the file of the list again."))


def _beginning(path: Path, reading: Reading) -> list[RawRow]:
    with _raw_rows(path, replace(reading, header_row=NO_ROW)) as raws:
        return list(islice(raws, BEGINNING))


@contextmanager
def _raw_rows(path: Path, reading: Reading) -> Iterator[Iterator[RawRow]]:
    """Open a file in a reading, and give its rows as they stand in it."""
    check_header_row(reading)
    if reading.kind.is_text:
        with closing(delimited_rows(path, reading)) as raws:
            yield raws
        return
    with open_package(path) as package, closing(_sheet_rows(package, reading)) as raws:
        yield raws


def _sheet_rows(package: Package, reading: Reading) -> RawRows:
    if reading.kind == Kind.XLSX:
        workbook = read_workbook(package)
        sheet = choose_sheet(workbook.sheets, reading.sheet)
        return workbook_rows(package, workbook, sheet, reading.header_row)
    return document_rows(package, document_styles(package), reading.sheet, reading.header_row)


def _doubt_of_name(name: str, kind: Kind) -> list[str]:
    """Return a sentence where the name of a file promises another kind than its content is."""
    ending = Path(name).suffix.lower()
    if not ending or ending in ENDINGS[kind]:
        return []
    sentence = _("The name of the file ends in %(ending)s, its content is %(kind)s; it is read as that.")
    return [sentence % {"ending": ending[:20], "kind": kind.upper()}]
