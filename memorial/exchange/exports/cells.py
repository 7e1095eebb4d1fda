"""Cells of tables: each value as one text that a spreadsheet takes for no formula, and how it is read back."""

from memorial.exchange.representations.fields import Value

#: A text that begins with one of these is taken for a formula by some spreadsheet, or loses the sign when it is read.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "'"


def guarded(text: str) -> str:
    """Return a text as a cell holds it: with an apostrophe before it where it could be taken for a formula."""
    return MARK + text if text.startswith((*DANGEROUS, MARK)) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell: what `guarded` was given; an apostrophe that it would not have written stays."""
    text = cell.removeprefix(MARK)
    return text if guarded(text) == cell else cell


def text_of(value: Value) -> str:
    """Return a value as a text: numbers in digits, flags as true and false, ids with spaces between, nothing empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(value)
    return "" if value is None else str(value)


def cell_of(value: Value) -> str:
    """Return a value as a cell of a table in CSV; a number is no text, also where it begins with a minus."""
    is_text = isinstance(value, str | list)
    return guarded(text_of(value)) if is_text else text_of(value)
