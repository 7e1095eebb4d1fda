"""Keys: one for each compartment, each kept in a file of its own and wrapped by the installation's key.

They stand beside the database and never in it, so that no backup of the database holds them: once the file of a key is
gone, what it locked cannot be read again, here or in any copy.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from memorial.media.storage import sync_folder

#: Who holds this file destroys or wraps keys; no other file in the folder of the keys has such a name.
LOCK = ".lock"


class KeyGone(Exception):  # noqa: N818  # an answer, and not a mistake
    """A compartment that nobody can open any more: its key was destroyed, or belongs to another installation."""


def place() -> Path:
    """Return the folder in which the keys of the compartments lie."""
    folder: Path = settings.CONTACT_KEYS_DIR
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def wrapping() -> MultiFernet:
    """Return the installation's keys, the present one first; what an earlier one has wrapped can still be opened."""
    return MultiFernet([Fernet(key) for key in settings.CONTACT_KEYS])


def write_durably(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and only return when the disk has it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def new_key() -> tuple[str, Fernet]:
    """Make a key, keep it, and return the name under which it is kept with what locks by it."""
    key, name = Fernet.generate_key(), secrets.token_hex(16)
    write_durably(place() / name, wrapping().encrypt(key))
    return name, Fernet(key)


def key_of(name: str) -> Fernet:
    """Return what opens by a key. Raises KeyGone."""
    try:
        return Fernet(wrapping().decrypt((place() / name).read_bytes()))
    except (FileNotFoundError, InvalidToken) as gone:
        raise KeyGone from gone


def destroy_key(name: str) -> None:
    """Destroy a key: what it has locked can be read by nobody any more, in no copy of the database."""
    with alone():
        # What a process left behind that was ended while it wrote is a copy of the key.
        for path in (place() / name, *place().glob(f".{name}.*")):
            path.unlink(missing_ok=True)
        sync_folder(place())


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody else destroys or wraps keys: one that was destroyed must not be written anew."""
    with (place() / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def rewrap_keys() -> tuple[int, list[str]]:
    """Wrap every key anew by the installation's present key; return how many those are, and which nobody could open.

    It can be interrupted and begun anew: each key is wrapped by the one or by the other, and both are known.
    """
    wrapped, closed = 0, []
    for name in sorted(path.name for path in place().iterdir() if not path.name.startswith(".")):
        with alone():
            path = place() / name
            if not path.exists():
                continue
            try:
                write_durably(path, wrapping().rotate(path.read_bytes()))
                wrapped += 1
            except InvalidToken:
                closed.append(name)
    return wrapped, closed
