"""Readings: how the file of a list is read, what its beginning shows, and what one of its rows is."""

import json
from collections.abc import Generator
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _

from memorial.exchange.lists.refusals import ListRefused, refuse


class Kind(StrEnum):
    """The kinds of file that a list can come in."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    ODS = "ods"

    @property
    def is_text(self) -> bool:
        """Whether the list is lines of text, and not the sheet of a workbook."""
        return self in {Kind.CSV, Kind.TSV}


@dataclass(frozen=True)
class Reading:
    """How a file is read: found from its content, shown to a person, and corrected by them.

    Lines of text have an encoding and a delimiter, workbooks have a sheet; what is empty is still to be found. The
    header is the first row that is not blank at ``header_row`` (line of the file, row of the sheet) or below it.
    """

    kind: Kind
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 1

    def to_json(self) -> str:
        """Return the reading as JSON, to be kept beside what was read so."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Reading":
        """Return the reading that was kept as JSON; refuse (``reading``) what is no reading."""
        try:
            kept = json.loads(text)
            reading = cls(**{**kept, "kind": Kind(kept["kind"])})
            texts = [getattr(reading, field.name) for field in fields(cls) if field.name != "header_row"]
            if not all(isinstance(value, str) for value in texts) or type(reading.header_row) is not int:
                raise TypeError
        except (ValueError, TypeError, KeyError, RecursionError):
            sentence = _("What was kept about how this file is read is not understood. Let the file be read anew.")
            raise ListRefused("reading", sentence) from None
        return reading


def check_header_row(reading: Reading) -> None:
    """Refuse (``header_row``) a reading whose header stands in no row that a person could count to."""
    if reading.header_row < 1:
        refuse("header_row", _("The row of the header is counted from 1. Write 1 or more."))


@dataclass(frozen=True)
class Look:
    """What the beginning of a file shows to the person who says how it is read.

    Besides the header and up to twenty rows: the encodings that could also be meant, the sheets of the workbook (those
    that are shown first, hidden ones last), and sentences about what was guessed or left aside.
    """

    reading: Reading
    header: tuple[str, ...]
    first: tuple[tuple[str, ...], ...]
    encodings: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class ListRow(NamedTuple):
    """One row of a list: its number as a person sees it, and as many cells as the header has."""

    number: int
    cells: tuple[str, ...]


class RawRow(NamedTuple):
    """One row as it stands in the file, before it is held against the header; blank rows may be left out."""

    number: int
    cells: list[str]


#: Rows as they are read, which lets go of the file when it is closed.
RawRows = Generator[RawRow, None, None]
