"""Many names: for each row of a list, the people who may be meant, looked up for hundreds of rows at a time.

One search for each row of a long list would take hours. Here all people are first put into a book of pairs: under every
two words of their names, by the consonants that are heard in them, with the years in which they may have been born. A
row asks for its own pairs. The book is made from the index for one list, in a file, and is thrown away after it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from django.db import connection

from memorial.search.keys import coarse, heard_keys
from memorial.search.models import Tables
from memorial.search.sounds import readings
from memorial.search.tokens import word_of

#: Two words that may be one name with a letter wrong are no farther apart.
ONE_LETTER = 1.2
#: So many people who may be meant are looked at for each row; of more than that nobody could say who it is.
EACH = 60
#: So many people are put into the book at once.
AT_ONCE = 5000
#: Of so many words of a person, or of a row, every two are a pair.
WORDS = 8
#: Sources differ by so many years about one birth.
YEARS_APART = 2
EVER = 9999


class SoughtName(NamedTuple):
    """One name that is sought: pairs of groups of its words, of which both must be found, and years of birth."""

    #: Each pair is a way of asking: a word of the first group beside a word of the second one.
    pairs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    born: tuple[int, int] | None = None


class ManyNames:
    """The book of pairs of one edition of the index, and who stands in it under the names of rows."""

    def __init__(self, tables: Tables, path: Path) -> None:
        """Make the book anew in a file; what was left of another one is overwritten."""
        self.tables = tables
        path.unlink(missing_ok=True)
        self.book = sqlite3.connect(path, isolation_level=None)
        self.book.execute("PRAGMA journal_mode=OFF")
        self.book.execute("PRAGMA synchronous=OFF")
        self.book.execute(
            "CREATE TABLE pair (hash INTEGER, person INTEGER, first INTEGER, last INTEGER, "
            "PRIMARY KEY (hash, person)) WITHOUT ROWID"
        )
        self.fill()

    def close(self, path: Path) -> None:
        """Throw the book away."""
        self.book.close()
        path.unlink(missing_ok=True)

    def fill(self) -> None:
        """Put all people of the index into the book."""
        bones = {
            key: coarse(readings(word)[0])
            for key, word in self.tables.words.objects.values_list("pk", "word").iterator()
            if len(word) > 1
        }
        for some in people_of(self.tables):
            rows = sorted(row for person, tokens in some for row in rows_of(person, tokens.split(), bones))
            self.book.execute("BEGIN")
            self.book.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?, ?, ?)", rows)
            self.book.execute("COMMIT")

    def people(self, names: Sequence[SoughtName]) -> list[list[int]]:
        """Return for each name the keys of the people who may be meant, at most some dozens, in their order."""
        return [sorted(self.each(name))[:EACH] for name in names]

    def each(self, name: SoughtName) -> set[int]:
        """Return the keys of the people who have a pair of words of one name, and may have been born then."""
        first, last = (name.born[0] - YEARS_APART, name.born[1] + YEARS_APART) if name.born else (0, EVER)
        found: set[int] = set()
        for pair in hashes_of(name.pairs):
            asked = "SELECT person FROM pair WHERE hash = ? AND first <= ? AND last >= ? LIMIT ?"
            found.update(row[0] for row in self.book.execute(asked, (pair, last, first, EACH)))
        return found


def people_of(tables: Tables) -> Iterator[list[Any]]:
    """Yield all people of the index with their tokens, some at a time, in the order of their keys."""
    rows, last = tables.people._meta.db_table, 0
    while True:
        with connection.cursor() as cursor:
            asked = f"SELECT person_id, tokens FROM {rows} WHERE person_id > %s ORDER BY person_id LIMIT {AT_ONCE:d}"  # noqa: S608
            cursor.execute(asked, [last])
            some = list(cursor.fetchall())
        if not some:
            return
        yield some
        last = some[-1][0]


def rows_of(person: int, tokens: Iterable[str], bones: dict[int, str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the rows of the book for one person: each pair of words with the years of birth."""
    heard: dict[str, None] = {}
    years = []
    for token in tokens:
        if token[0] == "w":
            if found := bones.get(word_of(token)):
                heard[found] = None
        elif token.startswith("born"):
            years.append(int(token[4:]))
    first, last = (min(years), max(years)) if years else (0, EVER)
    words = sorted(heard)[:WORDS] if len(heard) > 1 else [*heard, *heard]
    for one, other in combinations(words, 2):
        yield hash_of(one, other), person, first, last


# Names that come again soon, not those of a whole list: each has dozens of numbers.
@lru_cache(maxsize=4096)
def hashes_of(pairs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> frozenset[int]:
    """Return under which pairs the people may stand who are sought by pairs of groups of words."""
    return frozenset(
        hash_of(*sorted((one, other)))
        for first, second in pairs
        for word, beside in product(first, second)
        for one, other in product(heard_as(word), heard_as(beside))
    )


@lru_cache(maxsize=65536)
def heard_as(word: str) -> frozenset[str]:
    """Return the consonants that may be heard in a word."""
    return frozenset({key[1:] for key in heard_keys(word) if key[0] == "c"} | {coarse(readings(word)[0])})


def hash_of(one: str, other: str) -> int:
    """Return the number of a pair of words, given by what is heard of them in the order of the alphabet."""
    return crc32(f"{one} {other}".encode())
