"""`prepare` makes what an installation lacks, once, and leaves the rest alone."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from memorial.models import DeskRow, LedgerLine, Memorial, Person, PersonTranslation, RegisterRow, Revision, TextRow
from memorial.review import preparation
from memorial.review.clock import Clock
from memorial.review.ledger import Verb
from memorial.review.ledger_check import revision_faults
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from tests.factories import MAKERS, keep_version, make_person


def prepare() -> str:
    """Run the command, and return what it said."""
    said = StringIO()
    call_command("prepare", stdout=said)
    return said.getvalue()


def from_before() -> None:
    """Make it as if nothing had been kept beside the entries, as in an installation from before."""
    DeskRow.objects.all().delete()
    TextRow.objects.all().delete()


def test_prepare_makes_what_is_missing_and_writes_one_line(memorial: Memorial) -> None:
    Group.objects.get(name="curator").permissions.clear()
    makers: Any = MAKERS.values()
    for maker in makers:
        maker()
    from_before()
    said = prepare()
    assert "The roles were made" in said
    assert "The time was noted" in said
    assert Group.objects.get(name="curator").permissions.filter(codename="publish_person").exists()
    assert Clock.objects.exists()
    assert Revision.objects.count() == DeskRow.objects.count() == len(MAKERS)
    assert list(revision_faults()) == []
    line = LedgerLine.objects.get()
    assert (line.verb, line.who) == (Verb.PREPARED, "prepare")
    assert line.detail == {"made": {"roles": 1, "clock": 1, "versions": len(MAKERS), "desk rows": len(MAKERS)}}


def test_prepare_lists_the_published_who_stand_nowhere_in_the_register(memorial: Memorial) -> None:
    person, draft = make_person(given="Synthetic"), make_person(status="draft")
    prepare()
    before = set(RegisterRow.objects.values_list("person", "language"))
    RegisterRow.objects.all().delete()
    prepare()
    assert set(RegisterRow.objects.values_list("person", "language")) == before
    assert {key for key, _language in before} == {person.pk}
    assert draft.pk not in dict(before)
    assert prepare() == "Nothing was missing.\n"


def test_prepare_again_changes_nothing(memorial: Memorial) -> None:
    make_person()
    prepare()
    before = (Clock.objects.get().seen_at, list(Revision.objects.values()), list(DeskRow.objects.values()))
    assert prepare() == "Nothing was missing.\n"
    assert (Clock.objects.get().seen_at, list(Revision.objects.values()), list(DeskRow.objects.values())) == before
    assert LedgerLine.objects.count() == 1


def test_version_is_the_entry_as_it_stands(memorial: Memorial) -> None:
    person = make_person(version=4, texts={"en": {"story": "A synthetic life."}})
    prepare()
    kept = Revision.objects.get()
    assert (kept.entry, kept.version, kept.author, kept.reviewer) == (person.public_id, 4, None, None)
    assert (kept.sha256, kept.published_at) == (content_hash(person), person.published_at)


def test_only_what_is_public_and_not_kept_yet_becomes_a_version(memorial: Memorial) -> None:
    kept = keep_version(make_person())
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        make_person(status=status)
    Person.objects.create(copy_of=kept)
    prepare()
    assert [row.entry for row in Revision.objects.all()] == [kept.public_id]
    assert DeskRow.objects.count() == 5


def test_translations_from_before_know_their_original(memorial: Memorial) -> None:
    words: dict[str, Any] = {"en": {"story": "A synthetic life."}, "tr": {"story": "Sentetik.", "state": "unreviewed"}}
    public, draft, alone = make_person(texts=words), make_person(texts=words, status=Status.DRAFT), make_person()
    alone.translations.create(language="tr", story="Sentetik.", state="unreviewed")
    prepare()
    marked = {(text.entry, text.language) for text in PersonTranslation.objects.exclude(made_from="")}
    assert marked == {(public, "tr"), (draft, "tr")}
    assert Revision.objects.get(entry=public.public_id).sha256 == content_hash(public)


def test_translation_that_nobody_has_compared_stays_so(memorial: Memorial) -> None:
    prepare()
    Clock.objects.all().delete()
    words: dict[str, Any] = {"en": {"story": "A synthetic life."}, "tr": {"story": "Sentetik.", "state": "unreviewed"}}
    make_person(texts=words)
    prepare()
    assert not PersonTranslation.objects.exclude(made_from="").exists()


@pytest.mark.parametrize("batch", [1, 2, 200])
def test_entries_are_prepared_some_at_a_time(memorial: Memorial, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparation, "BATCH", batch)
    for _person in range(5):
        make_person()
    from_before()
    prepare()
    assert (Revision.objects.count(), DeskRow.objects.count()) == (5, 5)


def test_prepare_works_before_there_is_a_memorial(db: None) -> None:
    assert "The time was noted" in prepare()
