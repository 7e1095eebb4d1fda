"""The ledger: the database refuses to change it, and what is changed around the database is found and named."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from memorial.models import LedgerLine, Memorial, Person, Revision, User
from memorial.review import ledger_check
from memorial.review.ledger import BEGINNING, Verb, record
from memorial.review.ledger_check import Anchor, anchor_of, chain_faults, guard_faults, head, revision_faults
from memorial.review.revisions import RevisionWithdrawal
from memorial.review.snapshots import digest
from tests.factories import keep_version, make_person

TABLE, VERSIONS = LedgerLine._meta.db_table, Revision._meta.db_table
GUARDED = (LedgerLine, Revision, RevisionWithdrawal)
ACTS, LINES = ("update", "delete"), 10


def sql(statement: str, *values: Any) -> None:
    """Change the database behind the back of the memorial."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def written(memorial: Memorial, curator: User) -> list[LedgerLine]:
    """A ledger of ten lines, of which nothing else guards the chain: the database's own guards are taken away."""
    made = [record(Verb.NOTED, by=curator, about=("person", f"synthetic{number}")) for number in range(1, LINES + 1)]
    for model in GUARDED:
        table = model._meta.db_table
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        for act in ACTS:
            sql(f"DROP TRIGGER {table}_no_{act}{on}")
    return made


def edit(number: int, /, **fields: Any) -> None:
    """Change a line without a word to its hash."""
    LedgerLine.objects.filter(number=number).update(**fields)


def rewrite(number: int, /, **fields: Any) -> LedgerLine:
    """Change a line and give it the hash that fits."""
    edit(number, **fields)
    line = LedgerLine.objects.get(number=number)
    edit(number, hash=line.own_hash())
    return line


def renumber(first: int, by: int) -> None:
    """Move all lines from one on, one at a time, because two never have one number."""
    numbers = LedgerLine.objects.filter(number__gte=first).order_by("-number" if by > 0 else "number")
    for number in list(numbers.values_list("number", flat=True)):
        edit(number, number=number + by)


def insert(number: int, previous: str) -> LedgerLine:
    """Put in a line that is whole in itself, and return it."""
    other = LedgerLine.objects.order_by("number")[0]
    line = LedgerLine(number=number, at=other.at, who="nobody", verb=Verb.NOTED, previous=previous)
    line.hash = line.own_hash()
    line.save(force_insert=True)
    return line


def swap(one: int, other: int) -> None:
    """Let two lines change places."""
    for old, new in ((one, 99), (other, one), (99, other)):
        edit(old, number=new)


def insert_between(count: int = 1) -> None:
    renumber(5, count)
    previous = "f" * 64
    for number in range(5, 5 + count):
        previous = insert(number, previous).hash


def remove(*numbers: int) -> None:
    LedgerLine.objects.filter(number__in=numbers).delete()


def remove_and_close_the_gap() -> None:
    remove(5)
    renumber(6, -1)


def replace() -> None:
    remove(5)
    insert(5, "f" * 64)


