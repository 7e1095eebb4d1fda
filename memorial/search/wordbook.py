"""The word book: the words of an index that stand under some keys, or that begin in some way; one question for all.

It speaks to both databases in their own words, because each of them finds the first few hundred rows under each of many
keys fast only when it is asked in one particular way.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection

from memorial.search.models import Tables

#: The highest sign there is: what begins with some letters lies before the letters with this behind them.
LAST = "\U0010ffff"


class Entered(NamedTuple):
    """A word of an index: the key it was found under, its number there, how it is written, how many people have it."""

    key: str
    id: int
    word: str
    people: int


def words_under(tables: Tables, words: Sequence[str], keys: Sequence[str], each: int) -> list[Entered]:
    """Return these very words (under the key "="), and under each of these keys the first ``each`` that stand there."""
    if not words and not keys:
        return []
    table, under = tables.words._meta.db_table, tables.keys._meta.db_table
    few = f"SELECT word_id FROM {under} AS under WHERE under.key = sought.key LIMIT {each:d}"  # noqa: S608
    if connection.vendor == "sqlite":
        # One statement for any number of keys is prepared once; the words are then found by their numbers.
        given: list[Any] = [json.dumps(words), json.dumps(keys)]
        sought = "(SELECT value AS key FROM json_each(%s)) AS sought"
        every = f"{sought} CROSS JOIN {table} AS words WHERE words.id IN ({few})"
    else:
        given = [list(words), list(keys)]
        sought = "unnest(%s::text[]) AS sought(key)"
        every = f"{sought}, LATERAL ({few}) AS first JOIN {table} AS words ON words.id = first.word_id"
    columns = "words.id, words.word, words.people"
    asked = (
        f"SELECT '=', {columns} FROM {sought} JOIN {table} AS words ON words.word = sought.key "  # noqa: S608
        f"UNION ALL SELECT sought.key, {columns} FROM {every}"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked, given)
        return list(map(Entered._make, cursor.fetchall()))


def words_beginning(tables: Tables, words: Iterable[str], keys: Iterable[str], each: int) -> list[Entered]:
    """Return the words that begin like one of ``words``, or of which a key begins like one of ``keys``.

    Both databases order these columns by the numbers of their signs (PostgreSQL by COLLATE "C", which its index has).
    Of each beginning no more than ``each`` rows are read, so that one letter costs no more than a whole name.
    """
    table, under = tables.words._meta.db_table, tables.keys._meta.db_table
    of_words = f"SELECT id FROM {table} WHERE word >= %s AND word < %s LIMIT {each:d}"  # noqa: S608
    of_keys = f"SELECT word_id FROM {under} WHERE key >= %s AND key < %s LIMIT {each:d}"  # noqa: S608
    found: dict[int, Entered] = {}
    with connection.cursor() as cursor:
        for question, start in [*((of_words, word) for word in words), *((of_keys, key) for key in keys)]:
            asked = f"SELECT id, word, people FROM {table} WHERE id IN ({question})"  # noqa: S608
            cursor.execute(asked, [start, start + LAST])
            found |= {row[0]: Entered(start, *row) for row in cursor.fetchall() if row[0] not in found}
    return list(found.values())


def how_many(tables: Tables) -> int:
    """Return about how many people an index holds, without counting them: the highest of their keys."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(person_id) FROM {tables.people._meta.db_table}")  # noqa: S608
        return int(cursor.fetchone()[0] or 1)
