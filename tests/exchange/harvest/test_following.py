"""Whatever changes for strangers appears to the next harvester, whichever way it was changed; and nothing else does."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from memorial.exchange.harvest.following import follow
from memorial.models import HarvestHeader, HarvestState, Memorial, Person, SearchDue, Testimony, User
from memorial.review.clock import note_time, set_clock
from memorial.review.erasure import erase_entry
from memorial.review.timekeeping import keep_time
from memorial.review.withdrawal import put_back, withdraw_now
from memorial.testimonies.actions import pause_consents, record_consent, resume_consents, withdraw_consent
from tests.exchange.harvest.headers import from_scratch, kept, settle, since
from tests.factories import (
    MAKERS,
    add_name,
    add_picture,
    consent_to,
    make_asset,
    make_person,
    make_place,
    make_source,
    make_testimony,
)
from tests.review import (
    entrance_cases,
    entrance_contributions,
    entrance_files,
    entrance_intake,
    entrance_requests,
    entrance_searches,
)
from tests.review.acting import published, submitted, version_of
from tests.review.entrances import CASES, Stage, case_of, entrances
from tests.review.test_one_line import new_lines, stage
from tests.search.test_indexing import ACTS

DECLARED = (entrance_cases, entrance_contributions, entrance_files, entrance_intake, entrance_requests)
assert all((*DECLARED, entrance_searches, stage))  # they declare the cases, and who acts in them
pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
GONE: dict[str, Any] = {"reason": "checking", "note": "Synthetic note"}


def told_by_consent(**fields: Any) -> Testimony:
    """Return a testimony that others may take away, because its narrator has allowed that."""
    told = make_testimony(basis="consent", narrator_name="Synthetic Voice", **fields)
    for purpose in ("publish", "research"):
        consent_to(told, purpose=purpose)
    told.refresh()
    return told


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(entrances() | CASES.keys()))
def test_headers_after_every_act_are_those_made_from_scratch(stage: Stage, name: str) -> None:
    case = case_of(name)
    assert case is not None
    trial = case(stage)
    keep_time()  # what the test itself has put there without an act
    for send in (*trial.in_vain, trial.does):
        new_lines(send)
    assert kept() == from_scratch()


def test_random_acts_leave_the_headers_that_are_made_from_scratch(
    contributor: User, curator: User, second_curator: User
) -> None:
    note_time()
    chance = random.Random(7)  # noqa: S311  # the same acts each time
    known: set[str] = set()
    for number in range(30):
        chance.choice(ACTS)(chance, number, contributor, curator, second_curator)
        known |= {entry for _kind, entry in from_scratch()}
        assert kept() == from_scratch()
        # What was told once keeps its header; what was never told has none.
        assert set(HarvestHeader.objects.values_list("entry", flat=True)) == known
    assert len(known) > 5


def test_each_kind_is_followed_but_families(memorial: Memorial) -> None:
    makers: dict[Any, Any] = MAKERS
    made = {model: maker() for model, maker in makers.items()}
    assert kept() == from_scratch()
    kinds = set(HarvestHeader.objects.values_list("kind", flat=True))
    assert kinds == {str(model._meta.model_name) for model in made} - {"household"}


def test_withdrawal_and_return_are_told_at_once(contributor: User, curator: User, second_curator: User) -> None:
    live = published(submitted(contributor, given="Synthetic", family="Sintetikova"), curator)
    moment = settle()
    withdraw_now(entry=live, by=curator, **GONE)
    assert since(moment) == {live.public_id: False}
    assert HarvestHeader.objects.get(entry=live.public_id).told == ""
    moment = settle()
    put_back(entry=live, by=second_curator)
    assert since(moment) == {live.public_id: True}


def test_new_version_is_told_and_work_at_the_desk_is_not(contributor: User, curator: User) -> None:
    live = published(submitted(contributor, given="Synthetic", family="Sintetikova"), curator)
    moment = settle()
    follow([live])
    make_person(status="draft")
    assert since(moment) == {}
    version_of(live, contributor, curator, birth="1950", death="1992")
    assert since(moment) == {live.public_id: True}


def test_act_that_is_not_kept_is_not_told(curator: User) -> None:
    live = make_person(version=1)
    moment = settle()
    with transaction.atomic():
        withdraw_now(entry=live, by=curator, **GONE)
        transaction.set_rollback(True)
    assert since(moment) == {}


def test_consent_opens_and_closes_at_once(curator: User) -> None:
    told = told_by_consent()
    moment = settle()
    pause_consents(about=told, by=curator)
    assert since(moment) == {told.public_id: False}
    moment = settle()
    resume_consents(about=told, by=curator)
    assert since(moment) == {told.public_id: True}
    moment = settle()
    consent = told.consents.get(purpose="research")
    withdraw_consent(consent=consent, by=curator)
    assert since(moment) == {told.public_id: False}


def test_name_that_is_told_less_fully_is_told_again(curator: User) -> None:
    told = told_by_consent()
    moment = settle()
    consent = told.consents.get(purpose="research")
    consent.naming = "initials"
    record_consent(consent=consent, by=curator)
    assert since(moment) == {told.public_id: True}


def test_what_was_never_to_be_taken_away_has_no_header(memorial: Memorial, curator: User) -> None:
    for fields in ({"status": "draft"}, {"status": "withdrawn"}, {"status": "draft", "restricted": True}):
        make_person(**fields)
    make_person(opens_at=timezone.now() + HOUR)
    shown_here_alone = make_testimony(basis="consent")
    consent_to(shown_here_alone)
    shown_here_alone.refresh()
    withdraw_now(entry=shown_here_alone, by=curator, **GONE)
    assert not HarvestHeader.objects.exists()


def test_embargo_and_term_are_told_when_they_are_over(memorial: Memorial) -> None:
    set_clock(timezone.now())
    waiting, told = make_person(opens_at=timezone.now() + HOUR), told_by_consent()
    told.consents.update(ends_at=timezone.now() + HOUR)
    told.refresh()
    moment = settle()
    Person.objects.filter(pk=waiting.pk).update(opens_at=timezone.now() - HOUR)
    told.consents.update(ends_at=timezone.now() - timedelta(seconds=1))
    SearchDue.objects.update(at=timezone.now() - timedelta(seconds=1))
    keep_time()
    assert since(moment) == {waiting.public_id: True, told.public_id: False}


def test_erased_entry_stays_as_something_gone_without_a_word(curator: User, steward: User) -> None:
    told = told_by_consent()
    withdraw_now(entry=told, by=curator, **GONE)
    erase_entry(entry=told, by=steward)
    row = HarvestHeader.objects.values("kind", "entry", "told").get()
    assert row == {"kind": "testimony", "entry": told.public_id, "told": ""}
    assert list(since(timezone.now() - HOUR).values()) == [False]


def test_narrator_and_source_are_told_again_with_what_names_them(curator: User) -> None:
    person, source = make_person(), make_source(version=1)
    told = make_testimony(narrator=person)
    told.citations.create(source=source)
    scan = make_asset(source=source)
    follow([told]), follow([scan])
    moment = settle()
    add_name(person, given="Synthetic", family="Renamova", language="az", preferred=True)
    assert since(moment) == {person.public_id: True, told.public_id: True}
    moment = settle()
    withdraw_now(entry=source, by=curator, **GONE)
    assert since(moment) == {source.public_id: False, told.public_id: True, scan.public_id: True}
    assert kept() == from_scratch()


def test_narrator_whose_page_opens_by_itself_is_named_from_then_on(memorial: Memorial) -> None:
    set_clock(timezone.now())
    person = make_person(opens_at=timezone.now() + HOUR)
    told = make_testimony(narrator=person)
    moment = settle()
    Person.objects.filter(pk=person.pk).update(opens_at=timezone.now() - HOUR)
    SearchDue.objects.update(at=timezone.now() - HOUR)
    keep_time()
    assert since(moment) == {person.public_id: True, told.public_id: True}


def test_recording_follows_its_testimony_and_is_free_without_it(curator: User) -> None:
    told, recording = told_by_consent(), make_asset(kind="audio")
    tie = add_picture(told, recording)
    moment = settle()
    pause_consents(about=told, by=curator)
    assert since(moment) == {told.public_id: False, recording.public_id: False}
    moment = settle()
    tie.delete()
    keep_time()
    assert since(moment) == {recording.public_id: True}


def test_installation_that_had_no_headers_gets_them_with_the_time(memorial: Memorial) -> None:
    people = [make_person() for _number in range(3)]
    make_place()
    expected = kept()
    HarvestHeader.objects.all().delete()
    HarvestState.objects.all().delete()
    keep_time()
    assert kept() == expected == from_scratch() and len(people) < len(expected)
    assert HarvestState.objects.get().whole and not HarvestHeader.objects.filter(changed_at=None).exists()


def test_settings_that_stand_in_every_record_have_all_told_again(memorial: Memorial, curator: User) -> None:
    person, gone = make_person(), make_person(version=1)
    withdraw_now(entry=gone, by=curator, **GONE)
    keep_time()
    moment = settle()
    keep_time()
    assert since(moment) == {}
    Memorial.objects.update(licence="CC0-1.0")
    keep_time()
    assert since(moment) == {person.public_id: True}
