"""Citations on the check list: a source for each fact, and none that is older than its fact."""

from typing import Any

import pytest

from memorial.models import Memorial, Testimony
from memorial.review.status import Status
from tests.factories import (
    make_commemoration,
    make_event,
    make_figure,
    make_household,
    make_person,
    make_place,
    make_recognition,
    make_source,
    make_testimony,
)
from tests.review.checking import cite, found

pytestmark = pytest.mark.django_db


def test_each_fact_without_a_source_is_named(memorial: Memorial) -> None:
    person = make_person(birth="1950", age_low=42, residence=make_place(), texts={"en": {"story": "Synthetic"}})
    assert set(found(person, "uncited")) == {
        f"uncited-{fact}" for fact in ("names", "birth", "age", "residence", "story")
    }
    assert str(found(person)["uncited-birth"].sentence) == "Born: no source is cited for this."
    assert not any(finding.blocking for finding in found(person).values())


def test_cited_fact_is_not_named(memorial: Memorial) -> None:
    person = make_person(birth="1950")
    person.names.update(source=make_source())
    cite(person, "birth")
    assert not found(person, "uncited")


def test_source_that_differs_does_not_support_the_fact(memorial: Memorial) -> None:
    event = make_event()
    for fact in ("title", "date"):
        cite(event, fact, stance="differs" if fact == "date" else "agrees", value="1992-02-27")
    assert set(found(event, "uncited")) == {"uncited-date"}


def test_source_of_the_whole_stands_for_each_fact_where_it_is_alone(memorial: Memorial) -> None:
    place = make_place(other_names="Synthetic; other", latitude="1.5", longitude="2.5")
    assert set(found(place, "uncited")) == {f"uncited-{fact}" for fact in ("name", "kind", "other_names", "point")}
    cite(place, "")
    assert not found(place, "uncited")
    cite(place, "point")
    assert set(found(place, "uncited")) == {f"uncited-{fact}" for fact in ("name", "kind", "other_names")}


def test_facts_of_every_kind_are_looked_at(memorial: Memorial) -> None:
    household = make_household(members=(make_person(),))
    assert set(found(household, "uncited")) == {"uncited-name", "uncited-members"}
    assert {"uncited-number", "uncited-subject", "uncited-stated_by"} == set(found(make_figure(), "uncited"))
    assert {"uncited-level", "uncited-body", "uncited-instrument"} == set(found(make_recognition(), "uncited"))
    assert set(found(make_commemoration(), "uncited")) == {"uncited-title"}
    testimony = make_testimony()
    cite(testimony, "summary")
    assert set(found(testimony, "uncited")) == {"uncited-narrator"}


def test_what_is_itself_a_source_needs_none(memorial: Memorial) -> None:
    assert not found(make_source(author="Synthetic Author", published="1992"))
    given_here = make_testimony(basis=Testimony.Basis.CONSENT)
    assert not found(given_here, "uncited")


def test_source_that_is_older_than_what_it_is_cited_for_is_named(memorial: Memorial) -> None:
    early, late = make_source(published="1992-02"), make_source(published="1992-02-27")
    cases: list[tuple[Any, str]] = [
        (make_event(date="1992-03-01"), "title"),
        (make_figure(stated="1992-03-01"), "number"),
        (make_testimony(given="1992-03-01"), "summary"),
        (make_recognition(date="1992-03-01"), "body"),
        (make_recognition(reversed="1992-03-01"), "reversed"),
        (make_person(death="1992-03-01"), "death"),
        (make_person(birth="1992-03-01"), "birth"),
        (make_source(published="1992-03-01"), ""),
    ]
    for entry, fact in cases:
        cite(entry, fact, early)
        assert set(found(entry, "early")) == {f"early-source-{early.public_id}"}, entry
        assert not found(entry)[f"early-source-{early.public_id}"].blocking
    event = make_event(date="1992-02-27")
    cite(event, "title", late)
    assert not found(event, "early")


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("1992-02-26", "1992-02-26"),
        ("1992", "1992-12-31"),
        ("1985~", "1992"),
        ("1990", "1992?"),
        ("", "1992"),
        ("../1999", "1992"),
    ],
)
def test_source_of_the_time_or_of_a_doubtful_time_is_not_too_early(
    memorial: Memorial, published: str, date: str
) -> None:
    event = make_event(date=date)
    cite(event, "title", make_source(published=published))
    assert not found(event, "early")


def test_hidden_source_is_not_named_by_the_check_list(memorial: Memorial) -> None:
    hidden = make_source(title="Synthetic secret", published="1990", status=Status.DRAFT, restricted=True)
    event = make_event(date="1992")
    cite(event, "title", hidden)
    assert "secret" not in str(found(event)[f"early-source-{hidden.public_id}"].sentence)
