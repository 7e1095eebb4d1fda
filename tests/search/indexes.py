"""What the indexes hold, in a form in which two can be compared: keys of words differ, what they stand for not."""

from collections import defaultdict
from typing import Any

from django.db import connection

from memorial.models import SearchDue
from memorial.search.models import TABLES, Edition
from memorial.search.rebuilding import rebuild

Contents = dict[str, Any]


def contents() -> Contents:
    """Return all that both indexes hold, and what is due."""
    found: Contents = {"due": sorted(SearchDue.objects.values_list("kind", "object_id", "at"))}
    for edition in Edition:
        tables = TABLES[edition]
        words = dict(tables.words.objects.values_list("pk", "word"))
        keys = defaultdict(set)
        for key, word in tables.keys.objects.values_list("key", "word_id"):
            keys[words[word]].add(key)
        found[f"{edition} words"] = dict(tables.words.objects.values_list("word", "people"))
        found[f"{edition} keys"] = dict(keys)
        found[f"{edition} people"] = {
            key: [words[int(token[1:], 16)] if token[0] == "w" else token for token in tokens.split()]
            for key, tokens in tables.people.objects.values_list("pk", "tokens")
        }
        texts = tables.texts.objects.values_list("kind", "object_id", "language", "tokens")
        found[f"{edition} texts"] = {tuple(row): tokens for *row, tokens in texts}
    return found


def from_scratch() -> Contents:
    """Make both indexes from nothing, and return what they hold."""
    for _progress in rebuild(from_scratch=True):
        pass
    check_engines()
    return contents()


def check_engines() -> None:
    """Have FTS5 hold its own index against the tables that it is of; it raises where they differ."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for tables in TABLES.values():
            for table in (tables.people, tables.texts):
                found = f"{table._meta.db_table}_found"
                cursor.execute(f"INSERT INTO {found}({found}, rank) VALUES ('integrity-check', 1)")  # noqa: S608


def words_of_edition(edition: Edition) -> dict[str, int]:
    """Return the words of an index, each with how many people have it."""
    return dict(TABLES[edition].words.objects.values_list("word", "people"))
