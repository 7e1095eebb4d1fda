"""The examination of the ledger: which lines are not as they were written, and what the anchors say.

An anchor is a line's number with its hash, kept somewhere else. The chain by itself shows what was changed inside it;
only an anchor shows that its end was cut off, or that all of it was written anew.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from memorial.review.ledger import BEGINNING, LedgerLine, Verb
from memorial.review.revisions import Revision, RevisionWithdrawal
from memorial.review.snapshots import digest

AT_ONCE = 1000
#: Snapshots are long: few of them are held at once.
REVISIONS_AT_ONCE = 100
#: How far a line is looked for from the place where it was written, when nothing else tells.
NEAR = 50
GUARDED = (LedgerLine, Revision, RevisionWithdrawal)
ANCHOR = re.compile(r"(\d{1,18})[ :]([0-9a-f]{64})")


@dataclass(frozen=True)
class Anchor:
    """The number of a line and its hash, as they were when it was the last one."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


def anchor_of(text: str) -> Anchor:
    """Return the anchor that a text names: NUMBER:HASH, or with a space as `ledger_head` prints it."""
    found = ANCHOR.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"“{text}” is no anchor. Write NUMBER:HASH, as ledger_head printed it.")
    return Anchor(int(found[1]), found[2])


def head() -> Anchor:
    """Return the last line's number and hash; number 0 while there is no line yet."""
    last = LedgerLine.objects.order_by("-number").first()
    return Anchor(last.number, last.hash) if last else Anchor(0, BEGINNING)


def lines() -> Iterator[LedgerLine]:
    """Yield all lines in their order, some at a time, so that nobody who writes must wait for the reader."""
    last = -1
    while some := list(LedgerLine.objects.filter(number__gt=last).order_by("number")[:AT_ONCE]):
        yield from some
        last = some[-1].number


def is_whole(line: LedgerLine, number: int) -> bool:
    """Return whether a line says what was written, if it was written under this number."""
    if number < 1 or not isinstance(line.at, datetime):  # SQLite keeps whatever is written into a column
        return False
    stands, line.number = line.number, number
    whole = line.own_hash() == line.hash
    line.number = stands
    return whole


