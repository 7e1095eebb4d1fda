"""Events, places and figures on the desk."""

from django.test import Client

from memorial.models import Event, Figure, Place
from memorial.review.status import Status
from tests.factories import make_event, make_figure, make_place
from tests.review.filling import address, problems, send


def test_event_is_entered_as_people_write_dates(curator_browser: Client) -> None:
    answer = send(
        curator_browser,
        address(Event, "add"),
        date="25-26 February 1992",
        time="23:00",
        place=make_place().pk,
        translations__1__title="Synthetic event",
    )
    assert answer.status_code == 302, problems(answer)
    event = Event.objects.get()
    assert (event.date, event.label) == ("1992-02-25/1992-02-26", "1992-02-25/1992-02-26 Synthetic event")


def test_time_that_is_none_is_refused_with_an_example(curator_browser: Client) -> None:
    event = make_event(status=Status.DRAFT)
    page = send(curator_browser, address(Event, "change", event.pk), time="eleven")
    assert "Write a time as 23:00" in problems(page)


def test_chronology_stands_in_the_order_of_what_happened(curator_browser: Client) -> None:
    later, earlier = make_event(date="1992-02-27"), make_event(date="1992-02-25")
    page = curator_browser.get(address(Event, "changelist"))
    assert list(page.context["cl"].result_list) == [earlier, later]


def test_point_outside_the_world_is_refused(curator_browser: Client) -> None:
    place = make_place(status=Status.DRAFT)
    page = send(curator_browser, address(Place, "change", place.pk), latitude="91", longitude="46")
    assert "90" in problems(page)


def test_place_is_found_by_its_name_in_any_language(curator_browser: Client) -> None:
    place = make_place(texts={"en": {"name": "Synthetic town"}, "ru": {"name": "Синтетический город"}})
    page = curator_browser.get(address(Place, "changelist"), {"q": "Синтетический"})
    assert list(page.context["cl"].result_list) == [place]


def test_range_that_goes_down_is_refused_with_a_sentence(curator_browser: Client) -> None:
    figure = make_figure(low=5, status=Status.DRAFT)
    page = send(curator_browser, address(Figure, "change", figure.pk), high="3")
    assert "The upper end of a range is larger than its lower end." in problems(page)


def test_figure_without_words_is_called_by_its_number(curator_browser: Client) -> None:
    answer = send(curator_browser, address(Figure, "add"), low="200", high="300", topic="synthetic")
    assert answer.status_code == 302, problems(answer)
    assert Figure.objects.get().label == "200–300"


def test_place_that_lies_in_itself_is_refused_with_a_sentence(curator_browser: Client) -> None:
    region = make_place(status=Status.DRAFT)
    town = make_place(status=Status.DRAFT, part_of=region)
    for inner in (region, town):
        page = send(curator_browser, address(Place, "change", region.pk), part_of=inner.pk)
        assert "A place cannot lie in itself." in problems(page)
