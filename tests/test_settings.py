"""An installation starts with what it needs, or stops with one sentence that says what to do."""

import base64
import contextlib
import json
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the code that has never been run: no data directory."""
    place = tmp_path / "clone"
    shutil.copytree(ROOT / "memorial", place / "memorial", ignore=shutil.ignore_patterns("__pycache__", "records"))
    shutil.copy(ROOT / "manage.py", place)
    return place


def manage(clone: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ``manage.py`` with this environment alone."""
    return python(clone, "manage.py", *command, **environment)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of as much of the code as says where an installation is: no data directory."""
    place = tmp_path / "house"
    (place / "memorial").mkdir(parents=True)
    shutil.copy(ROOT / "memorial" / "settings.py", place / "memorial")
    shutil.copy(ROOT / "manage.py", place)
    return place


def settings_of(house: Path, **environment: str) -> dict[str, Any]:
    """Read the settings anew with this environment alone, in this process: a start of its own is not the point."""
    with mock.patch.dict(os.environ, environment, clear=True), contextlib.chdir(house):
        return runpy.run_path("memorial/settings.py")


def refusal(house: Path, **environment: str) -> str:
    """Return the one sentence with which the settings stop the start; `manage.py` says it and nothing else."""
    with pytest.raises(ImproperlyConfigured) as stopped:
        settings_of(house, **environment)
    sentence = str(stopped.value)
    assert len(sentence.strip().splitlines()) == 1
    return sentence


def begun(clone: Path, words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run some words with the settings and the log alone: to begin without the rest takes a tenth of the time."""
    log = "from django.conf import settings as s; from django.utils.log import configure_logging as begin; "
    told = f"{log}begin(s.LOGGING_CONFIG, s.LOGGING); {words}"
    return python(clone, "-c", told, DJANGO_SETTINGS_MODULE="memorial.settings", **environment)


