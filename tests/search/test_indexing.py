"""The indexes are what the entries say, by whichever way those were changed, and cost each change little."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Memorial, Person, PublicNameDoc, PublicTextDoc, User
from memorial.people.actions import remake_register
from memorial.review.actions import open_copy, record_edit, return_to_author, submit
from memorial.review.clock import note_time
from memorial.review.erasure import erase_entry
from memorial.review.publication import publish_due
from memorial.review.restoring import discard, restore_discarded, restore_revision
from memorial.review.revisions import Discarded, Revision
from memorial.review.snapshots import content_hash
from memorial.review.withdrawal import put_back, reopen, withdraw_now
from memorial.search.indexing import index_entries
from memorial.search.models import TABLES, Edition
from memorial.testimonies.actions import pause_consents, record_consent, resume_consents, withdraw_consent
from tests.factories import MAKERS, add_name, consent_to, make_person, make_testimony
from tests.review import (
    entrance_cases,
    entrance_contributions,
    entrance_files,
    entrance_intake,
    entrance_requests,
    entrance_searches,
)
from tests.review.acting import edited_copy, published, submitted, version_of
from tests.review.entrances import CASES, Stage, case_of, entrances
from tests.review.test_one_line import new_lines, stage
from tests.search.indexes import check_engines, contents, from_scratch, words_of_edition

assert all(
    (
        entrance_cases,
        entrance_contributions,
        entrance_files,
        entrance_intake,
        entrance_requests,
        entrance_searches,
        stage,
    )
)  # they declare the cases, and who acts in them
pytestmark = pytest.mark.django_db
ENTRANCES = sorted(entrances() | CASES.keys())
GONE: dict[str, Any] = {"reason": "checking", "note": "Synthetic note"}


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRANCES)
def test_index_after_every_act_is_the_one_made_from_scratch(stage: Stage, name: str) -> None:
    case = case_of(name)
    assert case is not None
    trial = case(stage)
    from_scratch()  # what the test itself has put there without an act
    for send in (*trial.in_vain, trial.does):
        new_lines(send)
    assert contents() == from_scratch()


@pytest.mark.parametrize("seed", range(3))
def test_random_acts_leave_the_index_that_is_made_from_scratch(
    seed: int, contributor: User, curator: User, second_curator: User, keeper: User
) -> None:
    note_time()
    chance = random.Random(seed)  # noqa: S311  # the same acts each time
    for number in range(25):
        act = chance.choice(ACTS)
        act(chance, number, contributor, curator, second_curator)
    found = contents()
    assert found["public people"].keys() == set(Person.objects.public().values_list("pk", flat=True))
    assert found["desk people"].keys() == set(Person.objects.of_record().values_list("pk", flat=True))
    assert found == from_scratch()


def some_person(chance: random.Random, **which: Any) -> Any:
    """Return one of the people who stand so, if there is one."""
    people = list(Person.objects.of_record().filter(**which).order_by("pk"))
    return chance.choice(people) if people else None


def write(chance: random.Random, number: int, author: User, *_others: User) -> None:
    make_person(status="draft", created_by=author, given=chance.choice(["Əli", "Али", "Ali"]), family="Sintetik")


def publish_one(chance: random.Random, number: int, author: User, curator: User, *_others: User) -> None:
    later = {"opens_at": timezone.now() + timedelta(days=3)} if chance.random() < 0.3 else {}
    draft = submitted(author, given=f"Person{number % 4}", family=chance.choice(["Əliyev", "Алиев", "Sintetik"]))
    published(draft, curator, **later)


def change(chance: random.Random, number: int, author: User, curator: User, *_others: User) -> None:
    person = some_person(chance, status="published", working_copies=None)
    if person is not None:
        version_of(person, author, curator, birth=str(1900 + number), fate=chance.choice(Person.Fate.values))


def take_away(chance: random.Random, number: int, author: User, curator: User, *_others: User) -> None:
    person = some_person(chance, status="published")
    if person is not None:
        withdraw_now(entry=person, by=curator, **GONE)


def bring_back(chance: random.Random, number: int, author: User, curator: User, second: User) -> None:
    person = some_person(chance, status="withdrawn", version__gt=0)
    if person is not None:
        act = chance.choice([put_back, reopen])
        act(entry=person, by=second)


def throw_away(chance: random.Random, number: int, author: User, *_others: User) -> None:
    person = some_person(chance, status="draft", version=0, created_by=author, published_at=None)
    if person is not None:
        discard(entry=person, by=author)


def bring_draft_back(chance: random.Random, number: int, author: User, *_others: User) -> None:
    kept = Discarded.objects.filter(kind="person").order_by("-pk").first()
    if kept is not None and not Person.objects.filter(public_id=kept.entry).exists():
        restore_discarded(discarded=kept, model=Person, by=author)


ACTS = (write, publish_one, publish_one, change, take_away, bring_back, throw_away, bring_draft_back)


def test_public_index_holds_public_people_alone(contributor: User, curator: User, keeper: User) -> None:
    draft = submitted(contributor, given="Synthetica", family="Hiddenova")
    assert "hiddenova" in words_of_edition(Edition.DESK) and words_of_edition(Edition.PUBLIC) == {}
    live = published(draft, curator)
    assert words_of_edition(Edition.PUBLIC) == {"synthetica": 1, "hiddenova": 1}
    withdraw_now(entry=live, by=curator, **GONE)
    assert words_of_edition(Edition.PUBLIC) == {} and not PublicNameDoc.objects.exists()
    assert words_of_edition(Edition.DESK) == {"synthetica": 1, "hiddenova": 1}
    check_engines()


def test_working_copy_changes_no_index_before_it_is_published(contributor: User, curator: User) -> None:
    live = published(submitted(contributor, given="Synthetica", family="Firstova"), curator)
    before = contents()
    copy: Any = open_copy(entry=live, by=contributor)
    kept = content_hash(copy)
    name = copy.names.get()
    name.full = name.family = "Secondova"
    name.save()
    record_edit(entry=copy, before=kept, by=contributor)
    submit(entry=copy, by=contributor, note="Synthetic")
    return_to_author(entry=copy, by=curator, reason="Synthetic")
    assert contents() == before
    submit(entry=copy, by=contributor, note="Synthetic")
    published(copy, curator)
    assert words_of_edition(Edition.PUBLIC) == {"secondova": 1}


def test_approved_copy_is_found_when_it_is_due(contributor: User, curator: User) -> None:
    note_time()
    live = published(submitted(contributor, given="Synthetica", family="Dueova"), curator)
    copy = edited_copy(live, contributor, birth="1950")
    submit(entry=copy, by=contributor, note="Synthetic")
    published(copy, curator, opens_at=timezone.now() + timedelta(hours=1))
    Person.objects.filter(pk=copy.pk).update(opens_at=timezone.now() - timedelta(minutes=1))
    before = PublicNameDoc.objects.get(pk=live.pk).tokens
    publish_due()
    assert "born1950" not in before and "born1950" in PublicNameDoc.objects.get(pk=live.pk).tokens.split()


def test_version_that_is_restored_is_indexed_once_published(contributor: User, curator: User) -> None:
    live = published(submitted(contributor, given="Synthetica", family="Restorova"), curator)
    version_of(live, contributor, curator, birth="1950")
    revision = Revision.objects.get(entry=live.public_id, version=1)
    copy, _missing = restore_revision(entry=live, revision=revision, by=contributor)
    submit(entry=copy, by=contributor, note="Synthetic")
    published(copy, curator)
    assert "born1950" not in PublicNameDoc.objects.get(pk=live.pk).tokens
    assert contents() == from_scratch()


def test_consent_decides_at_once_what_of_a_testimony_is_found(curator: User) -> None:
    told = make_testimony(basis="consent", texts={"en": {"text": "Synthetic unheardword"}}, status="published")
    consent = consent_to(told)
    index_entries(type(told), [told.pk])

    def is_found() -> bool:
        return PublicTextDoc.objects.filter(tokens__contains="unheardword").exists()

    assert is_found()
    pause_consents(about=told, by=curator)
    assert not is_found()
    resume_consents(about=told, by=curator)
    assert is_found()
    consent.audience = "researchers"
    record_consent(consent=consent, by=curator)
    assert not is_found()
    consent.refresh_from_db()
    withdraw_consent(consent=consent, by=curator)
    assert not is_found() and contents() == from_scratch()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="FTS5 alone keeps what is gone beside what is there")
def test_erased_words_leave_no_trace_in_the_index(curator: User) -> None:
    def traces() -> int:
        with connection.cursor() as cursor:
            blocks = []
            for edition in Edition:
                cursor.execute(f"SELECT block FROM memorial_{edition}textdoc_found_data")  # noqa: S608
                blocks += [row[0] for row in cursor.fetchall()]
        return sum(b"traceablew" in block for block in blocks)

    make_testimony(texts={"en": {"text": "Synthetic otherword"}})
    told = make_testimony(texts={"en": {"text": "Synthetic traceablew"}})
    withdraw_now(entry=told, by=curator, **GONE)
    assert traces()
    erase_entry(entry=told, by=curator)
    assert not traces() and contents() == from_scratch()


def test_time_of_what_happened_decides_the_stage_of_life(memorial: Memorial) -> None:
    person = make_person(birth="1980", fate="missing")
    assert "agechild" in PublicNameDoc.objects.get(pk=person.pk).tokens.split()
    memorial.occurred = "2010-01-01"
    memorial.save()
    remake_register()
    assert "ageadult" in PublicNameDoc.objects.get(pk=person.pk).tokens.split()
    assert contents() == from_scratch()


def test_word_that_nobody_has_any_longer_leaves_with_its_keys(db: None) -> None:
    one, other = make_person(given="Synthetica", family="Commonova"), make_person(given="Other", family="Commonova")
    assert words_of_edition(Edition.PUBLIC) == {"synthetica": 1, "other": 1, "commonova": 2}
    one.names.all().delete()
    one.refresh()
    assert words_of_edition(Edition.PUBLIC) == {"other": 1, "commonova": 1}
    other.names.all().delete()
    other.refresh()
    for edition in Edition:
        assert not TABLES[edition].words.objects.exists() and not TABLES[edition].keys.objects.exists()


def test_entry_that_is_deleted_leaves_every_index(contributor: User) -> None:
    makers: dict[Any, Any] = {**MAKERS}
    for model, make in makers.items():
        draft = make(status="draft", created_by=contributor)
        if contributor.has_perm(f"memorial.delete_{model._meta.model_name}"):
            discard(entry=draft, by=contributor)
    found = contents()
    assert found["desk words"] == {} or Person.objects.exists()
    assert found == from_scratch()


def test_unchanged_people_cost_reads_alone(db: None) -> None:
    person = make_person(birth="1950")
    with CaptureQueriesContext(connection) as asked:
        index_entries(Person, [person.pk])
    written = [query["sql"] for query in asked if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert written == []


def test_indexing_takes_no_more_statements_for_more_people(db: None) -> None:
    counts = []
    for number in (1, 3):
        people = [make_person(family=f"Synthetic{number}") for _ in range(number)]
        for person in people:
            add_name(person, given="Second", family=f"Newword{number}x{person.pk}", language="az")
        for tables in TABLES.values():
            tables.people.objects.all().delete()
            tables.words.objects.all().delete()
            tables.keys.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            index_entries(Person, [person.pk for person in people])
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 40
