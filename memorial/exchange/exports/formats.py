"""Formats: which writer makes the file of an export, and what the file is called."""

from collections.abc import Sequence
from pathlib import Path

from django.utils.module_loading import import_string

from memorial.exchange.exports.explanations import explained, explaining_sheets
from memorial.exchange.exports.models import Format
from memorial.exchange.exports.writers import CsvTables, JsonLines, Writer
from memorial.exchange.representations.fields import Kind, Reader

ENDINGS = {Format.CSV: ".zip", Format.XLSX: ".xlsx", Format.JSONL: ".jsonl"}
#: Named here and loaded by whoever makes a workbook: servers that never do are spared the library for it.
WORKBOOK = "memorial.exchange.exports.workbook_files.WorkbookFile"
MEDIA_TYPES = {
    Format.CSV: "application/zip",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSONL: "application/jsonl",
}


def writer_of(form: Format, path: Path, kinds: Sequence[Kind], reader: Reader) -> Writer:
    """Begin the file of an export at a path."""
    if form == Format.CSV:
        return CsvTables(path, kinds, reader, explained(kinds, reader), marked=True)
    if form == Format.XLSX:
        workbook: Writer = import_string(WORKBOOK)(path, kinds, reader, explaining_sheets(kinds, reader))
        return workbook
    return JsonLines(path)
