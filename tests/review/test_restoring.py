"""Restoring: earlier versions, discarded copies and deleted drafts come back as drafts, with every word."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import Discarded, Kinship, Person, Revision, User
from memorial.review.actions import TransitionRefused, open_copy, record_edit, submit
from memorial.review.restoring import discard, restore_discarded, restore_revision
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from tests.factories import MAKERS, add_name, keep_version, make_person, make_place
from tests.review.acting import edited_copy, version_of


def first_version(person: Any) -> Revision:
    return Revision.objects.get(entry=person.public_id, version=1)


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_version_of_every_kind_comes_back_as_it_was(contributor: User, model: Any) -> None:
    makers: Any = MAKERS
    entry: Any = keep_version(makers[model]())
    before = content_hash(entry)
    entry.translations.all().delete()
    copy, missing = restore_revision(entry=entry, revision=first_version(entry), by=contributor)
    assert (content_hash(copy), missing) == (before, [])
    assert content_hash(entry) != before or not first_version(entry).snapshot["parts"]["translations"]


def test_restored_version_is_a_working_copy_that_is_reviewed(contributor: User, curator: User) -> None:
    person = make_person(birth="1953")
    add_name(person, given="Second", family="Synthetic", language="az")
    keep_version(person)
    live = version_of(person, contributor, curator, birth="1954")
    copy, _missing = restore_revision(entry=live, revision=first_version(live), by=contributor)
    assert (copy.copy_of, copy.status) == (live, Status.DRAFT)
    rows: Any = copy
    assert {row.copied_from for row in rows.names.all()} == set(person.names.values_list("pk", flat=True))
    live.refresh_from_db()
    assert live.birth == "1954"
    assert submit(entry=copy, by=contributor, note="Synthetic note").status == Status.IN_REVIEW


def test_restoring_over_an_open_copy_is_refused(contributor: User, curator: User) -> None:
    live = version_of(keep_version(make_person()), contributor, curator, birth="1954")
    open_copy(entry=live, by=curator)
    with pytest.raises(TransitionRefused, match="working copy already"):
        restore_revision(entry=live, revision=first_version(live), by=contributor)


def test_version_of_another_entry_is_not_restored(contributor: User) -> None:
    one, other = keep_version(make_person()), keep_version(make_person())
    with pytest.raises(PermissionDenied):
        restore_revision(entry=one, revision=first_version(other), by=contributor)


def test_what_a_version_names_and_is_gone_is_told(contributor: User, curator: User) -> None:
    place = make_place(status=Status.DRAFT)
    relative = make_person(status=Status.DRAFT)
    person = make_person(residence=place)
    Kinship.objects.create(person=person, kind="parent", relative=relative)
    keep_version(person)
    Person.objects.filter(pk=person.pk).update(residence=None)
    Kinship.objects.all().delete()
    place.delete()
    relative.delete()
    copy, missing = restore_revision(entry=person, revision=first_version(person), by=contributor)
    assert sorted(missing) == sorted([place.public_id, relative.public_id])
    assert Kinship.objects.count() == 0
    assert copy.pk != person.pk


def test_discarded_copy_comes_back(contributor: User) -> None:
    copy = edited_copy(make_person(), contributor, birth="1954")
    content = content_hash(copy)
    kept = discard(entry=copy, by=contributor)
    assert not Person.objects.filter(copy_of__isnull=False).exists()
    again, _missing = restore_discarded(discarded=kept, model=Person, by=contributor)
    assert content_hash(again) == content


def test_deleted_draft_comes_back_under_its_own_id(contributor: User) -> None:
    person = make_person(status=Status.DRAFT, created_by=contributor, texts={"en": {"story": "Synthetic story"}})
    content = content_hash(person)
    discard(entry=person, by=contributor)
    assert not Person.objects.exists()
    again, _missing = restore_discarded(discarded=Discarded.objects.get(), model=Person, by=contributor)
    assert (again.public_id, content_hash(again), again.status) == (person.public_id, content, Status.DRAFT)
    assert again.label == person.label


def test_draft_of_somebody_else_is_not_deleted(contributor: User, curator: User) -> None:
    person = make_person(status=Status.DRAFT, created_by=contributor)
    with pytest.raises(PermissionDenied):
        discard(entry=person, by=curator)


def test_what_was_ever_published_is_not_deleted(curator: User) -> None:
    for status in (Status.PUBLISHED, Status.WITHDRAWN):
        with pytest.raises(PermissionDenied):
            discard(entry=make_person(status=status, created_by=curator), by=curator)
    once = make_person(created_by=curator)
    Person.objects.filter(pk=once.pk).update(status=Status.DRAFT)
    once.refresh_from_db()
    with pytest.raises(PermissionDenied):
        discard(entry=once, by=curator)


def test_copy_that_was_changed_after_it_was_seen_is_not_discarded(contributor: User, curator: User) -> None:
    copy = edited_copy(make_person(), contributor, birth="1954")
    seen = content_hash(copy)
    before = content_hash(copy)
    copy.death = "1992"
    copy.save()
    record_edit(entry=copy, before=before, by=contributor)
    with pytest.raises(TransitionRefused, match="changed while you looked"):
        discard(entry=copy, by=curator, seen=seen)
