"""Workbooks: texts stay texts, whatever they begin with and however long they are."""

from pathlib import Path

import pytest

from memorial.exchange.exports import workbook_files
from memorial.exchange.exports.workbook_files import MOST_SIGNS, WorkbookFile
from memorial.exchange.representations.fields import Field, Kind, Part, Reader, Sort
from memorial.models import Source
from memorial.review.gate import Channel
from tests.exchange.exports.opened import sheets

READER = Reader(Channel.EXPORT)
#: What is said of one synthetic entry.
TEXTS = (
    *("=1+1", "+994", "-5", "@SUM(A1)", "'quoted", "https://example.org/", "007", "<r><t>bold</t></r>", "<r>&</r>"),
    *("_x0041_", "line\rline\r\nline\n", " blanks ", "\x01\x0b", "ə<&>\"'", "{=1}", "mailto:a@example.org"),
)


def kind(parts: tuple[Part, ...] = ()) -> Kind:
    fields = (
        Field("id", Sort.ID, "Its id.", lambda row: row["id"]),
        Field("text", Sort.TEXT, "Its text.", lambda row: row["text"]),
        Field("number", Sort.NUMBER, "Its number.", lambda row: row["number"]),
    )
    return Kind("synthetic", Source, "Synthetic.", fields, parts, lambda _reader: Source.objects.none())


def written(path: Path, rows: list[dict[str, object]]) -> dict[str, list[list[str]]]:
    book = WorkbookFile(path, [kind()], READER, {"read_me": [["Synthetic"], ["words"]]})
    for row in rows:
        book.write(kind(), row)
    book.close()
    return sheets(path)


def whole(found: dict[str, list[list[str]]]) -> list[str]:
    """Return the texts of the rows, each with the pieces that did not fit into its cell."""
    texts = [row[1] for row in found["synthetic"][1:]]
    for sheet, row, column, _number, piece in found["long_texts"][1:]:
        assert (sheet, column) == ("synthetic", "text")
        texts[int(row) - 2] += piece
    return texts


def test_texts_are_never_formulas_links_or_numbers(tmp_path: Path) -> None:
    found = written(tmp_path / "x.xlsx", [{"id": str(n), "text": text, "number": n} for n, text in enumerate(TEXTS)])
    assert found["read_me"] == [["Synthetic"], ["words"]]
    assert tuple(whole(found)) == TEXTS
    assert [row[2] for row in found["synthetic"]] == ["number", *map(str, range(len(TEXTS)))]


def test_text_too_long_for_a_cell_is_told_whole(tmp_path: Path) -> None:
    texts = ["a" * MOST_SIGNS, "b" * (MOST_SIGNS + 1), "𐌰" * 20_000, "c" * 100_000, "<r>" + "d" * 40_000 + "</r>"]
    found = written(tmp_path / "x.xlsx", [{"id": "1", "text": text, "number": None} for text in texts])
    assert whole(found) == texts
    cells = [cell for rows in found.values() for row in rows for cell in row]
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) <= MOST_SIGNS


def test_full_sheet_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_files, "MOST_ROWS", 3)
    found = written(tmp_path / "x.xlsx", [{"id": str(n), "text": "x" * 40_000, "number": n} for n in range(5)])
    assert [len(found[name]) for name in ("synthetic", "synthetic 2", "synthetic 3")] == [3, 3, 2]
    assert [row[0] for row in found["synthetic 2"]] == ["id", "2", "3"]
    pieces = [row for name, rows in found.items() if name.startswith("long_texts") for row in rows[1:]]
    assert {tuple(row[:2]) for row in pieces} == {
        *(("synthetic", "2"), ("synthetic", "3"), ("synthetic 2", "2"), ("synthetic 2", "3"), ("synthetic 3", "2"))
    }
    assert sum(len(row[4]) for row in pieces) == 5 * (40_000 - MOST_SIGNS // 2)
