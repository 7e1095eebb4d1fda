"""Packages: the zip files that workbooks are, opened so that none can unpack to more than a list may be."""

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from django.utils.translation import gettext as _

from memorial.exchange.lists.refusals import ListRefused, refuse

#: What a directory of a few thousand parts takes; a list has about twenty.
DIRECTORY_BYTES: Final = 1 << 20
PARTS: Final = 2_000
#: What all parts may unpack to: a full sheet of some thirty columns.
UNPACKED_BYTES: Final = 4 << 30
#: How many times its packed size a part may have: a sheet that says the same in every row reaches 180, a bomb 1000.
RATIO: Final = 300
#: Below this a part does no harm, whatever its ratio.
SMALL_PART: Final = 1 << 20
BLOCK: Final = 1 << 16

END = struct.Struct("<4s4H2LH")
END_OF_LARGE = struct.Struct("<4sQ2H2L4Q")
LOCATOR_SIZE = 20
LONGEST_COMMENT = 1 << 16


class Package:
    """A workbook's zip file whose parts are found by their names, however large or small these are written."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts = {info.filename.lower().lstrip("/"): info for info in archive.infolist()}
        self.names = frozenset(self._parts)

    def blocks(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces; a part that is not there, or is damaged, is refused (``damaged``)."""
        info = self._parts.get(name.lower().lstrip("/"))
        if info is None:
            raise damaged()
        try:
            with self._archive.open(info) as part:
                while block := part.read(BLOCK):
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
            raise damaged() from None

    def read(self, name: str, *, limit: int = 16 << 20) -> bytes:
        """Return a small part whole; empty where it is not there, refused (``bomb``) beyond the limit."""
        if name.lower().lstrip("/") not in self.names:
            return b""
        content = bytearray()
        for block in self.blocks(name):
            content += block
            if len(content) > limit:
                refuse_bomb()
        return bytes(content)


def damaged() -> ListRefused:
    """Return the refusal of a workbook that cannot be read to its end."""
    return ListRefused("damaged", _("The workbook is damaged. Open it, save it anew, and bring in that file."))


def refuse_bomb() -> NoReturn:
    """Refuse a workbook that would unpack to more than a list may be."""
    sentence = _("The workbook unpacks to far more than a list can hold. Save the sheet of the list as CSV.")
    refuse("bomb", sentence)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a workbook's zip file; before any part is read, refuse it where it is damaged, locked or a bomb."""
    with path.open("rb") as file:
        if directory_size(file) > DIRECTORY_BYTES:
            refuse_bomb()
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
            raise damaged() from None
        with archive:
            _check_parts(archive.infolist())
            yield Package(archive)


def directory_size(file: BinaryIO) -> int:
    """Return how many bytes the directory of a zip file says to have, found as ``zipfile`` finds it.

    It is asked first because ``zipfile`` reads a directory whole, and of millions of parts that alone is a bomb.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - END.size - LONGEST_COMMENT - LOCATOR_SIZE - END_OF_LARGE.size))
    tail = file.read()
    at = len(tail) - END.size
    if at < 0 or tail[at : at + 4] != b"PK\5\6" or tail[-2:] != b"\0\0":
        at = tail.rfind(b"PK\5\6")
    if at < 0 or at + END.size > len(tail):
        raise damaged()
    large = at - LOCATOR_SIZE - END_OF_LARGE.size
    if large >= 0 and tail[at - LOCATOR_SIZE :].startswith(b"PK\6\7"):
        return int(END_OF_LARGE.unpack_from(tail, large)[8])
    return int(END.unpack_from(tail, at)[5])


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        sentence = _("The workbook is locked with a password. Open it, save it without one, and bring in that file.")
        refuse("encrypted", sentence)
    # Other ways of packing are unpacked without a bound, and no program saves a workbook with them.
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise damaged()
    swollen = any(part.file_size > SMALL_PART and part.file_size > RATIO * max(part.compress_size, 1) for part in parts)
    if swollen or len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
        refuse_bomb()
