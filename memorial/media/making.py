"""Making: when derivatives are made, by whom, and what happens when one cannot be.

To make what is there already changes nothing; to make what is missing makes only that. An original is read and never
written.
"""

import errno
import hashlib
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from memorial.base.jobs import task
from memorial.base.memorial import Memorial
from memorial.darkroom.formats import Refused
from memorial.darkroom.limits import Limits
from memorial.darkroom.visits import develop, look_at
from memorial.media.derivatives import COPY, Derivative, only, order_for, recipes_of, replaceable
from memorial.media.incoming import own_room
from memorial.media.originals import ERASED, Original, OriginalChanged, OriginalMissing
from memorial.review.public_changes import change_public

logger = logging.getLogger(__name__)

#: How long after each failure it is tried again; after the last one a person is asked.
PAUSES = [timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)]


def limits() -> Limits:
    """Return what one visit to the darkroom may use here."""
    return Limits(
        memory=settings.MEDIA_MEMORY,
        seconds=settings.MEDIA_SECONDS,
        output=settings.MEDIA_MOST_BYTES,
        pixels=settings.MEDIA_MOST_PIXELS,
    )


def want_derivatives(original: Original) -> None:
    """Have the derivatives of an original made soon, if any is missing; one that has failed waits for a person."""
    if original.sha256 == ERASED or original.work == Original.Work.FAILED or is_complete(original):
        return
    Original.objects.filter(pk=original.pk).update(work=Original.Work.WAITING, attempts=0, failure="")
    make_derivatives.enqueue(original.pk)


@task()
def make_derivatives(original_id: int) -> None:
    """Make what is missing of one original; a failure is noted with its reason and tried again later."""
    original = Original.objects.filter(pk=original_id).first()
    if original is None:
        return
    try:
        make_missing(original)
    except DatabaseError:
        # Nothing can be noted now; the worker takes it up again.
        raise
    except Exception as problem:  # whatever it is, somebody must learn of it
        failed(original, problem)


def failed(original: Original, problem: Exception, *, again: bool = True) -> None:
    """Note why an original's derivatives were not made; a disk's trouble is tried again after a pause, four times."""
    passes = isinstance(problem, OSError) and not isinstance(problem, OriginalChanged)
    attempts = original.attempts + 1
    left = again and passes and attempts <= len(PAUSES)
    work = Original.Work.WAITING if left else Original.Work.FAILED
    with override(Memorial.current().own_language):
        reason = reason_of(problem)[:300]
    with transaction.atomic():
        Original.objects.filter(pk=original.pk).update(attempts=attempts, work=work, failure=reason)
        if left:
            make_derivatives.using(run_after=timezone.now() + PAUSES[attempts - 1]).enqueue(original.pk)


def reason_of(problem: Exception) -> str:
    """Return in words for a curator why derivatives could not be made."""
    if isinstance(problem, Refused):
        return _("The file could not be read within the limits on memory and time.")
    if isinstance(problem, OriginalChanged | OriginalMissing):
        return str(problem)
    if not isinstance(problem, OSError):
        logger.error("Derivatives could not be made.", exc_info=problem)
        return _("Something happened that nobody had thought of; the log of the server says what.")
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full.")
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("The files may not be read or written by the memorial.")
    return _("The storage of files does not answer as it should: %s") % (problem.strerror or type(problem).__name__)


def make_missing(original: Original) -> int:
    """Make every derivative of an original that is not there yet, and return how many files that were.

    Raises Refused where the file cannot be read, OSError where the storage fails.
    """
    missing = wanted(original) - present(original)
    made = make(original, missing) if missing else 0
    note_made(original)
    return made


def make_anew(original: Original) -> int:
    """Make all derivatives of an original in the place of those that are there, and return how many.

    What is there goes only when what replaces it is there: where nothing can be made, nothing is lost.
    """
    before = names(original)
    made = make(original, wanted(original))
    note_made(original)
    for name in before - names(original):
        replaceable().delete(name)
    return made