@dataclass
class _Walk:
    """One walk along the chain: the line before, the number it was written under, and whether it is faulty itself."""

    number: int = 0
    origin: int = 0
    hash: str = BEGINNING
    faulty: bool = False
    #: Lines that stand away from where they were written: their numbers now and then.
    moved: list[tuple[int, int]] = field(default_factory=list)
    #: A line that does not follow the one before it, with what is said of it unless a later line tells more.
    loose: tuple[int, str] | None = None

    def step(self, line: LedgerLine) -> Iterator[str]:
        """Yield what is wrong with the next line, and go on to it."""
        origin = self.origin_of(line)
        shift = line.number - (origin or line.number)
        jumps = shift != self.shift
        if self.moved and (jumps or not shift):
            yield self.say_moved()
        faults = list(self.faults(line, origin))
        yield from faults
        if shift and origin is not None:
            self.moved.append((line.number, origin))
        loosened = self.loose is not None and self.loose[0] == line.number
        self.faulty = bool(faults) or origin is None or loosened or (bool(shift) and jumps)
        self.number, self.origin, self.hash = line.number, origin or line.number, line.hash

    def end(self) -> Iterator[str]:
        """Yield what only the end of the walk settles."""
        if self.moved:
            yield self.say_moved()
        yield from self.say_loose()

    @property
    def shift(self) -> int:
        """By how much the line before stands away from where it was written."""
        return self.number - self.origin

    def origin_of(self, line: LedgerLine) -> int | None:
        """Return the number under which a line was written; nothing when it was changed itself."""
        if is_whole(line, line.number):
            return int(line.number)
        follows = followed_by(line)
        guesses = [line.number - self.shift, (follows.number if follows else 0) + 1]
        guesses += [line.number + way * far for far in range(1, NEAR + 1) for way in (1, -1)]
        return next((guess for guess in guesses if is_whole(line, guess)), None)

    def faults(self, line: LedgerLine, origin: int | None) -> Iterator[str]:
        """Yield what is wrong with a line and with its place after the line before."""
        gap = line.number > self.number + 1
        if gap:
            yield missing(self.number + 1, line.number - 1)
        if line.number < 1:
            yield f"Line {line.number} was inserted: the first line is line 1."
        elif origin is None:
            yield f"Line {line.number} was edited: it no longer says what its hash was made from."
        elif line.previous != self.hash and not gap:  # what is missing explains a broken link
            yield from self.broken(line, origin)

    def broken(self, line: LedgerLine, origin: int) -> Iterator[str]:
        """Yield why a line, whole in itself, does not follow the line before it."""
        follows = followed_by(line)
        place = 0 if line.previous == BEGINNING else follows.number if follows else None
        if self.loose and place == self.loose[0] - 1:
            yield inserted(self.loose[0], self.number)
            self.loose = None
        elif self.faulty:
            return  # the line before is said to be wrong already
        elif place is None and origin > self.origin + 1:
            yield missing(self.origin + 1, origin - 1, written=True)
        elif origin == line.number:
            yield from self.say_loose()
            self.loose = (line.number, self.why_loose(line, place))

    def why_loose(self, line: LedgerLine, place: int | None) -> str:
        """Return the most likely reason why a line in its own place does not follow the line before it."""
        if place is not None:
            return f"Line {line.number} stands in a wrong place: it follows line {place}."
        if not LedgerLine.objects.filter(previous=line.hash).exists():
            return (
                f"Line {line.number} does not follow line {self.number}: it was inserted or put in the place of "
                f"another, or line {self.number} was given a new hash."
            )
        if self.number:
            return f"Line {self.number} was edited and given a new hash: line {line.number} was written after another."
        return f"Line {line.number} was edited and given a new hash: it is not the first line that was written."

    def say_loose(self) -> Iterator[str]:
        """Yield what is said of a line that does not follow the one before it, if nothing has told more."""
        if self.loose is not None:
            yield self.loose[1]
        self.loose = None

    def say_moved(self) -> str:
        """Return which lines stand away from where they were written, and begin anew."""
        (first, was), (last, was_last) = self.moved[0], self.moved[-1]
        self.moved = []
        if first == last:
            return f"Line {first} stands in a wrong place: it was written as line {was}."
        return f"Lines {first} to {last} stand in wrong places: they were written as lines {was} to {was_last}."


def followed_by(line: LedgerLine) -> LedgerLine | None:
    """Return the line that this one was written after, wherever it stands now."""
    return LedgerLine.objects.filter(hash=line.previous).first()


def missing(first: int, last: int, *, written: bool = False) -> str:
    """Return the sentence that lines are missing."""
    told = " (by the numbers under which they were written)" if written else ""
    return f"Line {first} is missing{told}." if first == last else f"Lines {first} to {last} are missing{told}."


def inserted(first: int, last: int) -> str:
    """Return the sentence that lines were inserted."""
    between = f"line {last + 1} follows line {first - 1}" if first > 1 else f"line {last + 1} was written as the first"
    return (
        f"Line {first} was inserted: {between}."
        if first == last
        else f"Lines {first} to {last} were inserted: {between}."
    )


def chain_faults(anchors: Iterable[Anchor] = ()) -> Iterator[str]:
    """Yield what is wrong with the ledger, one plain sentence each; nothing when all of it is as it was written."""
    walk, awaited = _Walk(), defaultdict[int, set[str]](set)
    for anchor in anchors:
        awaited[anchor.number].add(anchor.hash)
    awaited.pop(0, None)  # the head of a ledger that had no line yet
    for line in lines():
        yield from walk.step(line)
        if awaited.pop(line.number, set()) - {line.hash}:
            yield f"Line {line.number} is not the one that the anchor names: from there or before, it was written anew."
    yield from walk.end()
    for number in sorted(awaited):
        yield (
            f"Line {number}, which an anchor names, is not there: the ledger ends with line {walk.number}."
            if number > walk.number
            else f"Line {number}, which an anchor names, is not there."
        )


