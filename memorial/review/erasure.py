"""Erasure: the words of an entry are taken out of all that the memorial keeps of it, for good.

What stays is that there was an entry, when it was published and withdrawn, and by whom: its permanent id, the numbers
and hashes of its versions, and the lines of the ledger, none of which holds a word of it.
"""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from memorial.accounts.models import User
from memorial.review.actions import held
from memorial.review.desk_index import forget
from memorial.review.entry_watchers import words_erased
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.notes import ReviewNote
from memorial.review.open_forms import SAVED, OpenForm
from memorial.review.revisions import Discarded, Revision
from memorial.review.snapshots import Column, content_fields, list_fields, own_rows, part_relation
from memorial.review.status import Status


@transaction.atomic
def erase_entry(*, entry: Entry, by: User | None, command: str = "", detail: dict[str, Any] | None = None) -> Entry:
    """Erase an entry, which is not public any more, with its working copy and its versions; return what is left.

    One line in the ledger names the versions, and whatever else ``detail`` says; without a word of the entry.
    """
    current = held(entry, by)
    if current.status == Status.PUBLISHED:
        raise ValueError("An entry is withdrawn before it is erased.")
    forget_copies(current)
    forget_kept_words(current)
    empty(current)
    words_erased()
    versions = erase_versions(current)
    record(Verb.ERASED, by=by, entry=current, detail={"versions": versions, **(detail or {})}, command=command)
    return current


def forget_copies(entry: Entry) -> None:
    """Delete the working copy of an entry."""
    rows: Any = type(entry)._base_manager
    keys = list(rows.filter(copy_of=entry).values_list("pk", flat=True))
    forget_forms(entry, keys)
    forget(str(entry._meta.model_name), keys)
    rows.filter(pk__in=keys).delete()


def forget_kept_words(entry: Entry) -> None:
    """Delete the words of an entry that are kept beside it: open forms, what was discarded, what colleagues wrote."""
    same = {"kind": entry._meta.model_name, "entry": entry.root_id}
    forget_forms(entry, [entry.pk])
    Discarded.objects.filter(**same).delete()
    ReviewNote.objects.filter(**same).delete()


def forget_forms(entry: Model | type[Model], keys: list[int]) -> None:
    """Delete what open forms remember of some rows of a kind."""
    both = [f"{mark}{key}" for key in keys for mark in ("", SAVED)]
    OpenForm.objects.filter(model=entry._meta.model_name, object_id__in=both).delete()


def empty(entry: Entry) -> None:
    """Take every word out of an entry and its parts, and leave it withdrawn, under a name that tells nothing."""
    for name in entry.made_of:
        relation = part_relation(type(entry), name)
        keys = [row.pk for row in own_rows(entry, name)]
        relation.related_model._base_manager.filter(pk__in=keys).delete()
    for listed in list_fields(type(entry)):
        getattr(entry, listed.name).clear()
    for column in content_fields(type(entry)):
        if can_be_empty(column):
            setattr(entry, column.attname, nothing_of(column))
    entry.status, entry.opens_at, entry.returned, entry.approved_by = Status.WITHDRAWN, None, False, None
    entry.save()
    rows: Any = type(entry)._base_manager
    left: Entry = rows.get(pk=entry.pk)
    left.refresh()


def can_be_empty(column: Column) -> bool:
    """Return whether an entry can be without what a column says; of which kind it is, it always says."""
    return column.name != "kind" and bool(
        column.null or column.has_default() or (column.blank and column.empty_strings_allowed)
    )


def nothing_of(column: Column) -> Any:
    """Return what stands in a column that says nothing."""
    if column.null:
        return None
    return column.get_default() if column.has_default() else ""


def erase_versions(entry: Entry) -> list[int]:
    """Take the words out of every version of an entry, and return the numbers of those that had any."""
    rows = Revision.objects.of(str(entry._meta.model_name), entry.root_id).with_words()
    versions = list(rows.values_list("version", flat=True))
    rows.order_by().update(snapshot={}, note="", correction={}, erased_at=timezone.now())
    return versions