def make(original: Original, missing: set[tuple[str, str]]) -> int:
    """Make some derivatives of an original and keep them; return how many."""
    with own_room() as folder:
        path, room = folder / "file", folder / "visit"
        room.mkdir(mode=0o700)
        original.take_out(path)
        rows = pictures_of(original, path, room, missing) if original.is_image else [copy_of(original, path, room)]
        if not missing <= {(row.recipe, row.format) for row in rows}:
            raise Refused("too-hard")
        keep_rows(rows)
    return len(rows)


def note_made(original: Original) -> None:
    """Note that all is made; where a focal point was moved meanwhile another job waits and will note it."""
    if is_complete(original):
        Original.objects.filter(pk=original.pk).update(work=Original.Work.DONE, failure="", attempts=0)


def wanted(original: Original) -> set[tuple[str, str]]:
    """Return the recipe and format of every derivative that an original should have."""
    if not original.is_image:
        return {(COPY, original.extension)}
    return recipes_of(order_for(original, original.assets.all()))


def present(original: Original) -> set[tuple[str, str]]:
    """Return the recipe and format of every derivative that an original has, whole and in its storage."""
    rows = original.derivatives.select_related("original")
    return {(row.recipe, row.format) for row in rows if is_whole(row)}


def is_whole(row: Derivative) -> bool:
    """Return whether the file of a derivative stands in its storage at its full length."""
    try:
        return replaceable().size(row.name) == row.size
    except FileNotFoundError:
        return False


def is_complete(original: Original) -> bool:
    """Return whether the record knows every derivative that an original should have."""
    known = set(original.derivatives.values_list("recipe", "format"))
    return wanted(original) <= known


def names(original: Original) -> set[str]:
    """Return where the files of an original's derivatives stand in their storage."""
    return {row.name for row in original.derivatives.select_related("original")}


def pictures_of(original: Original, path: Path, room: Path, missing: set[tuple[str, str]]) -> list[Derivative]:
    """Make what is missing of a picture in the darkroom, and return the rows of what is kept; not saved."""
    order = only(order_for(original, original.assets.all()), missing)
    answer = develop(path, room, limits(), order)
    rows = [kept_picture(original, room / Path(each["name"]).name, each) for each in answer["made"]]
    Original.objects.filter(pk=original.pk).update(placeholder=answer["placeholder"])
    return rows


def kept_picture(original: Original, path: Path, said: dict[str, Any]) -> Derivative:
    """Put one file of a visit into the storage of derivatives, and return its row; not saved."""
    with path.open("rb") as file:
        row = Derivative(
            original=original,
            recipe=said["recipe"],
            format=said["format"],
            sha256=hashlib.file_digest(file, "sha256").hexdigest(),
            size=path.stat().st_size,
            width=said["width"],
            height=said["height"],
        )
        replaceable().save(row.name, File(file))
    return row


def copy_of(original: Original, path: Path, room: Path) -> Derivative:
    """Put a copy of a document or recording beside the originals, so that no original is ever handed out.

    It is looked at once more: what came in by another way than `receiving` may not be what its row says.
    """
    if look_at(path, room, limits())["media_type"] != original.media_type:
        raise Refused("not-taken")
    row = Derivative(
        original=original, recipe=COPY, format=original.extension, sha256=original.sha256, size=original.size
    )
    with path.open("rb") as file:
        replaceable().save(row.name, File(file))
    return row


@transaction.atomic
def keep_rows(rows: list[Derivative]) -> None:
    """Know the derivatives that were made, in the place of those of the same recipe."""
    Derivative.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["original", "recipe", "format"],
        update_fields=["sha256", "size", "width", "height", "made_at"],
    )
    if Original.objects.filter(pk__in={row.original_id for row in rows}, assets__version__gt=0).exists():
        change_public()


def remove_obsolete(original: Original) -> int:
    """Remove the derivatives that no asset shows any more, and return how many: squares around a former focal point."""
    with transaction.atomic():
        kept = wanted(original)
        rows = original.derivatives.select_related("original")
        obsolete = [row for row in rows if (row.recipe, row.format) not in kept]
        if Derivative.objects.filter(pk__in=[row.pk for row in obsolete]).delete()[0]:
            change_public()
    for row in obsolete:
        replaceable().delete(row.name)
    # A focal point may have gone back to where it was while this was looked at.
    want_derivatives(original)
    return len(obsolete)
