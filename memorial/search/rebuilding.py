"""Rebuilding: makes the indexes anew from the entries, some at a time, while the memorial is read and changed.

Each step is one transaction that holds the lock of the index, reads a stretch of entries, and makes their rows what
they are now. Whoever changes an entry meanwhile makes its rows right in turn: before the step or after it. How far it
has come is kept with each step, so that a build that was stopped goes on from there.
"""

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q

from memorial.base.rows import pages_at_hand
from memorial.people.models import Person
from memorial.review.models import Entry
from memorial.search.counting import WordsGone, put_keys, recount
from memorial.search.due import note_due, timed
from memorial.search.engines import hold, learn, put_in_order
from memorial.search.indexing import in_edition, look_up_all, said_of, words_of_all, write_people
from memorial.search.keys import VERSION
from memorial.search.models import TABLES, Edition, IndexBuild
from memorial.search.texts import index_texts
from memorial.search.tokens import Reader

#: How long a step with people is to take, so that nobody waits long for it, in seconds.
STEP = 1.0
#: How many people the first step, and the shortest, is about, and how many the longest.
FIRST, PEOPLE = 2000, 16000
#: How many words, and how many entries of other kinds one step is about.
WORDS = 5000
ENTRIES = 400
#: So many words are remembered from step to step, to be looked up once.
REMEMBERED = 200_000
#: For how large a share of a step's time others are let write before the next: SQLite keeps no queue of them.
REST = 0.1
#: For how long a start waits for an index that was never made, in seconds; whatever is left is made afterwards.
AT_START = 5.0
PERSON = str(Person._meta.model_name)
#: What a build's row of the stage that makes keys is called.
KEYS = "keys"
#: What the names of the stages begin with that are about the texts of entries.
TEXTS = "texts:"


class Progress(NamedTuple):
    """How far a build has come: with which kind of entries, how many of them are done, and how many there are."""

    kind: str
    done: int
    total: int


def rebuild(editions: Sequence[Edition] = tuple(Edition), *, from_scratch: bool = False) -> Iterator[Progress]:
    """Make indexes anew, from where an earlier build was stopped, and yield how far it has come after each step."""
    begin(editions, from_scratch=from_scratch)
    with pages_at_hand():
        for edition in editions:
            yield from renew_keys(edition)
        yield from rebuild_people(editions)
    for model in Entry.__subclasses__():
        yield from rebuild_texts(model, editions)
    learn(*(TABLES[edition].texts for edition in editions))


def unfinished() -> list[Edition]:
    """Return the indexes that were never made whole, or by rules that are not those of today."""
    whole = set(IndexBuild.objects.filter(finished=True, rules=VERSION).values_list("edition", "kind"))
    return [edition for edition in Edition if {(edition.value, kind) for kind in stages()} - whole]


def go_on(seconds: float) -> bool:
    """Go on with indexes that are not whole for so long at most; return whether they are whole now."""
    until = time.monotonic() + seconds
    editions = unfinished()
    if not editions:
        return True
    for _progress in rebuild(editions):
        if time.monotonic() >= until:
            break
    return not unfinished()


@transaction.atomic
def begin(editions: Sequence[Edition], *, from_scratch: bool) -> None:
    """Have a build begin, or go on where one of these editions was stopped."""
    hold()
    rows = [IndexBuild(edition=edition, kind=kind) for edition in editions for kind in stages()]
    IndexBuild.objects.bulk_create(rows, ignore_conflicts=True)
    builds = IndexBuild.objects.filter(edition__in=editions)
    if from_scratch:
        builds.update(position=0, finished=False)
        for edition in editions:
            for table in TABLES[edition].each:
                table.objects.all().delete()
    elif not builds.filter(finished=False).exists():
        builds.exclude(kind=KEYS).update(position=0, finished=False)


def stages() -> list[str]:
    """Return the stages of a build: keys, people, and the texts of each kind of entries."""
    return [KEYS, PERSON, *(f"{TEXTS}{model._meta.model_name}" for model in Entry.__subclasses__())]


def build_of(edition: Edition, kind: str) -> IndexBuild:
    """Return how far the build of one kind has come in an edition."""
    return IndexBuild.objects.get(edition=edition, kind=kind)


def renew_keys(edition: Edition) -> Iterator[Progress]:
    """Make the keys of all words anew where the rules have changed by which they are made."""
    tables, build = TABLES[edition], build_of(edition, KEYS)
    if build.finished and build.rules == VERSION:
        return
    if build.rules != VERSION:
        with transaction.atomic():
            hold()
            tables.keys.objects.all().delete()
            build.position, build.rules, build.finished = 0, VERSION, False
            build.save()
    while not build.finished:
        begun = time.monotonic()
        with transaction.atomic():
            hold()
            rows = tables.words.objects.filter(pk__gt=build.position).order_by("pk").values_list("word", "pk")
            some = dict(rows[:WORDS])
            put_keys(tables, some)
            build.position, build.finished = max(some.values(), default=build.position), len(some) < WORDS
            build.save()
        yield Progress(KEYS, build.position, tables.words.objects.aggregate(last=Max("pk"))["last"] or 0)
        rest(begun)


