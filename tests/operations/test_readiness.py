"""Whether a server can be asked anything now, with a real database that is there or is not."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from memorial.operations import readiness
from memorial.operations.readiness import hindrance, migrations_are_missing, needed_migrations
from tests.operations.test_counts import told


def test_server_with_all_that_it_needs_is_ready(db: None) -> None:
    assert hindrance() == ""


def test_server_that_will_be_stopped_says_so_before_it_asks_anything(settings: Any, tmp_path: Path) -> None:
    # Without a database at all: the fixtures that give one are not asked for.
    settings.STOPPING_FILE = str(tmp_path / "stopping")
    (tmp_path / "stopping").touch()
    assert hindrance() == "stopping"


def test_file_that_is_not_there_stops_nobody(db: None, settings: Any, tmp_path: Path) -> None:
    settings.STOPPING_FILE = str(tmp_path / "stopping")
    assert hindrance() == ""


def test_database_of_an_earlier_version_is_not_ready(db: None) -> None:
    (last,) = (name for app, name in needed_migrations() if app == "memorial")
    MigrationRecorder(connection).migration_qs.filter(app="memorial", name=last).delete()
    assert migrations_are_missing()
    assert hindrance() == "migrations"


def test_database_that_does_not_answer_is_not_ready_and_is_asked_again(transactional_db: None) -> None:
    before = told("memorial_database_errors_total")
    with connection.execute_wrapper(gone):
        assert hindrance() == "database"
    assert told("memorial_database_errors_total") == before + 1
    assert hindrance() == ""


def gone(*_args: Any) -> Any:
    """Answer as a database that is not there."""
    raise OperationalError("Synthetic")


def test_pages_without_their_style_sheets_are_not_ready(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(readiness, "staticfiles_storage", ManifestStaticFilesStorage())
    assert hindrance() == "static files"
