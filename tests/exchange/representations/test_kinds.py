"""Each kind of entry is told whole, in as many queries for many rows as for one."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memorial.accounts.models import User
from memorial.accounts.roles import Role
from memorial.exchange.representations.fields import Reader
from memorial.exchange.representations.kinds import KINDS
from memorial.models import Household, Memorial, Person
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.revisions import Revision
from memorial.review.status import Status
from tests.conftest import staff
from tests.exchange.representations.told import everything, full_entry, told
from tests.factories import (
    add_name,
    add_picture,
    consent_to,
    make_asset,
    make_person,
    make_place,
    make_source,
    make_testimony,
)

pytestmark = pytest.mark.django_db


def test_every_kind_of_entry_but_households_is_told() -> None:
    assert list(KINDS) == [
        "people", "testimonies", "events", "places", "figures", "recognitions", "commemorations", "sources", "assets"
    ]  # fmt: skip
    assert {kind.model for kind in KINDS.values()} == set(Entry.__subclasses__()) - {Household}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("fully", [False, True])
def test_kind_costs_as_many_queries_for_three_rows_as_for_one(
    memorial: Memorial, steward: User, name: str, fully: bool
) -> None:
    kind, counts = KINDS[name], []
    full_entry(kind.model)
    for more in (0, 2):
        for _each in range(more):
            full_entry(kind.model)
        reader = Reader(Channel.EXPORT, User.objects.get(pk=steward.pk) if fully else None)
        with CaptureQueriesContext(connection) as queries:
            said = [kind.represent(entry) for entry in kind.rows(reader)]
        assert len(said) > more
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_streamed_rows_are_told_like_rows_read_at_once(memorial: Memorial) -> None:
    for _each in range(3):
        full_entry(Person)
    kind = KINDS["people"]
    at_once = [kind.represent(entry) for entry in kind.rows(Reader(Channel.API)).order_by("pk")]
    assert everything(Reader(Channel.API))["people"] == at_once


def test_only_what_is_asked_for_is_told(memorial: Memorial) -> None:
    full_entry(Person)
    kind = KINDS["people"]
    entry = kind.rows(Reader(Channel.API)).first()
    assert set(kind.represent(entry, ("id", "names"))) == {"id", "names"}
    assert entry is not None


def test_person_is_told_with_names_texts_sources_and_family(memorial: Memorial) -> None:
    parent, source, town = make_person(), make_source(), make_place("Synthetic town")
    texts = {"en": {"story": "A synthetic life.", "content_note": "grief"}, "az": {"story": "Sintetik."}}
    person = make_person(birth="1953-06", fate="killed", birthplace=town, texts=texts)
    person.translations.filter(language="az").update(state="unreviewed")
    add_name(person, given="Sintetika", family="Sintetikova", language="ru", script="Cyrl", source=source, locator="7")
    parent.kin.create(kind="parent", relative=person, detail="mother", source=source)
    person.citations.create(source=source, fact="birth", stance="differs", value="1954", locator="8")
    said = told(person)
    assert (said["birth"], said["birth_earliest"], said["birth_latest"]) == ("1953-06", "1953-06-01", "1953-06-30")
    assert (said["fate"], said["birthplace"], said["death"]) == ("killed", town.public_id, None)
    assert said["url"].startswith(f"/az/people/{person.public_id}/")
    assert said["names"][1]["family"] == "Sintetikova"
    assert (said["names"][1]["source"], said["names"][1]["locator"]) == (source.public_id, "7")
    mother = {"relative": parent.public_id, "kind": "parent", "detail": "mother", "source": source.public_id}
    assert said["kin"] == [mother]
    assert told(parent)["kin"][0] == {**mother, "relative": person.public_id, "kind": "child", "detail": None}
    assert said["citations"] == [
        {
            "fact": "birth",
            "source": source.public_id,
            "locator": "8",
            "says": None,
            "stance": "differs",
            "value": "1954",
        }
    ]
    english, azerbaijani = said["texts"]
    assert english["content_note"] == "grief"
    # The note goes with the words, also where it is written in another language alone.
    assert (azerbaijani["content_note"], azerbaijani["content_note_language"]) == ("grief", "en")
    assert azerbaijani["state"] == "unreviewed"


def test_titles_and_addresses_are_those_of_the_memorials_own_language(memorial: Memorial) -> None:
    Memorial.objects.update(languages=["ru", "en"])
    person = make_person()
    add_name(person, given="Синтетика", family="Синтетикова", language="ru", script="Cyrl")
    place = make_place(texts={"en": {"name": "Synthetic town"}, "ru": {"name": "Синтетический город"}})
    assert (told(person)["title"], told(person)["title_language"]) == ("Синтетика Синтетикова", "ru")
    assert told(person)["url"].startswith("/ru/people/")
    assert told(place)["title"] == "Синтетический город"
    # A title in a language that nobody has noted is not said to be in the memorial's.
    assert told(make_source(title="Synthetic", title_language=""))["title_language"] is None
    assert told(make_testimony(narrator_name="Synthetic Narrator"))["title_language"] is None


def test_day_of_birth_of_somebody_living_is_not_told(memorial: Memorial) -> None:
    person = make_person(birth="1953-06-24", living="yes", fate="survived")
    source = make_source()
    for fact in ("birth", "birthplace"):
        person.citations.create(source=source, fact=fact, says="on 24 June 1953" if fact == "birth" else "")
    said = told(person)
    assert (said["birth"], said["birth_earliest"], said["birth_latest"]) == ("1953", "1953-01-01", "1953-12-31")
    assert [each["fact"] for each in said["citations"]] == ["birthplace"]
    assert "June" not in str(said)
    Person.objects.filter(pk=person.pk).update(birth="1953-06-24/1953-06-26")
    assert told(person)["birth"] is None


def test_first_and_last_publication_are_told_and_no_work_of_the_desk(memorial: Memorial) -> None:
    person = make_person(version=2)
    Person.objects.filter(pk=person.pk).update(published_at=datetime(2024, 5, 6, tzinfo=UTC))
    first = datetime(2023, 1, 2, 3, tzinfo=UTC)
    for version, at in ((1, first), (2, datetime(2024, 5, 6, tzinfo=UTC))):
        Revision.objects.create(
            kind="person", entry=person.public_id, version=version, snapshot={}, made_at=at, published_at=at
        )
    said = told(person)
    assert (said["version"], said["published"], said["changed"]) == (
        2, "2023-01-02T03:00:00.000000Z", "2024-05-06T00:00:00.000000Z",
    )  # fmt: skip


def test_narrator_is_named_as_both_consents_that_the_channel_needs_allow(memorial: Memorial) -> None:
    narrator = make_person(given="Zqgiven", family="Zqfamily")
    testimony = make_testimony(basis="consent", narrator=narrator, narrator_name="Zqgiven Zqfamily")
    publish, research = (consent_to(testimony, purpose=purpose) for purpose in ("publish", "research"))
    testimony.citations.create(source=make_source(), fact="narrator", locator="Zqgiven")
    recording = make_asset(kind="audio")
    for entry in (testimony, narrator):
        add_picture(entry, recording)
    said = told(testimony)
    assert (said["naming"], said["narrator"], said["narrator_name"]) == ("full", narrator.public_id, said["title"])
    assert len(said["citations"]) == len(told(narrator)["pictures"]) == len(told(recording)["people"]) == 1
    for strict, naming, name in ((research, "initials", "Z. Z."), (publish, "pseudonym", "Synthetic Swallow")):
        type(strict).objects.filter(pk=strict.pk).update(naming=naming, pseudonym="Synthetic Swallow")
        said = told(testimony)
        if naming == "initials":
            assert (said["naming"], said["narrator"], said["narrator_name"], said["title"]) == (
                naming,
                None,
                name,
                name,
            )
        assert said["narrator"] is None
        assert said["citations"] == []
        assert not any(word in str(said).lower() for word in ("zqgiven", "zqfamily"))
        # The voice is not put beside the name either.
        assert told(narrator)["pictures"] == told(recording)["people"] == []
        assert told(recording)["testimonies"] == [testimony.public_id]


def test_testimony_without_consent_to_research_is_on_the_page_and_not_in_the_data(memorial: Memorial) -> None:
    person = make_person()
    testimony = make_testimony(basis="consent")
    consent_to(testimony)
    testimony.people.add(person)
    recording = make_asset(kind="audio")
    add_picture(testimony, recording)
    for channel in (Channel.API, Channel.EXPORT, Channel.OAI):
        assert told(person, channel)["testimonies"] == []
        assert not KINDS["testimonies"].rows(Reader(channel)).exists()
        assert not KINDS["assets"].rows(Reader(channel)).exists()
    assert told(person, Channel.PAGE)["testimonies"] == [testimony.public_id]


@pytest.mark.parametrize("grade", ["none", "distressing", "graphic"])
def test_file_of_an_asset_is_told_only_where_no_content_note_stands_before_it(memorial: Memorial, grade: str) -> None:
    texts = {"en": {"alternative_text": "A synthetic gradient", "content_note": "" if grade == "none" else "grey"}}
    asset = make_asset(grade=grade, texts=texts, received_as="zq-own.jpg", supplied_by="Zq-own", terms="Zq-own")
    said = told(asset)
    assert (said["file"] is not None) == (said["media_type"] is not None) == (grade == "none")
    assert said["texts"][0]["content_note"] == (None if grade == "none" else "grey")
    assert "zq-own" not in str(said).lower()
    asset.translations.update(content_note="")
    behind = told(asset)["texts"][0]["alternative_text"]
    # Without a note nothing is told that belongs behind one.
    assert behind == ("A synthetic gradient" if grade == "none" else None)


def test_fuller_reader_is_told_of_drafts_and_never_of_what_is_restricted(memorial: Memorial) -> None:
    source = make_source(title="Zqdraft", status=Status.DRAFT)
    person = make_person(status=Status.IN_REVIEW)
    hidden = make_person(restricted=True, status=Status.DRAFT)
    person.citations.create(source=source, fact="birth")
    person.kin.create(kind="sibling", relative=hidden)
    named = make_testimony(basis="consent", narrator_name="Zqname")
    consent_to(named, naming="initials")
    # A keeper may open at the desk what is restricted, and takes none of it away.
    reader = Reader(Channel.EXPORT, staff("synthetic-keeper", Role.STEWARD, Role.KEEPER))
    said: dict[str, Any] = everything(reader)
    found = {each["id"]: each for each in said["people"]}
    assert set(found) == {person.public_id}
    assert (found[person.public_id]["status"], found[person.public_id]["kin"]) == ("in_review", [])
    assert found[person.public_id]["citations"][0]["source"] == source.public_id
    assert "Zqname" not in str(said["testimonies"])
    assert len(said["testimonies"]) == 1
    assert [field.name for field in KINDS["people"].fields_for(reader)][-1] == "status"
    assert everything(Reader(Channel.EXPORT))["people"] == []
