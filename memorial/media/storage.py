"""Where files are kept on a disk: originals sealed, derivatives replaceable; neither with a public address."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

READ_ONLY = 0o400
FOR_OWNER = 0o600
OWNER_ALONE = 0o700


class SealedFiles(FileSystemStorage):
    """Originals on the file system: written once and durably, read-only from then on, never replaced or deleted."""

    def _save(self, name: str, content: File[Any]) -> str:
        """Write a file under its name, and return only when file and folders would survive a power cut.

        Raises FileExistsError where one stands there, which then is as durable.
        """
        path = Path(self.path(name))
        made = made_folders(path.parent)
        try:
            if path.exists():
                raise FileExistsError(name)
            with draft_of(path, content, READ_ONLY) as draft:
                # A link, unlike a renaming, fails where a file of that name has come meanwhile.
                path.hardlink_to(draft)
        finally:
            # Whoever wrote it first may not have come as far as this yet.
            for folder in {*folders_between(path, Path(self.location)), *made}:
                sync_folder(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """An original stands under its hash and under no other name."""
        return name

    def delete(self, name: str) -> None:
        """Originals are not deleted."""
        raise PermissionDenied

    def erase(self, name: str) -> None:
        """Delete an original for good, at the wish of whoever gave it; nothing where there is none."""
        path = Path(self.path(name))
        if path.exists():
            path.unlink()
            sync_folder(path.parent)

    def url(self, name: str | None) -> str:
        """Originals have no address."""
        raise PermissionDenied


class ReplaceableFiles(FileSystemStorage):
    """Derivatives on the file system: each is there wholly or not at all, whoever reads or writes it meanwhile."""

    def _save(self, name: str, content: File[Any]) -> str:
        """Write a file under its name, in the place of one that stands there."""
        path = Path(self.path(name))
        made = made_folders(path.parent)
        with draft_of(path, content, FOR_OWNER) as draft:
            draft.replace(path)
        for folder in {path.parent, *made}:
            sync_folder(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A derivative's name holds its hash: what stands there is the same."""
        return name

    def url(self, name: str | None) -> str:
        """A derivative is sent by the memorial, which asks the record first."""
        raise PermissionDenied


@contextmanager
def draft_of(path: Path, content: File[Any], mode: int) -> Iterator[Path]:
    """Write a file beside the place where it is to stand, to the disk; what is left of it afterwards is removed."""
    draft = path.with_name(f".{uuid4().hex}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FOR_OWNER)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in content.chunks():
                file.write(chunk)
            file.flush()
            os.fchmod(descriptor, mode)
            os.fsync(descriptor)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def folders_between(path: Path, location: Path) -> list[Path]:
    """Return the folders in which a file stands, up to the one that holds the storage."""
    return [folder for folder in path.parents if folder.is_relative_to(location)]


def made_folders(folder: Path) -> list[Path]:
    """Make a folder with those above it, for their owner alone, and return the folders in which one was made."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=OWNER_ALONE, exist_ok=True)
    return [each.parent for each in missing]


def sync_folder(folder: Path) -> None:
    """Write a folder's list of names to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
