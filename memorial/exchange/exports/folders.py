"""Folders: where files that are made of the record stand; nothing but the memorial itself serves them."""

import shutil
import time
from pathlib import Path

from django.conf import settings

#: What nobody knows of any more is removed when it is older than this, in seconds.
LEFT_BEHIND = 24 * 60 * 60


def exports_folder() -> Path:
    """Return the folder of this installation in which exports and public copies stand, open to its owner alone."""
    folder = Path(settings.STORE) / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def remove(name: str) -> None:
    """Remove the folder of a holding with all its files."""
    shutil.rmtree(exports_folder() / name, ignore_errors=True)


def remove_unknown(known: set[str]) -> None:
    """Remove what was left behind by a process that was ended: folders of which no holding knows."""
    for folder in exports_folder().iterdir():
        if folder.name not in known and time.time() - folder.lstat().st_mtime > LEFT_BEHIND:
            remove(folder.name)
