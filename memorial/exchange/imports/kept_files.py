"""Kept files: the file of a list, from when it is taken in until it is not needed any more.

A list holds more than the memorial takes from it: identity numbers, addresses of the living. Its file is nobody's to
download, and is erased as soon as all that is to be taken from it has been.
"""

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from memorial.exchange.imports.models import ListImport


def folder() -> Path:
    """Return the folder in which the files of lists are kept, for this installation alone."""
    kept: Path = settings.LISTS
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    return kept


def keep_file(chunks: Iterable[bytes]) -> tuple[str, str, int]:
    """Keep a file that comes in chunks; return under which name, its SHA-256 and its size in bytes."""
    name, digest, size = secrets.token_hex(16), hashlib.sha256(), 0
    path = folder() / name
    path.touch(mode=0o600, exist_ok=False)
    with path.open("wb") as kept:
        for chunk in chunks:
            digest.update(chunk)
            size += len(chunk)
            kept.write(chunk)
    return name, digest.hexdigest(), size


def file_of(brought: ListImport) -> Path | None:
    """Return where the file of a list is, if it is still kept."""
    path = folder() / brought.kept_as if brought.kept_as else None
    return path if path is not None and path.is_file() else None


def erase_file(brought: ListImport) -> None:
    """Erase the file of a list; to be called when the transaction that makes it needless is over."""
    if brought.kept_as:
        (folder() / brought.kept_as).unlink(missing_ok=True)
        book_of(brought).unlink(missing_ok=True)


def book_of(brought: ListImport) -> Path:
    """Return where the book of names is for the work at a list; its file may be erased already."""
    return folder() / f"{brought.pk}.names"
