"""Public copies: what is closed is given out no more, and a new copy is without it."""

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from memorial.exchange.exports import copies
from memorial.exchange.exports.copies import given_out, make_copy, make_public_copy, newest
from memorial.exchange.exports.following import is_due, keep_files
from memorial.exchange.exports.models import PublicCopy
from memorial.models import ChangedEntry, Consent, Holding, Memorial, Source, Testimony, User
from memorial.review.clock import set_clock
from memorial.review.entry_watchers import words_erased
from memorial.review.ledger import Verb, record
from memorial.review.status import Status
from memorial.review.withdrawal import withdraw
from memorial.testimonies.actions import pause_consents, record_consent, withdraw_consent
from tests.exchange.exports.opened import csv_tables, json_lines
from tests.factories import MAKERS, add_name, consent_to, keep_version, make_household, make_person, make_source
from tests.factories import make_testimony as make_told
from tests.review.acting import edited_copy, published, submitted, version_of

pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture(autouse=True)
def time_is_known(memorial: Memorial) -> None:
    set_clock(timezone.now())


def made() -> PublicCopy:
    copy = make_copy()
    assert copy is not None
    return copy


def path_of(copy: PublicCopy, end: str) -> Path:
    (name,) = [file.name for file in copy.files.all() if file.name.endswith(end)]
    return copy.holding.path / name


def told(copy: PublicCopy) -> str:
    """Return all that stands in the lines of JSON of a copy."""
    return str(json_lines(path_of(copy, ".jsonl.gz")))


def entrusted(**consent: Any) -> Testimony:
    """Return a public testimony that rests on a consent to all that data needs."""
    testimony = make_told(basis="consent", narrator_name="Synthetic Narratorova", version=1)
    consent_to(testimony, naming="full", **consent)
    consent_to(testimony, purpose="research", naming="full", **consent)
    testimony.refresh()
    return testimony


def test_copy_holds_every_kind_once_and_its_files_say_the_same() -> None:
    makers: dict[Any, Any] = MAKERS
    entries = [keep_version(maker(version=1)) for maker in makers.values()]
    hidden = make_person(given="Hidden", status=Status.DRAFT)
    copy = made()
    lines = json_lines(path_of(copy, ".jsonl.gz"))
    tables = csv_tables(path_of(copy, "-csv.zip"))
    of_kinds = {each.public_id for each in entries if each._meta.model_name != "household"}
    assert {line["id"] for line in lines} >= of_kinds
    assert hidden.public_id not in str(lines)
    linked = json.loads(gzip.decompress(path_of(copy, ".jsonld.gz").read_bytes()))
    assert sorted(node["identifier"] for node in linked["@graph"]) == sorted(line["id"] for line in lines)
    for line in lines:
        (row,) = [row for row in tables[line["type"]] if row["id"] == line["id"]]
        assert row["title"] == line["title"]
    assert {row["entry"] for row in tables["people_names"]} == {
        line["id"] for line in lines if line["type"] == "people"
    }
    for file in copy.files.all():
        words = (copy.holding.path / file.name).read_bytes()
        assert (file.size, file.sha256) == (len(words), hashlib.sha256(words).hexdigest())
        assert file.entries == len(lines)
        assert (copy.holding.path / file.name).stat().st_mode & 0o777 == 0o600


Closing = Callable[[User, User], tuple[Any, str]]


def by_withdrawal(curator: User, _second: User) -> tuple[Any, str]:
    source = keep_version(make_source(title="Synthetic Goneova"))
    return lambda: withdraw(entry=source, by=curator, reason="checking", note="Synthetic."), "Goneova"


def by_consent_withdrawn(curator: User, _second: User) -> tuple[Any, str]:
    told_of = entrusted()
    consent = told_of.consents.get(purpose="research")
    return lambda: withdraw_consent(consent=consent, by=curator), told_of.public_id


def by_lesser_name(curator: User, _second: User) -> tuple[Any, str]:
    consent = entrusted().consents.get(purpose="publish")
    consent.naming = "initials"
    return lambda: record_consent(consent=consent, by=curator), "Narratorova"


def by_pause(curator: User, _second: User) -> tuple[Any, str]:
    told_of = entrusted()
    return lambda: pause_consents(about=told_of, by=curator), told_of.public_id


def by_correction(curator: User, second: User) -> tuple[Any, str]:
    source = keep_version(make_source(title="Synthetic Wrongova"))
    return lambda: version_of(source, curator, second, title="Synthetic Rightova"), "Wrongova"


def by_embargo(curator: User, second: User) -> tuple[Any, str]:
    source = keep_version(make_source(title="Synthetic Laterova"))
    later = timezone.now() + timedelta(days=40)

    def embargo() -> None:
        Source.objects.filter(pk=source.pk).update(opens_at=later)
        record(Verb.APPROVED, by=second, entry=source)

    return embargo, "Laterova"


