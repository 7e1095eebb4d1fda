"""Pictures through review: copied and written over, compared in words, met by two, and where an asset is shown."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Asset, Memorial, Person, Place, User
from memorial.review.actions import TransitionRefused, open_copy, record_edit, submit
from memorial.review.comparison import Block, State, compare
from memorial.review.publication import publish
from memorial.review.snapshots import snapshot, whole
from memorial.review.status import Status
from tests.factories import MAKERS, add_picture, make_asset, make_person, make_place, make_source
from tests.review.acting import page_of, published, seen, warnings_of
from tests.review.checking import found
from tests.review.filling import problems
from tests.review.meeting import Two, asked, draft, form_of, meet, settle
from tests.review.pictures import ILLUSTRATED, put, row, shown_on, with_pictures


def kept(entry: Any) -> dict[str, Any]:
    return snapshot(whole(type(entry), pk=entry.pk))


def illustrated(model: type[Any]) -> tuple[Any, list[Asset]]:
    """Return a published entry of one kind with three pictures."""
    makers: Any = MAKERS
    entry = makers[model](**({"living": "no"} if model is Person else {}))
    if "citations" in model.made_of:
        entry.citations.create(source=make_source())
    return entry, with_pictures(entry)


@pytest.mark.parametrize("model", ILLUSTRATED, ids=lambda model: model.__name__)
def test_pictures_are_copied_and_written_over_by_a_second_curator(
    curator: User, curator_browser: Client, second_curator: User, model: type[Any]
) -> None:
    entry, (first, second, third) = illustrated(model)
    keys = dict(entry.pictures.values_list("asset", "pk"))
    copy: Any = open_copy(entry=entry, by=curator)
    assert shown_on(copy) == shown_on(entry) == [(first, 0), (second, 1), (third, 2)]
    new = make_asset()
    known = {"verified_how": "Synthetic note"} if model is Person else {}
    changes = {**row(0, DELETE="on"), **row(2, position="1"), **row(3, asset=new.pk, **known)}
    answer = put(curator_browser, copy, **changes)
    assert answer.status_code == 302, problems(answer)
    assert shown_on(entry) == [(first, 0), (second, 1), (third, 2)]
    copy.refresh_from_db()
    submit(entry=copy, by=curator, note="Synthetic note")
    published(copy, second_curator)
    assert shown_on(entry) == [(third, 0), (second, 1), (new, 2)]
    after = dict(entry.pictures.values_list("asset", "pk"))
    assert {key: after[key] for key in (second.pk, third.pk)} == {key: keys[key] for key in (second.pk, third.pk)}
    assert not model._base_manager.filter(copy_of__isnull=False).exists()


def changed_blocks(before: dict[str, Any], after: dict[str, Any], user: User) -> list[Block]:
    comparison = compare(Person, before, after, user)
    return [block for section in comparison.sections if section.name == "pictures" for block in section.changed]


def words(block: Block) -> list[tuple[str, str, str]]:
    """Return the changed fields of a block: label, what was, what is."""
    return [
        (
            line.label,
            "".join(piece.text for piece in line.before),
            "".join(piece.text for piece in line.after),
        )
        for line in block.lines
        if line.is_changed
    ]


def test_comparison_names_what_came_and_went(curator: User) -> None:
    person = make_person()
    first, second, _third = with_pictures(person)
    before = kept(person)
    person.pictures.filter(asset=first).delete()
    add_picture(person, make_asset(texts={"en": {"caption": "Synthetic new view"}}), position=5)
    blocks = changed_blocks(before, kept(person), curator)
    states = {words(block)[0][2] or words(block)[0][1]: block.state for block in blocks}
    assert states == {"Synthetic new view": State.ADDED, "Synthetic view 1": State.REMOVED}
    assert second.label == "Synthetic view 2"


def test_comparison_says_the_order_once_and_in_words(curator: User) -> None:
    person = make_person()
    with_pictures(person)
    before = kept(person)
    for picture, place in zip(person.pictures.order_by("pk"), (1, 2, 0), strict=True):
        person.pictures.filter(pk=picture.pk).update(position=place)
    (block,) = changed_blocks(before, kept(person), curator)
    assert words(block) == [
        (
            "order",
            "1. Synthetic view 1\n2. Synthetic view 2\n3. Synthetic view 3",
            "1. Synthetic view 3\n2. Synthetic view 1\n3. Synthetic view 2",
        )
    ]


def test_comparison_shows_who_says_whom_a_picture_shows(curator: User) -> None:
    person = make_person()
    picture = add_picture(person, verified_how="Named on the back", verified_by="Synthetic one")
    before = kept(person)
    person.pictures.filter(pk=picture.pk).update(verified_by="Synthetic other")
    (block,) = changed_blocks(before, kept(person), curator)
    assert words(block) == [("verified by", "Synthetic one", "Synthetic other")]


def test_comparison_names_no_picture_that_is_hidden(contributor: User, curator: User) -> None:
    person = make_person()
    add_picture(person, make_asset(texts={"en": {"caption": "Synthetic secret"}}, status=Status.WITHDRAWN))
    for user, named in ((contributor, False), (curator, True)):
        said = str(compare(Person, None, kept(person), user).sections)
        assert ("Synthetic secret" in said) is named
        assert ("(not open to you)" in said) is not named


def test_same_picture_added_by_two_is_one(two: Two) -> None:
    person, asset = draft(), make_asset()
    mine = {"pictures-0-asset": asset.pk, "pictures-0-where_shown": "on the left"}
    theirs = {"pictures-0-asset": asset.pk, "pictures-0-verified_how": "Named on the back"}
    page = meet(two, person, mine, theirs)
    picture = person.pictures.get()
    name = f"pictures:{picture.pk}:"
    assert asked(page) == {f"{name}where_shown": "mine", f"{name}verified_how": "kept", f"{name}position": "kept"}
    answer = settle(two[0], page)
    assert answer.status_code == 302, problems(answer)
    picture = person.pictures.get()
    assert (picture.where_shown, picture.verified_how) == ("on the left", "Named on the back")
    # Whoever wrote how it is known has signed it, and not whoever put the two together.
    assert picture.verified_by == "second-curator"


def test_pictures_added_by_each_are_both_kept(two: Two) -> None:
    place, mine, theirs = make_place(status=Status.DRAFT), make_asset(), make_asset()
    page = meet(two, place, {"pictures-0-asset": mine.pk}, {"pictures-0-asset": theirs.pk})
    assert asked(page) == {}
    assert settle(two[0], page).status_code == 302
    assert shown_on(place) == [(theirs, 0), (mine, 1)]


def test_row_is_known_by_its_key_when_another_was_taken_away(two: Two) -> None:
    person = draft()
    first, second, third = with_pictures(person)
    page = meet(two, person, {"pictures-2-where_shown": "on the left"}, {"pictures-0-DELETE": "on"})
    assert "on the left" in page.content.decode()
    assert settle(two[0], page).status_code == 302
    assert shown_on(person) == [(second, 0), (third, 1)]
    assert person.pictures.get(asset=third).where_shown == "on the left"
    assert Asset.objects.filter(pk=first.pk).exists()


@pytest.mark.every_case
@pytest.mark.parametrize("model", ILLUSTRATED, ids=lambda model: model.__name__)
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_picture_that_is_not_public_is_warned_of_without_its_name(
    memorial: Memorial, model: type[Any], status: Status
) -> None:
    entry, _assets = illustrated(model)
    assert "picture-not-public" not in found(entry)
    add_picture(entry, make_asset(texts={"en": {"caption": "Synthetic secret"}}, status=status))
    warning = found(entry)["picture-not-public"]
    assert not warning.blocking
    assert "Synthetic secret" not in str(warning.sentence)


def test_entry_is_published_with_a_picture_that_waits(visitor: Client, curator: User, second_curator: User) -> None:
    place = make_place(status=Status.DRAFT, created_by=curator)
    record_edit(entry=place, before="", by=curator, created=True)
    add_picture(place, make_asset(status=Status.DRAFT))
    submit(entry=place, by=curator, note="Synthetic note")
    place.refresh_from_db()
    with pytest.raises(TransitionRefused, match="Not all of its photographs"):
        publish(entry=place, by=second_curator, how=seen(place))
    assert "picture-not-public" in warnings_of(place)
    live = published(place, second_curator)
    assert live.status == Status.PUBLISHED
    assert not Place.objects.get(pk=live.pk).pictures.public().exists()


def test_asset_tells_where_it_is_shown_as_far_as_one_may_know(
    contributor_browser: Client, curator_browser: Client
) -> None:
    asset, person = make_asset(), make_person(given="Synthetic", family="Shown")
    for entry in (person, make_place("Synthetic hidden", status=Status.WITHDRAWN)):
        add_picture(entry, asset)
    page = contributor_browser.get(page_of(asset)).content.decode()
    assert "Shown, Synthetic" in page
    assert page_of(person) in page
    assert "Synthetic hidden" not in page
    assert "Synthetic hidden" in curator_browser.get(page_of(asset)).content.decode()


def test_withdrawing_an_asset_says_from_how_much_it_vanishes(curator_browser: Client) -> None:
    asset = make_asset()
    for entry in (make_person(), make_place(), make_place(status=Status.DRAFT)):
        add_picture(entry, asset)
    assert "It also vanishes from 2 public entries" in curator_browser.get(page_of(asset)).content.decode()
    assert "It also vanishes" not in curator_browser.get(page_of(make_asset())).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_an_asset_costs_the_same_wherever_it_is_shown(
    curator_browser: Client, rows: int, django_assert_num_queries: Any
) -> None:
    asset = make_asset()
    for _number in range(rows):
        add_picture(make_person(), asset)
        add_picture(make_place(), asset)
    curator_browser.get(page_of(asset))
    with django_assert_num_queries(43):
        curator_browser.get(page_of(asset))


def test_asset_that_is_shown_somewhere_is_not_deleted(contributor: User, contributor_browser: Client) -> None:
    asset = make_asset(status=Status.DRAFT, created_by=contributor)
    add_picture(make_person(status=Status.DRAFT), asset)
    page = contributor_browser.post(page_of(asset).replace("/review/", "/acts/discard/"), {"of": asset.public_id})
    assert page.status_code == 422
    assert "Other entries refer to this one, so it stays." in page.content.decode()
    answer = contributor_browser.post(form_of(asset).replace("/change/", "/delete/"), {"post": "yes"})
    assert answer.status_code == 200
    assert "other entries that refer to it" in answer.content.decode()
    listed = {"action": "delete_selected", "_selected_action": [asset.pk], "post": "yes"}
    answer = contributor_browser.post(form_of(asset).replace(f"{asset.pk}/change/", ""), listed, follow=True)
    assert answer.status_code == 200
    assert Asset.objects.filter(pk=asset.pk).exists()
