"""Snapshots: an entry with all its parts as plain data, the one form in which content is compared, hashed and kept.

A snapshot names other entries by their permanent ids, so that it stays readable when they change or go. Its hash tells
whether two contents are the same, wherever their rows are kept.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models

from memorial.base.asking import Among, asked_once, keys_of
from memorial.base.canonical import canonical, canonical_hash
from memorial.base.fields import COMPUTED
from memorial.base.reading import Parts, keep_referred, keep_rows, read_together
from memorial.review.models import Entry

if TYPE_CHECKING:  # the type stubs know what a column holds; the class itself takes no such argument
    Column = models.Field[Any, Any]
else:
    Column = models.Field

Snapshot = dict[str, Any]
#: What stands in an entry's own row and is no part of its content: ids, status, dates of review, people.
BOOKKEEPING = frozenset(field.name for field in Entry._meta.local_fields) - {"embargo_until"}

#: Kinds of parts that came after entries were first kept. To have none of them is to say what was said before: the
#: hashes of what was kept then stay as they are.
LATER_PARTS = frozenset({"pictures"})
#: Columns that came later, in the same way: to have nothing in them is to say what was said before.
LATER_COLUMNS = frozenset({"fate_date"})


def content_fields(model: type[models.Model]) -> list[Column]:
    """Return the columns of an entry or of one of its parts that hold content."""
    beside = BOOKKEEPING if issubclass(model, Entry) else frozenset({"copied_from"})
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in beside and not isinstance(field, COMPUTED)
    ]


def refers(column: Column) -> bool:
    """Return whether a column names another entry; other rows are named by what the column itself holds."""
    target = column.related_model
    return isinstance(target, type) and issubclass(target, Entry)


def part_relation(model: type[Entry], name: str) -> Any:
    """Return the relation that leads from an entry to one kind of its parts."""
    return model._meta.get_field(name)


def part_fields(model: type[Entry], name: str) -> list[Column]:
    """Return the columns of one kind of parts, without the one that names the entry itself."""
    relation = part_relation(model, name)
    return [field for field in content_fields(relation.related_model) if field.name != relation.field.name]


def list_fields(model: type[Entry]) -> list[Any]:
    """Return the fields that list other entries and have no rows of their own."""
    fields: Iterable[Any] = model._meta.many_to_many
    return [field for field in fields if field.remote_field.through._meta.auto_created]


def part_references(model: type[Entry], name: str) -> list[Column]:
    """Return the columns of one kind of parts that name other entries."""
    return [field for field in part_fields(model, name) if refers(field)]


def whole(model: type[Entry], pk: int) -> Any:
    """Return one entry, read with all its parts in a fixed number of queries."""
    found = entries_with_keys(model)([pk])
    if not found:
        raise model.DoesNotExist(f"There is no {model.__name__} with this key.")
    return read_parts(found)[0]


def with_parts(rows: Any) -> list[Any]:
    """Return the entries of a queryset, read with all their parts in a fixed number of queries."""
    return read_parts(list(with_own_references(rows)))


def with_own_references(rows: Any) -> Any:
    """Return a queryset of entries that are read with what they themselves refer to."""
    own = [field.name for field in content_fields(rows.model) if field.is_relation]
    return rows.select_related("copy_of", *own)


@cache
def entries_with_keys(model: type[Entry]) -> Callable[..., list[Any]]:
    """Return what asks for entries of one kind by their keys, with what they themselves refer to."""
    return asked_once(lambda keys: with_own_references(model._base_manager.filter(Among("pk", keys))))


@cache
def referred_to(model: type[Entry]) -> Callable[..., list[Any]]:
    """Return what asks for entries of one kind by their keys, for parts of others that refer to them."""
    return asked_once(lambda keys: model._base_manager.filter(Among("pk", keys)))


@cache
def ties_of(listed: Any) -> Callable[..., list[Any]]:
    """Return what asks for the ties between entries and those that a field of theirs lists, in the order of these."""
    ties, other = listed.remote_field.through._base_manager, listed.m2m_reverse_field_name()
    return asked_once(
        lambda keys: ties.filter(Among(listed.m2m_field_name(), keys)).select_related(other).order_by(other)
    )


def read_parts(entries: list[Any]) -> list[Any]:
    """Read entries of one kind with all their parts and what these refer to, asking each table once; return them."""
    if not entries:
        return entries
    model = type(entries[0])
    read_together(*(Parts(entries, name) for name in model.made_of))
    referring: dict[Any, list[tuple[Any, Column]]] = {}
    for name in model.made_of:
        rows = [row for entry in entries for row in getattr(entry, name).all()]
        for column in part_references(model, name):
            named = [(row, column) for row in rows if getattr(row, column.attname) is not None]
            referring.setdefault(column.related_model, []).extend(named)
    for target, named in referring.items():
        read_referred(target, named)
    for listed in list_fields(model):
        read_listed(entries, listed)
    return entries


def read_referred(model: type[Entry], named: Sequence[tuple[Any, Column]]) -> None:
    """Read the entries of one kind that rows name, each row in a column, and keep them with the rows."""
    keys = {getattr(row, column.attname) for row, column in named}
    found = {entry.pk: entry for entry in referred_to(model)(keys_of(keys))} if keys else {}
    for row, column in named:
        keep_referred(row, column.name, found.get(getattr(row, column.attname)))


def read_listed(entries: Sequence[Any], listed: Any) -> None:
    """Read what a field of entries lists, and keep it with them."""
    owner, other = listed.m2m_field_name(), listed.m2m_reverse_field_name()
    found: dict[int, list[Any]] = {entry.pk: [] for entry in entries}
    for tie in ties_of(listed)(keys_of(found)):
        found[getattr(tie, f"{owner}_id")].append(getattr(tie, other))
    for entry in entries:
        keep_rows(entry, listed.name, found[entry.pk])


def snapshot(entry: Entry) -> Snapshot:
    """Return an entry's content; read it by `whole` or `with_parts` first, and it asks no further question."""
    model = type(entry)
    return {
        "kind": model._meta.model_name,
        "id": entry.root_id,
        "fields": {field.name: plain(entry, field) for field in content_fields(model)},
        "lists": {
            field.name: sorted(other.public_id for other in getattr(entry, field.name).all())
            for field in list_fields(model)
        },
        "parts": {name: list(part_snapshots(entry, name)) for name in model.made_of},
    }


