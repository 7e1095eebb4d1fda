"""Rows that are written many at a time: they stand in the database as those that are saved one by one."""

import datetime
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, models
from django.utils import timezone

from memorial.accounts.models import User
from memorial.base.rows import among, insert_rows, pages_at_hand, save_columns, with_keys
from memorial.exchange.imports.models import ImportRow, ListImport
from memorial.models import Person, PersonName, PersonTranslation, Source
from memorial.review.desk_rows import DeskRow
from tests.factories import make_place, make_source

pytestmark = pytest.mark.django_db

#: What differs in any two rows.
OWN = {"id", "public_id", "number", "object_id"}


def people() -> list[Person]:
    """Return synthetic people whose columns hold all that columns of people hold."""
    home = make_place()
    return [
        Person(),
        Person(
            label="Sintetikova", birth="1941-02-03", death="1960?", sex="female", fate=Person.Fate.KILLED, age_low=3
        ),
        Person(birth="19XX", fate_date="../1953", residence=home, age_low=20, age_high=30, age_about=True),
        Person(embargo_until=datetime.date(2040, 1, 2), opens_at=timezone.now(), restricted=True, burial_unknown=True),
    ]


def rows_of_a_list() -> list[ImportRow]:
    """Return rows of a list with every kind of plain data."""
    brought = ListImport.objects.create(name="synthetic.csv", sha256="0" * 64, size=1)
    shared: dict[str, Any] = {"list_import": brought, "identity": "a", "digest": "b"}
    return [
        ImportRow(number=1, outcome="new", **shared),
        ImportRow(number=2, outcome=ImportRow.Outcome.MAYBE, said={"names": ["Sintetik Ələkbər"]}, **shared),
        ImportRow(number=3, outcome="same", reasons=[["name", "“", "'"]], made={"new": True}, done=True, **shared),
    ]


def kept(row: models.Model) -> dict[str, Any]:
    """Return all columns of a row just as the database keeps them, but for those that no two rows share."""
    names = [str(field.column) for field in row._meta.concrete_fields if field.column not in OWN]
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {columns} FROM "{row._meta.db_table}" WHERE id = %s', [row.pk])  # noqa: S608
        return dict(zip(names, cursor.fetchone(), strict=True))


@pytest.mark.parametrize("made", [people, rows_of_a_list])
def test_row_written_with_many_is_the_row_that_is_saved_alone(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    written = made()
    saved = deepcopy(written)
    for place, row in enumerate(saved):
        name = "number" if isinstance(row, ImportRow) else "public_id"
        setattr(row, name, 100 + place)
        row.save()
    insert_rows(written)
    assert [kept(row) for row in written] == [kept(row) for row in saved]
    again: Sequence[models.Model] = type(written[0])._default_manager.filter(pk__in=[row.pk for row in written])
    assert {row.pk: vars_of(row) for row in again} == {row.pk: vars_of(row) for row in written}
    written[0].save()


def vars_of(row: models.Model) -> dict[str, Any]:
    """Return what a row knows of its columns."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_texts_names_and_rows_of_the_desk_are_written_as_they_are_saved() -> None:
    person, source = Person.objects.create(), make_source()
    for row in (
        PersonName(person=person, full="Sintetikova Ə.", language="az", source=source, preferred=True),
        PersonTranslation(entry=person, language="az", occupation="müəllim"),
        DeskRow(kind="synthetic", object_id=1, since=timezone.now(), changed_at=timezone.now()),
    ):
        insert_rows([row])
        before = kept(row)
        row.save(force_update=True)
        assert kept(row) == before


def test_new_rows_take_no_key_that_another_ever_had(curator: User) -> None:
    first = [Source(title=f"Synthetic {number}", created_by=curator) for number in range(3)]
    insert_rows(first)
    gone = first[-1].pk
    first[-1].delete()
    second = [Source(title="Synthetic"), Source(pk=gone + 50, title="Synthetic"), Source(title="Synthetic")]
    insert_rows(second)
    assert second[1].pk == gone + 50
    assert {second[0].pk, second[2].pk}.isdisjoint({row.pk for row in first[:2]} | {gone, gone + 50})
    assert Source.objects.create(title="Synthetic").pk not in {row.pk for row in (*first, *second)}


@pytest.mark.parametrize("places", [(), (0,), (0, 1, 2), (2, 0, 1), (0, 2), (1, 1), (0, 0, 2), (0, 1, 2, 3, 4)])
def test_keys_are_asked_for_alike_whether_they_follow_each_other_or_not(places: tuple[int, ...]) -> None:
    people = [Person() for _number in range(5)]
    insert_rows(people)
    keys = [people[place].pk for place in places]
    assert set(Person.objects.filter(with_keys("pk", keys)).values_list("pk", flat=True)) == set(keys)


def test_columns_are_saved_as_their_fields_keep_them() -> None:
    rows = rows_of_a_list()
    insert_rows(rows)
    for row, made in zip(rows, (None, {"new": True}, [1]), strict=True):
        row.made, row.done, row.outcome = made, True, ImportRow.Outcome.SAME
    save_columns(rows, ["made", "done", "outcome"])
    found = list(ImportRow.objects.order_by("number").values_list("made", "done", "outcome"))
    assert found == [(None, True, "same"), ({"new": True}, True, "same"), ([1], True, "same")]


def test_memory_of_the_database_is_what_it_was_after_very_much_was_written() -> None:
    def asked() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size" if connection.vendor == "sqlite" else "SELECT 1")
            return cursor.fetchone()

    usual = asked()
    with pytest.raises(ValueError, match="Synthetic"), pages_at_hand():
        assert connection.vendor != "sqlite" or asked() != usual
        raise ValueError("Synthetic")
    assert asked() == usual


def test_very_many_numbers_and_words_are_asked_for_as_one_value() -> None:
    people = [Person(label=label) for label in ("Sintetikova", "“Ə”, 'b'", "c")]
    insert_rows(people)
    names = [PersonName(person=person, full=person.label, language="az") for person in people]
    insert_rows(names)
    keys = [person.pk for person in people[:2]]
    labels = [person.label for person in people[:2]]
    assert set(Person.objects.filter(among("pk", keys)).values_list("pk", flat=True)) == set(keys)
    assert set(Person.objects.filter(among("label", labels)).values_list("pk", flat=True)) == set(keys)
    assert set(PersonName.objects.filter(among("person", keys)).values_list("person", flat=True)) == set(keys)
    assert set(Person.objects.exclude(among("pk", keys)).values_list("pk", flat=True)) == {people[2].pk}
    assert not Person.objects.filter(among("pk", []))
