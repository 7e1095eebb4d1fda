"""What its sender takes back as a whole is nowhere any more."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from memorial.contributions.erasure import erase
from memorial.contributions.models import Contribution, Kind, State
from memorial.models import (
    Attachment,
    Compartment,
    LedgerLine,
    Memorial,
    Message,
    OpenForm,
    Revision,
    Testimony,
    User,
)
from memorial.review.actions import TransitionRefused
from memorial.review.ledger import Verb
from memorial.review.ledger_check import chain_faults, guard_faults, revision_faults
from memorial.review.restoring import restore_revision
from memorial.review.status import Status
from memorial.review.withdrawal import put_back, reopen, withdraw_now
from tests.contributions.keys import use_keys
from tests.contributions.words import ONCE, WORD, everything, given, published_testimony
from tests.factories import make_testimony


@pytest.fixture(autouse=True)
def folders(memorial: Memorial, media_folders: Path, settings: Any, tmp_path: Path) -> Path:
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()
    settings.DISK_RESERVE = 1
    settings.STORE = tmp_path
    return tmp_path


def erased_testimony(curator: User) -> Testimony:
    """Return a testimony that was published, withdrawn and then erased."""
    made = published_testimony(curator)
    withdraw_now(entry=made, by=None, reason="consent", note=f"{WORD} note", command="private link")
    erase(given(Kind.TESTIMONY, state=State.ACCEPTED, made_kind="testimony", made=made.public_id))
    return Testimony.objects.get(pk=made.pk)


def test_words_that_are_erased_are_in_no_table(curator: User) -> None:
    made = published_testimony(curator)
    assert everything().count(WORD) > 10
    contribution = given(Kind.TESTIMONY, state=State.ACCEPTED, made_kind="testimony", made=made.public_id)
    erase(contribution)
    assert WORD not in everything()
    left = Testimony.objects.get(pk=made.pk)
    assert (left.status, left.narrator_name, left.translations.count()) == (Status.WITHDRAWN, "", 0)
    assert left.withdrawn_at is not None
    assert left.public_id == made.public_id


def test_contribution_stays_under_its_reference_and_says_nothing(curator: User) -> None:
    contribution = given(Kind.CORRECTION, state=State.DECLINED)
    erase(contribution)
    row = Contribution.objects.get()
    assert (row.reference, row.kind, row.state) == (contribution.reference, Kind.CORRECTION, State.DECLINED)
    assert (row.words, row.details, row.answers, row.shown_name, row.size) == ("", {}, {}, "", 0)
    assert not row.letters.exists()
    assert Compartment.objects.get().key == ""
    assert not LedgerLine.objects.filter(verb=Verb.ERASED).exists()


def test_correction_that_was_taken_in_keeps_the_page(curator: User) -> None:
    """What the memorial wrote after a correction is its own text."""
    made = make_testimony(texts={"en": {"text": "Synthetic words of the memorial"}})
    erase(given(Kind.CORRECTION, state=State.ACCEPTED, made_kind="testimony", made=made.public_id))
    left = Testimony.objects.get(pk=made.pk)
    assert (left.status, left.translations.count()) == (Status.PUBLISHED, 1)


def test_message_that_is_erased_is_gone() -> None:
    message = Message.objects.create(words=WORD, name=WORD, language="az", shown_at=timezone.now())
    contribution = given(Kind.MESSAGE, state=State.ACCEPTED, made_kind="message", made=message.public_id)
    erase(contribution)
    assert not Message.objects.exists()
    line = LedgerLine.objects.get(verb=Verb.ERASED)
    assert (line.kind, line.entry, line.who) == ("contribution", contribution.reference, "private link")


def test_files_go_when_it_is_sure_that_the_rows_have_gone(
    settings: Any, curator: User, django_capture_on_commit_callbacks: Any
) -> None:
    contribution = given(Kind.TESTIMONY)
    kept = Attachment.objects.create(
        once=ONCE, contribution=contribution, size=3, sha256="0" * 64, media_type="application/pdf", kind="document"
    )
    kept.path.write_bytes(b"abc")
    key = Path(settings.CONTACT_KEYS_DIR, Compartment.objects.get().key)
    with pytest.raises(RuntimeError), transaction.atomic():
        erase(contribution)
        raise RuntimeError
    assert kept.path.exists()
    assert key.exists()
    assert Contribution.objects.get().words == f"{WORD} words"
    with django_capture_on_commit_callbacks(execute=True):
        erase(contribution)
    assert not kept.path.exists()
    assert not key.exists()


def test_ledger_says_that_it_was_erased_and_the_examination_finds_no_fault(curator: User) -> None:
    left = erased_testimony(curator)
    line = LedgerLine.objects.get(verb=Verb.ERASED)
    assert (line.kind, line.entry, line.detail["versions"], line.actor) == ("testimony", left.public_id, [1], None)
    assert WORD not in json.dumps(line.detail)
    revision = Revision.objects.get(entry=left.public_id)
    assert (revision.snapshot, revision.version) == ({}, 1)
    assert revision.erased_at is not None
    assert [*guard_faults(), *chain_faults(), *revision_faults()] == []


def test_version_that_is_emptied_without_a_line_is_found(curator: User) -> None:
    made = published_testimony(curator)
    Revision.objects.filter(entry=made.public_id).update(snapshot={}, note="", correction={}, erased_at=timezone.now())
    assert list(revision_faults()) == [
        f"Version 1 of testimony {made.public_id} was erased, and no line of the ledger says so."
    ]


@pytest.mark.every_case
@pytest.mark.parametrize(
    "changes",
    [
        {"snapshot": {}},
        {"snapshot": {"kind": "testimony"}, "note": "", "correction": {}, "erased_at": timezone.now()},
        {"snapshot": {}, "note": "another", "correction": {}, "erased_at": timezone.now()},
        {"snapshot": {}, "note": "", "correction": {}, "erased_at": timezone.now(), "sha256": "0" * 64},
        {"snapshot": {}, "note": "", "correction": {}, "erased_at": timezone.now(), "version": 7},
        {"snapshot": {}, "note": "", "correction": {}, "erased_at": timezone.now(), "published_at": timezone.now()},
        {"snapshot": {}, "note": "", "correction": {}, "erased_at": timezone.now(), "acknowledged": ["other"]},
        {"note": ""},
        {"erased_at": timezone.now()},
    ],
)
def test_database_lets_nothing_else_of_a_version_be_changed(curator: User, changes: dict[str, Any]) -> None:
    made = published_testimony(curator)
    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        connection.check_constraints()
        Revision.objects.filter(entry=made.public_id).update(**changes)


def test_database_lets_no_version_be_erased_twice_or_filled_again(curator: User) -> None:
    left = erased_testimony(curator)
    erased: dict[str, Any] = {"snapshot": {}, "note": "", "correction": {}}
    for changes in ({**erased, "erased_at": timezone.now()}, {"erased_at": None}, {"snapshot": {"kind": "testimony"}}):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            connection.check_constraints()
            Revision.objects.filter(entry=left.public_id).update(**changes)


def test_every_column_of_a_version_is_under_guard() -> None:
    """A column that comes later is under guard only when the trigger is made anew."""
    if connection.vendor != "sqlite":
        pytest.skip("There the guard compares whole rows.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'memorial_revision_no_update'")
        guard = cursor.fetchone()[0]
    columns = [field.column for field in Revision._meta.concrete_fields]
    assert [column for column in columns if f"NEW.{column} " not in guard] == []


def test_erased_entry_does_not_come_back(curator: User) -> None:
    left = erased_testimony(curator)
    for act in (put_back, reopen):
        with pytest.raises(TransitionRefused, match="were erased"):
            act(entry=left, by=curator)
    with pytest.raises(TransitionRefused, match="were erased"):
        restore_revision(entry=left, revision=Revision.objects.get(entry=left.public_id), by=curator)


def test_addresses_of_an_erased_entry_say_that_it_was_withdrawn(
    visitor: Client, curator: User, curator_browser: Client
) -> None:
    left = erased_testimony(curator)
    assert visitor.get(f"/en/testimonies/{left.public_id}/").status_code == 410
    assert visitor.get(f"/en/testimonies/{left.public_id}/versions/1/").status_code == 410
    history = curator_browser.get(f"/admin/memorial/testimony/{left.pk}/history/")
    assert history.status_code == 200
    assert "Its words were erased" in history.content.decode()
    assert "Restore as a working copy" not in history.content.decode()
    asked = curator_browser.get(f"/admin/memorial/testimony/{left.pk}/history/?a=1&b=1")
    assert asked.status_code == 200
    assert curator_browser.get(f"/admin/memorial/testimony/{left.pk}/review/").status_code == 200
    assert curator_browser.get("/admin/memorial/testimony/").status_code == 200


def test_draft_that_was_never_public_is_emptied_too(curator: User, visitor: Client) -> None:
    made = make_testimony(status=Status.DRAFT, narrator_name=WORD, texts={"az": {"text": WORD}})
    erase(given(Kind.TESTIMONY, state=State.ACCEPTED, made_kind="testimony", made=made.public_id))
    assert WORD not in everything()
    left = Testimony.objects.get(pk=made.pk)
    assert (left.status, left.withdrawn_at) == (Status.WITHDRAWN, None)
    assert visitor.get(f"/en/testimonies/{left.public_id}/").status_code == 404


def test_erasing_twice_changes_nothing(curator: User) -> None:
    left = erased_testimony(curator)
    erase(Contribution.objects.get())
    assert Testimony.objects.get(pk=left.pk).status == Status.WITHDRAWN
    assert list(revision_faults()) == []


def test_what_a_backup_brings_back_is_erased_again(curator: User) -> None:
    made = published_testimony(curator)
    contribution = given(Kind.TESTIMONY, state=State.ACCEPTED, made_kind="testimony", made=made.public_id)
    with pytest.raises(CommandError, match="ABCD-EFGH"):
        call_command("erase_contribution", contribution.reference, "ABCD-EFGH")
    assert WORD in everything()
    call_command("erase_contribution", contribution.reference.lower(), stdout=io.StringIO())
    assert WORD not in everything()
    assert Contribution.objects.get().state == State.WITHDRAWN
    assert LedgerLine.objects.get(verb=Verb.ERASED).who == "erase_contribution"


def test_forms_of_its_consents_that_are_open_forget_the_name(curator: User) -> None:
    made = published_testimony(curator)
    consent = made.consents.get()
    for mark in ("", "+"):
        OpenForm.objects.create(
            token=f"zq{mark}",
            user=curator,
            model="consent",
            object_id=f"{mark}{consent.pk}",
            opened_at=timezone.now(),
            shown={"pseudonym": [WORD]},
        )
    erase(given(Kind.TESTIMONY, state=State.ACCEPTED, made_kind="testimony", made=made.public_id))
    assert WORD not in everything()
