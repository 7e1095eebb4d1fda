"""What strangers sent is kept for as long as was promised, and no longer."""

import os
import re
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from memorial.contributions import keys, retention
from memorial.contributions.contacts import contact_of
from memorial.contributions.intake import Sent, contribute
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.retention import Cleared, clear_out
from memorial.management.commands import work
from memorial.models import Attachment, LedgerLine, Memorial
from memorial.review.ledger import Verb
from memorial.review.ledger_check import revision_faults
from tests.contributions.keys import use_keys
from tests.factories import make_testimony

WORDINGS = Path(__file__).resolve().parents[2] / "docs" / "wordings"


@pytest.fixture(autouse=True)
def folders(memorial: Memorial, settings: Any, tmp_path: Path) -> Path:
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what waits for the end of a transaction happen at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, **_how: act())


def kept(state: str, ago: timedelta, once: str = "d" * 32, **fields: Any) -> Contribution:
    """Return a contribution with a file and a contact that came to stand as it does some time ago."""
    said = Sent(Kind.TESTIMONY, once, "az", words="Synthetic words", contact={"mail": "zq@example.org"})
    row = contribute(sent=said, finished=state != State.BEGUN).contribution
    row.letters.create(words="Synthetic letter", at=timezone.now())
    file = Attachment.objects.create(
        once=once, contribution=row, size=3, sha256="0" * 64, media_type="application/pdf", kind="document"
    )
    file.path.write_bytes(b"abc")
    moments = {"moved_at": timezone.now() - ago, "begun_at": timezone.now() - ago, "sent_at": timezone.now() - ago}
    Contribution.objects.filter(pk=row.pk).update(state=state, **{**moments, **fields})
    return Contribution.objects.get(pk=row.pk)


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("state", "term"), [(State.BEGUN, retention.BEGUN), (State.ASIDE, retention.ASIDE)])
def test_what_was_begun_or_put_aside_goes_wholly_after_its_time(state: str, term: timedelta, folders: Path) -> None:
    kept(state, term - HOUR)
    assert clear_out() == Cleared()
    assert Contribution.objects.count() == 1
    Contribution.objects.update(moved_at=timezone.now() - term - HOUR)
    cleared = clear_out()
    assert getattr(cleared, state) == 1
    assert not Contribution.objects.exists()
    assert list((folders / "contributed").iterdir()) == []
    assert [each.name for each in keys.place().iterdir()] == [keys.LOCK]


def test_what_was_declined_keeps_its_reference_after_a_year_and_nothing_else() -> None:
    row = kept(State.DECLINED, retention.DECLINED + HOUR, reason="abuse")
    assert clear_out() == Cleared(declined=1)
    left = Contribution.objects.get()
    assert (left.reference, left.state, left.reason, left.words) == (row.reference, State.DECLINED, "abuse", "")
    assert not left.letters.exists()
    assert not left.attachments.exists()
    assert contact_of(left)
    assert clear_out() == Cleared()


@pytest.mark.parametrize("state", [State.NEW, State.ASKED, State.ANSWERED, State.ACCEPTED, State.MERGED])
def test_what_waits_or_was_taken_in_keeps_its_words(state: str) -> None:
    kept(state, timedelta(days=5000))
    clear_out()
    assert Contribution.objects.get().words == "Synthetic words"
    assert Attachment.objects.exists()


def test_contact_goes_two_years_after_the_last_act() -> None:
    row = kept(State.ACCEPTED, retention.CONTACT - HOUR)
    assert clear_out() == Cleared()
    Contribution.objects.update(moved_at=timezone.now() - retention.CONTACT - HOUR, changed_at=timezone.now())
    assert clear_out() == Cleared()
    Contribution.objects.update(changed_at=timezone.now() - retention.CONTACT - HOUR)
    assert clear_out() == Cleared(contacts=1)
    assert contact_of(row) == {}
    assert clear_out() == Cleared()


def test_contact_stays_as_long_as_the_testimony_does() -> None:
    made = make_testimony()
    row = kept(State.ACCEPTED, timedelta(days=5000), made_kind="testimony", made=made.public_id)
    part = kept(State.MERGED, timedelta(days=5000), once="e" * 32, merged_into=row)
    assert clear_out() == Cleared()
    assert contact_of(row)
    assert contact_of(part)


