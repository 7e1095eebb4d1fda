"""Working copies: how a published entry is copied for editing, and how the copy is written over it.

Parts are matched row by row through ``copied_from``: what did not change keeps its row, what changed keeps its key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from memorial.base.rows import insert_rows
from memorial.review.models import Entry
from memorial.review.snapshots import (
    Column,
    Snapshot,
    content_fields,
    list_fields,
    own_rows,
    part_fields,
    part_relation,
    refers,
)


@dataclass
class Rewritten:
    """What writing a copy over its entry did to the parts of one kind: rows that went, rows that came or changed."""

    gone: list[Any] = field(default_factory=list)
    made: list[Any] = field(default_factory=list)


def copy_row(entry: Entry) -> Entry:
    """Return a new working copy of an entry, without its parts; not saved."""
    model: Any = type(entry)
    copy: Entry = model(copy_of=entry, label=entry.label)
    for column in content_fields(type(entry)):
        setattr(copy, column.attname, getattr(entry, column.attname))
    return copy


def copy_parts(entry: Entry, copy: Entry) -> None:
    """Give a saved working copy all parts of its entry, each knowing the row that it stands for."""
    copy_parts_of([(entry, copy)])


def copy_parts_of(copies: Sequence[tuple[Entry, Entry]]) -> dict[str, list[Any]]:
    """Give saved working copies all parts of their entries, which are of one kind: pairs of an entry and its copy.

    Returns the rows that were made, by the name of the parts.
    """
    model, made = type(copies[0][0]) if copies else Entry, {}
    for name in model.made_of if copies else ():
        rows = [part_of(copy, name, row, copied_from=row.pk) for entry, copy in copies for row in own_rows(entry, name)]
        insert_rows(rows)
        made[name] = rows
    for column in list_fields(model) if copies else ():
        for entry, copy in copies:
            getattr(copy, column.name).set(getattr(entry, column.name).all())
    return made


def part_of(owner: Entry, name: str, row: Any, *, copied_from: int | None = None, pk: int | None = None) -> Any:
    """Return a row like another one that belongs to ``owner``; not saved."""
    relation = part_relation(type(owner), name)
    made = relation.related_model(pk=pk, copied_from=copied_from)
    for column in part_fields(type(owner), name):
        setattr(made, column.attname, getattr(row, column.attname))
    setattr(made, relation.field.name, owner)
    return made


def write_over(copy: Entry, entry: Entry) -> dict[str, Rewritten]:
    """Write a working copy over its entry and return what became of each kind of parts; both are read whole."""
    for column in content_fields(type(entry)):
        setattr(entry, column.attname, getattr(copy, column.attname))
    for listed in list_fields(type(entry)):
        getattr(entry, listed.name).set(getattr(copy, listed.name).all())
    changes = {name: compare_parts(copy, entry, name) for name in entry.made_of}
    # What goes leaves before what comes: a name may take the place that another one gives up.
    for name, change in changes.items():
        manager = part_relation(type(entry), name).related_model._base_manager
        manager.filter(pk__in=[row.pk for row in change.gone]).delete()
    for name, change in changes.items():
        part_relation(type(entry), name).related_model._base_manager.bulk_create(change.made)
    return changes


def compare_parts(copy: Entry, entry: Entry, name: str) -> Rewritten:
    """Return which rows of an entry go and which come when its copy is written over it; a changed row does both."""
    kept = {row.pk: row for row in own_rows(entry, name)}
    change = Rewritten()
    for row in own_rows(copy, name):
        old = kept.pop(row.copied_from, None) if row.copied_from else None
        if old is not None and same(old, row, part_fields(type(entry), name)):
            continue
        if old is not None:
            change.gone.append(old)
        change.made.append(part_of(entry, name, row, pk=old.pk if old is not None else None))
    change.gone += kept.values()
    return change


def same(one: Any, other: Any, columns: list[Column]) -> bool:
    """Return whether two rows say the same."""
    return all(getattr(one, column.attname) == getattr(other, column.attname) for column in columns)


def fill_from(kept: Snapshot, copy: Entry, live: Entry | None = None) -> list[str]:
    """Make a saved draft or working copy say what a snapshot says; return the permanent ids that are no longer there.

    ``live`` is the entry that the copy is of: a row that still stands there is matched with it again.
    """
    missing: list[str] = []
    # A column that came later stays as it is: in a working copy, as the entry has it today.
    for column in (each for each in content_fields(type(copy)) if each.name in kept["fields"]):
        setattr(copy, column.attname, found(column, kept["fields"].get(column.name), missing))
    copy.save()
    for listed in list_fields(type(copy)):
        rows = listed.related_model._base_manager.filter(public_id__in=kept["lists"].get(listed.name, []), copy_of=None)
        getattr(copy, listed.name).set(rows)
    for name in copy.made_of:
        fill_part(kept["parts"].get(name, []), copy, name, live, missing)
    return missing


def fill_part(kept: list[Snapshot], copy: Entry, name: str, live: Entry | None, missing: list[str]) -> None:
    """Replace one kind of a draft's parts by those of a snapshot; a row whose required entry is gone is left out."""
    relation = part_relation(type(copy), name)
    relation.related_model._base_manager.filter(**{relation.field.name: copy}).delete()
    standing = {row.pk for row in own_rows(live, name)} if live is not None else set()
    made = []
    for row in kept:
        part = relation.related_model(copied_from=row["row"] if row.get("row") in standing else None)
        for column in part_fields(type(copy), name):
            setattr(part, column.attname, found(column, row.get(column.name), missing))
        setattr(part, relation.field.name, copy)
        if is_complete(part):
            made.append(part)
    relation.related_model._base_manager.bulk_create(made)


def is_complete(row: models.Model) -> bool:
    """Return whether a row has a value wherever its table needs one."""
    columns = row._meta.concrete_fields
    return all(column.null or column.primary_key or getattr(row, column.attname) is not None for column in columns)


def found(column: Column, value: Any, missing: list[str]) -> Any:
    """Return a column's value from a snapshot: the key of the entry that it names, or the value itself."""
    if not refers(column):
        return column.to_python(value) if value is not None or column.null else column.get_default()
    if value is None:
        return None
    target: Any = column.related_model
    key = target._base_manager.filter(public_id=value).values_list("pk", flat=True).first()
    if key is None:
        missing.append(value)
    return key
