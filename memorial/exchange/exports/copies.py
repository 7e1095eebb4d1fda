"""Public copies: how the files of the whole public record are made, and which of them are given out."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from django.db import transaction
from django.utils.translation import override

from memorial.base.jobs import task
from memorial.base.memorial import Memorial
from memorial.exchange.exports.closing import STRANGERS, finish
from memorial.exchange.exports.explanations import explained
from memorial.exchange.exports.fingerprints import Fingerprints
from memorial.exchange.exports.folders import remove_unknown
from memorial.exchange.exports.holdings import Holding, begin, close
from memorial.exchange.exports.linked_files import LinkedFile
from memorial.exchange.exports.models import CopyFile, PublicCopy
from memorial.exchange.exports.pouring import pour
from memorial.exchange.exports.writers import CsvTables, JsonLines, Writer
from memorial.exchange.representations.kinds import KINDS

logger = logging.getLogger(__name__)

#: Of so many earlier copies it is still known that they were one, so that their addresses say so.
REMEMBERED = 20
#: How often it is begun anew at once when something was closed while it was read.
ATTEMPTS = 3
MEDIA_TYPES = {".zip": "application/zip", ".gz": "application/gzip"}

ALL = list(KINDS.values())
Making = Callable[[Path], Writer]
#: What is made in one walk through the record: by the end of the file's name, how it is written.
FORMS: dict[str, Making] = {
    ".jsonl.gz": JsonLines,
    ".jsonld.gz": LinkedFile,
    "-csv.zip": lambda path: CsvTables(path, ALL, STRANGERS, explained(ALL, STRANGERS)),
}


def newest() -> PublicCopy | None:
    """Return the last copy that was made and that no act has closed."""
    made = PublicCopy.objects.filter(holding__made__isnull=False, holding__closed=None)
    return made.select_related("holding").prefetch_related("files").first()


def given_out(licence: str) -> PublicCopy | None:
    """Return the copy that is given out now, if it holds nothing that is closed and is under the licence of today."""
    copy = newest()
    return copy if copy is not None and copy.licence == licence and copy.holding.stands else None


class Standing(Enum):
    """How it stands with a file of a public copy."""

    GIVEN_OUT = auto()
    #: Nothing is given out: the file that stood here, or what is to stand in its place, is being made.
    MADE_ANEW = auto()
    #: Another file stands in its place.
    OVER = auto()


def standing_of(digest: str, name: str, licence: str) -> tuple[Standing, CopyFile | None]:
    """Return how it stands with a file that is named by its hash, and the file, if there ever was one."""
    named = CopyFile.objects.filter(sha256=digest, name=name).select_related("copy__holding")
    present = given_out(licence)
    if present is None:
        return Standing.MADE_ANEW, named.first()
    file = named.filter(copy=present).first()
    return (Standing.GIVEN_OUT, file) if file is not None else (Standing.OVER, named.first())


@task()
def make_public_copy(nightly: bool) -> None:
    """Make a public copy in the background: each night, else only where there is none to give out."""
    if nightly or given_out(Memorial.current().licence) is None:
        make_copy()


def make_copy() -> PublicCopy | None:
    """Make the public copy anew; return nothing where each attempt was overtaken by something that was closed."""
    for _attempt in range(ATTEMPTS):
        if (copy := attempt()) is not None:
            forget_earlier(copy)
            return copy
    return None


def attempt() -> PublicCopy | None:
    """Read the whole public record and write its files, unless something of it is closed meanwhile."""
    memorial = Memorial.current()
    with transaction.atomic():
        holding = begin()
        copy = PublicCopy.objects.create(holding=holding, licence=memorial.licence)
    try:
        with override(memorial.own_language):
            files = write_files(copy)
    except BaseException:
        close(holding)
        raise
    with transaction.atomic():
        CopyFile.objects.bulk_create(files)
        return copy if finish(holding) else None


def write_files(copy: PublicCopy) -> list[CopyFile]:
    """Write all files of a copy, and return what is to be known of them; not saved."""
    folder = copy.holding.path
    start = f"memorial-{copy.holding.begun:%Y-%m-%d}"
    paths = [folder / f"{start}{end}" for end in FORMS]
    writers = [form(path) for form, path in zip(FORMS.values(), paths, strict=True)]
    prints = Fingerprints(folder)
    entries = pour(ALL, STRANGERS, writers, prints=prints)
    for writer in writers:
        writer.close()
    prints.close()
    return [file_of(copy, path, entries) for path in paths]


def file_of(copy: PublicCopy, path: Path, entries: int) -> CopyFile:
    """Return what is to be known of one file of a copy; not saved."""
    path.chmod(0o600)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    media_type = MEDIA_TYPES[path.suffix]
    return CopyFile(
        copy=copy, name=path.name, media_type=media_type, size=path.stat().st_size, sha256=digest, entries=entries
    )


def forget_earlier(copy: PublicCopy) -> None:
    """Give out no earlier copy any more, remove their files, and forget those of long ago."""
    for holding in Holding.objects.filter(public_copy__isnull=False, closed=None).exclude(pk=copy.holding_id):
        if holding.begun < copy.holding.begun:
            close(holding)
    known = PublicCopy.objects.values_list("holding_id", flat=True)[:REMEMBERED]
    Holding.objects.filter(public_copy__isnull=False).exclude(pk__in=list(known)).delete()
    remove_unknown(set(Holding.objects.filter(closed=None).values_list("folder", flat=True)))


def last_attempt() -> datetime | None:
    """Return when the making of a copy was last begun."""
    return Holding.objects.filter(public_copy__isnull=False).values_list("begun", flat=True).first()
