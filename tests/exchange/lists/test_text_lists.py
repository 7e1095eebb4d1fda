"""Lists of lines of text: the delimiter, quotes, the header, and which line a row is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from memorial.exchange.exports.cells import unguarded
from memorial.exchange.lists.delimited import DELIMITERS, find_delimiter
from memorial.exchange.lists.files import look_at, rows
from memorial.exchange.lists.readings import Kind, ListRow, Reading
from memorial.exchange.lists.refusals import ListRefused
from tests.exchange.lists.made_files import read, refusal, written

HEADER = "Name,Year,Note\n"
WORDS: SearchStrategy[str] = st.text(st.sampled_from("Sintetikova ,;\t|\"'\nəЖ="), min_size=1, max_size=12)


def test_list_is_read_row_by_row_with_the_lines_where_they_begin(tmp_path: Path) -> None:
    path = written(tmp_path, 'Name,Note\n\n"Sintetikova, A.","two\nlines"\n , \nSintetikov,=cmd()\n')
    assert read(path) == [ListRow(3, ("Sintetikova, A.", "two\nlines")), ListRow(6, ("Sintetikov", "=cmd()"))]


def test_apostrophe_that_guards_no_formula_stays(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Note\n'Abd,'=1+1\n''Abd,O'Sintetikov\n'',-1\n")
    assert [row.cells for row in read(path)] == [("'Abd", "=1+1"), ("'Abd", "O'Sintetikov"), ("'", "-1")]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(tmp_path: Path, ends: str) -> None:
    path = written(tmp_path, ends.join(["Name,Year", "Sintetikova,1950", "", "Sintetikov,1951"]))
    assert [row.number for row in read(path)] == [2, 4]


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_delimiter_is_found_by_how_evenly_it_parts_the_rows(tmp_path: Path, delimiter: str) -> None:
    lines = [["Name", "Born", "Place"], ["Sintetikova, A; B", "1950", ""], ["Sintetikov, C", "", "Nowhere | North"]]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]
    look = look_at(written(tmp_path, "\n".join(delimiter.join(line) for line in quoted)), "synthetic.csv")
    assert look.reading == Reading(Kind.TSV if delimiter == "\t" else Kind.CSV, "utf-8", delimiter)
    assert look.header == ("Name", "Born", "Place")
    assert look.first == (tuple(lines[1]), tuple(lines[2]))
    assert look.doubts == ()


def test_list_of_one_column_is_told_as_a_doubt(tmp_path: Path) -> None:
    look = look_at(written(tmp_path, "Name\nSintetikova\n"), "synthetic.csv")
    assert look.header == ("Name",)
    assert any("one column only" in doubt for doubt in look.doubts)


def test_title_above_the_header_is_left_out_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "A synthetic list;;\n\nName;Year;Note\nSintetikova;1950;\n")
    look = look_at(path, path.name)
    assert (look.reading.header_row, look.header) == (3, ("Name", "Year", "Note"))
    assert any("row 3" in doubt for doubt in look.doubts)
    assert list(rows(path, look.reading)) == [ListRow(4, ("Sintetikova", "1950", ""))]


def test_what_a_person_has_corrected_is_kept_and_the_rest_is_found(tmp_path: Path) -> None:
    path = written(tmp_path, "x;y\nName;Year\nSintetikova;1950\n")
    look = look_at(path, path.name, Reading(Kind.CSV, encoding="latin-1", header_row=2))
    assert look.reading == Reading(Kind.CSV, "latin-1", ";", header_row=2)
    assert look.header == ("Name", "Year")


@pytest.mark.parametrize(
    ("reading", "code"),
    [
        (Reading(Kind.CSV, encoding="ebcdic"), "encoding"),
        (Reading(Kind.CSV, delimiter="e"), "delimiter"),
        (Reading(Kind.CSV, header_row=0), "header_row"),
        (Reading(Kind.CSV, header_row=9), "empty"),
    ],
)
def test_reading_that_fits_no_list_is_refused(tmp_path: Path, reading: Reading, code: str) -> None:
    with pytest.raises(ListRefused) as caught:
        look_at(written(tmp_path, HEADER + "Sintetikova,1950,\n"), "synthetic.csv", reading)
    assert caught.value.code == code


def test_cells_are_stripped_and_composed(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffName \n, Year\n Sintetikova\u0301\xa0,1950\n".replace(" \n,", ","))
    look = look_at(path, path.name)
    assert look.header == ("Name", "Year")
    assert look.first == (("Sintetikov\u00e1", "1950"),)


def test_columns_at_the_end_without_a_title_may_be_there_while_they_are_empty(tmp_path: Path) -> None:
    assert read(written(tmp_path, "Name,Year,,\nSintetikova,1950,,\n")) == [ListRow(2, ("Sintetikova", "1950"))]
    refused = refusal(written(tmp_path, "Name,Year,,\nSintetikova,1950,,Nowhere\n"))
    assert (refused.code, refused.line) == ("ragged", 2)
    assert "column 4" in str(refused)


@pytest.mark.parametrize("line", ["Sintetikova,1950", "Sintetikova,1950,,", "Sintetikova"])
def test_row_with_more_or_fewer_cells_than_the_header_is_refused(tmp_path: Path, line: str) -> None:
    refused = refusal(written(tmp_path, f"{HEADER}Sintetikov,1951,\n{line}\n"))
    assert (refused.code, refused.line) == ("ragged", 3)
    assert f"{line.count(',') + 1} cells, the header has 3" in str(refused)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (",Year\nSintetikova,1950\n", "empty_header", 1),
        ("Name,Year, Name\nSintetikova,1950,\n", "duplicate_header", 1),
        (HEADER, "header_only", None),
        (HEADER + ",,\n\n", "header_only", None),
        ("", "empty", None),
        ("\n \n\t\n", "empty", None),
        (";;;\n;;;\n", "empty", None),
        (",".join(f"c{number}" for number in range(5000)) + "\n", "too_many_columns", 1),
        (HEADER + "Sintetikova,1950,\nSintetikov\0,1951,\n", "nul", 3),
        (HEADER + f"Sintetikova,1950,{'x' * 100_001}\n", "cell_too_long", 2),
        (HEADER + f"Sintetikova,1950,{'x' * 10_000_000}\n", "cell_too_long", 2),
        (HEADER + 'Sintetikova,1950,"open\n' + "Sintetikov,1951,\n" * 20_000, "quotes", 2),
        (HEADER + 'Sintetikova,1950,"open\nSintetikov,1951,\n', "quotes", 2),
        (HEADER + 'Sintetikova,1950,"A "quoted" word"\n', "quotes", 2),
    ],
)
def test_hostile_text_is_refused_with_the_line(tmp_path: Path, content: str, code: str, line: int | None) -> None:
    refused = refusal(written(tmp_path, content))
    assert (refused.code, refused.line) == (code, line)
    assert line is None or f"ine {line} " in str(refused) or f"ow {line}" in str(refused)


def test_fault_that_stands_far_below_is_refused_before_the_first_row(tmp_path: Path) -> None:
    content = (HEADER + "Sintetikova,1950,\n" * 60_000).encode() + b"Sintetikov\xe1,1951,\n"
    path = written(tmp_path, content)
    with pytest.raises(ListRefused) as caught:
        next(rows(path, Reading(Kind.CSV, "utf-8", ",")))
    assert (caught.value.code, caught.value.line) == ("encoding", 60_002)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(DELIMITERS))
def test_quoted_cells_come_out_as_they_went_in_but_for_what_guards_a_formula(
    tmp_path_factory: pytest.TempPathFactory, lines: list[list[str]], delimiter: str
) -> None:
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    path = written(tmp_path_factory.mktemp("quoted"), "\n".join([delimiter.join("abc"), *quoted]))
    wanted = [tuple(unguarded(cell.strip()) for cell in line) for line in lines]
    try:
        found = [row.cells for row in rows(path, Reading(Kind.CSV, "utf-8", delimiter))]
    except ListRefused as refused:
        assert refused.code == "header_only"
        found = []
    assert found == [line for line in wanted if any(line)]


@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_refusal(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.mktemp("bytes"), content)
    try:
        read(path)
    except ListRefused as refused:
        assert str(refused).endswith(".")


def test_delimiter_inside_quotes_does_not_count(tmp_path: Path) -> None:
    path = written(tmp_path, 'Name;Note\n"Sintetikova";"a,b,c"\n"Sintetikov";"d,e,f"\n')
    assert find_delimiter(path, "utf-8") == (";", True)