def by_household(curator: User, _second: User) -> tuple[Any, str]:
    household = keep_version(make_household("Synthetic Familyova", (make_person(version=1),), version=1))
    return lambda: withdraw(entry=household, by=curator, reason="checking", note="Synthetic."), household.public_id


WAYS: list[Closing] = [
    *(by_withdrawal, by_consent_withdrawn, by_lesser_name, by_pause, by_correction, by_embargo, by_household)
]


@pytest.mark.every_case
@pytest.mark.parametrize("way", WAYS)
def test_act_that_closes_something_takes_the_copy_away_at_once(
    way: Closing, curator: User, second_curator: User, django_capture_on_commit_callbacks: Any
) -> None:
    act, mark = way(curator, second_curator)
    copy = made()
    assert given_out("") == copy
    assert mark in told(copy) or way is by_household
    with django_capture_on_commit_callbacks(execute=True):
        act()
        assert given_out("") is None
    assert not copy.holding.path.exists()
    assert DBTaskResult.objects.filter(task_path=make_public_copy.module_path, status="READY").count() == 1
    make_public_copy.call(nightly=False)
    new = given_out("")
    assert new is not None
    assert mark not in told(new)


def test_term_that_ends_by_itself_takes_the_copy_away() -> None:
    told_of = entrusted()
    copy = made()
    Consent.objects.filter(testimony=told_of).update(ends_at=timezone.now() + timedelta(milliseconds=1))
    Holding.objects.filter(pk=copy.holding_id).update(begun=timezone.now() - timedelta(minutes=1))
    assert given_out("") is None
    keep_files()
    assert newest() is None
    assert told_of.public_id not in told(made())


def test_clock_that_goes_back_takes_away_what_would_not_be_open() -> None:
    make_source(opens_at=timezone.now() - timedelta(hours=2))
    made()
    assert given_out("") is not None
    set_clock(timezone.now() - timedelta(days=3))
    assert given_out("") is None
    assert len(json_lines(path_of(made(), ".jsonl.gz"))) == 0
    assert given_out("") is not None


def test_erasure_takes_every_file_away() -> None:
    made()
    words_erased()
    assert newest() is None


def test_other_licence_asks_for_another_copy() -> None:
    copy = made()
    assert given_out("") == copy
    assert given_out("CC0-1.0") is None


def test_what_closes_nothing_leaves_the_copy(curator: User, second_curator: User) -> None:
    source = keep_version(make_source(title="Synthetic source"))
    person = keep_version(make_person(version=1))
    copy = made()
    record(Verb.TAKEN, by=curator, entry=source)
    edited_copy(source, curator, title="Synthetic draft of a correction")
    published(submitted(curator, given="New"), second_curator)
    add_name(make_person(status=Status.DRAFT), given="Draft", family="Synthetic")
    person.refresh()
    assert given_out("") == copy
    assert not DBTaskResult.objects.exists()
    assert not ChangedEntry.objects.exists()


def test_what_is_closed_while_the_record_is_read_is_never_given_out(
    curator: User, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    source = keep_version(make_source(title="Synthetic Goneova"))
    write_files = copies.write_files
    readings: list[PublicCopy] = []

    def closing_meanwhile(copy: PublicCopy) -> Any:
        files = write_files(copy)
        if not readings:
            withdraw(entry=source, by=curator, reason="checking", note="Synthetic.")
        readings.append(copy)
        return files

    monkeypatch.setattr(copies, "write_files", closing_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        copy = made()
    assert len(readings) == 2
    assert given_out("") == copy != readings[0]
    assert "Goneova" not in told(copy)
    assert not readings[0].holding.path.exists()


def test_copy_is_due_each_night_and_where_there_is_none() -> None:
    assert is_due(timezone.now())
    copy = made()
    noon = copy.holding.begun.replace(hour=12)
    assert not is_due(noon)
    Holding.objects.filter(pk=copy.holding_id).update(begun=noon)
    assert not is_due(noon + timedelta(hours=6))
    assert is_due(noon + timedelta(hours=14))
    Holding.objects.filter(pk=copy.holding_id).update(begun=noon + timedelta(hours=14))
    assert not is_due(noon + timedelta(hours=15))


def test_making_and_following_ask_the_same_of_one_entry_and_of_three() -> None:
    counts = []
    for number in (1, 2):
        people = [make_person(version=1) for _each in range(number)]
        made()
        with CaptureQueriesContext(connection) as making:
            made()
        with CaptureQueriesContext(connection) as following:
            people[0].refresh()
        counts.append((len(making), len(following)))
    assert counts[0] == counts[1]