def test_what_was_put_aside_goes_also_when_another_was_merged_with_it() -> None:
    row = kept(State.ASIDE, retention.ASIDE + HOUR)
    part = kept(State.MERGED, HOUR, once="e" * 32, merged_into=row)
    assert clear_out().aside == 1
    part.refresh_from_db()
    assert part.merged_into is None


def test_ledger_has_one_line_however_many_went() -> None:
    for number in range(5):
        kept(State.ASIDE, retention.ASIDE + HOUR, once=f"{number}" * 32)
        kept(State.ACCEPTED, retention.CONTACT + HOUR, once=f"f{number}" * 16)
    clear_out()
    lines = LedgerLine.objects.filter(verb__in=[Verb.ERASED, Verb.CONTACT_DESTROYED])
    assert [(line.verb, line.detail) for line in lines] == [
        (Verb.ERASED, {"aside": 5}),
        (Verb.CONTACT_DESTROYED, {"contacts": 5}),
    ]
    assert list(revision_faults()) == []


def old(path: Path) -> Path:
    """Make a file that was written days ago."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"synthetic")
    ago = time.time() - 2 * 24 * 3600
    os.utime(path, (ago, ago))
    return path


def test_files_that_belong_to_nothing_go_after_a_day(settings: Any, folders: Path) -> None:
    row = kept(State.NEW, HOUR)
    for name in ("unsent", "young"):
        made = Attachment.objects.create(once=name, size=1, sha256=name, media_type="", kind="image")
        old(made.path)
        if name == "unsent":
            Attachment.objects.filter(pk=made.pk).update(arrived_at=timezone.now() - timedelta(days=2))
    lost = [old(settings.CONTRIBUTED / "lost"), old(settings.CONTACT_KEYS_DIR / "lost")]
    draft = old(settings.CONTACT_KEYS_DIR / ".abc.1234")
    (settings.CONTRIBUTED / "arriving").write_bytes(b"")
    assert clear_out() == Cleared(files=4)
    assert not any(path.exists() for path in [*lost, draft])
    left = {each.name for each in settings.CONTRIBUTED.iterdir()}
    assert left == {"arriving", row.attachments.get().key, Attachment.objects.get(once="young").key}
    assert contact_of(row)


def test_folder_of_another_database_is_left_alone(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    for number in range(retention.MOST_UNKNOWN + 1):
        old(settings.CONTRIBUTED / f"unknown-{number}")
        old(settings.CONTACT_KEYS_DIR / f"unknown-{number}")
    assert clear_out() == Cleared()
    assert len(list(settings.CONTRIBUTED.iterdir())) == retention.MOST_UNKNOWN + 1
    assert "is this the database they belong to" in caplog.text


def test_command_says_what_it_has_deleted(capsys: pytest.CaptureFixture[str]) -> None:
    kept(State.ASIDE, retention.ASIDE + HOUR)
    call_command("clear_out_contributions")
    assert capsys.readouterr().out == "Deleted: begun 0, aside 1, declined 0, contacts 0, files 0, searches 0.\n"


def test_worker_goes_on_where_nothing_could_be_deleted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(now: datetime | None = None) -> Cleared:
        raise OperationalError

    monkeypatch.setattr("django.db.connection.close", lambda: None)
    kept(State.ASIDE, retention.ASIDE + HOUR)
    assert work.clear()
    assert not Contribution.objects.exists()
    monkeypatch.setattr(work, "clear_out", fail)
    assert not work.clear()
    assert "could not be deleted" in caplog.text


def test_privacy_text_promises_these_numbers() -> None:
    newest = sorted(WORDINGS.glob("privacy-*.en.md"))[-1].read_text()
    section = re.search(r"## How long.*?(?=\n## )", newest, re.DOTALL)
    assert section is not None
    assert f"What you began and did not send: {retention.BEGUN.days} days." in section[0]
    assert f"put aside as unwanted (spam): {retention.ASIDE.days} days." in section[0]
    assert "What we could not take: one year." in section[0]
    assert retention.DECLINED.days == 365
    assert "Your name and contact: two years after the last thing" in section[0]
    assert retention.CONTACT.days == 2 * 365