def part_snapshots(entry: Entry, name: str) -> Iterable[Snapshot]:
    """Yield the parts of one kind; ``row`` is the key of the live row that each is or stands for."""
    fields = part_fields(type(entry), name)
    for row in own_rows(entry, name):
        values = {field.name: plain(row, field) for field in fields}
        yield {"row": row.copied_from if entry.is_copy else row.pk, **values}


def own_rows(entry: Entry, name: str) -> list[Any]:
    """Return an entry's parts of one kind; a tie to somebody else's working copy belongs to that copy alone."""
    references = part_references(type(entry), name)
    rows = sorted(getattr(entry, name).all(), key=lambda row: row.pk)
    return [row for row in rows if not any(is_copy(getattr(row, field.name)) for field in references)]


def is_copy(other: Any) -> bool:
    """Return whether what a row refers to is somebody's working copy."""
    return isinstance(other, Entry) and other.is_copy


def plain(row: models.Model, field: Column) -> Any:
    """Return the value of one column as JSON keeps it; another entry by its permanent id."""
    value = getattr(row, field.name if refers(field) else field.attname)
    if isinstance(value, Entry):
        return value.root_id
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value


def content_of(kept: Snapshot) -> Snapshot:
    """Return what of a snapshot is content: without ids and keys, and with the parts in an order of their own."""
    parts = {
        name: sorted(canonical({key: value for key, value in row.items() if key != "row"}) for row in rows)
        for name, rows in kept["parts"].items()
        if rows or name not in LATER_PARTS
    }
    fields = {name: value for name, value in kept["fields"].items() if value or name not in LATER_COLUMNS}
    return {"kind": kept["kind"], "fields": fields, "lists": kept["lists"], "parts": parts}


def digest(kept: Snapshot) -> str:
    """Return the SHA-256 of a snapshot's content, in hexadecimal."""
    return canonical_hash(content_of(kept))


def content_hashes(model: type[Entry], keys: Sequence[int]) -> dict[int, str]:
    """Return the hashes of the content of some entries by their keys, in a fixed number of queries."""
    return {entry.pk: digest(snapshot(entry)) for entry in with_parts(model._base_manager.filter(pk__in=keys))}


def content_hash(entry: Entry) -> str:
    """Return the hash of an entry's content as it is kept now."""
    return digest(snapshot(whole(type(entry), pk=entry.pk)))
