"""Photographs, documents and recordings on the form of an entry: their order, their previews, what may stand there."""

from typing import Any

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from memorial.models import Asset, Person, User
from memorial.review.actions import open_copy
from memorial.review.ledger import LedgerLine
from memorial.review.status import Status
from tests.factories import MAKERS, add_picture, make_asset, make_person
from tests.review.filling import filled, problems
from tests.review.meeting import form_of
from tests.review.pictures import ILLUSTRATED, put, row, shown_on, with_pictures


def draft_of(model: type[Model]) -> Any:
    makers: Any = MAKERS
    return makers[model](status=Status.DRAFT)


@pytest.mark.parametrize("model", ILLUSTRATED, ids=lambda model: model.__name__)
def test_picture_is_added_to_each_kind(curator_browser: Client, model: type[Any]) -> None:
    entry, asset = draft_of(model), make_asset()
    answer = put(curator_browser, entry, **row(0, asset=asset.pk))
    assert answer.status_code == 302, problems(answer)
    assert shown_on(entry) == [(asset, 0)]


@pytest.mark.parametrize("model", ILLUSTRATED, ids=lambda model: model.__name__)
def test_form_that_changes_nothing_writes_no_line(curator_browser: Client, model: type[Any]) -> None:
    entry = draft_of(model)
    with_pictures(entry)
    entry.pictures.filter(position=2).update(position=7)
    lines = LedgerLine.objects.count()
    assert put(curator_browser, entry).status_code == 302
    assert LedgerLine.objects.count() == lines
    assert [place for _asset, place in shown_on(entry)] == [0, 1, 7]


@pytest.mark.parametrize(
    ("places", "order"),
    [
        (("3", "2", "1"), [2, 1, 0]),
        (("1", "2", "1"), [2, 0, 1]),
        (("2", "2", "3"), [1, 0, 2]),
        (("3", "2", "3"), [1, 2, 0]),
        (("", "2", "3"), [1, 2, 0]),
        (("40", "2", "3"), [1, 2, 0]),
    ],
)
def test_places_that_are_typed_put_the_rows_in_order(
    curator_browser: Client, places: tuple[str, ...], order: list[int]
) -> None:
    person = draft_of(Person)
    assets = with_pictures(person)
    typed = {name: value for number, place in enumerate(places) for name, value in row(number, position=place).items()}
    answer = put(curator_browser, person, **typed)
    assert answer.status_code == 302, problems(answer)
    assert shown_on(person) == [(assets[number], place) for place, number in enumerate(order)]


def test_new_picture_comes_last_and_one_with_a_place_comes_there(curator_browser: Client) -> None:
    person = draft_of(Person)
    assets = with_pictures(person, 2)
    last, first = make_asset(), make_asset()
    assert put(curator_browser, person, **row(2, asset=last.pk)).status_code == 302
    assert [asset for asset, _place in shown_on(person)] == [*assets, last]
    assert put(curator_browser, person, **row(3, asset=first.pk, position="1")).status_code == 302
    assert [asset for asset, _place in shown_on(person)] == [first, *assets, last]
    assert [place for _asset, place in shown_on(person)] == [0, 1, 2, 3]


def test_rows_close_up_when_one_is_taken_away(curator_browser: Client) -> None:
    person = draft_of(Person)
    assets = with_pictures(person)
    assert put(curator_browser, person, **row(0, DELETE="on")).status_code == 302
    assert shown_on(person) == [(assets[1], 0), (assets[2], 1)]
    assert Asset.objects.count() == 3


@pytest.mark.parametrize("place", ["0", "-1", "1001", "first", "1.5", "9" * 30])
def test_place_that_is_none_is_refused_with_a_sentence(curator_browser: Client, place: str) -> None:
    person = draft_of(Person)
    with_pictures(person, 1)
    page = put(curator_browser, person, **row(0, position=place))
    assert page.status_code == 200
    assert problems(page)
    assert filled(page)["pictures-0-position"] == place


def test_place_alone_is_no_row(curator_browser: Client) -> None:
    person = draft_of(Person)
    assert put(curator_browser, person, **row(0, position="1")).status_code == 302
    assert not person.pictures.exists()


def test_same_picture_twice_is_refused_with_a_sentence(curator_browser: Client) -> None:
    person = draft_of(Person)
    (asset,) = with_pictures(person, 1)
    page = put(curator_browser, person, **row(1, asset=asset.pk))
    assert "This is already among them." in problems(page)
    assert person.pictures.count() == 1


def test_two_rows_can_exchange_what_they_show(curator_browser: Client) -> None:
    person = draft_of(Person)
    one, other = with_pictures(person, 2)
    keys = set(person.pictures.values_list("pk", flat=True))
    answer = put(curator_browser, person, **row(0, asset=other.pk), **row(1, asset=one.pk))
    assert answer.status_code == 302, problems(answer)
    assert shown_on(person) == [(other, 0), (one, 1)]
    assert set(person.pictures.values_list("pk", flat=True)) == keys