def python(clone: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a copy of the code with this environment alone."""
    return subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, *words],
        cwd=clone,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


CONTACT_KEY = base64.urlsafe_b64encode(b"synthetic key, of 32 signs long!").decode()
PRODUCTION = {
    "SECRET_KEY": "synthetic-secret-" * 4,
    "ALLOWED_HOSTS": "memorial.example.org",
    "CONTACT_KEYS": CONTACT_KEY,
}


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "STORE_DIR", "CONTACT_KEYS"])
def test_production_without_a_required_setting_is_refused(house: Path, missing: str) -> None:
    environment = {**PRODUCTION, "STORE_DIR": str(house / "store")}
    del environment[missing]
    assert f"{missing} is not set." in refusal(house, **environment)
    assert not (house / "var").exists()


@pytest.mark.parametrize(("command", "missing"), [("migrate", "CONTACT_KEYS"), ("serve", "SECRET_KEY")])
def test_refusal_is_the_one_sentence_with_which_a_command_stops(clone: Path, command: str, missing: str) -> None:
    environment = {**PRODUCTION, "STORE_DIR": str(clone / "store")}
    del environment[missing]
    run = manage(clone, command, **environment)
    assert run.returncode == 1
    assert run.stderr.startswith(f"The memorial cannot start. {missing} is not set.")
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert not (clone / "var").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("PORT", "²"),
        ("ALLOWED_HOSTS", "https://memorial.example.org"),
        ("ALLOWED_HOSTS", "localhost,,127.0.0.1"),
        ("ALLOWED_HOSTS", "*"),
        ("DATA_DIR", "manage.py"),
        ("MEDIA_MEGABYTES", "0"),
        ("MEDIA_MEGAPIXELS", "many"),
        ("EMAIL_HOST", "smtp://mail.example.org"),
        ("EMAIL_TLS", "perhaps"),
        ("EMAIL_PORT", "many"),
        ("MAIL_FROM", "The Memorial <memorial@example.org>"),
        ("STATEMENT_SECONDS", "0"),
        ("LOG_FORMAT", "xml"),
        ("LOG_REQUESTS", "sometimes"),
    ],
)
def test_wrong_value_stops_the_start_with_a_sentence(house: Path, name: str, value: str) -> None:
    sentence = refusal(house, **{"DATA_DIR": str(house / "data"), name: value})
    assert sentence.startswith(f"{name} ")
    assert f"'{value}'" in sentence or name in {"ALLOWED_HOSTS", "DATA_DIR"}


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"EMAIL_HOST": "mail.example.org"}, "EMAIL_HOST is 'mail.example.org', and MAIL_FROM is not set."),
        ({"MAIL_FROM": "memorial@example.org"}, "MAIL_FROM is set, and EMAIL_HOST is not."),
        ({"EMAIL_PASSWORD": "synthetic-secret"}, "EMAIL_PASSWORD is set, and EMAIL_HOST is not."),
        (
            {"EMAIL_HOST": "mail.example.org", "MAIL_FROM": "memorial@example.org", "EMAIL_USER": "memorial"},
            "Of EMAIL_USER and EMAIL_PASSWORD one is not set.",
        ),
    ],
)
def test_half_a_mail_server_stops_the_start(house: Path, environment: dict[str, str], sentence: str) -> None:
    said = refusal(house, DATA_DIR=str(house / "data"), **environment)
    assert sentence in said
    assert "synthetic-secret" not in said


@pytest.mark.parametrize("name", ["SSL_REDIRECT", "BEHIND_PROXY"])
def test_wrong_value_of_production_stops_the_start(house: Path, name: str) -> None:
    said = refusal(house, **PRODUCTION, STORE_DIR=str(house / "store"), **{name: "perhaps"})
    assert f"{name} is 'perhaps'. Write yes or no." in said


def test_production_starts_with_what_it_requires(clone: Path) -> None:
    environment = {**PRODUCTION, "STORE_DIR": str(clone / "store")}
    told = settings_of(clone, **environment)
    asked = [told[name] for name in ("STORE", "DEBUG", "ALLOWED_HOSTS", "PORT", "RECORD")]
    assert asked == [clone / "store", False, ["memorial.example.org"], 8000, "khojaly"]
    assert told["DATABASES"]["default"]["OPTIONS"]["init_command"].startswith("PRAGMA journal_mode=")
    checked = manage(clone, "check", "--deploy", "--fail-level", "ERROR", **environment)
    assert checked.returncode == 0, checked.stderr


def test_production_is_not_served_as_an_embedded_installation(clone: Path) -> None:
    run = manage(clone, "serve", **PRODUCTION, STORE_DIR=str(clone / "store"))
    assert run.returncode == 1
    assert "docs/operations.md" in run.stderr
    assert "Traceback" not in run.stderr


def test_server_without_a_required_setting_says_so_too(clone: Path) -> None:
    run = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", "import memorial.wsgi"],
        cwd=clone,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert run.stderr.startswith("The memorial cannot start. SECRET_KEY is not set.")
    assert "Traceback" not in run.stderr


def test_embedded_installation_keeps_its_secret_to_itself(house: Path) -> None:
    data = house / "data"
    settings_of(house, DATA_DIR=str(data))
    assert data.stat().st_mode & 0o777 == 0o700
    assert (data / "secret_key").stat().st_mode & 0o777 == 0o600
    secret = (data / "secret_key").read_text()
    assert len(secret) >= 50
    assert settings_of(house, DATA_DIR=str(data))["SECRET_KEY"] == secret
    assert (data / "secret_key").read_text() == secret


def test_database_keeps_what_it_acknowledged(clone: Path) -> None:
    ask = (
        "import sqlite3; from django.db import connection as c; k = c.cursor(); "
        "print([k.execute(f'PRAGMA {p}').fetchone()[0] for p in "
        "('journal_mode', 'synchronous', 'foreign_keys', 'secure_delete')], "
        "sqlite3.sqlite_version_info >= (3, 51, 3), c.transaction_mode, c.settings_dict['OPTIONS']['timeout'])"
    )
    run = begun(clone, ask, DATA_DIR=str(clone / "data"))
    assert run.stdout.strip() in {
        "['delete', 3, 1, 1] False IMMEDIATE 20",
        "['wal', 2, 1, 1] True IMMEDIATE 20",
    }, run.stderr


@pytest.mark.parametrize("value", ["short", CONTACT_KEY + ",short"])
def test_what_is_no_contact_key_stops_the_start_and_is_not_repeated(house: Path, value: str) -> None:
    said = refusal(house, **{**PRODUCTION, "STORE_DIR": str(house / "store"), "CONTACT_KEYS": value})
    assert "CONTACT_KEYS holds what is no key." in said
    assert "short" not in said
    assert CONTACT_KEY not in said


@pytest.mark.parametrize("value", ["zqshort", "zq with spaces and long enough to be a word", "zqə" * 20])
def test_token_that_could_be_guessed_stops_the_start_and_is_not_repeated(house: Path, value: str) -> None:
    said = refusal(house, DATA_DIR=str(house / "data"), METRICS_TOKEN=value)
    assert "METRICS_TOKEN is too short, or has other signs in it." in said
    assert "zq" not in said


def test_log_of_production_is_for_programs_and_an_embedded_one_for_people(clone: Path) -> None:
    ask = "import logging; logging.getLogger('memorial').warning('Zq')"
    plain = begun(clone, ask, DATA_DIR=str(clone / "data"))
    assert plain.stderr == "WARNING memorial: Zq\n"
    production = begun(clone, ask, **PRODUCTION, STORE_DIR=str(clone / "store"))
    line = json.loads(production.stderr)
    assert (line["level"], line["logger"], line["message"]) == ("WARNING", "memorial", "Zq")


def test_first_contact_key_is_made_before_there_is_one(clone: Path) -> None:
    environment = {**PRODUCTION, "STORE_DIR": str(clone / "store")}
    del environment["CONTACT_KEYS"]
    run = manage(clone, "new_contact_key", **environment)
    assert run.returncode == 0, run.stderr
    assert len(base64.urlsafe_b64decode(run.stdout.strip())) == 32
    assert settings_of(clone, **environment, CONTACT_KEYS=run.stdout)["CONTACT_KEYS"] == [run.stdout.strip()]
