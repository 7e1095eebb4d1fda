"""The database that tests begin with is copied whole, and never from another state of the code."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests import empty_database


def test_database_is_kept_and_copied_whole(tmp_path: Path) -> None:
    place = tmp_path / "new.sqlite3"
    (tmp_path / "earlier.sqlite3").touch()
    with closing(sqlite3.connect(":memory:")) as made, closing(sqlite3.connect(":memory:")) as other:
        made.executescript("CREATE TABLE synthetic (word TEXT); INSERT INTO synthetic VALUES ('Synthetic')")
        empty_database.keep(made, place)
        empty_database.fill(other, place)
        assert other.execute("SELECT word FROM synthetic").fetchall() == [("Synthetic",)]
    assert list(tmp_path.iterdir()) == [place]


def test_any_change_of_the_code_asks_for_another_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(empty_database, "CODE", tmp_path)
    names = set()
    for name, words in (("a.py", "1"), ("a.py", "2"), ("b.py", "")):
        (tmp_path / name).write_text(words)
        names.add(empty_database.state_of_code())
    assert len(names) == 3


def test_nothing_is_kept_of_code_that_changed_during_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(empty_database, "STATE", "as it was when the run began")
    with closing(sqlite3.connect(":memory:")) as made:
        empty_database.keep(made, tmp_path / "new.sqlite3")
    assert list(tmp_path.iterdir()) == []
