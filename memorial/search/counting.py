"""Counting: how many people have each word of an index, and what becomes of a word that nobody has any longer."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.db import connection

from memorial.base.asking import Among, asked_once
from memorial.search.engines import add_to, put, put_new
from memorial.search.keys import keys_of
from memorial.search.models import Tables

#: How many words are taken out of an index by one statement.
AT_ONCE = 500
KEY_COLUMNS = ("key", "word_id")


class WordsGone(Exception):  # noqa: N818  # named as a sentence would: "words are gone"
    """Words that were remembered are no longer in the index: they are to be looked up anew."""


def put_words(tables: Tables, words: Iterable[str]) -> dict[str, int]:
    """Put new words into an index with all that they are looked up by, and return their keys."""
    new = sorted(words)
    put(tables.words, ("word", "people"), [(word, 0) for word in new])
    made = keys_in(tables, new)
    put_new(tables.keys, KEY_COLUMNS, keys_by_word(made))
    return made


def keys_in(tables: Tables, words: Iterable[str]) -> dict[str, int]:
    """Return the keys of those of some words that are in an index."""
    return dict(asked_for_words(tables)(list(words)))


@cache
def asked_for_words(tables: Tables) -> Callable[[list[str]], list[tuple[str, int]]]:
    """Return what asks for those of some words that are in an index, with their keys."""
    return asked_once(lambda words: tables.words.objects.filter(Among("word", words)).values_list("word", "pk"))


def put_keys(tables: Tables, words: Mapping[str, int]) -> None:
    """Put all that words are looked up by into an index, where some of it stands there already."""
    put(tables.keys, KEY_COLUMNS, keys_by_word(words))


def keys_by_word(words: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return all that words are looked up by, in the order of the table's own index: fewer places of it are written."""
    return sorted([(key, number) for word, number in words.items() for key in keys_of(word)])


def count_words(tables: Tables, counts: Mapping[int, int]) -> None:
    """Change by how much more or fewer people have some words, and take out those that nobody has any longer.

    Raises WordsGone where somebody has a word that is not in the index.
    """
    more = [(key, change) for key, change in counts.items() if change > 0]
    if add_to(tables.words, more) != len(more):
        raise WordsGone
    fewer = [key for key, change in counts.items() if change < 0]
    if fewer:
        add_to(tables.words, [(key, counts[key]) for key in fewer])
        for first in range(0, len(fewer), AT_ONCE):
            rows = tables.words.objects.filter(pk__in=fewer[first : first + AT_ONCE], people=0)
            drop_words(tables, dict(rows.values_list("pk", "word")))


def drop_words(tables: Tables, gone: Mapping[int, str]) -> None:
    """Take words that nobody has any longer out of an index, with their keys."""
    for key, word in gone.items():
        tables.keys.objects.filter(key__in=keys_of(word), word_id=key).delete()
    keys = list(gone)
    for first in range(0, len(keys), AT_ONCE):
        tables.words.objects.filter(pk__in=keys[first : first + AT_ONCE]).delete()


def recount(tables: Tables) -> None:
    """Count anew how many people have each word, from the rows of people, and put right what was wrong."""
    borne = borne_words(tables)
    wrong = {
        key: people for key, people in tables.words.objects.values_list("pk", "people") if borne.get(key, 0) != people
    }
    add_to(tables.words, [(key, borne.get(key, 0) - people) for key, people in wrong.items()])
    none = [key for key in wrong if key not in borne]
    for first in range(0, len(none), AT_ONCE):
        words = tables.words.objects.filter(pk__in=none[first : first + AT_ONCE])
        drop_words(tables, dict(words.values_list("pk", "word")))


def borne_words(tables: Tables) -> dict[int, int]:
    """Return how many rows of people have the token of each word; that of FTS5 is read from its own list of tokens."""
    rows = tables.people._meta.db_table
    unfolded = "unnest(string_to_array(tokens, ' ')) AS token"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE VIRTUAL TABLE temp.borne USING fts5vocab(main, {rows}_found, row)")
            cursor.execute("SELECT term, doc FROM temp.borne WHERE term >= 'w' AND term < 'x'")
        else:
            cursor.execute(f"SELECT token, count(*) FROM {rows}, {unfolded} WHERE token LIKE 'w%%' GROUP BY token")  # noqa: S608
        borne = {int(token[1:], 16): number for token, number in cursor.fetchall()}
        if connection.vendor == "sqlite":
            cursor.execute("DROP TABLE temp.borne")
    return borne
