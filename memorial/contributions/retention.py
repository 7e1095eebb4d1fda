"""Retention: how long what strangers sent is kept, and the deletion of what is older, each day.

The privacy text promises these numbers; whoever changes one changes the other.
"""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from memorial.contributions import attachments, keys
from memorial.contributions.attachments import Attachment, forget_files, remove_files
from memorial.contributions.contacts import Compartment, destroy_contact
from memorial.contributions.erasure import forget_words
from memorial.contributions.made_entries import made_entries
from memorial.contributions.models import Contribution, Letter, State
from memorial.review.ledger import Verb, record

COMMAND = "clear_out_contributions"
BEGUN = timedelta(days=90)
ASIDE = timedelta(days=30)
DECLINED = timedelta(days=365)
CONTACT = timedelta(days=730)
#: Files of a form that was never sent, and what was left in the folders by a process that was ended.
LEFT_BEHIND = timedelta(days=1)
#: More files than these that no row knows speak of another installation's database, not of what was left behind.
MOST_UNKNOWN = 20
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Cleared:
    """How many contributions, contacts and files have been deleted."""

    begun: int = 0
    aside: int = 0
    declined: int = 0
    contacts: int = 0
    files: int = 0


def clear_out(now: datetime | None = None) -> Cleared:
    """Delete what has been kept for as long as was promised, and return how much of each that was.

    The ledger has one line for what was deleted and one for the contacts, however many they were: strangers must not
    fill it.
    """
    now = now or timezone.now()
    rows = Contribution.objects.all()
    cleared = Cleared(
        begun=delete_all(rows.filter(state=State.BEGUN, moved_at__lt=now - BEGUN)),
        aside=delete_all(rows.filter(state=State.ASIDE, moved_at__lt=now - ASIDE)),
        declined=forget_declined(rows.filter(state=State.DECLINED, moved_at__lt=now - DECLINED)),
        contacts=destroy_old_contacts(now - CONTACT),
        files=clear_files(now - LEFT_BEHIND),
    )
    write_down(cleared)
    return cleared


def write_down(cleared: Cleared) -> None:
    """Write into the ledger how much was deleted, if anything was."""
    words = {name: number for name, number in asdict(cleared).items() if number and name not in ("contacts", "files")}
    if words:
        record(Verb.ERASED, by=None, about=("contribution", ""), detail=words, command=COMMAND)
    if cleared.contacts:
        contacts = {"contacts": cleared.contacts}
        record(Verb.CONTACT_DESTROYED, by=None, about=("contribution", ""), detail=contacts, command=COMMAND)


def still(rows: "models.QuerySet[Contribution]", key: int) -> Contribution | None:
    """Return a row, held by this transaction, if it is among these still: its sender may have come back meanwhile."""
    return rows.select_for_update().filter(pk=key).first()


def delete_all(rows: "models.QuerySet[Contribution]") -> int:
    """Delete contributions with all that belongs to them, and return how many."""
    deleted = 0
    for key in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = still(rows, key)
            if row is None:
                continue
            destroy_contact(row)
            forget_words(row)
            row.merged.update(merged_into=None)
            row.delete()
            deleted += 1
    return deleted


def forget_declined(rows: "models.QuerySet[Contribution]") -> int:
    """Delete the words and files of contributions that were declined long ago, and return of how many."""
    letters = Letter.objects.filter(contribution=OuterRef("pk"))
    having = rows.filter(Q(size__gt=0) | Exists(letters))
    emptied = 0
    for key in list(having.values_list("pk", flat=True)):
        with transaction.atomic():
            row = still(having, key)
            if row is not None:
                forget_words(row)
                emptied += 1
    return emptied


def destroy_old_contacts(before: datetime) -> int:
    """Destroy the contacts of contributions with which nothing was done since, unless what was made of them stands."""
    old = Contribution.objects.filter(Q(changed_at=None) | Q(changed_at__lt=before), moved_at__lt=before)
    having = old.filter(Exists(Compartment.objects.filter(contribution=OuterRef("pk")).exclude(key="")))
    destroyed = 0
    for key in list(having.values_list("pk", flat=True)):
        with transaction.atomic():
            row = still(having, key)
            if row is not None and not stands(row):
                destroyed += destroy_contact(row)
    return destroyed


def stands(row: Contribution) -> bool:
    """Return whether a testimony or asset that was made of a contribution, or of one that it is part of, is here."""
    return bool(made_entries(row)) or (row.merged_into is not None and stands(row.merged_into))


def clear_files(before: datetime) -> int:
    """Delete files whose form was never sent, and whatever lies in the folders and is known to no row."""
    unsent = forget_files(Attachment.objects.filter(contribution=None, arrived_at__lt=before))
    files = unknown(attachments.place(), Attachment.objects.values_list("key", flat=True), before)
    remove_files(files)
    locks = unknown(keys.place(), Compartment.objects.exclude(key="").values_list("key", flat=True), before)
    for name in locks:
        keys.destroy_key(name)
    return unsent + len(files) + len(locks)


def unknown(folder: Path, known: Iterable[str], before: datetime) -> list[str]:
    """Return the names of the files in a folder that are older and that no row knows.

    None where they are many: then this is another database than the one that the folder belongs to, and a person looks.
    """
    names = [each.name for each in folder.iterdir() if each.is_file() and is_older(each, before)]
    there = set(known)
    found = sorted(name for name in names if name not in there and name != keys.LOCK)
    if len(found) > max(MOST_UNKNOWN, len(there)):
        logger.error("%d files in %s are known to no row: is this the database they belong to?", len(found), folder)
        return []
    return found


def is_older(path: Path, before: datetime) -> bool:
    """Return whether a file was written before a moment; one that has just gone was not."""
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False
