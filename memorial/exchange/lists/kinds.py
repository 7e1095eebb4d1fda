"""Kinds: what a file is, by its content; its name is not asked."""

from pathlib import Path

from django.utils.translation import gettext as _

from memorial.exchange.lists.packages import open_package
from memorial.exchange.lists.readings import Kind
from memorial.exchange.lists.refusals import ListRefused, refuse

HEAD = 4096
ZIP = b"PK"
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
SPREADSHEETS = (OPEN_DOCUMENT + "spreadsheet", OPEN_DOCUMENT + "spreadsheet-template")
BLOCK = 1 << 20
#: How files begin that people take for a table, or that were given the name of one.
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")


def kind_of(path: Path) -> Kind | None:
    """Return whether a file is an XLSX or an ODS workbook, or nothing where it may be text.

    Refused, each with a sentence: empty files, pictures, PDF, archives, databases, web pages, the old XLS and locked
    workbooks.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        refuse("empty", _("The file is empty. Choose the file of the list again."))
    if head.startswith((ZIP + b"\3\4", ZIP + b"\5\6")):
        return _kind_of_package(path)
    if head.startswith(OLD_OFFICE):
        _refuse_old_office(path)
    _refuse_other_files(head)
    return None


def _kind_of_package(path: Path) -> Kind:
    with open_package(path) as package:
        names = package.names
        if "mimetype" in names:
            mimetype = package.read("mimetype", limit=200).decode("latin-1").strip()
            if mimetype in SPREADSHEETS:
                _refuse_locked_document(package.read("META-INF/manifest.xml"))
                return Kind.ODS
            if mimetype.startswith(OPEN_DOCUMENT):
                refuse("not_a_table", _("The file is a text document. Save its table as CSV, XLSX or ODS."))
        if "xl/workbook.bin" in names:
            refuse("not_a_table", _("The file is a binary workbook (XLSB). Save it as XLSX or CSV."))
        if any(name.startswith("word/") for name in names):
            refuse("not_a_table", _("The file is a text document. Save its table as CSV, XLSX or ODS."))
        if "[content_types].xml" in names:
            return Kind.XLSX
    raise ListRefused("archive", _("The file is an archive. Unpack it, and bring in the list that is in it."))


def _refuse_locked_document(manifest: bytes) -> None:
    if b"encryption-data" in manifest:
        _refuse_locked()


def _refuse_locked() -> None:
    sentence = _("The workbook is locked with a password. Open it, save it without one, and bring in that file.")
    refuse("encrypted", sentence)


def _refuse_old_office(path: Path) -> None:
    """Refuse what the office programs wrote before XLSX; a locked XLSX is wrapped in the same form."""
    with path.open("rb") as file:
        before = b""
        while block := file.read(BLOCK):
            if ENCRYPTED in before + block:
                _refuse_locked()
            before = block[-len(ENCRYPTED) :]
    refuse("old_xls", _("The file is a workbook in the old XLS form. Save it as XLSX, ODS or CSV."))


def _refuse_other_files(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    picture = head.startswith(PICTURES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")
    if picture or head[4:8] == b"ftyp":
        sentence = _("The file is a picture or a recording, not a table. A list is CSV, TSV, XLSX or ODS.")
        refuse("picture", sentence)
    if start.startswith(b"%pdf"):
        refuse("pdf", _("The file is a PDF. Ask for the table that it was made from, as CSV, XLSX or ODS."))
    if head.startswith(ARCHIVES):
        refuse("archive", _("The file is an archive. Unpack it, and bring in the list that is in it."))
    if head.startswith(b"SQLite format 3\0"):
        refuse("not_a_table", _("The file is a database. Save one of its tables as CSV."))
    if start.startswith((b"<?xml", b"<!doctype", b"<html", b"<table", b"<meta", b"{\\rtf")):
        sentence = _("The file is a web page or a document, not a table. Save its table as CSV, XLSX or ODS.")
        refuse("not_a_table", sentence)
