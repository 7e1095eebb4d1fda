"""Cells: no program takes one for a formula, and each comes back as the text that it was made of."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from memorial.exchange.exports.cells import cell_of, guarded, unguarded

#: What a spreadsheet may take for the beginning of a formula, or leave out.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("=+-@\t\r\n'\"ə,;"))


@given(TEXTS)
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(DANGEROUS)


def test_every_dangerous_beginning_is_guarded() -> None:
    for sign in (*DANGEROUS, "'"):
        for text in (sign, f"{sign}1+1"):
            assert guarded(text) == f"'{text}"


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_every_text_comes_back_through_a_table(texts: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow([cell_of(text) for text in texts])
    file.seek(0)
    (row,) = csv.reader(file)
    assert [unguarded(cell) for cell in row] == texts


def test_values_that_are_no_text_are_told_plainly() -> None:
    assert [cell_of(value) for value in (None, True, False, -5, -0.5, ["one", "two"])] == [
        *("", "true", "false", "-5", "-0.5", "one two")
    ]
    assert cell_of("-5") == "'-5"
