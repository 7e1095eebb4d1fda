"""Testimonies and consents on the desk."""

from typing import Any

from django.test import Client

from memorial.models import Testimony
from memorial.review.status import Status
from tests.factories import make_event, make_person, make_place, make_testimony
from tests.review.filling import address, problems, send


def consent(**answers: Any) -> dict[str, Any]:
    """Return what is typed into the first consent of a form."""
    usual = {"purpose": "publish", "given": "true", "naming": "full", "audience": "public", "given_by": "self"}
    empty = (
        "pseudonym",
        "valid_from",
        "valid_until",
        "recorded_at_0",
        "recorded_at_1",
        "withdrawn_at_0",
        "withdrawn_at_1",
    )
    row = {**dict.fromkeys(empty, ""), **usual, **answers}
    return {"consents-TOTAL_FORMS": 1, **{f"consents-0-{name}": value for name, value in row.items()}}


def test_consent_is_recorded_with_the_testimony_and_lets_it_be_published(curator_browser: Client) -> None:
    testimony = make_testimony(basis="consent", status=Status.IN_REVIEW)
    url = address(Testimony, "change", testimony.pk)
    answer = send(curator_browser, url, **consent(), _transition="publish")
    assert answer.status_code == 302, problems(answer)
    testimony.refresh_from_db()
    assert testimony.status == Status.PUBLISHED


def test_pseudonym_is_asked_for_with_a_sentence(curator_browser: Client) -> None:
    testimony = make_testimony(status=Status.DRAFT)
    page = send(curator_browser, address(Testimony, "change", testimony.pk), **consent(naming="pseudonym"))
    assert "Write the pseudonym" in problems(page)


def test_consent_of_what_was_published_is_withdrawn_and_not_deleted(curator_browser: Client) -> None:
    testimony = make_testimony(basis="consent")
    testimony.consents.create(purpose="publish", given=True, audience="public")
    page = curator_browser.get(address(Testimony, "change", testimony.pk))
    assert "consents-0-DELETE" not in page.content.decode()


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
