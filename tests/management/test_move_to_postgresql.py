"""An embedded installation that has grown is taken over to a PostgreSQL server, with every row as it was."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.clusters import Server, cluster, needs_postgresql
from tests.ports import free_port

pytestmark = [pytest.mark.slow, needs_postgresql]
ROOT = Path(__file__).resolve().parents[2]
#: Prints of each table how many rows it has and what all of them say, whatever database they stand in.
DIGESTS = """
import hashlib, json
from memorial.management.moving import moved_models
said = {}
for model in moved_models():
    fields = [field.attname for field in model._meta.concrete_fields]
    whole, number = hashlib.sha256(), 0
    for row in model._base_manager.order_by("pk").values_list(*fields).iterator(chunk_size=2000):
        whole.update(json.dumps(row, sort_keys=True, default=repr).encode()); number += 1
    said[model._meta.db_table] = [number, whole.hexdigest()]
print(json.dumps(said))
"""
#: Prints whether somebody is found by their name.
FIND = """
from memorial.models import Person
from memorial.search.models import Edition
from memorial.search.people import find_people
person = Person.objects.public().first()
found = find_people(person.names.first().full, rows=Person.objects.public(), edition=Edition.PUBLIC, limit=5)
print(person.pk in [hit.person.pk for hit in found.hits])
"""
#: A hundred thousand synthetic people, as the benchmark of search makes them.
MANY = """
from tests.benchmarks.search_people import fill
fill(100_000)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with cluster(replicas=0) as (primary,):
        yield primary


@pytest.fixture
def address(server: Server) -> Iterator[str]:
    """The address of an empty database."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE moved")
        yield server.url.rsplit("/", 1)[0] + "/moved"
        connection.execute("DROP DATABASE moved WITH (FORCE)")


@pytest.fixture
def empty(tmp_path: Path) -> dict[str, str]:
    """The environment of an embedded installation without any record."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TEST_")}
    environment |= {
        "DATA_DIR": str(tmp_path / "data"),
        "PORT": str(free_port()),
        "DJANGO_SETTINGS_MODULE": "memorial.settings",
    }
    assert manage(environment, "migrate", "--verbosity", "0").returncode == 0
    return environment


@pytest.fixture
def embedded(empty: dict[str, str]) -> dict[str, str]:
    """The environment of an embedded installation with the first record."""
    for command in (["load_record", "khojaly"], ["prepare"]):
        assert manage(empty, *command).returncode == 0
    stopped(empty)
    return empty


def stopped(environment: dict[str, str]) -> None:
    """Have the memorial stand as if it had been stopped a while ago."""
    age = "from memorial.review.clock import Clock; Clock.objects.update(seen_at='2026-01-01T00:00:00+00:00')"
    assert manage(environment, "shell", "-v0", "-c", age).returncode == 0


def manage(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ``manage.py``."""
    return subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def digests(environment: dict[str, str]) -> dict[str, list[object]]:
    """Return of each table how many rows it has and what they say."""
    done = manage(environment, "shell", "-v0", "-c", DIGESTS)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout.splitlines()[-1]))


def test_every_row_stands_on_the_server_as_it_stood_here(embedded: dict[str, str], address: str) -> None:
    before = digests(embedded)
    done = manage(embedded, "move_to_postgresql", address)
    assert done.returncode == 0, done.stderr
    assert digests(embedded) == before, "the file is as it was"
    there = embedded | {"DATABASE_URL": address}
    assert digests(there) == before
    assert int(str(before["memorial_person"][0])) >= 10
    assert int(str(before["memorial_ledgerline"][0])) > 0
    # New rows get keys that no moved row has.
    act = "from memorial.models import User as U; print(U.objects.create(username='x').pk)"
    assert manage(there, "shell", "-v0", "-c", act).returncode == 0
    assert manage(there, "shell", "-v0", "-c", FIND).stdout.strip() == "True"


def test_server_with_rows_is_refused_and_left_as_it_is(embedded: dict[str, str], address: str) -> None:
    there = embedded | {"DATABASE_URL": address}
    assert manage(there, "migrate", "--verbosity", "0").returncode == 0
    assert manage(there, "load_record", "khojaly").returncode == 0
    before = digests(there)
    done = manage(embedded, "move_to_postgresql", address)
    assert done.returncode == 1
    assert "Name an empty database." in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(there) == before


def test_memorial_that_may_still_run_is_not_moved(empty: dict[str, str], address: str) -> None:
    for command in (["load_record", "khojaly"], ["prepare"]):
        assert manage(empty, *command).returncode == 0
    done = manage(empty, "move_to_postgresql", address)
    assert done.returncode == 1
    assert "it may still be running" in done.stderr


def test_what_is_no_server_is_refused_with_a_sentence(embedded: dict[str, str]) -> None:
    for wrong in ("mysql://synthetic-secret@host/x", "postgresql://memorial:synthetic-secret@127.0.0.1:9/moved"):
        done = manage(embedded, "move_to_postgresql", wrong)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "synthetic-secret" not in done.stderr + done.stdout


def test_value_that_cannot_stand_there_leaves_the_server_empty(embedded: dict[str, str], address: str) -> None:
    longer = "from memorial.models import User as U; U.objects.create(username='s', first_name='x' * 200)"
    assert manage(embedded, "shell", "-v0", "-c", longer).returncode == 0
    done = manage(embedded, "move_to_postgresql", address)
    assert done.returncode == 1
    assert "memorial_user cannot stand on the server: value too long" in done.stderr
    assert "xxxx" not in done.stderr
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT count(*) FROM memorial_person").fetchone()
    assert row == (0,)


def test_ledger_that_was_edited_is_not_moved(embedded: dict[str, str], address: str) -> None:
    forge = (
        "from django.db import connection as c; k = c.cursor(); "
        "[k.execute(f'DROP TRIGGER \"{n}\"') for (n,) in k.execute("
        "\"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'memorial_ledgerline'\").fetchall()]; "
        "k.execute(\"UPDATE memorial_ledgerline SET verb = 'forged' WHERE number = 1\")"
    )
    done = manage(embedded, "shell", "-v0", "-c", forge)
    assert done.returncode == 0, done.stderr
    done = manage(embedded, "move_to_postgresql", address)
    assert done.returncode == 1
    assert "The ledger before:" in done.stderr
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row == (0,)


def test_hundred_thousand_people_are_moved(empty: dict[str, str], address: str) -> None:
    done = manage(empty | {"PYTHONPATH": str(ROOT)}, "shell", "-v0", "-c", MANY)
    assert done.returncode == 0, done.stderr
    stopped(empty)
    before = digests(empty)
    assert int(str(before["memorial_person"][0])) == 100_000
    done = manage(empty, "move_to_postgresql", address)
    assert done.returncode == 0, done.stderr
    assert digests(empty | {"DATABASE_URL": address}) == before
