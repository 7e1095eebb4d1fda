"""The same files from several processes at once: each is one original."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.media.test_worker import ALONE, RECEIVE, ROOT
from tests.review.test_ledger_writers import SERVER, Environment, command, on_server

DATABASE = "memorial_receivers"
COUNT = "from memorial.models import Original; print(Original.objects.count())"

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request: pytest.FixtureRequest, db: None, tmp_path: Path) -> Iterator[Environment]:
    """A new installation with a database of its own."""
    if request.param == "sqlite":
        yield {"DATA_DIR": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "memorial.settings"}
        return
    if not SERVER or connection.vendor != "postgresql":
        pytest.skip("no PostgreSQL server was named")
    on_server(f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE}")
    named = f"{SERVER.rsplit('/', 1)[0]}/{DATABASE}"
    store = {"TEST_STORE": str(tmp_path / "data")}
    yield {"TEST_POSTGRESQL": named, "DJANGO_SETTINGS_MODULE": "tests.settings", **store}
    on_server(f"DROP DATABASE {DATABASE}")


def test_same_files_from_several_processes_at_once_are_one_original_each(environment: Environment) -> None:
    assert command(environment, "manage.py", "migrate", "--verbosity", "0").stderr == ""
    senders = [
        subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
            [sys.executable, "-c", ALONE + RECEIVE, "3"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _process in range(4)
    ]
    assert [(sender.communicate(timeout=120)[1], sender.returncode) for sender in senders] == [("", 0)] * 4
    assert command(environment, "manage.py", "shell", "-v0", "-c", COUNT).stdout == "3\n"
    if "DATA_DIR" in environment:
        folder = Path(environment["DATA_DIR"])
        assert len([each for each in (folder / "originals").rglob("*") if each.is_file()]) == 3
        assert list((folder / "incoming").iterdir()) == []
