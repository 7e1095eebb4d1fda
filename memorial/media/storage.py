"""Where files are kept: originals sealed, derivatives replaceable; neither has a public address of its own."""

import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

READ_ONLY = 0o400
OWNER_ALONE = 0o700


class SealedFiles(FileSystemStorage):
    """Originals on the file system: written once and durably, read-only from then on, never replaced or deleted."""

    def _save(self, name: str, content: File[Any]) -> str:
        """Write a file under its name, and return only when file and folders would survive a power cut."""
        path = Path(self.path(name))
        made = made_folders(path.parent)
        if path.exists():
            raise FileExistsError(name)
        draft = path.with_name(f".{uuid4().hex}")
        try:
            with draft.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(READ_ONLY)
            # A link, unlike a renaming, fails where a file of that name has come meanwhile.
            path.hardlink_to(draft)
        finally:
            draft.unlink(missing_ok=True)
        for folder in (path.parent, *made):
            sync_folder(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """An original stands under its hash and under no other name."""
        return name

    def delete(self, name: str) -> None:
        """Originals are not deleted."""
        raise PermissionDenied

    def url(self, name: str | None) -> str:
        """Originals have no address."""
        raise PermissionDenied


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
