"""Explanations: what stands beside the tables of a file, so that it can still be read in twenty years."""

import csv
import io
import json
from collections.abc import Sequence

from django.utils import timezone

from memorial.base.languages import active_language
from memorial.base.licences import address_of
from memorial.base.memorial import Memorial
from memorial.exchange.exports.cells import cell_of
from memorial.exchange.representations.codebook import as_json, as_table, codebook
from memorial.exchange.representations.fields import Kind, Reader

README = "README.txt"


def readme(kinds: Sequence[Kind], reader: Reader) -> str:
    """Return in plain words what a file is, whose, how its cells are read, and under which licence it is given."""
    memorial = Memorial.current()
    whose = (
        "What the public pages of this memorial show, as far as it may be taken away as data."
        if reader.user is None
        else "Not public: drafts and withdrawn entries are among it. Give it to nobody who may not know of them."
    )
    tables = ", ".join(kind.name for kind in kinds)
    return "\n".join(
        [
            str(memorial),
            "",
            whose,
            f"Written {timezone.now():%Y-%m-%d %H:%M} UTC. {licence_of(memorial, reader)}",
            "",
            f"Tables: {tables}. Each has one row for each entry, in which `id` is its permanent id; a table of names,",
            "texts or citations (people_names …) has the id of the entry in its first column, `entry`.",
            "Letters are UTF-8. An empty cell says nothing. Several ids in one cell have spaces between them.",
            "Dates with their uncertainty are EDTF (ISO 8601-2), beside them the first and last day that each allows.",
            "In CSV a text that begins with = + - @, a tab, the end of a line or an apostrophe stands behind an",
            "apostrophe, so that no program takes it for a formula: take one off the beginning of a cell that has one.",
            "In a workbook a text too long for a cell goes on in the sheet long_texts, by sheet, row and column.",
            "What each field means stands in the codebook.",
            "",
        ]
    )


def licence_of(memorial: Memorial, reader: Reader) -> str:
    """Return in a sentence under which licence a file is given."""
    if reader.user is not None:
        return "It is given to nobody else."
    if not memorial.licence:
        return "No licence is given: ask the memorial before you publish any of it."
    return f"Licence: {memorial.licence}, {address_of(memorial.licence)}"


def explained(kinds: Sequence[Kind], reader: Reader) -> dict[str, str]:
    """Return the files that explain tables, by their names: what they are, and the codebook in each language."""
    fully, languages = reader.user is not None, Memorial.current().languages
    tables = {f"codebook.{tag}.csv": codebook_table(kinds, tag, fully=fully) for tag in languages}
    return {
        README: readme(kinds, reader),
        "codebook.json": codebook_json(kinds, active_language(), fully=fully),
        **tables,
    }


def codebook_table(kinds: Sequence[Kind], language: str, *, fully: bool = False) -> str:
    """Return the codebook in one language as a table in CSV."""
    file = io.StringIO(newline="")
    book = codebook(kinds, language, fully=fully)
    csv.writer(file).writerows([cell_of(cell) for cell in row] for row in as_table(book))
    return file.getvalue()


def codebook_json(kinds: Sequence[Kind], language: str, *, fully: bool = False) -> str:
    """Return the codebook in one language as JSON."""
    return json.dumps(as_json(codebook(kinds, language, fully=fully)), ensure_ascii=False, indent=1)


def explaining_sheets(kinds: Sequence[Kind], reader: Reader) -> dict[str, list[Sequence[str]]]:
    """Return the sheets that explain a workbook, by their names: what it is, and what each field means."""
    book = codebook(kinds, active_language(), fully=reader.user is not None)
    return {"read_me": [[line] for line in readme(kinds, reader).splitlines()], "codebook": list(as_table(book))}
