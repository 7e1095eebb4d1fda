"""Indexing: keeps both indexes what the entries say, in the transaction that changes an entry."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from memorial.people.models import Person
from memorial.review.entry_watchers import watches_changes, watches_removals
from memorial.review.gate import Channel
from memorial.search.keys import keys_of
from memorial.search.models import TABLES, Edition, Tables
from memorial.search.tokens import facet_tokens, name_tokens, person_words, word_token


@watches_changes
def follow(entries: Sequence[Any]) -> None:
    """Bring both indexes up to date with entries of one kind that were changed."""
    people = [entry.pk for entry in entries if isinstance(entry, Person)]
    if people:
        index_people(people)


@watches_removals
def let_go(kind: str, keys: Sequence[int]) -> None:
    """Take entries that were removed out of both indexes."""
    if kind == Person._meta.model_name:
        index_people(keys)


def in_edition(edition: Edition) -> Any:
    """Return the people who stand in an index."""
    return Person.objects.public(Channel.SEARCH) if edition == Edition.PUBLIC else Person.objects.of_record()


@transaction.atomic
def index_people(keys: Sequence[int]) -> None:
    """Make the rows of these people in both indexes what they are now; whoever is not in an edition has none there."""
    for edition, tables in TABLES.items():
        people = in_edition(edition).filter(pk__in=keys).prefetch_related("names")
        write_people(tables, keys, {person.pk: (names_of(person), facet_tokens(person)) for person in people})


def names_of(person: Any) -> list[str]:
    """Return all names of a person as they are written."""
    return [name.full for name in person.names.all()]


def write_people(tables: Tables, keys: Sequence[int], people: Mapping[int, tuple[Iterable[str], set[str]]]) -> None:
    """Write the rows of some people: ``people`` gives the names and the other tokens of those who have one."""
    before = dict(tables.people.objects.filter(pk__in=keys).values_list("pk", "tokens"))
    words = {key: person_words(names) for key, (names, _more) in people.items()}
    ids = word_ids(tables, {word for some in words.values() for word in some})
    after = {
        key: " ".join(sorted({word_token(ids[word]) for word in words[key]} | name_tokens(words[key]) | more))
        for key, (_names, more) in people.items()
    }
    changed = [key for key in {*before, *after} if before.get(key) != after.get(key)]
    if not changed:
        return
    tables.people.objects.filter(pk__in=[key for key in changed if key in before]).delete()
    tables.people.objects.bulk_create(
        [tables.people(pk=key, tokens=after[key]) for key in sorted(changed) if key in after], batch_size=400
    )
    counts: Counter[int] = Counter()
    for key in changed:
        counts.update(words_in(after.get(key, "")))
        counts.subtract(words_in(before.get(key, "")))
    count_words(tables, counts)


def words_in(tokens: str) -> list[int]:
    """Return the words of the index whose tokens stand in a row."""
    return [int(token[1:], 16) for token in tokens.split() if token[0] == "w"]


def word_ids(tables: Tables, words: set[str]) -> dict[str, int]:
    """Return the keys of words in an index; those that are new to it are added with all that they are looked up by."""
    known = dict(tables.words.objects.filter(word__in=words).values_list("word", "pk"))
    new = sorted(words - known.keys())
    if new:
        tables.words.objects.bulk_create([tables.words(word=word) for word in new], batch_size=400)
        made = dict(tables.words.objects.filter(word__in=new).values_list("word", "pk"))
        keys = [tables.keys(key=key, word_id=made[word]) for word in new for key in sorted(keys_of(word))]
        tables.keys.objects.bulk_create(keys, batch_size=400)
        known |= made
    return known


def count_words(tables: Tables, counts: Mapping[int, int]) -> None:
    """Change by how much more or fewer people have a word; a word that nobody has any longer is taken out."""
    by_change: dict[int, list[int]] = {}
    for key, change in counts.items():
        by_change.setdefault(change, []).append(key)
    for change, keys in by_change.items():
        if change:
            tables.words.objects.filter(pk__in=keys).update(people=F("people") + change)
    fewer = [key for key, change in counts.items() if change < 0]
    gone = dict(tables.words.objects.filter(pk__in=fewer, people=0).values_list("pk", "word"))
    for key, word in gone.items():
        tables.keys.objects.filter(key__in=keys_of(word), word_id=key).delete()
    tables.words.objects.filter(pk__in=gone).delete()
