"""Many names: for each row of a list, the people who may be meant, looked up for hundreds of rows at a time.

One search for each row of a long list would take hours. Here all people are first put into a book of pairs: under every
two words of their names, by the consonants that are heard in them, and the year in which they were born. A row asks for
its own pairs and years, so that it meets few of its namesakes, and learns of each of them what tells most of them apart
before anything else of them is read. The book is made from the index for one list, in a file, and is thrown away after
it.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

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
#: Days as numbers that can be compared: year, month and day. Before and after all of them, who may be born at any time.
OF_YEAR, NEVER, EVER = 10_000, 0, 99_999_999
#: Where those stand of whom no one year of birth is known.
OPEN = -1
#: So many signs tell which words somebody may have in a name, as a number that SQLite takes.
SIGNS = 62

TABLES_OF_BOOK = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
CREATE TABLE pair (hash INTEGER, year INTEGER, person INTEGER, PRIMARY KEY (hash, year, person)) WITHOUT ROWID;
CREATE TABLE bearer (person INTEGER PRIMARY KEY, first INTEGER, last INTEGER, signs INTEGER);
"""


class SoughtName(NamedTuple):
    """One name that is sought: pairs of groups of its words, of which both must be found, and years of birth."""

    #: Each pair is a way of asking: a word of the first group beside a word of the second one.
    pairs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    born: tuple[int, int] | None = None


class Bearer(NamedTuple):
    """Somebody who may be meant, with what the book knows: days between which they were born, signs of their words."""

    key: int
    first: int
    last: int
    signs: int

    @property
    def has_birth(self) -> bool:
        """Whether it is known between which days they were born."""
        return self.first != NEVER

    def may_have(self, signs: int) -> bool:
        """Return whether the words of these signs may all stand in their names; where not, one certainly does not."""
        return self.signs & signs == signs


class ManyNames:
    """The book of pairs of some people, and who stands in it under the names of rows."""

    def __init__(self, tables: Tables, people: Any, path: Path) -> None:
        """Make the book of ``people`` anew in a file; what was left of another one is overwritten."""
        self.tables, self.rows = tables, people
        path.unlink(missing_ok=True)
        self.book = sqlite3.connect(path, isolation_level=None)
        self.book.executescript(TABLES_OF_BOOK)
        self.fill()

    def close(self, path: Path) -> None:
        """Throw the book away."""
        self.book.close()
        path.unlink(missing_ok=True)

    def fill(self) -> None:
        """Put all people of the index into the book whom it is to have."""
        words = {
            key: (coarse(readings(word)[0]) if len(word) > 1 else "", sign_of(word))
            for key, word in self.tables.words.objects.values_list("pk", "word").iterator()
        }
        for some in self.people_of_index():
            bearers, pairs = [], []
            for key, earliest, latest, tokens in some:
                own = [word_of(token) for token in tokens.split() if token[0] == "w"]
                found = [words[word] for word in own if word in words]
                first, last = span_of(earliest, latest)
                bearers.append((key, first, last, signs_together(sign for _bones, sign in found)))
                year = first // OF_YEAR if first // OF_YEAR == last // OF_YEAR else OPEN
                pairs += [(pair, year, key) for pair in pairs_of({bones for bones, _sign in found if bones})]
            self.book.execute("BEGIN")
            self.book.executemany("INSERT INTO bearer VALUES (?, ?, ?, ?)", bearers)
            self.book.executemany("INSERT OR IGNORE INTO pair VALUES (?, ?, ?)", sorted(pairs))
            self.book.execute("COMMIT")

    def people_of_index(self) -> Iterator[list[Any]]:
        """Yield the people with the days of their birth and their tokens, some at a time, in their order."""
        tokens, last = f"{self.tables.people._meta.model_name}__tokens", 0
        rows = self.rows.filter(**{f"{tokens}__isnull": False}).order_by("pk")
        while some := list(
            rows.filter(pk__gt=last).values_list("pk", "birth_earliest", "birth_latest", tokens)[:AT_ONCE]
        ):
            yield some
            last = some[-1][0]

    def people(self, names: Sequence[SoughtName]) -> list[list[Bearer]]:
        """Return for each name the people who may be meant, at most some dozens, in the order of their keys."""
        return [self.each(name) for name in names]

    def each(self, name: SoughtName) -> list[Bearer]:
        """Return the people who have a pair of words of one name, and may have been born then."""
        hashes = hashes_of(name.pairs)
        if not hashes:
            return []
        if name.born is None:
            rows = self.book.execute(question(len(hashes)), (*hashes, EACH))
        else:
            first, last = name.born[0] - YEARS_APART, name.born[1] + YEARS_APART
            days = (first * OF_YEAR, (last + 1) * OF_YEAR)
            rows = self.book.execute(question_of_years(len(hashes)), (*hashes, first, last, *hashes, *days, EACH))
        return list(map(Bearer._make, rows))


