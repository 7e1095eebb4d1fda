"""How tests open what was exported."""

import csv
import gzip
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from memorial.exchange.exports.cells import unguarded

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
Rows = list[dict[str, str]]


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Return the lines of a file of lines of JSON, packed or not."""
    words = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in words.decode().splitlines()]


def csv_tables(path: Path) -> dict[str, Rows]:
    """Return the rows of each table in a ZIP, their cells as the texts that they were made of."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                words = io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")
                rows = csv.DictReader(words)
                found[name.removesuffix(".csv")] = [
                    {column: unguarded(cell) for column, cell in row.items()} for row in rows
                ]
    return found


def sheets(path: Path) -> dict[str, list[list[str]]]:
    """Return the rows of each sheet of a workbook, and refuse one that holds a formula or a link."""
    found = {}
    with zipfile.ZipFile(path) as package:
        related = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314  # our own file
        targets = {each.get("Id"): each.get("Target") for each in related}
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314
        for sheet in book.iter(f"{MAIN}sheet"):
            words = package.read(f"xl/{targets[sheet.get(RELATED)]}")
            root = ElementTree.fromstring(words)  # noqa: S314
            assert not list(root.iter(f"{MAIN}f")), "a formula"
            assert not list(root.iter(f"{MAIN}hyperlink")), "a link"
            rows = [{place(cell): said(cell) for cell in row} for row in root.iter(f"{MAIN}row")]
            width = max((max(row, default=-1) for row in rows), default=-1) + 1
            found[str(sheet.get("name"))] = [[row.get(column, "") for column in range(width)] for row in rows]
    return found


def place(cell: ElementTree.Element) -> int:
    """Return in which column a cell stands."""
    letters = re.sub(r"\d", "", str(cell.get("r")))
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def said(cell: ElementTree.Element) -> str:
    """Return the value of a cell as a text; what XML cannot hold is written as its number."""
    text = "".join(cell.itertext())
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)
