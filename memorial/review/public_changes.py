"""Public changes: the number by which everybody knows whether what visitors may see is still what it was.

Each act that changes it adds a row in its own transaction, so that the number changes with the record and never apart
from it. Pages are kept by it (`memorial.public.kept`); an act ends only when no process relies on the number before.
"""

import secrets
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from memorial.review.entry_watchers import (
    watches_changes,
    watches_erasure,
    watches_removals,
    watches_time,
    watches_turns,
)
from memorial.review.replicas import PRIMARY, wait_for_replicas
from memorial.review.status import Status

#: So many rows may stand before the old ones are taken away.
MOST = 500
#: No transaction is open for so long that its row may still be on its way.
OLD = timedelta(days=1)
#: In these an entry that never was public is nobody's business but the desk's.
AT_THE_DESK = frozenset({Status.DRAFT, Status.IN_REVIEW})


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


class Slept(threading.local):
    """When this thread last began to wait for all others to know."""

    since = 0.0


SLEPT = Slept()


def public_state(using: str = PRIMARY) -> PublicState:
    """Return what stands now for the whole of what visitors may see, as one of the databases shows it."""
    found = PublicChange.objects.using(using).aggregate(last=Max("pk"), tokens=Sum("token"))
    return PublicState(found["last"] or 0, found["tokens"] or 0)


@transaction.atomic(savepoint=False)
def change_public() -> None:
    """Say, in the transaction that does it, that something of what visitors may see is changed."""
    PublicChange.objects.create()
    begun = time.monotonic()
    transaction.on_commit(lambda: wait_for_all(begun))


def wait_for_all(begun: float) -> None:
    """Wait until every process has asked anew, if nobody waited since ``begun``: what is done is known to all then."""
    if SLEPT.since >= begun:
        return
    SLEPT.since = time.monotonic()
    if settings.REPLICAS:
        done = public_state().last
        wait_for_replicas(lambda alias: public_state(alias).last >= done)
    if settings.KEEP_PAGES or settings.REPLICAS:
        time.sleep(max(0.0, SLEPT.since + settings.KEEP_RELIED_ON - time.monotonic()))


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