def revision_faults() -> Iterator[str]:
    """Yield which versions are not as they were published: by their own hash, and by what the ledger says of them."""
    last = 0
    while some := list(Revision.objects.filter(pk__gt=last).order_by("pk")[:REVISIONS_AT_ONCE]):
        for revision in some:
            if revision.erased_at is None and digest(revision.snapshot) != revision.sha256:
                yield f"Version {named(revision)} was edited: it no longer says what its hash was made from."
        yield from erasure_faults([revision for revision in some if revision.erased_at is not None])
        last = some[-1].pk
    yield from publication_faults()


def erasure_faults(erased: Sequence[Revision]) -> Iterator[str]:
    """Yield which of the versions that are marked as erased still have words, or were erased without a line."""
    lines = LedgerLine.objects.filter(verb=Verb.ERASED, entry__in={revision.entry for revision in erased})
    told = {
        (kind, entry, version)
        for kind, entry, detail in lines.values_list("kind", "entry", "detail")
        for version in detail.get("versions", ())
    }
    for revision in erased:
        if revision.snapshot:
            yield f"Version {named(revision)} is marked as erased and still has its words."
        if (revision.kind, revision.entry, revision.version) not in told:
            yield f"Version {named(revision)} was erased, and no line of the ledger says so."


def named(revision: Revision) -> str:
    """Return by what a version is told apart: its number, its kind, and the permanent id of its entry."""
    return f"{revision.version} of {revision.kind} {revision.entry}"


def publication_faults() -> Iterator[str]:
    """Yield which publications of the ledger have no version any more, or another one."""
    last = 0
    published = LedgerLine.objects.filter(verb=Verb.PUBLISHED).order_by("number")
    while some := list(published.filter(number__gt=last)[:AT_ONCE]):
        kept = kept_hashes({line.entry for line in some})
        for line in some:
            version = line.detail.get("version")
            sha256 = kept.get((line.kind, line.entry, version))
            if sha256 is None:
                yield f"Version {version} of {line.kind} {line.entry}, published by line {line.number}, is missing."
            elif sha256 != line.after:
                yield f"Version {version} of {line.kind} {line.entry} is not what line {line.number} published."
        last = some[-1].number


def kept_hashes(entries: set[str]) -> Mapping[tuple[str, str, int], str]:
    """Return the hashes of the versions of some entries."""
    rows = Revision.objects.filter(entry__in=entries).order_by()
    return {(kind, entry, version): sha for kind, entry, version, sha in rows.values_list(
        "kind", "entry", "version", "sha256"
    )}  # fmt: skip


def guard_faults() -> Iterator[str]:
    """Yield which of the database's own guards against changes are missing or switched off."""
    standing = guards_of_postgresql() if connection.vendor == "postgresql" else guards_of_sqlite()
    acts = ("update", "delete", "truncate") if connection.vendor == "postgresql" else ("update", "delete")
    for model in GUARDED:
        table = model._meta.db_table
        for act in acts:
            if (table, f"{table}_no_{act}") not in standing:
                yield f"The database does not refuse {act.upper()} on {table}: its guard is missing."


def guards_of_sqlite() -> set[tuple[str, str]]:
    """Return table and name of the triggers that refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {(table, name) for table, name, sql in cursor.fetchall() if "RAISE(ABORT" in sql}


def guards_of_postgresql() -> set[tuple[str, str]]:
    """Return table and name of the triggers that refuse and are switched on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgenabled IN ('O', 'A') "
            "AND p.proname = 'memorial_only_added_to' AND p.prosrc LIKE '%%RAISE EXCEPTION%%' "
            "AND pg_table_is_visible(c.oid)",
            [],
        )
        return set(cursor.fetchall())
