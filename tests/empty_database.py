"""The empty database that tests begin with: made by all migrations once, and copied until the code is another."""

import hashlib
import os
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

CODE = Path(__file__).resolve().parent.parent / "memorial"


def state_of_code() -> str:
    """Return a name for the code as it is now; any change of it has another name."""
    told = hashlib.sha256(f"{version('django')} {version('django-tasks-db')} {sqlite3.sqlite_version}".encode())
    for file in sorted(CODE.rglob("*.py")):
        told.update(f"{file.relative_to(CODE)} {hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return told.hexdigest()


#: As the code was when the run began to read it: what is saved meanwhile belongs to the next run.
STATE = state_of_code()


def kept_in(folder: Path) -> Path:
    """Return where a folder keeps the database of the code of this run."""
    return folder / f"{STATE}.sqlite3"


def keep(database: sqlite3.Connection, place: Path) -> None:
    """Keep a copy of a database, whole or not at all, and none of another state of the code."""
    if state_of_code() != STATE:
        return
    own = place.with_name(f"{os.getpid()}.part")
    with closing(sqlite3.connect(own)) as copy:
        database.backup(copy)
    own.replace(place)
    for other in place.parent.glob("*.sqlite3"):
        if other != place:
            other.unlink(missing_ok=True)


def fill(database: sqlite3.Connection, place: Path) -> None:
    """Make a database what a kept one is."""
    with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro", uri=True)) as kept:
        kept.backup(database)
