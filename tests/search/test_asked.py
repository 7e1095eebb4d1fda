"""What is kept of searches in vain: a name in a plain spelling, and on how many days; nothing of who asked."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memorial.models import Memorial, UnansweredSearch
from memorial.search import asked
from memorial.search.asked import count, kept_form, note_unanswered

NOON = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("UTC"))


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let the clock show another day; gives a function of how many days after the first it is."""

    def turn(days: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=days))

    turn(0)
    yield turn


def rows() -> dict[str, tuple[int, date]]:
    """Return what is kept."""
    return {row.words: (row.days, row.last_day) for row in UnansweredSearch.objects.all()}


def test_day_is_counted_once_and_another_spelling_order_is_the_same(memorial: Memorial, day: Any) -> None:
    for typed in ("Leyla Sınaqova", "SINAQOVA LEYLA", " leyla   sınaqova "):
        note_unanswered(typed)
    assert [(days, last) for days, last in rows().values()][0] == (1, date(2026, 3, 1))
    day(1)
    note_unanswered("Leyla Sınaqova")
    note_unanswered("Leyla Sınaqova")
    assert rows()["leyla sınaqova"] == (2, date(2026, 3, 2))


def test_row_holds_words_days_and_the_last_day_alone(memorial: Memorial, day: Any) -> None:
    note_unanswered("Leyla Sınaqova")
    row = UnansweredSearch.objects.values().get()
    assert row == {
        "id": row["id"],
        "words": "leyla sınaqova",
        "days": 1,
        "last_day": date(2026, 3, 1),
        "state": "waiting",
        "in_charge_id": None,
    }
    assert "leyla" not in str(UnansweredSearch.objects.get())


def test_day_is_that_of_the_memorial(memorial: Memorial, monkeypatch: pytest.MonkeyPatch) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 1, 22, tzinfo=ZoneInfo("UTC")))
    note_unanswered("Leyla Sınaqova")
    assert rows()["leyla sınaqova"][1] == date(2026, 3, 2)


@pytest.mark.every_case
@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "ə", "L", "L S", "...", "\0", "😀", "\ud800", "-", "“”",
        "one two three four five six seven",
        "Ləman " * 14, "ü" * 81, "a" * 10_000,
        "Leyla 1992", "①②③④ Leyla",
        "+994 50 000 00 00", "Leyla ٣", "someone@example.org", "https://example.org/a", "www.example",
        "example.org", '"Leyla Sınaqova"', "Leyla -Sınaqova", "sina*",
    ],
)  # fmt: skip
def test_what_cannot_be_a_name_is_not_kept(memorial: Memorial, typed: str) -> None:
    note_unanswered(typed)
    assert rows() == {}


@pytest.mark.parametrize("typed", ["L. Sınaqova", "Э.А. Сынагова", "Sınaq-Sınaqova", "O’Sınaq", "Լեյլա", "ليلى"])
def test_name_in_any_script_is_kept(typed: str) -> None:
    assert kept_form(typed)


def test_flood_is_bounded_and_pushes_nothing_out(memorial: Memorial, day: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "NEW_A_DAY", 3)
    note_unanswered("Leyla Sınaqova")
    day(1)
    for letter in "abcdefg":
        note_unanswered(f"Synthetic {letter * 3}")
    assert len(rows()) == 4
    note_unanswered("Leyla Sınaqova")
    assert rows()["leyla sınaqova"][0] == 2
    day(2)
    note_unanswered("Synthetic other")
    assert len(rows()) == 5


def test_full_table_takes_nothing_new(memorial: Memorial, day: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    note_unanswered("Leyla Sınaqova")
    monkeypatch.setattr(asked, "MOST_KEPT", 1)
    note_unanswered("Synthetic other")
    day(1)
    note_unanswered("Leyla Sınaqova")
    assert rows() == {"leyla sınaqova": (2, date(2026, 3, 2))}


def test_two_processes_at_once_count_a_day_once(memorial: Memorial, day: Any) -> None:
    """Both have read before either has written."""
    today = date(2026, 3, 1)
    count("leyla sınaqova", today, is_new=True)
    count("leyla sınaqova", today, is_new=True)
    count("leyla sınaqova", date(2026, 3, 2), is_new=False)
    count("leyla sınaqova", date(2026, 3, 2), is_new=False)
    assert rows() == {"leyla sınaqova": (2, date(2026, 3, 2))}


def test_noting_takes_few_statements(memorial: Memorial, day: Any) -> None:
    def statements() -> list[str]:
        with CaptureQueriesContext(connection) as found:
            note_unanswered("Leyla Sınaqova")
        return [one["sql"] for one in found if "SAVEPOINT" not in one["sql"] and "lock_timeout" not in one["sql"]]

    assert len(statements()) == 5  # the clock's zone, the row, how many are new, how many there are, the new row
    assert len(statements()) == 2  # the clock's zone, the row: counted today already
    day(1)
    assert len(statements()) == 3


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_locked_or_read_only_database_keeps_no_page_waiting(tmp_path: Path, memorial: Memorial) -> None:
    """Another connection holds the database of a file; what is noted there gives up at once and raises nothing."""
    file = tmp_path / "synthetic.sqlite3"
    answers = []

    def work() -> None:
        old = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = str(file)
        try:
            with connection.schema_editor() as editor:
                editor.create_model(Memorial)
                editor.create_model(UnansweredSearch)
            database: Any = connection
            database.transaction_mode = "IMMEDIATE"  # as an installation has it
            patience = connection.connection.execute("PRAGMA busy_timeout").fetchone()[0]
            connection.connection.execute("PRAGMA foreign_keys = OFF")  # the accounts are not here
            other = sqlite3.connect(file)
            other.execute("BEGIN IMMEDIATE")
            began = time.monotonic()
            note_unanswered("Leyla Sınaqova")
            answers.append(time.monotonic() - began)
            other.rollback()
            other.close()
            note_unanswered("Leyla Sınaqova")
            answers.append(UnansweredSearch.objects.count())
            connection.connection.execute("PRAGMA query_only = ON")
            note_unanswered("Synthetic other")
            answers.append(UnansweredSearch.objects.count())
            answers.append(connection.connection.execute("PRAGMA busy_timeout").fetchone()[0] == patience)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = old

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    waited, noted, still, is_as_patient = answers
    assert waited < 2
    assert (noted, still) == (1, 1)
    assert is_as_patient
