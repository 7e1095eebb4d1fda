"""Commemorations by kind, with day, place and who keeps them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.models import Commemoration
from memorial.public.commemorations import HEADINGS
from memorial.review.status import Status
from tests.factories import add_picture, make_commemoration, make_place, make_source


def test_every_kind_has_a_heading() -> None:
    assert list(HEADINGS) == list(Commemoration.Kind)


def test_annual_day_shows_day_and_month_and_no_year(visitor: Client) -> None:
    make_commemoration(kind=Commemoration.Kind.ANNUAL_DAY, date="--02-26")
    page = visitor.get("/en/commemorations/").content.decode()
    assert "Kept every year" in page
    assert '<p class="meta">26 February</p>' in page


def test_commemorations_stand_by_kind_with_place_and_organiser(visitor: Client) -> None:
    texts = {"en": {"title": "Synthetic stone", "organiser": "Synthetic society", "detail": "Synthetic description"}}
    place = make_place("Synthetic square")
    stone = make_commemoration(texts=texts, date="1993", place=place)
    make_commemoration("Synthetic burial", kind=Commemoration.Kind.BURIAL)
    page = visitor.get("/en/commemorations/").content.decode()
    assert f'id="{stone.public_id}"' in page
    assert page.index(">Monuments<") < page.index("Synthetic stone") < page.index(">Burials<")
    assert page.index(">Burials<") < page.index("Synthetic burial")
    assert [words for words in (*texts["en"].values(), "1993", "Synthetic square") if words not in page] == []


def test_sources_are_numbered_in_the_order_in_which_the_page_names_them(visitor: Client) -> None:
    first, second = make_source(title="Synthetic first"), make_source(title="Synthetic second")
    make_commemoration(kind=Commemoration.Kind.BURIAL, date="1992").citations.create(source=second)
    make_commemoration(kind=Commemoration.Kind.MONUMENT, date="2008").citations.create(source=first)
    page = visitor.get("/en/commemorations/").content.decode()
    assert page.index("Synthetic first") < page.index("Synthetic second")


def test_commemoration_does_not_show_a_place_that_is_not_public(visitor: Client) -> None:
    make_commemoration(place=make_place("Synthetic hidden square", status=Status.WITHDRAWN))
    assert "Synthetic hidden square" not in visitor.get("/en/commemorations/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_commemorations_cost_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for _ in range(rows):
        commemoration = make_commemoration(place=make_place())
        commemoration.citations.create(source=make_source())
        add_picture(commemoration)
    with django_assert_num_queries(6):
        visitor.get("/en/commemorations/")
