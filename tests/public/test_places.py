"""The list of places: under the letters of the page's alphabet, with what is known of each."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.review.status import Status
from tests.factories import add_picture, make_event, make_person, make_place, make_source


def test_places_stand_in_the_order_of_the_pages_alphabet(visitor: Client) -> None:
    for name in ("Zəngilan-sınaq", "Şuşa-sınaq", "Əsgəran-sınaq", "Ağdam-sınaq", "Çaykənd-sınaq"):
        make_place(texts={"az": {"name": name}})
    page = visitor.get("/az/places/").content.decode()
    found = [page.index(name) for name in ("Ağdam-", "Çaykənd-", "Əsgəran-", "Şuşa-", "Zəngilan-")]
    assert found == sorted(found)
    assert '<h2 class="letter">Ə</h2>' in page


def test_place_shows_its_point_in_degrees_of_the_pages_language(visitor: Client) -> None:
    make_place(latitude="39.9111", longitude="-46.5000")
    assert "39.9111° N, 46.5° W" in visitor.get("/en/places/").content.decode()
    assert "39,9111° с. ш., 46,5° з. д." in visitor.get("/ru/places/").content.decode()


def test_place_shows_other_names_and_the_larger_place(visitor: Client) -> None:
    larger = make_place("Synthetic district")
    place = make_place("Synthetic village", other_names="Synthetic A; Synthetic B", part_of=larger)
    page = visitor.get("/en/places/").content.decode()
    assert f'id="{place.public_id}"' in page
    assert "<bdi>Synthetic A</bdi>" in page
    assert f'href="/en/places/#{larger.public_id}"' in page


def test_place_does_not_show_a_larger_place_or_an_event_that_is_not_public(visitor: Client) -> None:
    hidden = make_place("Synthetic hidden district", status=Status.IN_REVIEW)
    place = make_place("Synthetic village", part_of=hidden)
    make_event("Synthetic hidden event", place=place, status=Status.DRAFT)
    page = visitor.get("/en/places/").content.decode()
    assert "Synthetic village" in page
    assert "Synthetic hidden" not in page


def test_place_leads_to_its_people_only_where_a_public_person_is_of_it(visitor: Client) -> None:
    place = make_place()
    make_person(birthplace=place, status=Status.DRAFT)
    link = f"/en/people/?place={place.public_id}"
    assert link not in visitor.get("/en/places/").content.decode()
    make_person(birthplace=place)
    assert link in visitor.get("/en/places/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_places_cost_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    larger = make_place()
    for _ in range(rows):
        place = make_place(part_of=larger)
        place.citations.create(source=make_source())
        make_event(place=place)
        add_picture(place)
    with django_assert_num_queries(7):
        visitor.get("/en/places/")
