"""Making: when derivatives are made, by whom, and what happens when one cannot be.

To make what is there already changes nothing; to make what is missing makes only that. An original is read and never
written.
"""

import hashlib
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.base.jobs import task
from memorial.darkroom.formats import Refused
from memorial.darkroom.limits import Limits
from memorial.darkroom.visits import develop
from memorial.media.derivatives import COPY, Derivative, only, order_for, recipes_of, replaceable
from memorial.media.originals import Original

#: How long after each failure it is tried again; after the last one a person is asked.
PAUSES = [timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1)]


def want_derivatives(original: Original) -> None:
    """Have the derivatives of an original made soon, if any is missing; one that has failed waits for a person."""
    if original.work == Original.Work.FAILED or is_complete(original):
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
    except Refused:
        # The picture itself cannot be made: to try again would fail again.
        failed(original, _("The file could not be read within the limits on memory and time."), again=False)
    except OSError as problem:
        failed(original, problem.strerror or type(problem).__name__, again=True)


def failed(original: Original, reason: str, *, again: bool) -> None:
    """Note why an original's derivatives were not made, and try again after a pause while there is one left."""
    attempts = original.attempts + 1
    left = again and attempts <= len(PAUSES)
    work = Original.Work.WAITING if left else Original.Work.FAILED
    with transaction.atomic():
        Original.objects.filter(pk=original.pk).update(attempts=attempts, work=work, failure=reason[:300])
        if left:
            make_derivatives.using(run_after=timezone.now() + PAUSES[attempts - 1]).enqueue(original.pk)


def make_missing(original: Original) -> int:
    """Make every derivative of an original that is not there yet, and return how many files that were."""
    missing = wanted(original) - present(original)
    made = 0
    if missing:
        with tempfile.TemporaryDirectory(dir=incoming()) as folder:
            made = make_pictures(original, Path(folder), missing) if original.is_image else make_copy(original)
    Original.objects.filter(pk=original.pk).update(work=Original.Work.DONE, failure="", attempts=0)
    return made


def incoming() -> Path:
    """Return the folder for files that are on their way in or out of the darkroom."""
    folder: Path = settings.MEDIA_INCOMING
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def wanted(original: Original) -> set[tuple[str, str]]:
    """Return the recipe and format of every derivative that an original should have."""
    if not original.is_image:
        return {(COPY, original.extension)}
    return recipes_of(order_for(original, original.assets.all()))


def present(original: Original) -> set[tuple[str, str]]:
    """Return the recipe and format of every derivative that an original has, on the disk too."""
    rows = original.derivatives.select_related("original")
    return {(row.recipe, row.format) for row in rows if replaceable().exists(row.name)}


def is_complete(original: Original) -> bool:
    """Return whether the record knows every derivative that an original should have."""
    known = set(original.derivatives.values_list("recipe", "format"))
    return wanted(original) <= known


def make_pictures(original: Original, folder: Path, missing: set[tuple[str, str]]) -> int:
    """Make what is missing of a picture in the darkroom and keep it."""
    path, room = folder / "file", folder / "visit"
    room.mkdir(mode=0o700)
    with original.open() as file, path.open("xb") as copy:
        shutil.copyfileobj(file, copy)
    limits = Limits(
        memory=settings.MEDIA_MEMORY,
        seconds=settings.MEDIA_SECONDS,
        output=settings.MEDIA_MOST_BYTES,
        pixels=settings.MEDIA_MOST_PIXELS,
    )
    order = only(order_for(original, original.assets.all()), missing)
    answer = develop(path, room, limits, order)
    rows = [kept_picture(original, room / Path(each["name"]).name, each) for each in answer["made"]]
    keep_rows(original, rows)
    Original.objects.filter(pk=original.pk).update(placeholder=answer["placeholder"])
    return len(rows)


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


def make_copy(original: Original) -> int:
    """Put a copy of a document or recording beside the originals, so that no original is ever handed out."""
    row = Derivative(
        original=original, recipe=COPY, format=original.extension, sha256=original.sha256, size=original.size
    )
    with original.open() as file:
        replaceable().save(row.name, file)
    keep_rows(original, [row])
    return 1


@transaction.atomic
def keep_rows(original: Original, rows: list[Derivative]) -> None:
    """Know the derivatives that were made, in the place of those of the same recipe."""
    Derivative.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["original", "recipe", "format"],
        update_fields=["sha256", "size", "width", "height", "made_at"],
    )


def make_anew(original: Original) -> int:
    """Delete the derivatives of an original, make them again, and return how many; the original is only read."""
    for row in original.derivatives.select_related("original"):
        replaceable().delete(row.name)
    original.derivatives.all().delete()
    return make_missing(original)
