"""Lists in XLSX: values only, as they are shown, and what is refused."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.exchange.lists.files import look_at, rows
from memorial.exchange.lists.readings import Kind, ListRow, Reading
from memorial.exchange.lists.refusals import ListRefused
from memorial.exchange.lists.shared_texts import SharedTexts
from tests.exchange.lists.made_files import cell, packed, read, refusal, xlsx, xlsx_parts

HEADER = f'<row r="1">{cell("A1", "Name")}{cell("B1", "Born")}{cell("C1", "Note")}</row>'
PERSON = f'<row r="2">{cell("A2", "Sintetikova")}</row>'


def third(content: str) -> str:
    """Return the rows of a sheet with this cell in C3."""
    return f'{HEADER}{PERSON}<row r="3">{cell("A3", "Sintetikov")}{content}</row>'


def test_rows_are_read_with_their_numbers_and_short_ones_are_filled_up(tmp_path: Path) -> None:
    data = f'{HEADER}{PERSON}<row r="7">{cell("C7", " =cmd() ")}<c r="D7" s="1"/></row><row r="8"/>'
    assert read(xlsx(tmp_path, data)) == [ListRow(2, ("Sintetikova", "", "")), ListRow(7, ("", "", "=cmd()"))]


def test_rows_and_cells_without_a_place_follow_each_other(tmp_path: Path) -> None:
    plain = '<c t="inlineStr"><is><t>{}</t></is></c>'
    data = f"<row>{plain.format('Name')}{plain.format('Born')}</row><row><c/>{plain.format('1950')}</row>"
    assert read(xlsx(tmp_path, data)) == [ListRow(2, ("", "1950"))]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (cell("C3", 1975.0), "1975"),
        (cell("C3", 27500, style=1), "1975-04-16"),
        (cell("C3", 27485, style=2), "1975"),
        (cell("C3", 27485, style=3), "1975-04"),
        (cell("C3", 75, style=4), "00075"),
        (cell("C3", 27500.4375, style=5), "1975-04-16T10:30"),
        (cell("C3", 7, style=999), "7"),
        ('<c r="C3" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="C3" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="C3" t="d" s="3"><v>1975-04-01T00:00:00</v></c>', "1975-04"),
        ('<c r="C3" t="s"><v>0</v></c>', "Sintetik"),
        ('<c r="C3" t="s"><v>1</v></c>', "A\nB"),
        ('<c r="C3" t="str"><f>UPPER("a")</f><v>A</v></c>', "A"),
        ('<c r="C3" t="str"><f>""</f><v></v></c>', ""),
        ('<c r="C3"><f>1+1</f><v>2</v></c>', "2"),
        (cell("C3", "_x0041_ _x0000_ _xD800_"), "A _x0000_ _xD800_"),
    ],
)
def test_cell_says_what_its_program_shows(tmp_path: Path, content: str, shown: str) -> None:
    spoken = '<rPh sb="0" eb="1"><t>spoken</t></rPh>'
    shared = f"<si><r><t>Sinte</t></r><r><t>tik </t></r>{spoken}</si><si><t>A_x000A_B</t></si>"
    assert read(xlsx(tmp_path, third(content), shared=shared))[1].cells[2] == shown


def test_days_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path, third(cell("C3", 26038, style=1)), date1904=True)
    assert read(path)[1].cells[2] == "1975-04-16"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ('<c r="C3"><f>1+1</f></c>', "formula", "C3"),
        ('<c r="C3"><f>1+1</f><v/></c>', "formula", "C3"),
        ('<c r="C3" t="e"><v>#REF!</v></c>', "error_cell", "C3 shows the error #REF!"),
        ('<c r="C3" t="s"><v>9</v></c>', "damaged", "damaged"),
        ('<c r="C3" t="s"><v>-1</v></c>', "damaged", "damaged"),
        ('<c r="A3"/>', "damaged", "damaged"),
        ('<c r="c3"/>', "damaged", "damaged"),
        ("<c", "damaged", "damaged"),
        ("<b>" * 500, "damaged", "damaged"),
        ("".join(f"<b{number}/>" for number in range(20_000)), "damaged", "damaged"),
        (cell("D3", "beyond"), "ragged", "column 4"),
        (cell("ZZ3", "beyond"), "too_many_columns", "500"),
        (cell("C3", "x" * 100_001), "cell_too_long", "Row 3"),
        ("".join(cell(f"{letter}3", "x" * 92_000) for letter in "CDEFGHIJKLM"), "row_too_long", "Row 3"),
    ],
)
def test_hostile_cell_is_refused_with_its_place(tmp_path: Path, content: str, code: str, words: str) -> None:
    refused = refusal(xlsx(tmp_path, third(content)))
    assert refused.code == code
    assert words in str(refused)
    assert refused.line == (None if code == "damaged" else 3)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "empty"),
        (HEADER, "header_only"),
        (f'{HEADER}<row r="1">{cell("A1", "x")}</row>', "damaged"),
        (f'{HEADER}<row r="9999999">{cell("A9", "x")}</row>', "damaged"),
        (f"<row>{cell('A1', 'Name')}{cell('B1', 'Name')}</row>{PERSON}", "duplicate_header"),
        (f"<row>{cell('A1', 'Name')}{cell('C1', 'Born')}</row>{PERSON}", "empty_header"),
    ],
)
def test_hostile_sheet_is_refused(tmp_path: Path, data: str, code: str) -> None:
    assert refusal(xlsx(tmp_path, data)).code == code


def test_merged_cells_are_refused_below_the_header_and_not_above(tmp_path: Path) -> None:
    title = f'<row r="1">{cell("A1", "A synthetic list")}<c r="B1" t="e"><v>#REF!</v></c></row>'
    header = f'<row r="2">{"".join(cell(f"{letter}2", letter) for letter in "ABCDEF")}</row>'
    data = f'{title}{header}<row r="3">{cell("A3", "Sintetikova")}</row>'
    above, below = (f'|<mergeCells><mergeCell ref="{place}"/></mergeCells>' for place in ("A1:F1", "A3:A4"))
    path = packed(tmp_path / "above.xlsx", xlsx_parts({"List": data + above}))
    assert look_at(path, path.name).reading.header_row == 2
    assert read(path) == [ListRow(3, ("Sintetikova", *[""] * 5))]
    refused = refusal(packed(tmp_path / "below.xlsx", xlsx_parts({"List": data + below})))
    assert (refused.code, refused.line) == ("merged", 3)
    assert "A3:A4" in str(refused)


def test_entities_are_refused_before_they_swell(tmp_path: Path) -> None:
    parts = xlsx_parts({"List": HEADER + PERSON}, shared="<si><t>&b;</t></si>")
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        faulty = parts | {part: laughs + str(parts[part])}
        assert refusal(packed(tmp_path / "synthetic.xlsx", faulty)).code == "entities"


def test_tag_without_end_is_refused_and_not_held(tmp_path: Path) -> None:
    noise = "".join(f' a{number}="{number * 7919 % 10_007}"' for number in range(250_000))
    assert refusal(xlsx(tmp_path, f"{HEADER}<row{noise}></row>")).code == "damaged"


def test_sheet_is_chosen_and_hidden_ones_are_told(tmp_path: Path) -> None:
    sheets = {"Hidden": HEADER + PERSON, "Cover": "", "People": HEADER + PERSON, "More": HEADER + PERSON}
    path = packed(tmp_path / "synthetic.xlsx", xlsx_parts(sheets, hidden="Hidden"))
    look = look_at(path, path.name)
    assert look.reading == Reading(Kind.XLSX, sheet="People")
    assert look.sheets == ("Cover", "People", "More", "Hidden")
    assert any("hidden sheets" in doubt and "Hidden" in doubt for doubt in look.doubts)
    assert any("3 sheets" in doubt for doubt in look.doubts)
    assert len(list(rows(path, Reading(Kind.XLSX, sheet="Hidden")))) == 1
    with pytest.raises(ListRefused, match="no sheet “Nowhere”"):
        look_at(path, path.name, Reading(Kind.XLSX, sheet="Nowhere"))


@given(st.lists(st.text(st.sampled_from("əЖa b"), max_size=6), min_size=1, max_size=600), st.data())
def test_shared_texts_are_found_by_number_in_any_order(texts: list[str], data: st.DataObject) -> None:
    content = "<sst>" + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>"
    with closing(SharedTexts(iter([content.encode()]))) as shared:
        for number in data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=20)):
            assert shared[number] == texts[number].strip()


def test_shared_texts_are_found_again_after_they_were_put_on_disk() -> None:
    texts = [f"{'ə' * (number % 400)}{number}" for number in range(10_000)]
    blocks = ["<sst>", *(f"<si><t>{text}</t></si>" for text in texts), "</sst>"]
    with closing(SharedTexts(block.encode() for block in blocks)) as shared:
        assert shared[0] == "0"
        assert [shared[number] for number in reversed(range(10_000))] == texts[::-1]
        with pytest.raises(ListRefused):
            shared[10_000]
