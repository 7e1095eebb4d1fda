"""The check list: what is found in an entry before it is published, by name, and at what cost."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.models import Event, Memorial, Person, Source, Testimony, User
from memorial.review.actions import TransitionRefused, submit
from memorial.review.checks import findings
from memorial.review.models import Entry
from memorial.review.publication import publish
from memorial.review.snapshots import whole
from memorial.review.status import Status
from tests.factories import (
    add_name,
    make_asset,
    make_event,
    make_household,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.review.acting import seen
from tests.review.checking import cite, found

pytestmark = pytest.mark.django_db
TELEPHONE = "Synthetic telephone 050 345 67 89"


# Required texts and a basis


def test_missing_text_and_missing_basis_block(memorial: Memorial) -> None:
    place = make_place()
    place.translations.all().delete()
    unfounded = make_testimony()
    for entry in (place, unfounded):
        assert found(entry)["obstacle-1"].blocking


# Alternative text


def test_picture_without_alternative_text_is_not_published(memorial: Memorial) -> None:
    assert found(make_asset())["alternative-text"].blocking
    assert not found(make_asset(texts={"az": {"alternative_text": "Sintetik"}}))
    assert not found(make_asset(decorative=True))


# Content notes

GRAVE: list[tuple[type[Entry], str]] = [(Person, "story"), (Person, "summary"), (Event, "summary"), (Source, "summary")]


def grave(kind: type[Entry], texts: dict[str, dict[str, str]]) -> Entry:
    if kind is Event:
        texts = {language: {"title": "Synthetic", **words} for language, words in texts.items()}
    makers: dict[type[Entry], Any] = {Person: make_person, Event: make_event, Source: make_source}
    made: Entry = makers.get(kind, make_testimony)(texts=texts)
    return made


@pytest.mark.parametrize(("kind", "field"), [*GRAVE, (Testimony, "text"), (Testimony, "summary")])
def test_grave_text_needs_a_content_note(memorial: Memorial, kind: type[Entry], field: str) -> None:
    entry = grave(kind, {"en": {field: "Harmless"}, "az": {field: "Sintetik İŞGƏNCƏ haqqında, işgəncələr"}})
    finding = found(entry)["content-note-az"]
    assert finding.blocking
    assert "Azerbaijani" in str(finding.sentence)
    assert "İŞGƏNCƏ, işgəncələr" in str(finding.sentence)
    assert "content-note-en" not in found(entry)


def test_content_note_in_another_language_leaves_a_warning(memorial: Memorial) -> None:
    entry = grave(Person, {"en": {"story": "of torture", "content_note": "torture"}, "ru": {"story": "о пытках"}})
    assert set(found(entry, "content")) == {"content-note-ru"}
    assert not found(entry)["content-note-ru"].blocking
    assert not found(entry, "grave")


def test_grave_words_that_stand_in_the_open_are_warned_of(memorial: Memorial) -> None:
    person = make_person(texts={"en": {"fate_detail": "Synthetic torture", "content_note": "torture"}})
    assert not found(person)["grave-fate_detail-en"].blocking
    event = make_event()
    cite(event, "title", says="a synthetic corpse")
    cite(event, "date", says="synthetic corpses")
    assert "corpse, corpses" in str(found(event)["grave-citations-says"].sentence)
    place = make_place("Torture")
    assert set(found(place, "grave")) == {"grave-name-en"}


def test_list_of_grave_words_is_the_curators_own(memorial: Memorial) -> None:
    memorial.grave_words = "synthetic w\n\n-synthetic wo\n"
    memorial.save()
    entry = grave(Event, {"en": {"summary": "Of torture, a Synthetic Word and a SYNTHETIC WALL."}})
    assert "SYNTHETIC WALL." in f"{found(entry)['content-note-en'].sentence}"
    assert "Word" not in f"{found(entry)['content-note-en'].sentence}"
    Memorial.objects.update(grave_words="")
    assert not found(entry, "content")


# Contact details


def test_contact_details_of_the_living_block(memorial: Memorial) -> None:
    for living, blocking in (("yes", True), ("unknown", True), ("no", False)):
        person = make_person(living=living, fate="survived", texts={"en": {"story": TELEPHONE}})
        finding = found(person)["contact-story-en"]
        assert finding.blocking is blocking
        assert "050 345 67 89" in str(finding.sentence)


@pytest.mark.parametrize("fields", [{"fate": "killed"}, {"fate": "survived", "death": "2001"}])
def test_contact_details_of_somebody_who_has_died_are_warned_of(memorial: Memorial, fields: dict[str, str]) -> None:
    person = make_person(texts={"en": {"story": TELEPHONE}}, **fields)
    assert not found(person)["contact-story-en"].blocking


def test_contact_details_of_a_narrator_block_unless_the_narrator_has_died(memorial: Memorial) -> None:
    unknown = make_testimony(texts={"tr": {"text": TELEPHONE}})
    assert found(unknown)["contact-text-tr"].blocking
    dead = make_testimony(narrator=make_person(living="no"), texts={"tr": {"text": TELEPHONE}})
    assert not found(dead)["contact-text-tr"].blocking


def test_contact_details_are_found_in_every_text_of_an_entry(memorial: Memorial) -> None:
    event = make_event(texts={"en": {"title": "Synthetic", "summary": "12 Synthetic Street"}})
    cite(event, "title", says="synthetic@example.org")
    assert set(found(event, "contact")) == {"contact-summary-en", "contact-citations-says"}
    assert not any(finding.blocking for finding in found(event).values())
    assert set(found(make_source(author="synthetic@example.org"), "contact")) == {"contact-author"}


def test_contact_details_stop_a_publication(memorial: Memorial, contributor: User, curator: User) -> None:
    person = make_person(status=Status.DRAFT, living="yes", texts={"en": {"story": TELEPHONE}})
    submit(entry=person, by=contributor, note="Synthetic note")
    names = list(found(person))
    with pytest.raises(TransitionRefused, match="050 345 67 89"):
        publish(entry=person, by=curator, how=seen(person, acknowledged=names))


# The whole list


def test_what_blocks_stands_first(memorial: Memorial) -> None:
    person = make_person(living="yes", birth="1950", texts={"en": {"story": f"Of torture. {TELEPHONE}"}})
    order = [finding.blocking for finding in findings(whole(Person, pk=person.pk))]
    assert order == sorted(order, reverse=True)
    assert order.count(True) == 2


@pytest.mark.parametrize("rows", [1, 3, 10])
def test_findings_cost_the_same_however_much_an_entry_holds(memorial: Memorial, rows: int) -> None:
    person = make_person(birth="1950", texts={"en": {"story": "of torture"}})
    testimony = make_testimony(texts={"en": {"text": "of torture"}})
    household = make_household(members=tuple(make_person() for _row in range(rows)))
    for row in range(rows):
        add_name(person, given=f"Form {row}", family="Synthetic", language="az")
        person.kin.create(kind="parent", relative=make_person(birth="1940"))
        for entry, fact in ((person, "birth"), (testimony, "text"), (household, "members")):
            cite(entry, fact, make_source(published="1900"), locator=f"p. {row}")
    for entry, most in ((person, 3), (testimony, 1), (household, 1)):
        read = whole(type(entry), pk=entry.pk)
        with CaptureQueriesContext(connection) as asked:
            assert len(findings(read)) > 0
        assert len(asked) == most, [query["sql"] for query in asked]


def test_record_khojaly_raises_no_false_alarm(db: None) -> None:
    call_command("load_record", "khojaly", stdout=StringIO())
    names: dict[str, int] = {}
    for kind in Entry.__subclasses__():
        for key in kind._base_manager.values_list("pk", flat=True):
            for finding in findings(whole(kind, pk=key)):
                assert not finding.blocking, finding
                names[finding.name] = names.get(finding.name, 0) + 1
    facts = {"uncited-kind": 6, "uncited-name": 6, "uncited-other_names": 5, "uncited-point": 6}
    assert names == {"no-preferred-name": 9, **facts}
