"""Where the record is kept: in a file of this installation, or on a PostgreSQL server that its environment names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import OperationalError

from memorial.databases import bound_questions, databases, on_server

ROOT = Path(__file__).resolve().parent.parent
SERVER = os.environ.get("TEST_POSTGRESQL", "")


def test_record_is_kept_in_a_file_without_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    kept = databases(tmp_path)["default"]
    assert kept["ENGINE"] == "django.db.backends.sqlite3"
    assert kept["NAME"] == tmp_path / "memorial.sqlite3"
    assert kept["CONN_MAX_AGE"] > 0


def test_address_names_a_server_with_all_its_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://cur%40tor:p%2Fss%3Aword@[::1]:6543/me%20morial?sslmode=verify-full"
    )
    kept = databases(tmp_path)["default"]
    told = [kept[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert told == ["me morial", "cur@tor", "p/ss:word", "::1", "6543"]
    assert kept["OPTIONS"]["sslmode"] == "verify-full"


def test_what_waits_is_bounded_for_pages_and_not_for_commands() -> None:
    address = "postgresql://host/memorial?options=-c%20work_mem%3D8MB"
    known = {"default": on_server("DATABASE_URL", address)}
    of_a_command = known["default"]["OPTIONS"]["options"]
    bound_questions(known, 30)
    of_a_page = known["default"]["OPTIONS"]["options"]
    assert "-c statement_timeout=30s -c lock_timeout=20s" in of_a_page
    assert "-c statement_timeout=0s" in of_a_command
    assert of_a_page.endswith("-c work_mem=8MB")


@pytest.mark.parametrize(("entrance", "seconds"), [("memorial.wsgi", "30s"), ("memorial.settings", "0s")])
def test_server_alone_bounds_its_questions(tmp_path: Path, entrance: str, seconds: str) -> None:
    ask = f"import {entrance}; from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    run = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", ask],
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path / "data"),
            "DATABASE_URL": "postgresql://host/memorial",
            "DJANGO_SETTINGS_MODULE": "memorial.settings",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert f"statement_timeout={seconds}" in run.stdout


@pytest.mark.parametrize(
    "address",
    [
        "mysql://memorial:synthetic-secret@host/memorial",
        "postgresql://memorial:synthetic-secret@host",
        "postgresql://memorial:synthetic-secret@host:many/memorial",
        "postgresql://memorial:synthetic-secret@host:70000/memorial",
        "postgresql://memorial:synthetic-secret@[::1/memorial",
        "synthetic-secret",
    ],
)
def test_wrong_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        on_server("DATABASE_URL", address)
    assert str(refused.value).startswith("DATABASE_URL ")
    assert "postgresql://name:password@host:5432/memorial" in str(refused.value)
    assert "synthetic-secret" not in str(refused.value)


@pytest.mark.skipif(not SERVER, reason="asks a PostgreSQL server")
def test_question_that_takes_too_long_is_given_up(db: None) -> None:
    own = connections["default"].settings_dict
    told = on_server("TEST_POSTGRESQL", SERVER)
    bound_questions({"default": told}, 1)
    connection = connections["default"].__class__({**own, **told, "NAME": own["NAME"]}, "bounded")
    with pytest.raises(OperationalError, match="statement timeout"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    connection.close()


def test_server_of_the_record_without_its_packages_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "hide.py").write_text(
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'psycopg' else find(name, *rest)\n"
        "sys.argv = ['manage.py', 'check']; sys.path.insert(0, '.'); exec(open('manage.py').read())\n"
    )
    run = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, str(tmp_path / "hide.py")],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path / "data"),
            "DATABASE_URL": "postgresql://host/memorial",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert "what it needs is not installed: pip install -r requirements-postgresql.txt" in run.stderr
