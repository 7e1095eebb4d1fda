"""Writers: what every form of file has in common, and the two that are lines of text: tables in CSV, and lines of JSON.

A writer is given one entry after the other and keeps none of them, so a file of any length takes the same memory.
"""

import csv
import gzip
import json
import shutil
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from memorial.exchange.exports.cells import cell_of
from memorial.exchange.exports.tables import rows_of, tables_of
from memorial.exchange.representations.fields import Kind, Reader, Said

#: No file says when it was packed: the same content is the same file.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
PIECE = 1024 * 1024
#: UTF-8 behind a mark. Without it Excel takes a table for one in the alphabet of its machine.
MARKED = "utf-8-sig"


class Writer(ABC):
    """A file that is being written, entry by entry, and is whole once it is closed."""

    @abstractmethod
    def write(self, kind: Kind, said: Said) -> None:
        """Write what is said of one entry."""

    @abstractmethod
    def close(self) -> None:
        """Write what is left."""


class CsvTables(Writer):
    """Tables in CSV, one for each kind and each part, in one ZIP with what explains them.

    A table stands beside the archive until all are written: an archive takes its files one after the other.
    """

    def __init__(
        self, path: Path, kinds: Sequence[Kind], reader: Reader, more: Mapping[str, str], *, marked: bool = False
    ) -> None:
        """Begin the tables; where they are ``marked``, a spreadsheet knows their letters by the first sign."""
        self.path, self.reader, self.more = path, reader, more
        self.encoding = MARKED if marked else "utf-8"
        self.room = path.with_name(f"{path.name}.tables")
        self.room.mkdir(mode=0o700)
        self.files: dict[str, IO[str]] = {}
        self.rows: dict[str, Any] = {}
        for table in (table for kind in kinds for table in tables_of(kind, reader)):
            file = (self.room / f"{table.name}.csv").open("w", encoding=self.encoding, newline="")
            self.files[table.name], self.rows[table.name] = file, csv.writer(file)
            self.rows[table.name].writerow(table.columns)

    def write(self, kind: Kind, said: Said) -> None:
        for table, row in rows_of(kind, self.reader, said):
            self.rows[table].writerow([cell_of(value) for value in row])

    def close(self) -> None:
        for file in self.files.values():
            file.close()
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, words in self.more.items():
                archive.writestr(packed(name), words.encode(self.encoding if name.endswith(".csv") else "utf-8"))
            for name in self.files:
                own = packed(f"{name}.csv")
                with (self.room / f"{name}.csv").open("rb") as table, archive.open(own, "w", force_zip64=True) as into:
                    shutil.copyfileobj(table, into, PIECE)
        shutil.rmtree(self.room)


def packed(name: str) -> zipfile.ZipInfo:
    """Return under what a file is packed: readable for everybody, and without a time."""
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
    return info


class JsonLines(Writer):
    """Lines of JSON: in each an entry with its parts, its type (people, events …) first; packed where named ``.gz``."""

    def __init__(self, path: Path) -> None:
        self.raw = path.open("wb")
        # The name in the head of a packed file would be that of where it was written.
        packing = path.suffix == ".gz"
        self.file: Any = gzip.GzipFile("", "wb", 6, self.raw, mtime=0) if packing else self.raw

    def write(self, kind: Kind, said: Said) -> None:
        self.add({"type": kind.name, **said})

    def add(self, line: Mapping[str, Any]) -> None:
        """Write one line."""
        self.file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    def close(self) -> None:
        self.file.close()
        self.raw.close()
