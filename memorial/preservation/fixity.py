"""Fixity: runs that re-read originals, written down as they go, so that one which is cut can be gone on with."""

import fcntl
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.chunks import chunks
from memorial.media.originals import Original
from memorial.preservation.models import FixityCheck, FixityFinding, FixityRun
from memorial.preservation.querysets import unread_since
from memorial.preservation.reading import Reading, StorageAway, read, refuse_absent_storage
from memorial.preservation.unknown_files import strays
from memorial.review.ledger import Verb, record

COMMAND = "check_fixity"
Extent = FixityRun.Extent
#: How many readings are kept at once: so many are lost at most when a run is killed.
BATCH = 20
DAY = timedelta(days=1)
#: A run over all originals goes on where another was cut, if that was no longer ago.
GONE_ON_WITH = DAY


class AlreadyRunning(Exception):
    """Another run is under way on this machine."""


@dataclass(frozen=True)
class Manner:
    """How a run goes about it: what it tells, how long it rests after each original, and when it is to stop."""

    say: Callable[[FixityRun], None] = lambda _run: None
    goes_on: Callable[[], bool] = lambda: True
    pause: float = 0.0


@contextmanager
def alone() -> Iterator[None]:
    """Hold the place of the one run of this machine; it is free again when the process ends, however it ends."""
    with Path(settings.STORE, "fixity.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            raise AlreadyRunning from problem
        yield


def check(extent: Extent, manner: Manner | None = None) -> FixityRun:
    """Re-read originals, a night's part of them or all, and return the run; raises AlreadyRunning."""
    manner = manner or Manner()
    with alone():
        for cut in FixityRun.objects.unfinished():
            end(cut, interrupted=True)
        run = begin(extent)
        try:
            goes_through = read_originals(run, manner) and find_strays(run, manner)
            end(run, interrupted=not goes_through)
        except KeyboardInterrupt:
            end(run, interrupted=True)
        except StorageAway as problem:
            run.problem = (_("The storage of originals could not be read: %s") % problem)[:300]
            end(run, interrupted=True)
        return run


def begin(extent: Extent) -> FixityRun:
    """Return a new run with what it is to read."""
    now = timezone.now()
    since = now
    if extent == Extent.ALL:
        last = FixityRun.objects.filter(extent=extent).first()
        if last and last.interrupted and now - last.seen < GONE_ON_WITH:
            since = last.since
    planned = unread_since(since).count() if extent == Extent.ALL else nights_part(now)
    return FixityRun.objects.create(extent=extent, started=now, seen=now, since=since, planned=planned)


def nights_part(now: datetime) -> int:
    """Return how many originals are read in one night, so that all are within the days of the settings.

    A run that follows nights without one reads as many more.
    """
    last = FixityRun.objects.finished().first()
    nights = round((now - last.started) / DAY) if last else 1
    nights = min(max(nights, 1), settings.FIXITY_DAYS)
    return math.ceil(Original.objects.count() * nights / settings.FIXITY_DAYS)


def read_originals(run: FixityRun, manner: Manner) -> bool:
    """Read what a run is to read, and return whether it came to the end; raises StorageAway."""
    keys = list(unread_since(run.since).values_list("pk", flat=True)[: run.planned])
    if run.planned:
        refuse_absent_storage()
    for some in chunks(keys, BATCH):
        done: list[tuple[Original, Reading]] = []
        try:
            originals = Original.objects.in_bulk(some)
            for key in (each for each in some if each in originals):
                if not manner.goes_on():
                    return False
                done.append((originals[key], read(originals[key])))
                time.sleep(manner.pause)
        finally:
            keep(run, done)
        manner.say(run)
    return True


def find_strays(run: FixityRun, manner: Manner) -> bool:
    """Look for unknown files in a run over all, and otherwise once in FIXITY_DAYS; return whether it ended."""
    looked = FixityRun.objects.finished().filter(
        looked_for_unknown=True, started__gt=run.started - timedelta(days=settings.FIXITY_DAYS)
    )
    if run.extent != Extent.ALL and looked.exists():
        return True
    if Original.objects.exists():
        refuse_absent_storage()
    for stray in strays(run.started):
        if not manner.goes_on():
            return False
        write_down(FixityFinding.What.UNKNOWN, stray.name, reading=Reading(reason=stray.reason), run=run)
        run.findings += 1
    run.looked_for_unknown = True
    return True


def keep(run: FixityRun, done: list[tuple[Original, Reading]]) -> None:
    """Write down what a few readings have shown, and how far the run has come."""
    with transaction.atomic():
        # What was erased while it was read is neither missing nor changed.
        there = set(Original.objects.filter(pk__in=[original.pk for original, _reading in done]).values_list("pk"))
        done = [each for each in done if (each[0].pk,) in there]
        for original, reading in done:
            if reading.what:
                write_down(reading.what, original.name, original=original, reading=reading, run=run)
                run.findings += 1
            run.bytes += reading.size or 0
        keep_readings(done)
        run.checked += len(done)
        run.seen = timezone.now()
        run.save()


def keep_readings(done: list[tuple[Original, Reading]]) -> None:
    """Write down when some originals were read, and whether they were right."""
    now = timezone.now()
    rows = [FixityCheck(original=original, checked_at=now, right=not reading.what) for original, reading in done]
    FixityCheck.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["original"], update_fields=["checked_at", "right"]
    )


@transaction.atomic
def write_down(
    what: str,
    name: str,
    *,
    reading: Reading,
    original: Original | None = None,
    run: FixityRun | None = None,
    by: User | None = None,
) -> FixityFinding:
    """Write a finding down with its line in the ledger; one that stands already is seen again and is no new one."""
    now = timezone.now()
    seen = {"found_sha256": reading.sha256, "found_size": reading.size, "reason": reading.reason, "last_seen": now}
    first = {"original": original, "run": run, "first_seen": now}
    finding, is_new = FixityFinding.objects.standing().update_or_create(
        what=what, name=name, defaults=seen, create_defaults={**seen, **first}
    )
    if is_new:
        sha256 = original.sha256 if original else ""
        # The name of a stray file may say anything: the ledger keeps the number of the finding.
        detail = {"what": what, "finding": finding.pk, **({"sha256": sha256} if sha256 else {})}
        record(Verb.FIXITY_FOUND, by=by, about=about(finding), detail=detail, command=COMMAND)
    return finding


def about(finding: FixityFinding) -> tuple[str, str]:
    """Return by what the ledger names that of which a finding speaks."""
    return ("original", finding.original.sha256[:20] if finding.original else "")


@transaction.atomic
def end(run: FixityRun, *, interrupted: bool) -> None:
    """Write down that a run has ended, with its line in the ledger; one that was killed is ended when it is noticed."""
    run.ended = run.seen if interrupted and not run.problem else timezone.now()
    run.interrupted = interrupted
    run.save()
    detail = {"extent": run.extent, "read": run.checked, "bytes": run.bytes, "findings": run.findings}
    if interrupted:
        detail["interrupted"] = True
    record(Verb.FIXITY_CHECKED, by=None, detail=detail, command=COMMAND)
