"""Pictures in what is kept: versions from before there were any, versions that are restored, drafts that come back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memorial.models import Asset, Discarded, Memorial, Person, Revision, User
from memorial.review.comparison import State
from memorial.review.history import compared
from memorial.review.ledger_check import revision_faults
from memorial.review.restoring import discard, restore_discarded, restore_revision
from memorial.review.snapshots import content_hash, digest, snapshot, whole
from memorial.review.status import Status
from memorial.review.withdrawal import put_back, withdraw
from tests.factories import MAKERS, add_picture, keep_version, make_asset, make_person, make_place
from tests.review.acting import page_of
from tests.review.filling import address, messages_of
from tests.review.pictures import ILLUSTRATED, shown_on, with_pictures


def kept(entry: Any) -> dict[str, Any]:
    return snapshot(whole(type(entry), pk=entry.pk))


def old_style(content: dict[str, Any]) -> dict[str, Any]:
    """Return a content as it was kept before entries had pictures."""
    return {**content, "parts": {name: rows for name, rows in content["parts"].items() if name != "pictures"}}


def without_pictures(entry: Any) -> Revision:
    """Keep a published entry as its version as it was kept before entries had pictures."""
    before = old_style(kept(entry))
    return Revision.objects.create(
        kind=before["kind"],
        entry=before["id"],
        version=1,
        snapshot=before,
        sha256=digest(before),
        made_at=entry.published_at,
        published_at=entry.published_at,
    )


@pytest.mark.parametrize("model", ILLUSTRATED, ids=lambda model: model.__name__)
def test_content_without_pictures_has_the_hash_that_it_had_before_there_were_any(
    memorial: Memorial, model: type[Any]
) -> None:
    makers: Any = MAKERS
    entry = makers[model]()
    assert digest(kept(entry)) == digest(old_style(kept(entry)))
    before = content_hash(entry)
    add_picture(entry)
    assert content_hash(entry) != before


def test_empty_parts_that_were_always_kept_still_count(memorial: Memorial) -> None:
    content = kept(make_place())
    fewer = {**content, "parts": {name: rows for name, rows in content["parts"].items() if name != "citations"}}
    assert content["parts"]["citations"] == []
    assert digest(fewer) != digest(content)


def test_what_was_published_before_there_were_pictures_is_put_back_and_verified(
    curator: User, second_curator: User
) -> None:
    person = make_person()
    without_pictures(person)
    withdraw(entry=person, by=curator, reason="checking", note="Synthetic note")
    assert put_back(entry=person, by=second_curator).status == Status.PUBLISHED
    assert list(revision_faults()) == []


def test_version_without_pictures_is_compared_and_comes_back(curator: User, contributor: User) -> None:
    person = make_person()
    first = without_pictures(person)
    assets = with_pictures(person)
    Person.objects.filter(pk=person.pk).update(version=2)
    person.refresh_from_db()
    keep_version(person)
    beside = compared(person, curator, {"a": "1", "b": "2"})
    assert beside is not None
    (section,) = [section for section in beside.comparison.sections if section.name == "pictures"]
    assert [block.state for block in section.changed] == [State.ADDED] * 3
    copy, missing = restore_revision(entry=person, revision=first, by=contributor)
    assert (shown_on(copy), missing) == ([], [])
    assert [asset for asset, _place in shown_on(person)] == assets


def test_version_brings_its_pictures_back_and_tells_which_are_gone(contributor: User) -> None:
    person = make_person()
    first, gone, third = with_pictures(person)
    keep_version(person)
    person.pictures.all().delete()
    gone.delete()
    copy, missing = restore_revision(entry=person, revision=Revision.objects.get(), by=contributor)
    assert [asset for asset, _place in shown_on(copy)] == [first, third]
    assert missing == [gone.public_id]


def test_discarded_draft_comes_back_with_its_pictures(contributor: User) -> None:
    person = make_person(status=Status.DRAFT, created_by=contributor)
    assets = with_pictures(person)
    content = content_hash(person)
    gone = discard(entry=person, by=contributor)
    again, missing = restore_discarded(discarded=gone, model=Person, by=contributor)
    assert (content_hash(again), missing) == (content, [])
    assert [asset for asset, _place in shown_on(again)] == assets


#: What was kept of an asset before its file was an original.
EARLIER = ("taken", "credit", "rights", "source", "decorative", "kind")


def before_originals(asset: Any) -> dict[str, Any]:
    """Return the content of an asset as it was kept before its file was an original."""
    content = kept(asset)
    fields = {name: value for name, value in content["fields"].items() if name in EARLIER}
    return {**content, "fields": fields | {"file": "synthetic.jpg"}}


def test_version_from_before_a_column_leaves_that_column_as_it_is(contributor_browser: Client) -> None:
    asset = make_asset(credit="Earlier credit", grade="graphic", supplied_by="Synthetic family", focal_x=7)
    old = before_originals(asset)
    when = timezone.now()
    first: Any = {"kind": "asset", "entry": asset.public_id, "version": 1, "made_at": when, "published_at": when}
    Revision.objects.create(**first, snapshot=old, sha256=digest(old))
    Asset.objects.filter(pk=asset.pk).update(version=2, credit="Later credit")
    asset.refresh_from_db()
    keep_version(asset)
    answer: Any = contributor_browser.post(page_of(asset).replace("/review/", "/acts/restore/"), {"version": "1"})
    copy = Asset._base_manager.get(copy_of=asset)
    assert answer.url == address(Asset, "change", copy.pk)
    assert copy.credit == "Earlier credit"
    assert (copy.original, copy.grade, copy.supplied_by, copy.focal_x) == (
        asset.original, "graphic", "Synthetic family", 7,
    )  # fmt: skip


def test_deleted_draft_of_which_too_little_was_kept_is_refused_with_a_sentence(
    contributor: User, contributor_browser: Client
) -> None:
    asset = make_asset(status=Status.DRAFT, created_by=contributor)
    old, public_id = before_originals(asset), asset.public_id
    discard(entry=asset, by=contributor)
    Discarded.objects.update(snapshot=old)
    url = reverse("admin:memorial_asset_bring_back", args=[Discarded.objects.get().pk])
    said = " ".join(messages_of(contributor_browser.post(url, follow=True)))
    assert "This was deleted before all of it was kept, and cannot be brought back as it was." in said
    assert not Asset._base_manager.filter(public_id=public_id).exists()
    assert Discarded.objects.count() == 1


def test_deleted_draft_of_an_asset_comes_back_with_its_file(contributor: User) -> None:
    asset = make_asset(status=Status.DRAFT, created_by=contributor, credit="Synthetic credit")
    original, content = asset.original, content_hash(asset)
    gone = discard(entry=asset, by=contributor)
    again, missing = restore_discarded(discarded=gone, model=Asset, by=contributor)
    restored: Any = again
    assert (restored.original, content_hash(again), missing) == (original, content, [])
