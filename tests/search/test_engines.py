"""Rows are found by their tokens alike on both databases, from an index, and many are written at once."""

from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from memorial.models import Person, PublicNameDoc, PublicNameKey, PublicNameWord
from memorial.search import engines
from memorial.search.engines import (
    Gate,
    Groups,
    add_to,
    in_postgresql,
    in_sqlite,
    learn,
    people_with,
    put,
    put_in_order,
    put_new,
)

pytestmark = pytest.mark.django_db
EVERYBODY = Gate("SELECT person_id AS id FROM memorial_publicnamedoc", ())
ROWS = {1: "fatekilled wa wb", 2: "fatemissing wa", 3: "wb wc", 5: "w1 w11 wa wc", 9: "iş sə wa"}


@pytest.fixture
def rows(db: None) -> None:
    put(PublicNameDoc, ("person_id", "tokens"), sorted(ROWS.items()))


def found(groups: Groups, limit: int, after: int = 0) -> list[int]:
    """Return who is found, whoever they are: no row of the test is of a person."""
    return list(people_with(PublicNameDoc, groups, EVERYBODY, limit=limit, after=after))


def found_by_hand(groups: Groups) -> list[int]:
    """Return the rows in which each group has one of its tokens, by reading them all."""
    return [key for key, row in ROWS.items() if all(set(group) & set(row.split()) for group in groups)]


def test_people_with_every_group_are_found(rows: None) -> None:
    some: list[list[str]] = [
        ["wa"],
        ["wb", "wc"],
        ["w1"],
        ["fatekilled", "fatemissing"],
        ["nothing"],
        ["iş"],
        ["sə", "wb"],
    ]
    for groups in (*product(some), *product(some, repeat=2), *product(some, repeat=3)):
        assert found(groups, limit=9) == found_by_hand(groups)


def test_tokens_are_given_of_them_alone_whom_the_gate_lets_through(rows: None) -> None:
    some = Gate("SELECT person_id AS id FROM memorial_publicnamedoc WHERE person_id < %s", (2,))
    assert people_with(PublicNameDoc, [["wa"]], some, limit=2) == {1: "fatekilled wa wb", 2: None}
    nobody = Gate.of(Person.objects.none())
    assert people_with(PublicNameDoc, [["wa"]], nobody, limit=2) == {1: None, 2: None}


def test_no_group_and_an_empty_group_find_nobody(rows: None) -> None:
    assert found([], limit=9) == []
    assert found([["wa"], []], limit=9) == []


def test_people_are_found_in_the_order_of_their_keys_from_anywhere(rows: None) -> None:
    assert found([["wa"]], limit=2) == [1, 2]
    assert found([["wa"]], limit=2, after=2) == [5, 9]


def test_row_that_is_changed_or_gone_is_found_as_it_is(rows: None) -> None:
    PublicNameDoc.objects.filter(pk=1).update(tokens="wz")
    PublicNameDoc.objects.filter(pk=2).delete()
    assert found([["wa"]], limit=9) == [5, 9]
    assert found([["wz"]], limit=9) == [1]


def test_what_stands_there_is_left_when_rows_are_put(db: None) -> None:
    put(PublicNameWord, ("word", "people"), [("synthetic", 0), ("ə'\"\\—", 2)])
    put(PublicNameWord, ("word", "people"), [("synthetic", 5), ("other", 1)])
    assert dict(PublicNameWord.objects.values_list("word", "people")) == {"synthetic": 0, "ə'\"\\—": 2, "other": 1}
    put(PublicNameKey, ("key", "word_id"), [("fa", 1), ("fa", 2)])
    put(PublicNameKey, ("key", "word_id"), [("fa", 2), ("fb", 2)])
    assert sorted(PublicNameKey.objects.values_list("key", "word_id")) == [("fa", 1), ("fa", 2), ("fb", 2)]


def test_very_many_new_rows_stand_as_they_were_given(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("a\\t", 1), ("b\tc", 2), ("d\ne", 3), ("ə", 4), ("'", 5), ('"', 6), ("\\N", 7)]
    for many in (1, 100):
        monkeypatch.setattr(engines, "MANY", many)
        put_new(PublicNameKey, ("key", "word_id"), [(key, number + many) for key, number in rows])
        found = PublicNameKey.objects.filter(word_id__gt=many, word_id__lte=many + 7).values_list("key", "word_id")
        assert sorted(found) == sorted((key, number + many) for key, number in rows)
    put_new(PublicNameKey, ("key", "word_id"), [])


def test_counts_change_by_what_they_are_told_and_are_never_below_nothing(db: None) -> None:
    put(PublicNameWord, ("word", "people"), [("one", 1), ("two", 2)])
    keys = dict(PublicNameWord.objects.values_list("word", "pk"))
    assert add_to(PublicNameWord, [(keys["one"], -3), (keys["two"], 2), (keys["two"] + 9, 1)]) == 2
    assert dict(PublicNameWord.objects.values_list("word", "people")) == {"one": 0, "two": 4}


def test_question_is_answered_from_an_index(rows: None) -> None:
    groups: Any = [["wa", "wq"], ["wb"]]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            asked, values = in_sqlite(PublicNameDoc, groups, EVERYBODY, 9, 0)
            cursor.execute(f"EXPLAIN QUERY PLAN {asked}", values)
        else:
            # So few rows are as quickly read one by one; what is asked here is whether the index could answer.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
            asked, values = in_postgresql(PublicNameDoc, groups, EVERYBODY, 9, 0)
            cursor.execute(f"EXPLAIN {asked}", values)
        plan = " ".join(str(row[-1]) for row in cursor.fetchall())
    assert ("VIRTUAL TABLE INDEX" in plan) or ("memorial_publicnamedoc_found" in plan)
    assert "SCAN memorial_publicnamedoc " not in plan and "Seq Scan" not in plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="FTS5 sets nothing aside")
def test_nothing_is_left_aside_after_very_much_was_written(rows: None) -> None:
    learn(PublicNameWord, PublicNameDoc)
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('memorial_publicnamedoc_found')")
        assert cursor.fetchone() == (0,)


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the guards of other tables hold there until the very end")
def test_tables_of_the_index_can_be_taken_away_and_made_again(transactional_db: None) -> None:
    call_command("migrate", "memorial", "0015", verbosity=0)
    assert not [name for name in connection.introspection.table_names() if "namedoc" in name or "textdoc" in name]
    call_command("migrate", "memorial", verbosity=0)
    put(PublicNameDoc, ("person_id", "tokens"), [(1, "wa")])
    assert found([["wa"]], limit=9) == [1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5 is of SQLite alone.")
def test_an_index_that_is_put_in_order_is_of_one_piece_and_finds_the_same(rows: None) -> None:
    with connection.cursor() as cursor:
        for key in range(100, 110):
            put(PublicNameDoc, ("person_id", "tokens"), [(key, "wz")])
        pieces = "SELECT count(DISTINCT segid) FROM memorial_publicnamedoc_found_idx"
        assert cursor.execute(pieces).fetchone()[0] > 1
        put_in_order(PublicNameDoc)
        assert cursor.execute(pieces).fetchone()[0] == 1
    assert found([["wz"]], limit=20) == list(range(100, 110))
