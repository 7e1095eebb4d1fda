"""Lists in ODS: values only, as they are shown, and what is refused."""

from pathlib import Path

import pytest

from memorial.exchange.lists.files import look_at, rows
from memorial.exchange.lists.readings import Kind, ListRow, Reading
from memorial.exchange.lists.refusals import ListRefused
from tests.exchange.lists.made_files import ods, ods_parts, ods_row, packed, read, refusal

HEADER = ods_row("Name", "Born", "Note")
STYLES = (
    '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
    '<number:number-style style:name="N2"><number:number number:decimal-places="0" number:min-integer-digits="5"/>'
    "</number:number-style>"
    '<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="digits" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="hidden" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def valued(kind: str, text: str, **attributes: str) -> str:
    """Return a cell with a kind of value, what it shows, and its other attributes by the name after the prefix."""
    prefixes = {"formula": "table", "style_name": "table", "error": "calcext"}
    told = "".join(
        f' {prefixes.get(name, "office")}:{name.replace("_", "-")}="{value}"' for name, value in attributes.items()
    )
    typed = f' office:value-type="{kind}"' if kind else ""
    return f"<table:table-cell{typed}{told}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (valued("float", "1.975,00", value="1975"), "1975"),
        (valued("float", "1.975,00", value="1975.0"), "1975"),
        (valued("float", "00075", value="75", style_name="digits"), "00075"),
        (valued("date", "16.04.75", date_value="1975-04-16"), "1975-04-16"),
        (valued("date", "04.75", date_value="1975-04-01", style_name="month"), "1975-04"),
        (valued("boolean", "WAHR", boolean_value="true"), "TRUE"),
        (valued("time", "10:30", time_value="PT10H30M"), "10:30"),
        (valued("float", "2", value="2", formula="of:=1+1"), "2"),
        (valued("string", "a<text:s text:c='2'/>b<text:line-break/>c"), "a  b\nc"),
        (valued("string", "=cmd()"), "=cmd()"),
        ('<table:table-cell office:value-type="string" office:string-value="kept"/>', "kept"),
        ("<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>", "a\nb"),
        (
            "<table:table-cell><office:annotation><text:p>a remark</text:p></office:annotation>"
            "<text:p>a</text:p></table:table-cell>",
            "a",
        ),
        ("<table:covered-table-cell><text:p>unseen</text:p></table:covered-table-cell>", ""),
    ],
)
def test_cell_says_what_its_program_shows(tmp_path: Path, content: str, shown: str) -> None:
    data = HEADER + ods_row("Sintetikova", "1950", content)
    assert read(ods(tmp_path, data, styles=STYLES)) == [ListRow(2, ("Sintetikova", "1950", shown))]


def test_cell_without_a_style_has_that_of_its_column(tmp_path: Path) -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="month" table:number-columns-repeated="16382"/>'
    )
    data = columns + HEADER + ods_row("Sintetikova", "", valued("date", "04.75", date_value="1975-04-01"))
    assert read(ods(tmp_path, data, styles=STYLES))[0].cells[2] == "1975-04"


def test_what_is_repeated_is_counted_and_blank_ends_cost_nothing(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16382"/>'
    twice = valued("string", "x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"')
    data = (
        HEADER
        + ods_row("Sintetikova", twice, blank)
        + ods_row(blank, repeated=3)
        + ods_row("Sintetikov", blank, repeated=2)
        + ods_row(blank, repeated=1_048_000)
    )
    wanted = [ListRow(2, ("Sintetikova", "x", "x"))]
    wanted += [ListRow(number, ("Sintetikov", "", "")) for number in (6, 7)]
    assert read(ods(tmp_path, data)) == wanted


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ('<table:table-cell table:formula="of:=1+1"/>', "formula", "C2"),
        (valued("string", "#REF!", formula="of:=A1").replace("<table:", "<table:", 1), "error_cell", "C2"),
        ('<table:table-cell table:number-rows-spanned="3"><text:p>x</text:p></table:table-cell>', "merged", "C2:C4"),
        (
            '<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>',
            "too_many_columns",
            "500",
        ),
        ('<table:table-cell table:number-columns-repeated="-1"/>', "damaged", "damaged"),
        (f"<table:table-cell><text:p>{'x' * 100_001}</text:p></table:table-cell>", "cell_too_long", "Row 2"),
        ('<table:table-cell><text:p><text:s text:c="9999999"/>x</text:p></table:table-cell>', "cell_too_long", "Row 2"),
        ("<table:table-cell/>" + valued("string", "beyond"), "ragged", "column 4"),
    ],
)
def test_hostile_cell_is_refused_with_its_place(tmp_path: Path, content: str, code: str, words: str) -> None:
    if code == "error_cell":
        content = content.replace("<table:table-cell", '<table:table-cell calcext:value-type="error"', 1)
    refused = refusal(ods(tmp_path, HEADER + ods_row("Sintetikova", "1950", content)))
    assert refused.code == code
    assert words in str(refused)
    assert refused.line == (None if code == "damaged" else 2)


def test_row_repeated_without_end_is_refused(tmp_path: Path) -> None:
    assert refusal(ods(tmp_path, HEADER + ods_row("Sintetikova", repeated=1_000_000))).code == "bomb"


def test_entities_are_refused_before_they_swell(tmp_path: Path) -> None:
    parts = ods_parts(f'<table:table table:name="List">{HEADER}</table:table>')
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = packed(tmp_path / "synthetic.ods", parts | {"content.xml": laughs + str(parts["content.xml"])})
    assert refusal(path).code == "entities"


def test_sheet_is_chosen_and_hidden_ones_are_told(tmp_path: Path) -> None:
    data = HEADER + ods_row("Sintetikova")
    tables = (
        f'<table:table table:name="Unseen" table:style-name="hidden">{data}</table:table>'
        f'<table:table table:name="A &amp; B">{data}</table:table><table:table table:name="Blank"/>'
    )
    path = packed(tmp_path / "synthetic.ods", ods_parts(tables, styles=STYLES))
    look = look_at(path, path.name)
    assert look.reading == Reading(Kind.ODS, sheet="A & B")
    assert look.sheets == ("A & B", "Blank", "Unseen")
    assert any("hidden sheets" in doubt and "Unseen" in doubt for doubt in look.doubts)
    assert len(list(rows(path, Reading(Kind.ODS, sheet="Unseen")))) == 1
    for wrong in (Reading(Kind.ODS, sheet="Nowhere"), Reading(Kind.ODS, sheet="Blank")):
        with pytest.raises(ListRefused):
            list(rows(path, wrong))
