"""Testimonies and consents on the desk."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from memorial.models import Memorial, Testimony
from memorial.review.status import Status
from tests.factories import add_name, make_event, make_person, make_place, make_testimony
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


def test_testimony_is_called_by_the_present_name_of_its_narrator(memorial: Memorial) -> None:
    narrator = make_person(given="", family="", texts={"en": {"description": "unidentified woman"}})
    testimony = make_testimony(narrator=narrator)
    add_name(narrator, given="Synthetic", family="Narrator")
    testimony.refresh_from_db()
    assert testimony.label == "Narrator, Synthetic"


def test_moment_of_a_consent_is_typed_by_the_clock_of_the_place(curator_browser: Client) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    testimony = make_testimony(basis="consent", status=Status.DRAFT)
    url = address(Testimony, "change", testimony.pk)
    answer = send(curator_browser, url, **consent(recorded_at_0="2026-02-26", recorded_at_1="01:30"))
    assert answer.status_code == 302, problems(answer)
    assert testimony.consents.get().recorded_at == datetime(2026, 2, 25, 21, 30, tzinfo=UTC)
    assert 'value="01:30:00"' in curator_browser.get(url).content.decode()
