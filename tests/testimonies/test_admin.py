"""Testimonies on the desk."""

from django.test import Client

from memorial.models import Memorial, Testimony
from memorial.review.status import Status
from tests.factories import add_name, make_event, make_person, make_place, make_testimony
from tests.review.filling import address, problems, send


def test_what_it_speaks_of_is_kept(curator_browser: Client) -> None:
    testimony = make_testimony(status=Status.DRAFT)
    person, place, event = make_person(), make_place(), make_event()
    url = address(Testimony, "change", testimony.pk)
    answer = send(curator_browser, url, people=[person.pk], places=[place.pk], events=[event.pk])
    assert answer.status_code == 302, problems(answer)
    assert (testimony.people.get(), testimony.places.get(), testimony.events.get()) == (person, place, event)


def test_anonymous_testimony_with_a_name_is_refused_with_a_sentence(curator_browser: Client) -> None:
    testimony = make_testimony(status=Status.DRAFT)
    page = send(curator_browser, address(Testimony, "change", testimony.pk), anonymous="on")
    assert "An anonymous testimony keeps no name of its narrator." in problems(page)


def test_testimony_is_called_by_the_present_name_of_its_narrator(memorial: Memorial) -> None:
    narrator = make_person(given="", family="", texts={"en": {"description": "unidentified woman"}})
    testimony = make_testimony(narrator=narrator)
    add_name(narrator, given="Synthetic", family="Narrator")
    testimony.refresh_from_db()
    assert testimony.label == "Narrator, Synthetic"
