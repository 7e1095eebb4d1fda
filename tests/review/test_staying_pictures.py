"""Where an entry can be withdrawn, the desk says which of its pictures would stay public, each on its own page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from memorial.models import Person, User
from memorial.review.actions import open_copy
from memorial.review.status import Status
from tests.factories import MAKERS, add_picture, keep_version, make_asset, make_person, make_place, make_source
from tests.review.acting import page_of
from tests.review.pictures import ILLUSTRATED, with_pictures

SENTENCE = "They stay public, each on its own page, until they are withdrawn themselves:"


def made(model: type[Any], **fields: Any) -> Any:
    makers: Any = MAKERS
    return makers[model](**fields)


def notice(browser: Client, entry: Any) -> str:
    """Return what the review page says of the pictures that stay; empty where it says nothing."""
    page = browser.get(page_of(entry)).content.decode()
    return page.split(SENTENCE)[1].split("</div>")[0] if SENTENCE in page else ""


@pytest.mark.parametrize("model", ILLUSTRATED, ids=lambda model: model.__name__)
def test_pictures_that_would_stay_are_named_with_their_addresses(curator_browser: Client, model: type[Any]) -> None:
    entry = made(model)
    assets = with_pictures(entry, 2)
    told = notice(curator_browser, entry)
    assert told.index(page_of(assets[0])) < told.index(page_of(assets[1]))
    assert "Synthetic view 1" in told
    page = curator_browser.get(page_of(entry)).content.decode()
    assert page.index('class="act act-withdraw"') < page.index(SENTENCE)


@pytest.mark.parametrize("model", ILLUSTRATED, ids=lambda model: model.__name__)
def test_what_another_public_entry_shows_is_not_mentioned(curator_browser: Client, model: type[Any]) -> None:
    entry, other, hidden = made(model), made(model), made(model, status=Status.DRAFT)
    shared, alone, scan = make_asset(), make_asset(), make_asset(source=make_source())
    unseen = make_asset(source=make_source(status=Status.DRAFT))
    for each, assets in ((entry, (shared, alone, scan, unseen)), (other, (shared,)), (hidden, (alone,))):
        for asset in assets:
            add_picture(each, asset)
    place = make_place()
    elsewhere = add_picture(entry).asset
    add_picture(place, elsewhere)
    told = notice(curator_browser, entry)
    assert [page_of(asset) in told for asset in (alone, unseen)] == [True, True]
    assert [page_of(asset) in told for asset in (shared, scan, elsewhere)] == [False] * 3


def test_what_is_not_public_is_not_mentioned(curator_browser: Client) -> None:
    person = make_person()
    later = {"opens_at": timezone.now() + timedelta(days=400)}
    for how in ({"status": Status.DRAFT}, {"status": Status.WITHDRAWN}, later):
        add_picture(person, make_asset(**how))
    assert notice(curator_browser, person) == ""


def test_working_copy_neither_counts_nor_tells(curator: User, curator_browser: Client) -> None:
    person = make_person()
    asset = add_picture(person, verified_how="Synthetic").asset
    copy = open_copy(entry=keep_version(person), by=curator)
    assert page_of(asset) in notice(curator_browser, person)
    assert notice(curator_browser, copy) == ""


def test_who_cannot_withdraw_is_told_nothing(contributor_browser: Client) -> None:
    person = make_person()
    with_pictures(person, 1)
    assert notice(contributor_browser, person) == ""


@pytest.mark.parametrize("rows", [1, 3])
def test_telling_what_stays_costs_the_same(curator_browser: Client, rows: int, django_assert_num_queries: Any) -> None:
    person = make_person()
    with_pictures(person, rows)
    curator_browser.get(page_of(person))
    with django_assert_num_queries(19):
        curator_browser.get(page_of(person))
    assert Person.objects.get().pictures.count() == rows
