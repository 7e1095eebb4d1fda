"""Files for the tests of lists: texts and workbooks, written by hand so that any fault can be put into them."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from memorial.exchange.lists.files import look_at, rows
from memorial.exchange.lists.readings import ListRow
from memorial.exchange.lists.refusals import ListRefused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ROLES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:synthetic:{prefix}"' for prefix in ("office", "table", "text", "style", "number", "calcext")
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
#: Formats by style: as it stands, a day, a year of a day, a month of a day, five digits, a day with the time.
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy"/>'
    '<numFmt numFmtId="165" formatCode="mmm\\ yyyy"/><numFmt numFmtId="166" formatCode="00000"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="22"/></cellXfs></styleSheet>'
)


def written(folder: Path, content: str | bytes, *, encoding: str = "utf-8", name: str = "synthetic.csv") -> Path:
    """Write a file and return where it is."""
    path = folder / name
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def packed(path: Path, parts: dict[str, str | bytes]) -> Path:
    """Write a zip file of these parts, the first of them as ODS wants it: not compressed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number, (name, content) in enumerate(parts.items()):
            package.writestr(name, content, zipfile.ZIP_STORED if number == 0 else zipfile.ZIP_DEFLATED)
    return path


def cell(place: str, value: str | float, *, style: int = 0) -> str:
    """Return a cell of an XLSX with a text in it, or with a number."""
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def xlsx_parts(
    sheets: dict[str, str], *, shared: str = "", hidden: str = "", date1904: bool = False
) -> dict[str, str | bytes]:
    """Return the parts of an XLSX: for each sheet the XML of its rows (and of what follows them after a bar)."""
    numbers = list(enumerate(sheets, start=1))
    states = ("visible", "hidden")
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}" state="{states[name == hidden]}"/>'
        for number, name in numbers
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{ROLES}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _name in numbers
    )
    related += f'<Relationship Id="s" Type="{ROLES}/styles" Target="styles.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="w" '
        f'Type="{ROLES}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{ROLES}"><workbookPr date1904="{int(date1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/styles.xml": STYLES,
    }
    if shared:
        related += f'<Relationship Id="t" Type="{ROLES}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
    for number, name in numbers:
        data, _bar, after = sheets[name].partition("|")
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>{after}</worksheet>'
        )
    return parts


def xlsx(folder: Path, data: str, *, shared: str = "", date1904: bool = False) -> Path:
    """Write an XLSX of one sheet from the XML of its rows."""
    return packed(folder / "synthetic.xlsx", xlsx_parts({"List": data}, shared=shared, date1904=date1904))


def ods_parts(tables: str, *, styles: str = "") -> dict[str, str | bytes]:
    """Return the parts of an ODS from the XML of its tables, and of the styles that they refer to."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return {"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": "<manifest/>"}


def ods(folder: Path, data: str, *, styles: str = "") -> Path:
    """Write an ODS of one sheet from the XML of its rows."""
    table = f'<table:table table:name="List">{data}</table:table>'
    return packed(folder / "synthetic.ods", ods_parts(table, styles=styles))


def ods_row(*cells: str, repeated: int = 1) -> str:
    """Return a row of an ODS from its cells: the XML of a cell, or its text."""
    told = "".join(
        each
        if each.startswith("<")
        else f'<table:table-cell office:value-type="string"><text:p>{escape(each)}</text:p></table:table-cell>'
        for each in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{told}</table:table-row>'


def read(path: Path) -> list[ListRow]:
    """Return all rows of a file, in the reading that is found for it."""
    return list(rows(path, look_at(path, path.name).reading))


def refusal(path: Path) -> ListRefused:
    """Return how a file is refused, at the look or on the way through its rows."""
    with pytest.raises(ListRefused) as caught:
        read(path)
    return caught.value
