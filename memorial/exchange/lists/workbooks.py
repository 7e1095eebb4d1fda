"""Workbooks: which sheets an XLSX has, where its parts are, and which formats its cells refer to."""

import posixpath
from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from memorial.exchange.lists.markup import Attributes, LocalNames, elements
from memorial.exchange.lists.number_formats import NumberFormat, built_in_format, format_of
from memorial.exchange.lists.packages import Package, damaged
from memorial.exchange.lists.readings import RawRows
from memorial.exchange.lists.refusals import ListRefused
from memorial.exchange.lists.shared_texts import SharedTexts
from memorial.exchange.lists.worksheets import Numbers, worksheet_rows

#: Sheets of one workbook, and formats of its cells: more than any program shows.
SHEETS: Final = 1_000
FORMATS: Final = 65_490


class Sheet(NamedTuple):
    """One sheet of a workbook: its name, the part where its rows are, and whether it is hidden."""

    name: str
    part: str
    hidden: bool = False


class Workbook(NamedTuple):
    """What must be known of a workbook before a sheet of it is read; a part that it does not have is empty."""

    sheets: tuple[Sheet, ...]
    texts: str = ""
    formats: tuple[NumberFormat, ...] = ()
    from_1904: bool = False


def read_workbook(package: Package) -> Workbook:
    """Return the sheets of an XLSX workbook that have rows, in their order, with what their cells refer to."""
    home = _related(package, "").get("officeDocument", {})
    part = next(iter(home.values()), "xl/workbook.xml")
    related = _related(package, part)
    worksheets = related.get("worksheet", {})
    sheets: list[Sheet] = []
    from_1904 = False
    for name, attributes in _elements(package, part):
        if name == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in {"1", "true"}
        elif name == "sheet" and attributes.get("id") in worksheets and len(sheets) < SHEETS:
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(Sheet(attributes.get("name", ""), worksheets[attributes["id"]], hidden))
    texts = next(iter(related.get("sharedStrings", {}).values()), "")
    styles = next(iter(related.get("styles", {}).values()), "")
    formats = tuple(_formats(package, styles)) if styles.lower() in package.names else ()
    return Workbook(tuple(sheets), texts, formats, from_1904)


def workbook_rows(package: Package, workbook: Workbook, sheet: Sheet, faults_from: int) -> RawRows:
    """Yield the rows of a sheet that are not blank, as values; ``worksheet_rows`` says what is refused."""
    texts = SharedTexts(package.blocks(workbook.texts) if workbook.texts else iter(()))
    try:
        numbers = Numbers(texts, workbook.formats, workbook.from_1904)
        yield from worksheet_rows(package.blocks(sheet.part), numbers, faults_from)
    finally:
        texts.close()


def choose_sheet(sheets: tuple[Sheet, ...], name: str) -> Sheet:
    """Return the sheet of a name; refused (``sheet``) where the workbook has none."""
    for sheet in sheets:
        if sheet.name == name:
            return sheet
    sentence = _("The workbook has no sheet “%(name)s”. Choose one of its sheets.")
    raise ListRefused("sheet", sentence % {"name": name[:80]})


def _related(package: Package, part: str) -> dict[str, dict[str, str]]:
    """Return the parts that a part refers to: for each role, the names of the parts by their reference."""
    folder, file = posixpath.split(part)
    related: dict[str, dict[str, str]] = {}
    for name, attributes in _elements(package, posixpath.join(folder, "_rels", f"{file}.rels")):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            role = attributes.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            related.setdefault(role, {})[attributes.get("Id", "")] = target.lstrip("/")
    return related


def _elements(package: Package, part: str) -> Iterator[tuple[str, Attributes]]:
    """Yield the elements of a small part with names that have no prefix; refused where the part is not there."""
    content = package.read(part, limit=4 << 20)
    if not content:
        raise damaged()
    names = LocalNames()
    for name, attributes in elements([content]):
        yield names[name], {names[key]: value for key, value in attributes.items()}


def _formats(package: Package, part: str) -> Iterator[NumberFormat]:
    """Yield the number format of each style that cells refer to, in the order of their numbers."""
    names = LocalNames()
    codes: dict[str, str] = {}
    in_cells, count = False, 0
    for name, attributes in elements(package.blocks(part)):
        local = names[name]
        if local == "numFmt":
            if len(codes) < FORMATS:
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[:1000]
        elif local in {"cellStyleXfs", "cellXfs", "cellStyles", "dxfs"}:
            in_cells = local == "cellXfs"
        elif local == "xf" and in_cells and count < FORMATS:
            count += 1
            number = attributes.get("numFmtId", "0")
            if number in codes:
                yield format_of(codes[number])
            else:
                yield built_in_format(int(number) if number.isdecimal() and len(number) < 5 else 0)