def test_row_can_take_what_another_row_gives_up(curator_browser: Client) -> None:
    person = draft_of(Person)
    one, other = with_pictures(person, 2)
    answer = put(curator_browser, person, **row(0, asset=other.pk), **row(1, DELETE="on"))
    assert answer.status_code == 302, problems(answer)
    assert shown_on(person) == [(other, 0)]
    assert put(curator_browser, person, **row(0, DELETE="on"), **row(1, asset=other.pk)).status_code == 302
    assert shown_on(person) == [(other, 0)]


def test_row_that_the_form_leaves_out_is_still_there(curator_browser: Client) -> None:
    person = draft_of(Person)
    (asset,) = with_pictures(person, 1)
    counts = {"pictures__INITIAL_FORMS": 0, "pictures__TOTAL_FORMS": 1}
    page = put(curator_browser, person, **counts, **row(0, id="", asset=asset.pk))
    assert "This is already among them." in problems(page)
    assert shown_on(person) == [(asset, 0)]


def test_working_copy_of_a_picture_is_never_shown_with_an_entry(curator: User, curator_browser: Client) -> None:
    person, asset = draft_of(Person), make_asset()
    copy = open_copy(entry=asset, by=curator)
    page = put(curator_browser, person, **row(0, asset=copy.pk))
    assert page.status_code == 200
    assert problems(page)
    assert not person.pictures.exists()


@pytest.mark.parametrize("fields", [{"status": Status.DRAFT, "restricted": True}, {"status": Status.WITHDRAWN}])
def test_picture_that_one_may_not_know_of_is_refused_and_stays_where_it_stands(
    contributor: User, contributor_browser: Client, fields: dict[str, Any]
) -> None:
    hidden = make_asset(texts={"en": {"caption": "Synthetic secret"}}, **fields)
    other, person = draft_of(Person), make_person(status=Status.DRAFT)
    page = put(contributor_browser, other, **row(0, asset=hidden.pk))
    assert page.status_code == 200
    assert not other.pictures.exists()
    add_picture(person, hidden)
    body = contributor_browser.get(form_of(person)).content.decode()
    assert "(not open to you)" in body
    assert "Synthetic secret" not in body
    assert not [file for file in hidden.original.derivatives.all() if file.sha256 in body]
    assert put(contributor_browser, person, birth="1954").status_code == 302
    assert shown_on(person) == [(hidden, 0)]


def previews(page: Any) -> str:
    """Return the rows of pictures as a page draws them."""
    body: str = page.content.decode().split('id="pictures-group"')[1].split("</fieldset>")[0]
    return body


def test_row_shows_a_small_picture_of_what_needs_no_note(curator_browser: Client) -> None:
    person = draft_of(Person)
    asset = make_asset(texts={"en": {"caption": "Synthetic view", "alternative_text": "A synthetic gradient."}})
    add_picture(person, asset)
    body = previews(curator_browser.get(form_of(person)))
    smallest = asset.original.derivatives.get(recipe="square-50-50-128", format="jpg")
    assert reverse("admin:asset_file", args=[asset.pk, smallest.sha256, "jpg"]) in body
    assert 'alt="A synthetic gradient."' in body


@pytest.mark.parametrize(
    ("grade", "words"), [("distressing", "distressing"), ("graphic", "graphic"), ("", "not said yet")]
)
def test_row_says_the_grade_of_what_is_not_shown(curator_browser: Client, grade: str, words: str) -> None:
    person = draft_of(Person)
    add_picture(person, make_asset(grade=grade, status=Status.DRAFT))
    body = previews(curator_browser.get(form_of(person)))
    assert f"content note: {words}" in body
    assert 'class="preview"' not in body


@pytest.mark.parametrize(("kind", "words"), [("document", "document"), ("audio", "sound recording")])
def test_row_names_the_kind_of_what_is_no_picture(curator_browser: Client, kind: str, words: str) -> None:
    person = draft_of(Person)
    add_picture(person, make_asset(kind=kind))
    assert words in previews(curator_browser.get(form_of(person))).split("<tbody>")[1]


@pytest.mark.parametrize("rows", [1, 3])
def test_form_costs_the_same_for_one_picture_as_for_many(
    curator_browser: Client, rows: int, django_assert_num_queries: Any
) -> None:
    person = draft_of(Person)
    with_pictures(person, rows)
    curator_browser.get(form_of(person))
    with django_assert_num_queries(32):
        curator_browser.get(form_of(person))


def test_pictures_are_told_apart_where_they_are_looked_up(curator_browser: Client) -> None:
    make_asset(texts={"en": {"caption": "Synthetic house"}}, taken="1988")
    make_asset(texts={"en": {"caption": "Synthetic house"}}, kind="document")
    asked = {"app_label": "memorial", "model_name": "depiction", "field_name": "asset", "term": "house"}
    found = curator_browser.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert {one["text"] for one in found} == {
        "Synthetic house (photograph or picture, 1988)",
        "Synthetic house (document)",
    }