@lru_cache(maxsize=256)
def question(hashes: int) -> str:
    """Return the question for the bearers of any of so many pairs."""
    found = f"SELECT person FROM pair WHERE hash IN ({marks(hashes)})"  # noqa: S608
    return f"SELECT * FROM bearer WHERE person IN ({found}) ORDER BY person LIMIT ?"  # noqa: S608


@lru_cache(maxsize=256)
def question_of_years(hashes: int) -> str:
    """Return the question for the bearers of any of so many pairs who may have been born in some years."""
    some = f"SELECT person FROM pair WHERE hash IN ({marks(hashes)})"  # noqa: S608
    found = f"{some} AND year BETWEEN ? AND ? UNION ALL {some} AND year = {OPEN:d}"
    then = "last >= ? AND first < ?"
    return f"SELECT * FROM bearer WHERE person IN ({found}) AND {then} ORDER BY person LIMIT ?"  # noqa: S608


def marks(number: int) -> str:
    """Return so many places of values in a question."""
    return ", ".join("?" * number)


def span_of(earliest: date | None, latest: date | None) -> tuple[int, int]:
    """Return between which days somebody was born, as numbers; where one of them is not known, at any time."""
    return (day_number(earliest), day_number(latest)) if earliest and latest else (NEVER, EVER)


def day_number(day: date) -> int:
    """Return a day as a number."""
    return day.year * OF_YEAR + day.month * 100 + day.day


@lru_cache(maxsize=65536)
def day_of(number: int) -> date:
    """Return the day of a number."""
    return date(number // OF_YEAR, number // 100 % 100, number % 100)


def pairs_of(heard: Iterable[str]) -> Iterator[int]:
    """Yield the numbers of all pairs of what is heard in the words of one person."""
    words = sorted(heard)
    if len(words) == 1:
        words *= 2
    for one, other in combinations(words[:WORDS], 2):
        yield hash_of(one, other)


@lru_cache(maxsize=65536)
def sign_of(word: str) -> int:
    """Return the signs of one word: two words seldom have the same."""
    number = crc32(word.encode())
    return 1 << number % SIGNS | 1 << (number >> 16) % SIGNS


def signs_together(signs: Iterable[int]) -> int:
    """Return the signs of several words together."""
    found = 0
    for each in signs:
        found |= each
    return found


# Names that come again soon, not those of a whole list: each has dozens of numbers.
@lru_cache(maxsize=4096)
def hashes_of(pairs: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> tuple[int, ...]:
    """Return under which pairs the people may stand who are sought by pairs of groups of words."""
    found = {
        hash_of(*sorted((one, other)))
        for first, second in pairs
        for word, beside in product(first, second)
        for one, other in product(heard_as(word), heard_as(beside))
    }
    return tuple(found)


@lru_cache(maxsize=65536)
def heard_as(word: str) -> frozenset[str]:
    """Return the consonants that may be heard in a word."""
    return frozenset({key[1:] for key in heard_keys(word) if key[0] == "c"} | {coarse(readings(word)[0])})


def hash_of(one: str, other: str) -> int:
    """Return the number of a pair of words, given by what is heard of them in the order of the alphabet."""
    return crc32(f"{one} {other}".encode())
