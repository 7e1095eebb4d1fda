"""Questions that are put together once: each asking gets the rows for its own values, as a queryset would."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from memorial.base.asking import Among, asked_once, keys_of
from memorial.models import Person
from memorial.testimonies.models import Testimony
from tests.factories import make_asset, make_person, make_place, make_testimony

pytestmark = pytest.mark.django_db


@asked_once
def person_called(public_id: Any) -> Any:
    return Person.objects.public().select_related("residence").filter(public_id=public_id)


@asked_once
def people_with(keys: Any, sex: Any) -> Any:
    return Person.objects.public().filter(Among("pk", keys), sex=sex).order_by("-pk").values_list("pk", "public_id")


def test_question_is_asked_with_the_values_of_each_asking() -> None:
    people = [make_person(residence=make_place("Synthetic town"), birth="1950"), make_person(birth="1960~")]
    for person in (*people, *people):
        found = person_called(person.public_id)
        assert found == [person]
        assert (found[0].birth_earliest, found[0].created_at) == (person.birth_earliest, person.created_at)
        assert found[0].residence == person.residence
    assert person_called("nobody") == []


def test_question_asks_the_database_once_each_time(django_assert_num_queries: Any) -> None:
    person = make_person(residence=make_place("Synthetic town"))
    with django_assert_num_queries(2):
        assert person_called(person.public_id)[0].residence == person.residence
        person_called(person.public_id)


def test_keys_are_given_together_however_many_they_are() -> None:
    people = [make_person(sex="female") for _each in range(4)] + [make_person(sex="male")]
    keys = [person.pk for person in people]
    for number in (0, 1, 3, 5):
        expected = [(person.pk, person.public_id) for person in people[:number] if person.sex == "female"][::-1]
        assert people_with(keys_of(keys[:number]), "female") == expected


def test_what_is_no_longer_public_is_not_found_by_the_same_question() -> None:
    person = make_person()
    assert person_called(person.public_id) == [person]
    Person.objects.filter(pk=person.pk).update(opens_at=timezone.now() + timedelta(days=900))
    assert person_called(person.public_id) == []


def test_moment_that_was_known_once_cannot_be_asked_for_ever() -> None:
    @asked_once
    def opened() -> Any:
        return Person.objects.filter(opens_at__lte=timezone.now())

    with pytest.raises(TypeError, match="does not stay"):
        opened()


def test_question_with_further_questions_is_refused() -> None:
    @asked_once
    def named() -> Any:
        return Person.objects.prefetch_related("names")

    with pytest.raises(TypeError, match="one table"):
        named()


def test_rows_of_several_tables_are_values_of_one_shape() -> None:
    testimony, asset = make_testimony(), make_asset()

    @asked_once
    def entries(public_id: Any) -> Any:
        one, other = (
            rows.objects.filter(public_id=public_id).order_by().values_list("pk", "public_id")
            for rows in (Testimony, type(asset))
        )
        return one.union(other, all=True)

    assert entries(testimony.public_id) == [(testimony.pk, testimony.public_id)]
    assert entries(asset.public_id) == [(asset.pk, asset.public_id)]


def test_each_thread_asks_by_a_connection_of_its_own() -> None:
    person = make_person()
    assert person_called(person.public_id) == [person]
    if connection.vendor == "sqlite":
        pytest.skip("A database in memory has one connection alone.")
    found: list[Any] = []

    def ask() -> None:
        found.append(person_called(person.public_id))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    # Another connection does not see what has not been committed.
    assert found == [[]]
