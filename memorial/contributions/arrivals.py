"""Arrivals: what becomes of each file that a stranger attaches, before there is a contribution that it belongs to.

A file is looked at in the darkroom, stored on the disk under a name that tells nothing, and only then said to have
arrived. It belongs to a form by the form's key; the contribution takes it over when the form is sent.
"""

import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.contributions.admission import room_for
from memorial.contributions.attachments import Attachment, forget_files, new_key, place
from memorial.contributions.models import State
from memorial.contributions.uploads import MOST_FILES, LeftOut, StrangersUpload, most_bytes
from memorial.darkroom.limits import Limits
from memorial.media.incoming import own_room
from memorial.media.making import limits
from memorial.media.receiving import FileRefused, copied, seen
from memorial.media.storage import FOR_OWNER, draft_of, sync_folder

logger = logging.getLogger(__name__)

#: What a visit to the darkroom may take of the machine for somebody whom nobody knows, in seconds of computing.
SECONDS = 10
#: How many of a stranger's files one process looks at at a time, and how long another one waits for that, in seconds.
LOOKS = threading.BoundedSemaphore(2)
PATIENCE = 20
LONGEST_NAME = 200

SENTENCES: Mapping[str, Promise] = {
    "too-many": _("At most %(files)d files are taken with one form. Please send this one with another."),
    "too-much": _(
        "All files of one form may have %(megabytes)d megabytes together. Please send this one with another form."
    ),
    "busy": _("Many files are arriving at this moment. Please send this one again in a few minutes."),
    "no-room": _("There is no room for files at present. Please send this one again in a few days."),
    "not-kept": _("The memorial could not keep this file. Nothing is wrong with the file. Please send it again later."),
}


class NotTaken(Exception):  # noqa: N818  # an answer, and not a mistake
    """A file that was not taken for a reason that is not its own; its message is the sentence for its sender."""

    def __init__(self, code: str) -> None:
        numbers = {"files": MOST_FILES, "megabytes": most_bytes() // (1024 * 1024)}
        super().__init__(str(SENTENCES[code]) % numbers)


@dataclass(frozen=True)
class Arrived:
    """What became of one file: it was kept, or is refused with a sentence for the one who sent it."""

    name: str
    attachment: Attachment | None = None
    sentence: str = ""


def prepare(request: HttpRequest) -> None:
    """Have the files of a stranger's form come in within its limits; to be called before the form is read."""
    request.upload_handlers = [StrangersUpload(request)]


def was_cut(request: HttpRequest) -> bool:
    """Return whether so much was sent that it was not read to its end; what came before that was read."""
    return any(getattr(handler, "was_cut", False) for handler in request.upload_handlers)


def take(files: Sequence[UploadedFile[Any]], once: str) -> list[Arrived]:
    """Keep the files that came with a form, and say of each what became of it; none of them can fail another."""
    return [take_one(file, once) for file in files]


def take_one(file: UploadedFile[Any], once: str) -> Arrived:
    """Keep one file of a form, or refuse it with a sentence."""
    name = readable(file.name or "")
    try:
        if isinstance(file, LeftOut):
            raise NotTaken(file.code)
        with own_room() as folder:
            return Arrived(name, kept(file, name, once, folder))
    except FileRefused as refused:
        return Arrived(name, sentence=str(refused))
    except NotTaken as refused:
        return Arrived(name, sentence=str(refused))
    except OSError:
        logger.exception("A file that was sent in could not be kept.")
        return Arrived(name, sentence=str(NotTaken("not-kept")))


def readable(name: str) -> str:
    """Return the name of a file as it may be shown: nothing in it that cannot be seen or turns its letters around."""
    return "".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME]


def kept(file: UploadedFile[Any], name: str, once: str, folder: Path) -> Attachment:
    """Look at a file and store it; the same file in the same form is one. Raises FileRefused, NotTaken, OSError."""
    path = folder / "file"
    sha256, size = copied(file, path)
    known = of_form(once).filter(sha256=sha256).first()
    if known is not None:
        return known
    refuse_beyond_limits(once, size)
    with one_of_few():
        said = seen(path, folder, strangers_limits())
    new = Attachment(once=once, name=name, size=size, sha256=sha256, media_type=said["media_type"], kind=said["kind"])
    return stored(new, path)


def refuse_beyond_limits(once: str, size: int) -> None:
    """Raise NotTaken where a file is one too many, or there is no room for it."""
    rows = of_form(once)
    if len(rows) >= MOST_FILES:
        raise NotTaken("too-many")
    if sum(row.size for row in rows) + size > most_bytes():
        raise NotTaken("too-much")
    if not room_for(size):
        raise NotTaken("no-room")


def strangers_limits() -> Limits:
    """Return what a visit to the darkroom may use for a file of a stranger."""
    usual = limits()
    return replace(usual, seconds=min(usual.seconds, SECONDS))


@contextmanager
def one_of_few() -> Iterator[None]:
    """Wait until few enough files are being looked at; raises NotTaken where that takes too long."""
    if not LOOKS.acquire(timeout=PATIENCE):
        raise NotTaken("busy")
    try:
        yield
    finally:
        LOOKS.release()


def stored(attachment: Attachment, path: Path) -> Attachment:
    """Put a file where attached files lie, and know it once the disk has it."""
    attachment.key = new_key()
    with path.open("rb") as file, draft_of(attachment.path, File(file), FOR_OWNER) as draft:
        draft.replace(attachment.path)
    sync_folder(place())
    try:
        attachment.save(force_insert=True)
    except IntegrityError:
        # The same file of the same form at the same moment: the other one was first.
        attachment.path.unlink(missing_ok=True)
        return of_form(attachment.once).get(sha256=attachment.sha256)
    return attachment


def of_form(once: str) -> "models.QuerySet[Attachment]":
    """Return the files that came with a form."""
    return Attachment.objects.filter(once=once)


def attached(once: str) -> list[Attachment]:
    """Return the files of a form that has not been sent yet, in the order in which they came."""
    return list(unsent(once))


def unsent(once: str) -> "models.QuerySet[Attachment]":
    """Return the files of a form that can still be changed by whoever fills it in."""
    return of_form(once).filter(Q(contribution=None) | Q(contribution__state=State.BEGUN))


def drop(once: str, key: str) -> bool:
    """Take a file out of a form that has not been sent yet; return whether there was such a one."""
    return bool(forget_files(unsent(once).filter(key=key)))
