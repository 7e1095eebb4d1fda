"""Files that are no list, or not the kind that their name says."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from memorial.exchange.lists import packages
from memorial.exchange.lists.files import look_at
from memorial.exchange.lists.packages import directory_size
from memorial.exchange.lists.readings import Kind, Reading
from memorial.exchange.lists.refusals import ListRefused
from tests.exchange.lists.made_files import (
    ODS_TYPE,
    cell,
    ods_parts,
    ods_row,
    packed,
    read,
    refusal,
    written,
    xlsx,
    xlsx_parts,
)

OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
ROWS = f"<row>{cell('A1', 'Name')}</row><row>{cell('A2', 'Sintetikova')}</row>"


def picture() -> bytes:
    """Return a small grey picture."""
    file = io.BytesIO()
    Image.new("L", (8, 8), 128).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture(), "picture"),
        (b"%PDF-1.7\n%synthetic", "pdf"),
        (OLD_OFFICE, "old_xls"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"SQLite format 3\0" + b"\0" * 100, "not_a_table"),
        (b"\x1f\x8b\x08synthetic", "archive"),
        (b"<!DOCTYPE html><table><tr><td>Name</td></tr></table>", "not_a_table"),
        (bytes(range(256)) * 40, "no_text"),
        (b"PK\3\4 synthetic and nothing more", "damaged"),
        (b"", "empty"),
    ],
)
def test_file_that_is_no_list_is_refused_whatever_its_name(tmp_path: Path, content: bytes, code: str) -> None:
    for name in ("synthetic.csv", "synthetic.xlsx"):
        refused = refusal(written(tmp_path, content, name=name))
        assert refused.code == code
        assert str(refused).endswith(".")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"list.csv": "Name,Year\n"}, "archive"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "not_a_table"),
        ({"[Content_Types].xml": "", "word/document.xml": ""}, "not_a_table"),
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, "not_a_table"),
        ({"mimetype": ODS_TYPE, "META-INF/manifest.xml": "<manifest:encryption-data/>"}, "encrypted"),
        ({"[Content_Types].xml": ""}, "damaged"),
        ({"mimetype": ODS_TYPE}, "damaged"),
    ],
)
def test_package_that_is_no_workbook_is_refused(tmp_path: Path, parts: dict[str, str | bytes], code: str) -> None:
    assert refusal(packed(tmp_path / "synthetic.xlsx", parts)).code == code


def test_wrong_ending_of_a_name_is_told_and_the_list_is_read(tmp_path: Path) -> None:
    look = look_at(xlsx(tmp_path, ROWS), "synthetic.csv", Reading(Kind.CSV, "utf-8", ","))
    assert (look.reading.kind, look.first) == (Kind.XLSX, (("Sintetikova",),))
    assert any(".csv" in doubt and "XLSX" in doubt for doubt in look.doubts)


def test_package_that_unpacks_to_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    parts = xlsx_parts({"List": ROWS})
    parts["xl/sharedStrings.xml"] = b" " * (3 << 20)
    assert refusal(packed(tmp_path / "synthetic.xlsx", parts)).code == "bomb"


def test_package_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    parts = xlsx_parts({"List": ROWS}) | {f"part{number}": b"" for number in range(packages.PARTS)}
    assert refusal(packed(tmp_path / "synthetic.xlsx", parts)).code == "bomb"


def test_directory_larger_than_any_workbook_has_is_not_read(tmp_path: Path) -> None:
    content = bytearray(xlsx(tmp_path, ROWS).read_bytes())
    content[-10:-6] = struct.pack("<L", packages.DIRECTORY_BYTES + 1)
    assert refusal(written(tmp_path, bytes(content), name="swollen.xlsx")).code == "bomb"


def test_size_of_a_directory_is_found_where_zipfile_finds_it(tmp_path: Path) -> None:
    path = tmp_path / "large.zip"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(70_000):
            package.writestr(zipfile.ZipInfo(f"{number:05}"), b"")
    with path.open("rb") as file:
        assert directory_size(file) == 70_000 * (46 + 5)
    small = tmp_path / "small.zip"
    with zipfile.ZipFile(small, "w") as package:
        package.writestr("a", b"")
        package.comment = b"synthetic"
    with small.open("rb") as file:
        assert directory_size(file) == 47


def test_damaged_part_is_refused(tmp_path: Path) -> None:
    content = bytearray(xlsx(tmp_path, ROWS).read_bytes())
    place = content.index(b"xl/worksheets/sheet1.xml") + 40
    content[place : place + 20] = b"\xff" * 20
    assert refusal(written(tmp_path, bytes(content), name="damaged.xlsx")).code == "damaged"


def test_locked_part_is_refused(tmp_path: Path) -> None:
    content = bytearray(xlsx(tmp_path, ROWS).read_bytes())
    content[content.index(b"PK\1\2") + 8] |= 1
    assert refusal(written(tmp_path, bytes(content), name="locked.xlsx")).code == "encrypted"


def test_reading_is_kept_as_json() -> None:
    reading = Reading(Kind.TSV, "windows-1251", "\t", header_row=4)
    assert Reading.from_json(reading.to_json()) == reading
    for text in (
        "",
        "[]",
        "{}",
        '{"kind": "doc"}',
        '{"kind": "csv", "sheet": 1}',
        '{"kind": "csv", "x": 1}',
        "9" * 5000,
    ):
        with pytest.raises(ListRefused):
            Reading.from_json(text)


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=6), st.booleans())
def test_no_damage_to_a_workbook_raises_anything_but_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, place: int, damage: bytes, is_inside: bool
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    for sound in (
        xlsx_parts({"List": ROWS + '<row><c r="B3" t="s"><v>0</v></c></row>'}, shared="<si><t>x</t></si>"),
        ods_parts(f'<table:table table:name="List">{ods_row("Name")}{ods_row("Sintetikova")}</table:table>'),
    ):
        parts = dict(sound)
        if is_inside:
            name = sorted(parts)[place % len(parts)]
            text = bytearray(str(parts[name]).encode())
            text[place % len(text) : place % len(text) + len(damage)] = damage
            parts[name] = bytes(text)
        path = packed(folder / "synthetic", parts)
        if not is_inside:
            content = bytearray(path.read_bytes())
            content[place % len(content) : place % len(content) + len(damage)] = damage
            path.write_bytes(content)
        try:
            read(path)
        except ListRefused as refused:
            assert str(refused).endswith(".")
