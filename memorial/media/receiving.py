"""Receiving: how a file from outside becomes an original, or is refused with a sentence."""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.darkroom.formats import Refused
from memorial.darkroom.limits import Limits
from memorial.darkroom.visits import look_at
from memorial.media.incoming import own_room
from memorial.media.making import limits, want_derivatives
from memorial.media.originals import NearDuplicate, Original, name_of, sealed

logger = logging.getLogger(__name__)

#: Pictures whose likenesses differ in no more of their 64 bits are shown to a curator side by side.
NEAR = 10

SENTENCES: Mapping[str, Promise] = {
    "empty": _("This file is empty. Please choose it anew."),
    "too-large": _("This file is larger than %(megabytes)d megabytes. Please send a smaller copy of it."),
    "too-many-pixels": _("This picture has more than %(megapixels)d million points. Please send a smaller copy of it."),
    "moving": _("This is a moving picture. Please send a single one, as JPEG or PNG."),
    "unreadable": _("This picture could not be read. Please send it as JPEG or PNG."),
    "too-heavy": _("This picture is too large to be read here. Please send a smaller copy of it, as JPEG."),
    "too-hard": _("This file could not be read. Please send a picture as JPEG or PNG, a document as PDF."),
    "two-in-one": _(
        "This file holds a second file of another kind and is not taken. Please save it anew and send that."
    ),
    "not-taken": _(
        "Files of this kind are not taken. Please send a picture as JPEG or PNG, a document as PDF, "
        "a sound recording as MP3, OGG, M4A or WAV, a film as MP4 or WebM."
    ),
    "damaged": _("This file is known here, but what is kept of it is missing or has changed. Please tell a steward."),
    "not-kept": _(
        "The memorial could not keep this file: its storage is full or does not answer. Nothing is wrong with the "
        "file. Please tell a steward, and send it again later."
    ),
}


class FileRefused(Exception):
    """A file that was not taken; its message is the sentence for the person who sent it, ``code`` the reason."""

    def __init__(self, code: str) -> None:
        numbers = {
            "megabytes": settings.MEDIA_MOST_BYTES // (1024 * 1024),
            "megapixels": settings.MEDIA_MOST_PIXELS // 1_000_000,
        }
        super().__init__(str(SENTENCES[code]) % numbers)
        self.code = code


def receive(*, file: File[Any], by: User | None) -> Original:
    """Take a file in: hash it, look at it in the darkroom, seal it, and return its original.

    The same content is one original however often and by whom it is sent. What is returned is on the disk; it is known
    once the surrounding transaction is committed. Raises FileRefused.
    """
    try:
        with own_room() as folder:
            return received(file, folder, by)
    except OSError as problem:
        logger.exception("A file could not be kept.")
        raise FileRefused("not-kept") from problem


def received(file: File[Any], folder: Path, by: User | None) -> Original:
    """Take a file in by way of a folder of its own; raises OSError where that or the storage cannot be written."""
    return keep_looked_at(look(file, folder), by)


@dataclass(frozen=True)
class LookedAt:
    """A file that the darkroom has seen and that lies in a folder of its own; nothing of it is kept yet."""

    path: Path
    sha256: str
    size: int
    #: What the darkroom says of it; nothing of a file that is an original already.
    said: dict[str, Any] | None


def look(file: File[Any], folder: Path) -> LookedAt:
    """Look at a file in a folder of its own, so that several can be looked at before the first is kept."""
    path = folder / "file"
    sha256, size = copied(file, path)
    known = Original.objects.filter(sha256=sha256).exists()
    return LookedAt(path, sha256, size, None if known else seen(path, folder))


def keep_looked_at(file: LookedAt, by: User | None) -> Original:
    """Return the original of a file that was looked at; raises FileRefused where what is kept of it is damaged."""
    if file.said is not None:
        return seal(file.path, file.sha256, file.size, file.said, by)
    refuse_damaged(file.sha256)
    return Original.objects.get(sha256=file.sha256)


def copied(file: File[Any], path: Path) -> tuple[str, int]:
    """Write what was sent into a file of our own, and return its SHA-256 and its size in bytes."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    with path.open("xb") as copy:
        for chunk in file.chunks():
            size += len(chunk)
            if size > settings.MEDIA_MOST_BYTES:
                raise FileRefused("too-large")
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest(), size


def seen(path: Path, folder: Path, within: Limits | None = None) -> dict[str, Any]:
    """Return what a visit to the darkroom says of a file, within the usual limits or narrower ones."""
    room = folder / "visit"
    room.mkdir(mode=0o700)
    try:
        return look_at(path, room, within or limits())
    except Refused as refused:
        raise FileRefused(refused.code) from refused


def seal(path: Path, sha256: str, size: int, said: dict[str, Any], by: User | None) -> Original:
    """Keep a file that was looked at: first on the disk, where nobody else has to wait for it, then in the record."""
    keep_file(path, sha256)
    with transaction.atomic():
        known = {"size": size, "received_by": by, **said}
        original, made = Original.objects.get_or_create(sha256=sha256, defaults=known)
        if made:
            NearDuplicate.objects.bulk_create(near_duplicates(original))
            want_derivatives(original)
    return original


def keep_file(path: Path, sha256: str) -> None:
    """Put a file into the storage of originals; one that stands there already must be the same, byte for byte."""
    try:
        with path.open("rb") as file:
            sealed().save(name_of(sha256), File(file))
    except FileExistsError:
        refuse_damaged(sha256)


def refuse_damaged(sha256: str) -> None:
    """Raise FileRefused where what is kept under a hash has another one, or is not there: a person must look."""
    try:
        with sealed().open(name_of(sha256), "rb") as kept:
            is_right = hashlib.file_digest(kept, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        is_right = False
    if not is_right:
        raise FileRefused("damaged")


def near_duplicates(original: Original) -> list[NearDuplicate]:
    """Return the pictures that look nearly like a new one; not saved."""
    if not original.likeness:
        return []
    own = int(original.likeness, 16)
    others = Original.objects.exclude(pk=original.pk).exclude(likeness="").values_list("pk", "likeness")
    found = []
    for key, likeness in others.iterator():
        distance = (own ^ int(likeness, 16)).bit_count()
        if distance <= NEAR:
            found.append(NearDuplicate(later=original, earlier_id=key, distance=distance))
    return found
