"""Public changes: the number by which everybody knows whether what visitors may see is still what it was.

Each act that changes it adds a row in its own transaction, so that the number changes with the record and never apart
from it. Pages are kept by it (`memorial.public.kept`); an act ends only when no process relies on the number before,
and when a content network, if there is one, has let go of what it kept or could not be reached.
"""

import logging
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from memorial.base.jobs import task
from memorial.review.entry_watchers import (
    watches_changes,
    watches_erasure,
    watches_removals,
    watches_time,
    watches_turns,
)
from memorial.review.purges import Purge, note_failure, purge
from memorial.review.replicas import FAILED, PRIMARY, wait_for_replicas
from memorial.review.shelf_door import close_shelf
from memorial.review.status import Status

#: After so many seconds an act tries a content network again that was not reached.
AGAIN = 60.0
#: So many changes may be on their way to a replica at once.
LATEST = 50
#: So many rows may stand before the old ones are taken away.
MOST = 500
#: No transaction is open for so long that its row may still be on its way.
OLD = timedelta(days=1)
#: In these an entry that never was public is nobody's business but the desk's.
AT_THE_DESK = frozenset({Status.DRAFT, Status.IN_REVIEW})
#: For so many seconds what a server has just sent may be on its way to a content network.
ON_ITS_WAY = 0.4
#: After which what was on its way for very long is let go of too.
AFTERWARDS = timedelta(seconds=10)
said_by = logging.getLogger(__name__)


class PublicState(NamedTuple):
    """What stands for the whole of what visitors may see; two that are equal are of one record.

    Transactions may end in another order than their numbers have, and a database that comes back from a backup gives
    the same numbers again, so the tokens of all rows count as well.
    """

    last: int
    tokens: int


def new_token() -> int:
    """Return a number that no other row is likely to have."""
    return secrets.randbits(31)


class PublicChange(models.Model):
    """One change of what visitors may see: that it was, and nothing of what."""

    id = models.BigAutoField(primary_key=True)
    token = models.PositiveIntegerField(default=new_token)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Waits(threading.local):
    """When this thread last began to wait for all others to know, and whether it will for several acts at once."""

    since = 0.0
    together = False
    owed = False


WAITS = Waits()


class Tried:
    """When this process last tried to reach the content network."""

    at = float("-inf")

    @classmethod
    def long_ago(cls) -> bool:
        """Return whether it is to be tried again now."""
        return time.monotonic() - cls.at > AGAIN


def public_state(using: str = PRIMARY) -> PublicState:
    """Return what stands now for the whole of what visitors may see, as one of the databases shows it."""
    found = PublicChange.objects.using(using).aggregate(last=Max("pk"), tokens=Sum("token"))
    return PublicState(found["last"] or 0, found["tokens"] or 0)


@transaction.atomic(savepoint=False)
def change_public() -> None:
    """Say, in the transaction that does it, that something of what visitors may see is changed."""
    PublicChange.objects.create()
    close_shelf()
    begun = time.monotonic()
    # What is done is done: nothing that fails from here on is shown as a failure of the act.
    transaction.on_commit(lambda: wait_for_all(begun), robust=True)


def wait_for_all(begun: float) -> None:
    """Wait until every process has asked anew, if nobody waited since ``begun``: what is done is known to all then."""
    if not (settings.KEEP_PAGES or settings.REPLICAS) or WAITS.since >= begun:
        return
    if WAITS.together:
        WAITS.owed = True
    else:
        wait()


@contextmanager
def waited_for_once() -> Iterator[None]:
    """Wait once for all acts that are done within: they are acknowledged together."""
    WAITS.together = True
    try:
        yield
    finally:
        WAITS.together = False
        if WAITS.owed:
            WAITS.owed = False
            try:
                wait()
            except Exception:  # what is done is done, as above
                said_by.exception("It could not be seen whether all know what was done.")


def wait() -> None:
    """Wait until nobody relies on what was before."""
    WAITS.since = time.monotonic()
    try:
        if settings.REPLICAS:
            have_replicas_follow()
    finally:
        if not settings.PURGE_AT:
            time.sleep(settings.KEEP_RELIED_ON)
    if settings.PURGE_AT and let_go_elsewhere():
        have_purged_again(AFTERWARDS)


def have_replicas_follow() -> None:
    """Wait until the replicas that are read show what was done; the act is done, whatever becomes of this."""
    try:
        # Acts may arrive in another order than their numbers have.
        done = list(PublicChange.objects.order_by("-pk").values_list("pk", flat=True)[:LATEST])
        known = PublicChange.objects.filter(pk__in=done)
        wait_for_replicas(lambda alias: known.using(alias).count() == len(done))
    except FAILED:
        said_by.exception("It could not be seen whether the replicas show what was done.")


def let_go_elsewhere(*, is_job: bool = False) -> bool:
    """Wait until no process gives what was before, then have the content network let go of it; return whether it did.

    The act is done, whatever becomes of this: what fails here is tried again, and never shown as a failure of the act.
    """
    try:
        # Asked before the wait, so that no change counts as purged that a server did not know of yet.
        state = public_state()
        time.sleep(settings.KEEP_RELIED_ON + ON_ITS_WAY)
        # One that was not reached a moment ago is waited for by the job alone, and not by everybody who acts.
        is_tried = is_job or not Purge.current().is_late or Tried.long_ago()
        if is_tried:
            Tried.at = time.monotonic()
        done = is_tried and purge(state)
        if not done:
            note_failure()
            have_purged_again(Purge.current().pause)
    except Exception:  # whatever it is: each minute it is looked whether something is left to do
        said_by.exception("Whether a content network has let go of what was kept could not be noted.")
        note_failure()
        return False
    return done


def have_purged_again(pause: timedelta) -> None:
    """Have it done again after a pause, unless it is to be done soon enough anyway."""
    waiting = DBTaskResult.objects.filter(status="READY", task_path=purge_again.module_path)
    soon = timezone.now() + pause
    if not waiting.filter(run_after__gt=soon - pause / 2, run_after__lte=soon).exists():
        purge_again.using(run_after=soon).enqueue()


@task()
def purge_again() -> None:
    """Have the content network let go of all once more: of what it was not asked for, or what was on its way."""
    if settings.PURGE_AT:
        let_go_elsewhere(is_job=True)


@watches_time
def purge_what_is_left() -> None:
    """Have a purge done that a process was ended before, or that nobody has tried for a while."""
    if not settings.PURGE_AT:
        return
    row = Purge.current()
    waiting = DBTaskResult.objects.filter(status="READY", task_path=purge_again.module_path)
    if (row.last, row.tokens) != public_state() and not waiting.exists():
        purge_again.enqueue()


@watches_changes
def follow(entries: Sequence[Any]) -> None:
    """Say that entries of one kind were changed, if visitors may see any of them or might have."""
    if any(not entry.is_copy and (entry.version or entry.status not in AT_THE_DESK) for entry in entries):
        change_public()


@watches_removals
def let_go(_kind: str, _keys: Sequence[int]) -> None:
    """Say that entries were removed."""
    change_public()


@watches_turns
def turn(_model: type[Any], _keys: Sequence[int]) -> None:
    """Say that entries have opened or closed by themselves."""
    change_public()


@watches_erasure
def erase() -> None:
    """Say that words were erased for good."""
    change_public()


@watches_time
def forget_old() -> None:
    """Take old rows away once there are many, with a new one in their place, so that no state ever comes again."""
    if PublicChange.objects.count() > MOST:
        with transaction.atomic():
            change_public()
            PublicChange.objects.filter(at__lt=timezone.now() - OLD).delete()