FORGERIES: dict[str, tuple[Callable[[], Any], list[str]]] = {
    "nothing": (lambda: None, []),
    "who": (lambda: edit(5, who="somebody else"), ["Line 5 was edited"]),
    "actor": (lambda: edit(5, actor=None), ["Line 5 was edited"]),
    "when": (lambda: edit(1, at="2001-01-01T00:00:00Z"), ["Line 1 was edited"]),
    "verb": (lambda: edit(10, verb=Verb.PUBLISHED), ["Line 10 was edited"]),
    "kind": (lambda: edit(5, kind="place"), ["Line 5 was edited"]),
    "entry": (lambda: edit(5, entry="another"), ["Line 5 was edited"]),
    "before": (lambda: edit(5, before="0" * 64), ["Line 5 was edited"]),
    "after": (lambda: edit(5, after="0" * 64), ["Line 5 was edited"]),
    "detail": (lambda: edit(5, detail={"version": 3}), ["Line 5 was edited"]),
    "hash": (lambda: edit(5, hash="e" * 64), ["Line 5 was edited"]),
    "previous": (lambda: edit(5, previous="e" * 64), ["Line 5 was edited"]),
    "two lines": (
        lambda: LedgerLine.objects.filter(number__in=(3, 4)).update(who="x"),
        ["Line 3 was edited", "Line 4 was edited"],
    ),
    "line and hash": (lambda: rewrite(5, who="x"), ["Line 5 was edited and given a new hash"]),
    "one deleted": (lambda: remove(5), ["Line 5 is missing"]),
    "first deleted": (lambda: remove(1), ["Line 1 is missing"]),
    "some deleted": (lambda: remove(5, 6, 8), ["Lines 5 to 6 are missing", "Line 8 is missing"]),
    "gap closed": (
        remove_and_close_the_gap,
        ["Line 5 is missing (by the numbers", "Lines 5 to 9 stand in wrong places: they were written as lines 6 to 10"],
    ),
    "inserted": (
        insert_between,
        ["Line 5 was inserted: line 6 follows line 4", "Lines 6 to 11 stand in wrong places"],
    ),
    "two inserted": (
        lambda: insert_between(2),
        ["Lines 5 to 6 were inserted: line 7 follows line 4", "Lines 7 to 12 stand in wrong places"],
    ),
    "inserted first": (lambda: insert(0, "f" * 64), ["Line 0 was inserted"]),
    "inserted at the end": (lambda: insert(11, "f" * 64), ["Line 11 does not follow line 10: it was inserted"]),
    "replaced": (replace, ["Line 5 does not follow line 4: it was inserted or put in the place of another"]),
    "swapped": (
        lambda: swap(5, 8),
        [
            "Line 5 stands in a wrong place: it was written as line 8",
            "Line 8 stands in a wrong place: it was written as",
        ],
    ),
    "neighbours swapped": (
        lambda: swap(5, 6),
        [
            "Line 5 stands in a wrong place: it was written as line 6",
            "Line 6 stands in a wrong place: it was written as",
        ],
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forged_line_is_named(written: list[LedgerLine], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_check, "AT_ONCE", 3)
    forge, expected = FORGERIES[name]
    forge()
    found = list(chain_faults())
    assert len(found) == len(expected), found
    for sentence, beginning in zip(found, expected, strict=True):
        assert sentence.startswith(beginning), found


def test_walk_asks_once_for_many_lines(written: list[LedgerLine], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert list(chain_faults()) == []


def test_cut_tail_is_found_against_an_anchor(written: list[LedgerLine]) -> None:
    anchor = head()
    remove(9, 10)
    assert list(chain_faults()) == []
    assert list(chain_faults([anchor])) == [
        "Line 10, which an anchor names, is not there: the ledger ends with line 8."
    ]


def test_rewritten_chain_is_found_against_an_anchor(written: list[LedgerLine]) -> None:
    early, late = Anchor(2, written[1].hash), head()
    previous = LedgerLine.objects.get(number=3).hash
    for number in range(4, LINES + 1):
        line = LedgerLine.objects.get(number=number)
        line.who, line.previous = "somebody else", previous
        edit(number, who=line.who, previous=line.previous, hash=line.own_hash())
        previous = line.own_hash()
    assert list(chain_faults()) == []
    assert list(chain_faults([early])) == []
    assert [sentence.split(":")[0] for sentence in chain_faults([early, late])] == [
        "Line 10 is not the one that the anchor names"
    ]


def test_emptied_ledger_is_found_against_an_anchor(written: list[LedgerLine]) -> None:
    anchor = head()
    LedgerLine.objects.all().delete()
    assert list(chain_faults()) == []
    assert len(list(chain_faults([anchor]))) == 1


def test_anchor_is_read_as_it_was_printed() -> None:
    anchor = Anchor(12, "a" * 64)
    assert anchor_of(str(anchor)) == anchor_of(f"12:{'a' * 64}") == anchor
    for text in ("", "12", f"x:{'a' * 64}", f"12:{'a' * 63}", f"12:{'A' * 64}"):
        with pytest.raises(ValueError, match="is no anchor"):
            anchor_of(text)


@pytest.mark.parametrize("model", GUARDED)
@pytest.mark.parametrize("act", ["UPDATE", "DELETE", "TRUNCATE"])
def test_database_refuses_to_change_what_is_only_added_to(
    memorial: Memorial, curator: User, model: Any, act: str
) -> None:
    if act == "TRUNCATE" and connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    record(Verb.NOTED, by=curator)
    revision = keep_version(make_person())
    kept = Revision.objects.get(entry=revision.public_id)
    RevisionWithdrawal.objects.create(revision=kept, at=kept.made_at, by=curator, reason="checking")
    table, key = model._meta.db_table, model._meta.pk.column
    statement = {
        "UPDATE": f"UPDATE {table} SET {key} = {key}",  # noqa: S608  # names of our own tables
        "DELETE": f"DELETE FROM {table}",  # noqa: S608
        "TRUNCATE": f"TRUNCATE {table} CASCADE",
    }[act]
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        connection.check_constraints()  # PostgreSQL empties no table for which something is still to be checked
        sql(statement)
    assert model.objects.exists()


@pytest.mark.django_db
def test_guards_stand_after_the_migrations() -> None:
    assert list(guard_faults()) == []


def test_missing_guard_is_named(written: list[LedgerLine]) -> None:
    found = list(guard_faults())
    assert len(found) == len(GUARDED) * len(ACTS)
    assert f"The database does not refuse UPDATE on {TABLE}: its guard is missing." in found


def published_person(curator: User) -> Person:
    """Return a person with a kept version, whose publication stands in the ledger."""
    person = keep_version(make_person())
    kept = Revision.objects.get(entry=person.public_id)
    record(Verb.PUBLISHED, by=curator, entry=person, after=kept.sha256, detail={"version": 1})
    return person


def test_version_is_held_against_its_hash_and_the_ledger(written: list[LedgerLine], curator: User) -> None:
    person = published_person(curator)
    assert list(revision_faults()) == []
    kept = Revision.objects.filter(entry=person.public_id)
    snapshot = kept.get().snapshot
    snapshot["fields"]["birth"] = "1900"
    kept.update(snapshot=snapshot)
    assert list(revision_faults()) == [
        f"Version 1 of person {person.public_id} was edited: it no longer says what its hash was made from."
    ]
    kept.update(sha256=digest(snapshot))
    assert list(revision_faults()) == [f"Version 1 of person {person.public_id} is not what line 11 published."]
    kept.delete()
    assert list(revision_faults()) == [f"Version 1 of person {person.public_id}, published by line 11, is missing."]


def verify(*options: str) -> tuple[str, str]:
    """Run the command and return what it said, and what it said was wrong."""
    said, wrong = StringIO(), StringIO()
    try:
        call_command("verify_ledger", *options, stdout=said, stderr=wrong)
    except CommandError as failure:
        return said.getvalue(), f"{wrong.getvalue()}{failure}"
    return said.getvalue(), wrong.getvalue()


def test_command_says_that_all_is_well_and_names_the_head(memorial: Memorial, curator: User) -> None:
    record(Verb.NOTED, by=curator)
    printed = StringIO()
    call_command("ledger_head", stdout=printed)
    assert printed.getvalue().strip() == str(head())
    said, wrong = verify("--anchor", printed.getvalue())
    assert str(head()) in said
    assert wrong == ""


@pytest.mark.django_db
def test_head_of_an_empty_ledger_is_an_anchor_too() -> None:
    assert head() == Anchor(0, BEGINNING)
    assert verify("--anchor", str(head()))[1] == ""


def test_command_fails_and_names_what_is_wrong(written: list[LedgerLine]) -> None:
    edit(5, who="somebody else")
    said, wrong = verify()
    assert said == ""
    assert "Line 5 was edited" in wrong
    assert "7 faults found." in wrong


@pytest.mark.django_db
def test_command_refuses_what_is_no_anchor() -> None:
    assert "is no anchor" in verify("--anchor", "12")[1]