def rebuild_people(editions: Sequence[Edition]) -> Iterator[Progress]:
    """Make the rows of all people anew, then count anew how many have each word."""
    builds = {edition: build_of(edition, PERSON) for edition in editions}
    known: dict[Edition, dict[str, str]] = {edition: {} for edition in editions}
    total, done, reader, size = Person.objects.of_record().count(), 0, Reader(), min(FIRST, PEOPLE)
    while not all(build.finished for build in builds.values()):
        begun = time.monotonic()
        try:
            with uncollected():
                done += people_step(builds, known, reader, size)
        except WordsGone:
            known = {edition: {} for edition in editions}
            continue
        for words in known.values():
            if len(words) > REMEMBERED:
                words.clear()
        yield Progress(PERSON, done, total)
        size = min(max(int(size * STEP / (time.monotonic() - begun)), FIRST), PEOPLE)
        rest(begun)
    if done:
        learn(*(table for edition in editions for table in TABLES[edition].of_people))
        for edition in editions:
            put_in_order(TABLES[edition].people)


@transaction.atomic
def people_step(
    builds: dict[Edition, IndexBuild], known: dict[Edition, dict[str, str]], reader: Reader, size: int
) -> int:
    """Make the rows of the next people anew in some editions, and return how many people those were."""
    hold()
    waiting = {edition: build for edition, build in builds.items() if not build.finished}
    after = min(build.position for build in waiting.values())
    rows = Person.objects.of_record().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    keys = list(rows[:size])
    is_last = len(keys) < size
    # The last stretch has no end: the rows of people who are gone lie in it, wherever they stood.
    end = None if is_last else keys[-1]
    which, names = Q(pk__gt=after), Q(person_id__gt=after)
    if end is not None:
        which, names = which & Q(pk__lte=end), names & Q(person_id__lte=end)
    people = said_of(which, names, reader)
    found = {edition: in_edition(edition, which, people) for edition in waiting}
    look_up_all({edition: words_of_all(some) for edition, some in found.items()}, known)
    for edition, build in waiting.items():
        write_people(TABLES[edition], which, found[edition], known[edition])
        build.position, build.finished, build.rules = (keys or [after])[-1], is_last, VERSION
        if is_last:
            recount(TABLES[edition])
        build.save()
    note_due(Person, timed(Person, after, end))
    return len(keys)


def rebuild_texts(model: type[Entry], editions: Sequence[Edition]) -> Iterator[Progress]:
    """Make the rows of the texts of all entries of one kind anew."""
    kind = str(model._meta.model_name)
    builds = [build_of(edition, f"{TEXTS}{kind}") for edition in editions]
    total, done = with_texts(model).count(), 0
    while not all(build.finished for build in builds):
        begun = time.monotonic()
        done += texts_step(model, builds)
        yield Progress(f"{TEXTS}{kind}", done, total)
        rest(begun)


@transaction.atomic
def texts_step(model: type[Entry], builds: Sequence[IndexBuild]) -> int:
    """Make the rows of the texts of the next entries of one kind anew, and return how many entries those were."""
    hold()
    after = min(build.position for build in builds if not build.finished)
    keys = list(with_texts(model).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:ENTRIES])
    is_last = len(keys) < ENTRIES
    # As with people, the last stretch has no end, so that nothing stays of entries that are gone.
    end = None if is_last else keys[-1]
    mine = Q(kind=model._meta.model_name, object_id__gt=after) & (Q() if end is None else Q(object_id__lte=end))
    standing = (table.texts.objects.filter(mine).values_list("object_id", flat=True) for table in TABLES.values())
    index_texts(model, sorted({*keys, *(key for some in standing for key in some)}))
    note_due(model, timed(model, after, end))
    for build in builds:
        build.position, build.finished, build.rules = (keys or [after])[-1], is_last, VERSION
        build.save()
    return len(keys)


def with_texts(model: type[Entry]) -> Any:
    """Return the entries of one kind that may have texts: most of a million people have none."""
    every: Any = model._base_manager
    rows = every.filter(copy_of=None)
    if model is not Person:
        return rows
    texts: Any = model.translation_model()
    return rows.filter(Exists(texts._base_manager.filter(entry=OuterRef("pk"))))


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare looking for objects in circles: a step makes none, and the look takes a fifth of its time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def rest(begun: float) -> None:
    """Let others write for a moment, where the database would not do so by itself."""
    if connection.vendor == "sqlite":
        time.sleep((time.monotonic() - begun) * REST)
