"""Rows: very many rows, or some columns of them, written by one prepared statement.

A statement that names all values, as Django's own makes it, is put together anew for each few hundred rows and costs
several times what it writes. What stands in a row is the same: the fields themselves say how each value is kept.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction

#: So much of its file SQLite keeps in memory while very much is written, in kibibytes.
PAGES = 32 * 1024
#: Values that stand in columns of these fields just as they are.
PLAIN: tuple[tuple[type, tuple[type[Any], ...]], ...] = (
    (str, (models.CharField, models.TextField)),
    (int, (models.IntegerField,)),
)


def with_keys(column: str, keys: Sequence[int]) -> models.Q:
    """Return the condition that a column has one of some keys.

    Keys that follow one another, as those of rows that were written together do, are asked for as one stretch: to put
    a thousand keys into a question takes longer than to answer it.
    """
    if keys and (last := max(keys)) - (first := min(keys)) + 1 == len(set(keys)):
        return models.Q(**{f"{column}__gte": first, f"{column}__lte": last})
    return among(column, keys)


def among(column: str, values: Iterable[Any]) -> models.Q:
    """Return the condition that a column has one of very many numbers or words, which are given as one value."""
    return models.Q(**{f"{column}__among": list(values)})


@models.ForeignObject.register_lookup
@models.Field.register_lookup
class Among(models.Lookup[Any]):
    """That a column has one of the values of a list: Django itself would put each of them into the words it asks."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        if not self.rhs:
            raise EmptyResultSet
        lhs, params = self.process_lhs(compiler, connection)
        if connection.vendor == "sqlite":
            values = json.dumps(self.rhs, ensure_ascii=False)
            return f"{lhs} IN (SELECT value FROM json_each(%s))", (*params, values)  # noqa: S608  # a column of ours
        kind = self.lhs.output_field.db_type(connection)
        return f"{lhs} = ANY(%s::{kind}[])", (*params, self.rhs)


def save_columns(rows: Sequence[models.Model], columns: Sequence[str]) -> None:
    """Write some columns of rows that stand in one table, given by the names of their fields.

    Nothing is validated and nobody is told: that is for whoever writes.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields: list[Any] = [meta.get_field(column) for column in columns]
    key: Any = meta.pk
    names = ", ".join(f'"{field.column}" = %s' for field in fields)
    asked = f'UPDATE "{meta.db_table}" SET {names} WHERE "{key.column}" = %s'  # noqa: S608  # names of our own tables
    values = [kept_as(field, [getattr(row, field.attname) for row in rows]) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(asked, list(zip(*values, [row.pk for row in rows], strict=True)))


@contextmanager
def pages_at_hand() -> Iterator[None]:
    """Have SQLite keep more of its file in memory while very much is written; PostgreSQL is told so by its operator.

    Every row stands in a dozen indexes, in each at another place: with the two megabytes that are usual, SQLite would
    write the same pages out and read them again many times, and would shut out all readers meanwhile.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA cache_size").fetchone()
        cursor.execute(f"PRAGMA cache_size = -{PAGES:d}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {usual:d}")


@transaction.atomic(savepoint=False)
def insert_rows(rows: Sequence[models.Model]) -> None:
    """Write new rows of one table, which know their keys afterwards, as `bulk_create` does."""
    if not rows:
        return
    meta: Any = rows[0]._meta
    name = meta.pk.attname
    without = [row for row in rows if row.__dict__[name] is None]
    for row, key in zip(without, new_keys(type(rows[0]), len(without)), strict=True):
        row.__dict__[name] = key
    fields = [field for field in meta.concrete_fields if not field.generated]
    columns = [column(field, rows) for field in fields]
    insert_values(type(rows[0]), [field.column for field in fields], list(zip(*columns, strict=True)))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def new_keys(model: type[models.Model], number: int) -> Iterable[int]:
    """Return so many keys that no row of a table has, or has ever had; nobody else takes them until this is over."""
    meta: Any = model._meta
    table, column = meta.db_table, meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Whoever writes is alone, so that the next keys are those behind the last one.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()
            first = last[0] + 1 if last else 1
            return range(first, first + number)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [f'"{table}"', column, number]
        )
        return [key for (key,) in cursor.fetchall()]


def column(field: Any, rows: Sequence[models.Model]) -> Sequence[Any]:
    """Return what is to stand in one column of new rows, as the database takes it."""
    if type(field).pre_save is models.Field.pre_save:
        name = field.attname
        return kept_as(field, [row.__dict__[name] for row in rows])
    return kept_as(field, [field.pre_save(row, True) for row in rows])


def kept_as(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Return values of one field as the database takes them; what stands there more than once is made but once."""
    target = field.target_field if field.remote_field else field
    kinds = set(map(type, values)) - {type(None)}
    if not kinds or any(kinds == {kind} and isinstance(target, fields) for kind, fields in PLAIN):
        return values
    if len(kinds) > 1 or not all(kind.__hash__ for kind in kinds):
        empty = field.get_db_prep_save([], connection) if [] in values else None
        return [empty if value == [] else field.get_db_prep_save(value, connection) for value in values]
    made = {value: field.get_db_prep_save(value, connection) for value in set(values)}
    return [made[value] for value in values]


def insert_values(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write new rows, given by values of some columns as the database takes them; it gives them what is not named."""
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})', rows)  # noqa: S608
            return
        asked = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'
        with connection.wrap_database_errors, cursor.copy(asked) as copy:
            for row in rows:
                copy.write_row(row)
