"""Engines: how rows are found by their tokens, on SQLite (FTS5) and on PostgreSQL (GIN), with one answer from both.

And how many rows are written at once: one statement for all of them, because on SQLite each statement of its own costs
five times what it writes where triggers keep an index.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from memorial.review.ledger import LedgerLine

#: So many rows are put in order by PostgreSQL, which has none in its index.
FIRST = 2000
#: From so many new rows on they are given to PostgreSQL as a file, which knows no row that stands there already.
MANY = 1000
#: From so many rows on SQLite is told how large a table is.
LARGE = 10_000
#: Each of the lists must have one of its tokens in a row.
Groups = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Gate:
    """The condition that a person is in some rows, in the words of the database: made once and asked of many."""

    condition: str
    values: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any]) -> "Gate":
        """Return the condition that a person is in these rows."""
        try:
            asked, values = rows.order_by().values("id").query.sql_with_params()
        except EmptyResultSet:
            return cls("SELECT 0 AS id WHERE 1 = 0", ())
        return cls(asked, tuple(values))

    def lets_through(self, column: str) -> str:
        """Return the condition for the key in a column.

        It is asked of each key by itself: a database that has not counted its rows would begin with everybody who is
        public, to read twenty of them.
        """
        return f"EXISTS (SELECT 1 FROM ({self.condition}) AS gate WHERE gate.id = {column})"  # noqa: S608


def people_with(table: type[Any], groups: Groups, gate: Gate, *, limit: int, after: int = 0) -> dict[int, str | None]:
    """Return the people whose row has at least one token of each group, in the order of their keys, with their tokens.

    Whom the gate does not let through has none. ``after`` goes on behind a key. Tokens are made by the memorial alone:
    small letters and figures.
    """
    if not groups or not all(groups):
        return {}
    with connection.cursor() as cursor:
        asked = in_sqlite if connection.vendor == "sqlite" else in_postgresql
        cursor.execute(*asked(table, groups, gate, limit, after))
        return dict(cursor.fetchall())


def in_sqlite(table: type[Any], groups: Groups, gate: Gate, limit: int, after: int) -> tuple[str, list[Any]]:
    """Return the question for FTS5 and its values."""
    rows = table._meta.db_table
    match = " AND ".join(f"({' OR '.join(group)})" for group in groups)
    found = f"SELECT rowid FROM {rows}_found WHERE {rows}_found MATCH %s AND rowid > %s ORDER BY rowid LIMIT %s"  # noqa: S608
    return told(rows, found, gate), [*gate.values, match, after, limit]


def in_postgresql(table: type[Any], groups: Groups, gate: Gate, limit: int, after: int) -> tuple[str, list[Any]]:
    """Return the question for the GIN index and its values."""
    each = ["memorial_tokens(tokens) && %s" for _group in groups] + (["person_id > %s"] if after else [])
    rows, values = table._meta.db_table, [*(list(group) for group in groups), *([after] if after else []), limit]
    # Those that lie first are put in order, and not all: a planner that is asked for an order walks the whole table.
    some = f"SELECT person_id FROM {rows} WHERE {' AND '.join(each)} LIMIT {FIRST:d}"  # noqa: S608
    found = f"SELECT person_id FROM ({some}) AS here ORDER BY person_id LIMIT %s"  # noqa: S608
    return told(rows, found, gate), [*gate.values, *values]


def told(rows: str, found: str, gate: Gate) -> str:
    """Return the question for the tokens of people who were found, those of whom the gate lets through."""
    tokens = f"CASE WHEN {gate.lets_through('person_id')} THEN tokens END"
    return f"SELECT person_id, {tokens} FROM {rows} WHERE person_id IN ({found}) ORDER BY person_id"  # noqa: S608


def put(table: type[Any], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows into a table by one statement; what stands there already is left as it is."""
    if not rows:
        return
    names, name = ", ".join(columns), table._meta.db_table
    if connection.vendor == "sqlite":
        each = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(columns)))
        asked = f"INSERT OR IGNORE INTO {name} ({names}) SELECT {each} FROM json_each(%s)"  # noqa: S608
        values: list[Any] = [json.dumps(rows, ensure_ascii=False)]
    else:
        kinds = ", ".join(f"%s::{kind_of(table, column)}[]" for column in columns)
        asked = f"INSERT INTO {name} ({names}) SELECT * FROM unnest({kinds}) ON CONFLICT DO NOTHING"  # noqa: S608
        values = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(asked, values)


def put_new(table: type[Any], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write rows of which none stands in a table: PostgreSQL takes very many in a third of the time as a file."""
    if connection.vendor == "sqlite" or len(rows) < MANY:
        put(table, columns, rows)
        return
    names = ", ".join(columns)
    asked = f"COPY {table._meta.db_table} ({names}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(asked) as copy:
        for row in rows:
            copy.write_row(row)


def kind_of(table: type[Any], column: str) -> str:
    """Return of which type the values of a column are for PostgreSQL."""
    named = {field.column: field for field in table._meta.concrete_fields}
    return "bigint" if "int" in str(named[column].db_type(connection)) else "text"


def add_to(table: type[Any], changes: Iterable[tuple[int, int]]) -> int:
    """Change by how much more or fewer people have some words, given as (word, change); return how many are there."""
    values, name = sorted(changes), table._meta.db_table
    if not values:
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                f"UPDATE {name} SET people = max(people + %s, 0) WHERE id = %s",  # noqa: S608
                [(change, key) for key, change in values],
            )
        else:
            cursor.execute(
                f"UPDATE {name} SET people = greatest(people + more, 0) "  # noqa: S608
                "FROM unnest(%s::bigint[], %s::bigint[]) AS change(key, more) WHERE id = key",
                [list(each) for each in zip(*values, strict=True)],
            )
        return int(cursor.rowcount)


def hold() -> None:
    """Have nobody else write into an index until this transaction ends: two would not see each other's new words.

    It is the lock that every act takes for its line in the ledger, so that no two acts can wait for each other.
    """
    if connection.features.has_select_for_update:
        LedgerLine.objects.select_for_update().filter(number=1).values_list("number").first()


def learn(*tables: type[Any]) -> None:
    """Have the database learn how large tables are, after very much of them was written.

    Of a small table SQLite learns nothing: it would walk through it still when it has grown a thousand times as large,
    as it does not look again by itself; of what it knows nothing of, it supposes that it is large. PostgreSQL also puts
    in order what it set aside for its index meanwhile: up to four megabytes, which it would read through at each
    question, until it comes to that by itself.
    """
    with connection.cursor() as cursor:
        for table in tables:
            name = table._meta.db_table
            if connection.vendor == "postgresql" or is_large(cursor, name):
                cursor.execute(f"ANALYZE {name}")
            if connection.vendor == "postgresql" and any(field.column == "tokens" for field in table._meta.fields):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"{name}_found"])


def is_large(cursor: Any, name: str) -> bool:
    """Return whether a table has so many rows that what is learnt of it holds for any number."""
    cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT {LARGE:d})")  # noqa: S608
    return int(cursor.fetchone()[0]) == LARGE


def put_in_order(table: type[Any]) -> None:
    """Have FTS5 make one piece of an index: asked in two thirds of the time, and no trace is left of what is gone.

    It only notes that rows are gone, and writes those that are new beside the others, until it is put in order.
    """
    if connection.vendor == "sqlite":
        found = f"{table._meta.db_table}_found"
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {found}({found}) VALUES ('optimize')")  # noqa: S608
