"""Following: what is done with files in the transaction of every act, and each minute for what closes by itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from memorial.base.memorial import Memorial
from memorial.exchange.exports.closing import look_at_changes
from memorial.exchange.exports.copies import given_out, last_attempt, make_public_copy
from memorial.exchange.exports.holdings import Holding, close
from memorial.exchange.exports.models import Export
from memorial.preservation.nightly import NIGHT
from memorial.review.entry_watchers import watches_changes, watches_erasure, watches_removals, watches_time

#: After an attempt that came to nothing, how long it rests before the next that nobody's act has asked for.
REST = timedelta(minutes=10)
#: What has been under way for so long was cut off.
CUT = timedelta(hours=6)


@watches_changes
def follow(entries: Sequence[Any]) -> None:
    """Look whether entries of one kind that were changed stand in a file; working copies are in none."""
    own = [entry for entry in entries if not entry.is_copy]
    if own:
        look_at(str(own[0]._meta.model_name), sorted({entry.pk for entry in own}))


@watches_removals
def let_go(kind: str, keys: Sequence[int]) -> None:
    """Look whether entries that are being removed stand in a file."""
    look_at(kind, keys)


def look_at(kind: str, keys: Sequence[int]) -> None:
    """Close every file that says of some entries what is no longer so, and have the public copy made anew."""
    if any(hasattr(holding, "public_copy") for holding in look_at_changes(kind, keys)):
        want_copy()


@watches_erasure
def close_all() -> None:
    """Give out no file that was made before words were erased, nor one that is just being made."""
    for holding in Holding.objects.filter(closed=None):
        close(holding)
    want_copy()


@watches_time
def keep_files() -> None:
    """Close what has closed by itself, remove files that were kept long enough, and have the nightly copy made."""
    for holding in Holding.objects.filter(closed=None, made__isnull=False):
        if not holding.stands:
            close(holding)
    cut_off = Q(made=None) | Q(export=None, public_copy=None)
    for holding in Holding.objects.filter(cut_off, closed=None, begun__lt=timezone.now() - CUT):
        close(holding)
    Holding.objects.filter(public_copy=None, closed__lt=timezone.now() - CUT).delete()
    Export.objects.filter(state=Export.State.MAKING, holding__closed__isnull=False).update(state=Export.State.FAILED)
    for export in Export.objects.filter(holding__closed=None, made_at__isnull=False).select_related("holding"):
        if export.holding is not None and not export.can_be_downloaded:
            close(export.holding)
    if Memorial.objects.exists() and is_due(timezone.now()):
        want_copy(nightly=given_out(Memorial.current().licence) is not None)


def is_due(now: datetime) -> bool:
    """Return whether a copy is to be made now: there is none to give out, or it was not made this night yet."""
    last = last_attempt()
    if last is not None and abs(now - last) < REST:
        return False
    memorial = Memorial.current()
    if given_out(memorial.licence) is None:
        return True
    local = timezone.localtime(now, memorial.zone)
    night = local.replace(hour=NIGHT.start, minute=0, second=0, microsecond=0)
    return local.hour in NIGHT and last is not None and not night <= last <= now


def want_copy(*, nightly: bool = False) -> None:
    """Have the public copy made soon, unless it is waiting to be made already."""
    waiting = DBTaskResult.objects.filter(status="READY", task_path=make_public_copy.module_path)
    if not waiting.exists():
        make_public_copy.enqueue(nightly)
