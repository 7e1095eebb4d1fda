"""Indexing: keeps both indexes what the entries say, in the transaction that changes an entry."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from memorial.base.memorial import Memorial
from memorial.base.rows import with_keys
from memorial.people.models import Person
from memorial.review.entry_watchers import (
    entries_turned,
    watches_changes,
    watches_erasure,
    watches_removals,
    watches_time,
)
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.search.counting import count_words, keys_in, put_words
from memorial.search.due import come, forget_due, note_due
from memorial.search.engines import hold, put_in_order, put_new
from memorial.search.models import TABLES, Edition, Tables
from memorial.search.person_rows import with_names
from memorial.search.texts import forget_texts, index_texts
from memorial.search.tokens import Reader, word_of, word_token

#: How many entries that are due are made anew in one transaction.
SOME = 200
#: How many rows, or words, one statement names.
AT_ONCE = 2000


class Said(NamedTuple):
    """What one person is found by: the words of all names, and the other tokens."""

    words: list[str]
    more: str


@watches_changes
def follow(entries: Sequence[Any]) -> None:
    """Bring both indexes up to date with entries of one kind that were changed; working copies are in none."""
    entries = [entry for entry in entries if not entry.is_copy]
    if entries:
        index_entries(type(entries[0]), sorted({entry.pk for entry in entries}))


@watches_removals
def let_go(kind: str, keys: Sequence[int]) -> None:
    """Take entries that are being removed out of both indexes."""
    model = next((each for each in Entry.__subclasses__() if each._meta.model_name == kind), None)
    forget_due(kind, keys)
    forget_texts(kind, keys)
    if model is Person:
        hold()
        for tables in TABLES.values():
            write_people(tables, Q(pk__in=keys), {})


@transaction.atomic(savepoint=False)
def index_entries(model: type[Entry], keys: Sequence[int]) -> None:
    """Make the rows of some entries of one kind in both indexes what they are now, and note when that changes."""
    if model is Person:
        index_people(keys)
    index_words(model, keys)


def index_words(model: type[Entry], keys: Sequence[int]) -> None:
    """Make the rows of the texts of some entries of one kind what they are now, and note when that changes."""
    index_texts(model, keys)
    note_due(model, keys)


def index_people(keys: Sequence[int]) -> None:
    """Make the rows of these people in both indexes what they are now; whoever is not in an edition has none there."""
    hold()
    which = with_keys("pk", keys)
    people = said_of(which, with_keys("person", keys))
    for edition, tables in TABLES.items():
        write_people(tables, which, in_edition(edition, which, people))


def said_of(which: Q, names: Q, reader: Reader | None = None) -> dict[int, Said]:
    """Return what the people are found by whom a condition names; ``names`` is the same condition on their names.

    ``reader`` is one who has read names before, and remembers them.
    """
    occurred = Memorial.objects.values_list("occurred", flat=True).first() or ""
    reader, people = reader or Reader(), {}
    for row, written in with_names(which, names):
        words = reader.words(written)
        # Always in the same order, so that two rows that say the same are the same.
        more = " ".join(sorted(reader.initials(words) | row.facets(occurred)))
        people[row.pk] = Said(sorted(words), more)
    return people


def in_edition(edition: Edition, which: Q, people: Mapping[int, Said]) -> Mapping[int, Said]:
    """Return those of some people who stand in an index."""
    if edition == Edition.DESK or not people:
        return people
    shown = set(Person.objects.public(Channel.SEARCH).filter(which).values_list("pk", flat=True))
    return {key: said for key, said in people.items() if key in shown}


def write_people(tables: Tables, which: Q, people: Mapping[int, Said], known: dict[str, str] | None = None) -> int:
    """Make the rows whom a condition names in an index those of ``people``, and return how many were changed.

    ``known`` are tokens of words that were looked up before, and takes those that are looked up now. Where one of their
    words is gone meanwhile, WordsGone is raised, and the transaction is to be begun anew without them.
    """
    before: dict[int, str] = dict(tables.people.objects.filter(which).values_list("pk", "tokens"))
    tokens = {} if known is None else known
    look_up(tables, words_of_all(people), tokens)
    after = {key: " ".join((said.more, *map(tokens.__getitem__, said.words))) for key, said in people.items()}
    changed = [key for key, row in after.items() if before.get(key) != row]
    gone = [key for key in before if key not in after]
    if not changed and not gone:
        return 0
    borne = Counter(chain.from_iterable(people[key].words for key in changed))
    counts = Counter({tokens[word]: number for word, number in borne.items()})
    old = [key for key in changed if key in before] + gone
    counts.subtract(token for key in old for token in before[key].split() if token[0] == "w")
    count_words(tables, {word_of(token): number for token, number in counts.items()})
    for first in range(0, len(old), AT_ONCE):
        tables.people.objects.filter(pk__in=old[first : first + AT_ONCE]).delete()
    put_new(tables.people, ("person_id", "tokens"), [(key, after[key]) for key in sorted(changed)])
    return len(changed) + len(gone)


def words_of_all(people: Mapping[int, Said]) -> set[str]:
    """Return the words of some people."""
    return set(chain.from_iterable(said.words for said in people.values()))


def look_up_all(sought: Mapping[Edition, set[str]], known: Mapping[Edition, dict[str, str]]) -> None:
    """Add the tokens of words to those that are known in each edition; what a new word is found by is made but once."""
    words = sorted(set().union(*(words - known[edition].keys() for edition, words in sought.items())))
    for first in range(0, len(words), AT_ONCE):
        some = words[first : first + AT_ONCE]
        for edition, all_words in sought.items():
            look_up(TABLES[edition], all_words.intersection(some), known[edition])


def look_up(tables: Tables, words: set[str], tokens: dict[str, str]) -> None:
    """Add the tokens of words in an index to those that are known; new words are put into it."""
    if sought := words - tokens.keys():
        found = keys_in(tables, sought)
        if new := sought - found.keys():
            found |= put_words(tables, new)
        tokens.update((word, word_token(key)) for word, key in found.items())


@watches_time
def index_what_is_due() -> None:
    """Make the rows of entries anew that have opened or closed by themselves, some of them in each transaction."""
    for model in Entry.__subclasses__():
        keys = come(model)
        for first in range(0, len(keys), SOME):
            with transaction.atomic():
                index_entries(model, keys[first : first + SOME])
                entries_turned(model, keys[first : first + SOME])


@watches_erasure
def rub_out_words() -> None:
    """Leave no trace of words that were erased in what texts are found by; people's names stand there as keys alone."""
    for tables in TABLES.values():
        put_in_order(tables.texts)
