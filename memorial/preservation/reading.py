"""Reading: one original is read from its storage again and held against what was received; nothing is written there."""

import errno
import hashlib
import time
from dataclasses import dataclass

from django.utils.translation import gettext as _

from memorial.media.originals import Original, sealed
from memorial.preservation.models import FixityFinding

What = FixityFinding.What
#: What goes wrong with this process, its machine or a connection, and says nothing about a file.
PASSING = (ConnectionError, TimeoutError, InterruptedError, BlockingIOError, MemoryError)
PASSING_NUMBERS = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENETDOWN, errno.ENETUNREACH, errno.EHOSTUNREACH}
#: How long it takes until what was not right is read a second time, in seconds.
PAUSE = 1.0
#: The folder that a file system keeps at its top for what it finds when it is repaired.
LOST_AND_FOUND = "lost+found"


class StorageAway(Exception):
    """The storage of originals cannot be read, or not now: that says nothing about any single file."""


@dataclass(frozen=True)
class Reading:
    """What one reading has shown: nothing wrong, or what."""

    what: str = ""
    sha256: str = ""
    size: int | None = None
    reason: str = ""


def read(original: Original) -> Reading:
    """Return how an original stands in its storage; what is not right is read a second time. Raises StorageAway."""
    first = read_once(original)
    if not first.what:
        return first
    time.sleep(PAUSE)
    return read_once(original)


def read_once(original: Original) -> Reading:
    """Return what one reading shows; raises StorageAway."""
    digest, size = hashlib.sha256(), 0
    try:
        with original.open() as file:
            for chunk in file.chunks():
                size += len(chunk)
                digest.update(chunk)
    except FileNotFoundError:
        refuse_absent_storage()
        return Reading(What.MISSING)
    except Exception as problem:  # a storage elsewhere raises errors of its own; a file that will not be read is gone
        refuse_passing(problem)
        refuse_absent_storage()
        return Reading(What.MISSING, reason=words_of(problem))
    is_right = (digest.hexdigest(), size) == (original.sha256, original.size)
    return Reading("" if is_right else What.CHANGED, digest.hexdigest(), size)


def refuse_passing(problem: Exception) -> None:
    """Raise StorageAway for an error that may be over in a moment."""
    if isinstance(problem, PASSING) or getattr(problem, "errno", None) in PASSING_NUMBERS:
        raise StorageAway(words_of(problem)) from problem


def refuse_absent_storage() -> None:
    """Raise StorageAway where the storage as a whole cannot be read, as with a disk that is not mounted."""
    try:
        folders, files = sealed().listdir("")
    except Exception as problem:  # whatever it is, the storage did not answer
        raise StorageAway(words_of(problem)) from problem
    if not files and set(folders) <= {LOST_AND_FOUND}:
        raise StorageAway(_("It is empty."))


def words_of(problem: Exception) -> str:
    """Return what an error says, as short as a column takes."""
    said = getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
    return str(said)[:300]
