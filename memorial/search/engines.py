"""Engines: how rows are found by their tokens, on SQLite (FTS5) and on PostgreSQL (GIN), with one answer from both."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

#: Each of the lists must have one of its tokens in a row.
Groups = Sequence[Sequence[str]]


def people_with(table: type[Any], groups: Groups, *, limit: int, after: int = 0) -> list[int]:
    """Return the keys of people whose row has at least one token of each group, in the order of their keys.

    ``after`` goes on behind a key. Tokens are made by the memorial alone: small letters and figures.
    """
    if not groups or not all(groups):
        return []
    with connection.cursor() as cursor:
        cursor.execute(*(in_sqlite if connection.vendor == "sqlite" else in_postgresql)(table, groups, limit, after))
        return [row[0] for row in cursor.fetchall()]


def in_sqlite(table: type[Any], groups: Groups, limit: int, after: int) -> tuple[str, list[Any]]:
    """Return the question for FTS5 and its values."""
    found = f"{table._meta.db_table}_found"
    match = " AND ".join(f"({' OR '.join(group)})" for group in groups)
    asked = f"SELECT rowid FROM {found} WHERE {found} MATCH %s AND rowid > %s ORDER BY rowid LIMIT %s"  # noqa: S608
    return asked, [match, after, limit]


def in_postgresql(table: type[Any], groups: Groups, limit: int, after: int) -> tuple[str, list[Any]]:
    """Return the question for the GIN index and its values."""
    each = " AND ".join("string_to_array(tokens, ' ') && %s" for _group in groups)
    rows = table._meta.db_table
    asked = f"SELECT person_id FROM {rows} WHERE {each} AND person_id > %s ORDER BY person_id LIMIT %s"  # noqa: S608
    return asked, [*(list(group) for group in groups), after, limit]
