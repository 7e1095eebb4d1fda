"""Reading together: the same rows as one by one, in one question, and never the rows of another owner."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import prefetch_related_objects

from memorial.base.reading import Parts, keep_rows, plan_of, read_together
from memorial.models import Original, Place, Testimony
from tests.factories import MAKERS, add_name, consent_to, make_original, make_person, make_source, make_testimony

pytestmark = pytest.mark.django_db
NAMES = {"translations", "names", "citations", "consents", "derivatives"}
EVERY: dict[Any, Any] = {**MAKERS, Original: make_original}


def parts_of(model: Any) -> list[str]:
    """Return how a table calls the rows that hang on it and are read together."""
    return [each.name for each in model._meta.related_objects if each.name in NAMES]


def columns(row: Any) -> dict[str, Any]:
    return {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}


def test_rows_of_every_table_are_those_that_are_read_one_by_one(
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    owners, asked = [make() for make in EVERY.values() for _number in range(2)], []
    person, testimony = make_person(), make_testimony()
    name = add_name(person, given="Sintetik", family="Adı \"'%s", source=make_source())
    consent_to(testimony, starts_at="2024-01-01T10:00:00.000001Z")
    owners = [type(each)._base_manager.get(pk=each.pk) for each in (*owners, person, testimony)]
    for owner in owners:
        for path in parts_of(type(owner)):
            if path == "citations":
                owner.citations.create(source=name.source, locator="p. 1", stance="differs", value="1991")
            asked.append(Parts([owner], path))
    alone = [type(each)._base_manager.get(pk=each.pk) for each in owners]
    for each in alone:
        prefetch_related_objects([each], *parts_of(type(each)))
    with django_assert_num_queries(1):
        read_together(*asked)
    with django_assert_num_queries(0):
        read_together(*asked)
        for owner, other in zip(owners, alone, strict=True):
            for path in parts_of(type(owner)):
                told, known = (list(getattr(each, path).all()) for each in (owner, other))
                assert list(map(columns, told)) == list(map(columns, known))
                link = owner._meta.get_field(path).field
                assert all(getattr(row, link.name) is owner for row in told)
        assert len(owners[-1].consents.all()) == 1 and len(owners[-2].names.all()) == 2


def test_whoever_narrows_kept_rows_gets_those_of_the_owner_alone() -> None:
    person, other = make_person(), make_person()
    read_together(Parts([person], "names"))
    keep_rows(other, "names", ())
    assert [name.person_id for name in person.names.filter(language="en")] == [person.pk]
    assert not other.names.all() and [name.person_id for name in other.names.filter(language="en")] == [other.pk]


def test_columns_and_rows_that_are_not_wanted_are_left_out() -> None:
    person = make_person(texts={"en": {"story": "Synthetic", "summary": "Synthetic"}})
    original = make_original()
    read_together(Parts([person], "translations", without=("story",)), Parts([original], "derivatives", ("size",)))
    assert person.translations.all()[0].get_deferred_fields() == {"story"}
    again = Original.objects.get(pk=original.pk)
    read_together(Parts([again], "derivatives", at_most=("width", 320)))
    assert {row.width for row in again.derivatives.all()} == {128, 320}


def test_all_who_are_the_same_know_the_rows(django_assert_num_queries: Callable[[int], Any]) -> None:
    testimony = make_testimony()
    twice = [Testimony.objects.get(pk=testimony.pk) for _time in range(2)]
    read_together(Parts(twice, "translations"), Parts([], "consents"))
    with django_assert_num_queries(0):
        assert [len(each.translations.all()) for each in twice] == [1, 1]
        read_together(Parts([], "names"))


def test_table_with_columns_of_another_sort_is_refused() -> None:
    with pytest.raises(TypeError, match="Place has columns that cannot be read together: DecimalField"):
        plan_of(Place, "working_copies", (), None)
