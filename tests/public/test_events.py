"""The chronology: in the order in which things happened, with place, words and sources."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.review.status import Status
from tests.factories import add_picture, make_event, make_place, make_source


def positions(page: str, *words: str) -> list[int]:
    return [page.index(word) for word in words]


def test_events_stand_by_day_then_hour_and_those_without_a_day_last(visitor: Client) -> None:
    make_event("Synthetic undated", date="")
    make_event("Synthetic whole day", date="1992-02-26")
    make_event("Synthetic evening", date="1992-02-26", time="19:00")
    make_event("Synthetic morning", date="1992-02-26", time="01:00/04:00")
    make_event("Synthetic month before", date="1992-01")
    page = visitor.get("/en/events/").content.decode()
    found = positions(
        page,
        "Synthetic month before",
        "Synthetic morning",
        "Synthetic evening",
        "Synthetic whole day",
        "Synthetic undated",
    )
    assert found == sorted(found)


def test_event_shows_its_date_and_hours_in_words_and_its_public_place(visitor: Client) -> None:
    event = make_event(date="1992-02-25/1992-02-26", time="01:00/04:00", place=make_place("Synthetic town of events"))
    page = visitor.get("/en/events/").content.decode()
    assert f'id="{event.public_id}"' in page
    assert "between 25 and 26 February 1992" in page
    assert "between 01:00 and 04:00" in page
    assert "Synthetic town of events" in page


def test_event_does_not_show_a_place_that_is_not_public(visitor: Client) -> None:
    make_event(place=make_place("Synthetic hidden place", status=Status.DRAFT))
    assert "Synthetic hidden place" not in visitor.get("/en/events/").content.decode()


def test_event_has_one_mark_for_each_of_its_sources(visitor: Client) -> None:
    event, source = make_event(), make_source(title="Synthetic source of events")
    for fact in ("date", "title", "summary"):
        event.citations.create(source=source, fact=fact, locator="page 7")
    page = visitor.get("/en/events/").content.decode()
    assert page.count('href="#note-1"') == 1
    assert f'href="#ref-1-{event.public_id}"' in page
    assert page.count("page 7") == 1
    assert source.get_absolute_url() in page


def test_event_says_what_a_source_states_instead(visitor: Client) -> None:
    event = make_event(date="1992-02-26")
    event.citations.create(
        source=make_source(title="Synthetic dissenting report"), fact="date", stance="differs", value="the day before"
    )
    assert "Synthetic dissenting report differs (date): the day before" in visitor.get("/en/events/").content.decode()


def test_event_in_another_language_is_marked_and_said_so(visitor: Client) -> None:
    make_event(texts={"ru": {"title": "Событие для проверки"}})
    page = visitor.get("/en/events/").content.decode()
    assert '<span lang="ru" dir="ltr">Событие для проверки</span>' in page
    assert "In Russian; there is no English text yet." in page


@pytest.mark.parametrize("rows", [1, 3])
def test_events_cost_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for _ in range(rows):
        event = make_event(place=make_place())
        event.citations.create(source=make_source())
        add_picture(event)
    with django_assert_num_queries(6):
        visitor.get("/en/events/")
