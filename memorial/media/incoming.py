"""Incoming: the folder in which a file stands while it is looked at or worked on, and what was left behind there."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

#: No visit to the darkroom takes that long: what is older was left by a process that was ended, in seconds.
LEFT_BEHIND = 24 * 60 * 60


def incoming() -> Path:
    """Return the folder for files that are on their way in or out of the darkroom."""
    folder: Path = settings.MEDIA_INCOMING
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def own_room() -> Iterator[Path]:
    """Give a new folder for one piece of work, and remove it with all that is in it afterwards."""
    with tempfile.TemporaryDirectory(dir=incoming(), ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def clear_incoming() -> int:
    """Remove what processes that were ended have left behind, and return how many files and folders that were."""
    left = [each for each in incoming().iterdir() if time.time() - each.lstat().st_mtime > LEFT_BEHIND]
    for each in left:
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each, ignore_errors=True)
        else:
            each.unlink(missing_ok=True)
    return len(left)
