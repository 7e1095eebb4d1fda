"""The order of the chronology, which is the same wherever events are listed."""

import pytest
from django.test import Client

from memorial.models import Event
from tests.factories import make_event, make_place, make_testimony


@pytest.mark.django_db
def test_events_stand_by_day_then_hour_and_without_a_day_last() -> None:
    for title, date, time in (
        ("no day", "", ""),
        ("day without an hour", "1992-02-26", ""),
        ("evening", "1992-02-26", "23:00"),
        ("the day before", "1992-02-25", "23:00"),
        ("morning", "1992-02-26", "01:00/04:00"),
    ):
        make_event(title, date=date, time=time)
    order = [event.written("title") for event in Event.objects.public().chronological()]
    assert order == ["the day before", "morning", "evening", "day without an hour", "no day"]


def test_pages_that_name_events_keep_their_order(visitor: Client) -> None:
    place = make_place()
    undated = make_event("Synthetic undated event", date="", place=place)
    dated = make_event("Synthetic dated event", place=place)
    testimony = make_testimony()
    testimony.events.add(undated, dated)
    for address in ("/en/places/", testimony.get_absolute_url()):
        page = visitor.get(address).content.decode()
        assert page.index("Synthetic dated event") < page.index("Synthetic undated event")
