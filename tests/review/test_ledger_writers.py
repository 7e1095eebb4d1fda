"""The ledger stays one chain, also when several processes with several threads write into it at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("TEST_POSTGRESQL", "")
DATABASE = "memorial_writers"
PROCESSES, ACTS = 3, 24
#: Every third act fails, and leaves no line.
LINES = PROCESSES * ACTS * 2 // 3
Environment = dict[str, str]


def command(environment: Environment, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command in an installation of its own."""
    return subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, *words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Environment:
    """A new installation with the database that `make run` makes."""
    return {"DATA_DIR": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "memorial.settings"}


@pytest.fixture
def on_postgresql(db: None) -> Iterator[Environment]:
    """A new installation with a database of its own on the server that the tests were told of."""
    if not SERVER:
        pytest.skip("no PostgreSQL server was named")
    on_server(f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE}")
    yield {
        "TEST_POSTGRESQL": f"{SERVER.rsplit('/', 1)[0]}/{DATABASE}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    on_server(f"DROP DATABASE {DATABASE}")


def on_server(*statements: str) -> None:
    """Run statements that no transaction may hold."""
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def write_at_once(environment: Environment) -> None:
    """Let several processes write at once, and hold the ledger against what they wrote."""
    assert command(environment, "manage.py", "migrate", "--verbosity", "0").stderr == ""
    assert "roles" in command(environment, "manage.py", "prepare").stdout
    writers = [
        subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
            [sys.executable, "-m", "tests.review.ledger_writer", str(ACTS)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **environment},
            stderr=subprocess.PIPE,
            text=True,
        )
        for _process in range(PROCESSES)
    ]
    assert [(writer.communicate(timeout=120)[1], writer.returncode) for writer in writers] == [("", 0)] * PROCESSES
    examined = command(environment, "manage.py", "verify_ledger")
    assert (examined.stderr, examined.returncode) == ("", 0)
    assert f"the last one is {LINES + 1} " in examined.stdout


@pytest.mark.slow
def test_ledger_stays_one_chain_on_sqlite(on_sqlite: Environment) -> None:
    write_at_once(on_sqlite)


def test_ledger_stays_one_chain_on_postgresql(on_postgresql: Environment) -> None:
    write_at_once(on_postgresql)
