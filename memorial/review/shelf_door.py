"""The door of the shelf: one link, behind which lie the public pages that the web server in front may give by itself.

The web server asks nobody. So whatever changes what visitors may see takes the link away in its own transaction, before
it is done: should everything stop at any moment after that, nothing is given that was before the act. It is put back
only while no such transaction is open, and only for pages of the record as it then stands.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

OPEN = "open"


def close_shelf() -> None:
    """Have the web server give no page by itself. Raises OSError where that fails: then nothing may be changed.

    Also where this process lays nothing out: while an installation is started anew, others may do so already, or still.
    """
    try:
        (settings.SHELF / OPEN).unlink()
    except FileNotFoundError:
        return
    # The link must not come back with the power.
    folder = os.open(settings.SHELF, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def opened(place: Path) -> str:
    """Return the name of the folder behind the door; empty while it is closed."""
    try:
        return (place / OPEN).readlink().name
    except OSError:
        return ""


def open_shelf(place: Path, name: str, still_stands: Callable[[], bool]) -> bool:
    """Have the web server give what lies in a folder, if ``still_stands()`` is still true with all acts shut out.

    On SQLite, the only database with which there is a shelf, one transaction writes at a time and this is one.
    """
    with transaction.atomic():
        if not still_stands():
            return False
        beside = place / f"{OPEN}.{name}"
        beside.unlink(missing_ok=True)
        beside.symlink_to(name, target_is_directory=True)
        beside.replace(place / OPEN)
    return True
