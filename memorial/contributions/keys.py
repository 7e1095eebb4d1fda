"""Keys: one for each compartment, each kept in a file of its own and wrapped by the installation's key.

They stand beside the database and never in it, so that no backup of the database holds them: once the file of a key is
gone, what it locked cannot be read again, here or in any copy.
"""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


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
    sync(path.parent)


def sync(folder: Path) -> None:
    """Have the disk keep what was added to a folder or removed from it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
    (place() / name).unlink(missing_ok=True)
    sync(place())


def rewrap_keys() -> int:
    """Wrap every key anew by the installation's present key, and return how many there are."""
    names = sorted(path.name for path in place().iterdir() if not path.name.startswith("."))
    for name in names:
        path = place() / name
        write_durably(path, wrapping().rotate(path.read_bytes()))
    return len(names)
