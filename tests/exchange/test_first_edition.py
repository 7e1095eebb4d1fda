"""A loaded record is the first edition: kept as versions, listed on the desk, with one line in the ledger."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from memorial.models import DeskRow, LedgerLine, Memorial, Person, Revision, TextRow
from memorial.review.ledger import Verb
from memorial.review.ledger_check import revision_faults
from memorial.review.models import Entry
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from tests.exchange.folders import changed, write_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


def load(record: Path, *options: str) -> None:
    call_command("load_record", str(record), *options, stdout=StringIO())


def entries() -> list[Entry]:
    """Return every entry of every kind."""
    return [entry for model in Entry.__subclasses__() for entry in model._base_manager.all()]


def test_each_entry_is_kept_as_its_first_version(folder: Path) -> None:
    load(folder)
    kept = {(row.kind, row.entry): row for row in Revision.objects.all()}
    assert len(kept) == 14
    for entry in entries():
        row = kept[str(entry._meta.model_name), entry.public_id]
        assert (row.version, row.author, row.reviewer) == (1, None, None)
        assert row.note == "First edition of the record."
        assert row.published_at == entry.published_at
        assert row.sha256 == content_hash(entry)
    assert list(revision_faults()) == []


def test_each_entry_is_listed_on_the_desk(folder: Path) -> None:
    load(folder)
    listed = set(DeskRow.objects.values_list("kind", "object_id", "public_id", "label", "status"))
    assert listed == {(row._meta.model_name, row.pk, row.public_id, row.label, row.status) for row in entries()}
    person = Person.objects.exclude(label__contains="unidentified").get()
    states = TextRow.objects.filter(kind="person", object_id=person.pk).values_list("language", "state")
    assert dict(states) == {"en": "current", "tr": "draft", "az": "missing"}


def test_translations_know_what_they_were_made_from(folder: Path) -> None:
    load(folder)
    person = Person.objects.exclude(label__contains="unidentified").get()
    original, turkish = person.translations.get(language="en"), person.translations.get(language="tr")
    assert (original.made_from, len(turkish.made_from)) == ("", 64)
    original.story = "Other words."
    original.save()
    person.refresh()
    assert TextRow.objects.get(kind="person", object_id=person.pk, language="tr").state == TextRow.State.OUTDATED


def test_loading_writes_one_line_with_its_counts(folder: Path) -> None:
    load(folder)
    line = LedgerLine.objects.get()
    assert (line.verb, line.actor, line.who) == (Verb.IMPORTED, None, "load_record")
    assert line.detail["added"]["people"] == 2
    assert sum(line.detail["added"].values()) == 14
    assert (line.detail["record"], line.detail["memorial"]) == ("synthetic", True)
    load(folder)
    assert LedgerLine.objects.count() == 1
    assert Revision.objects.count() == 14


def test_refused_record_writes_no_line(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, changed("people.csv", "one,female", "one,no such"))
    with pytest.raises(Exception, match="Nothing has been loaded"):
        call_command("load_record", str(folder), stdout=StringIO(), stderr=StringIO())
    assert not LedgerLine.objects.exists()
    assert not Memorial.objects.exists()


def test_drafts_are_listed_and_have_no_version_yet(folder: Path) -> None:
    load(folder, "--draft")
    assert not Revision.objects.exists()
    assert set(DeskRow.objects.values_list("status", flat=True)) == {Status.DRAFT}
    assert LedgerLine.objects.get().detail["draft"] is True


def test_testimony_that_waits_for_consent_has_no_version_yet(tmp_path: Path) -> None:
    load(write_folder(tmp_path, changed("testimonies.csv", ",published,", ",consent,")))
    assert not Revision.objects.filter(kind="testimony").exists()
    assert Revision.objects.count() == 13
