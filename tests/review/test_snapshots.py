"""What is kept of an entry, what its hash is of, and that reading it whole brings what its rows say one by one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Kinship, Memorial, Person, Place, User
from memorial.review.actions import open_copy
from memorial.review.snapshots import (
    content_fields,
    content_hash,
    content_hashes,
    digest,
    list_fields,
    part_references,
    refers,
    snapshot,
    whole,
    with_parts,
)
from tests.factories import MAKERS, add_name, add_picture, make_person, make_source

MOST_QUERIES = 7


def add_parts(entry: Any, language: str) -> None:
    """Give an entry one more of each kind of parts and of whatever it lists, each referring to entries of its own."""
    made: dict[str, Any] = {
        "names": lambda: add_name(entry, given="Sintetik", family="Ad", language=language, source=make_source()),
        "translations": lambda: entry.translations.create(language=language),
        "kin": lambda: entry.kin.create(kind="parent", relative=make_person(), source=make_source()),
        "kin_of": lambda: entry.kin_of.create(kind="sibling", person=make_person()),
        "pictures": lambda: add_picture(entry),
        "citations": lambda: entry.citations.create(source=make_source(), locator=language),
        "memberships": lambda: entry.memberships.create(person=make_person(), position=9 - entry.memberships.count()),
    }
    for name in entry.made_of:
        made[name]()
    for listed in list_fields(type(entry)):
        getattr(entry, listed.name).add(MAKERS[listed.related_model]())  # type: ignore[operator]  # each makes its own


def full(model: Any) -> Any:
    """Return a published entry that refers to others wherever it can, with parts of each kind."""
    makers: Any = MAKERS
    own = {field.name: makers[field.related_model]() for field in content_fields(model) if refers(field)}
    entry = makers[model](**own)
    add_parts(entry, "az")
    return entry


def asked_for(model: Any, key: int) -> list[str]:
    """Return the questions that an entry's snapshot takes, and see that it is that of the rows asked one by one."""
    with CaptureQueriesContext(connection) as asked:
        entry = whole(model, pk=key)
        kept = snapshot(entry)
    alone = model._base_manager.get(pk=key)
    assert kept == snapshot(alone) and digest(kept) == digest(snapshot(alone))
    for name in (*model.made_of, *(field.name for field in list_fields(model))):
        one_by_one = getattr(alone, name).all()
        # Rows of which their table says no order come as they were written; PostgreSQL gives them as they lie.
        order = one_by_one.model._meta.ordering or ["pk"]
        assert list(getattr(entry, name).all()) == list(one_by_one.order_by(*order))
    assert {name for name in model.made_of if not kept["parts"][name]} == set()
    for name in model.made_of:
        for row, other in zip(getattr(entry, name).all(), getattr(alone, name).all(), strict=True):
            assert vars(row).keys() >= vars(other).keys()
            assert all(getattr(row, each.attname) == getattr(other, each.attname) for each in row._meta.concrete_fields)
            assert all(getattr(row, each.name) == getattr(other, each.name) for each in part_references(model, name))
    return [each["sql"] for each in asked]


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_entry_and_its_copy_are_read_whole_in_few_questions(contributor: User, model: Any) -> None:
    entry = full(model)
    copy: Any = open_copy(entry=entry, by=contributor)
    few = [len(asked_for(model, each.pk)) for each in (entry, copy)]
    for language in ("ru", "tr"):
        add_parts(entry, language)
        add_parts(copy, language)
    assert few == [len(asked_for(model, each.pk)) for each in (entry, copy)] and max(few) <= MOST_QUERIES
    together = {each.pk: snapshot(each) for each in with_parts(model._base_manager.all())}
    assert together == {each.pk: snapshot(each) for each in model._base_manager.all()}
    assert content_hashes(model, list(together)) == {key: digest(kept) for key, kept in together.items()}


def test_tie_to_the_working_copy_of_somebody_else_is_no_part(contributor: User) -> None:
    person, relative = make_person(), make_person()
    Kinship.objects.create(person=relative, kind="parent", relative=person)
    open_copy(entry=relative, by=contributor)
    read = whole(Person, pk=person.pk)
    assert len(read.kin_of.all()) == 2 and len(snapshot(read)["parts"]["kin_of"]) == 1
    assert snapshot(read) == snapshot(Person._base_manager.get(pk=person.pk))


def test_entry_that_is_gone_is_not_there(memorial: Memorial) -> None:
    with pytest.raises(Place.DoesNotExist):
        whole(Place, pk=0)
    assert with_parts(Place._base_manager.all()) == []


def test_column_that_came_later_leaves_what_was_kept_before_as_it_is(memorial: Memorial) -> None:
    person = make_person()
    kept = snapshot(whole(Person, pk=person.pk))
    assert kept["fields"].pop("fate_date") == ""
    assert digest(kept) == content_hash(person)
    Person.objects.filter(pk=person.pk).update(fate_date="1992-02")
    assert digest(kept) != content_hash(person)
