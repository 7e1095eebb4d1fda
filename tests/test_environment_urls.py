"""Services beside an installation are named by addresses; a wrong one stops the start, and no secret is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_settings import clone, manage, settings_tell

__all__ = ["clone"]


def stopped_with(clone: Path, *sentences: str, **environment: str) -> None:
    """See that the start is stopped by one sentence that says these things, and no secret."""
    run = manage(clone, "check", DATA_DIR=str(clone / "data"), **environment)
    assert run.returncode == 1
    assert all(each in run.stderr for each in sentences), run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
    assert "word" not in run.stderr.replace(":password@", "").replace("the word by which", "")


@pytest.mark.parametrize(
    "address",
    [
        "memorial-files",
        "https://memorial-files.s3.example.org",
        "s3://A-Bucket/?region=eu-central-1",
        "s3://memorial-files/../elsewhere?region=eu-central-1",
        "s3://memorial-files?region=eu central",
        "s3://memorial-files?endpoint=s3.example.org",
        "s3://memorial-files?endpoint=https://key:word@s3.example.org",
        "s3://key:word@memorial-files?region=eu-central-1",
        "s3://memorial-files?region=eu-central-1&region=eu-west-1",
        "s3://memorial-files?region=eu-central-1&key=word",
        "s3://memorial-files",
        "s3://?region=eu-central-1",
    ],
)
def test_what_is_no_bucket_stops_the_start(clone: Path, address: str) -> None:
    stopped_with(clone, "STORAGE_URL ", "s3://memorial-files/prefix?region=", STORAGE_URL=address)


@pytest.mark.parametrize(
    ("former", "new"),
    [
        ({"S3_BUCKET": "files", "S3_REGION": "eu-1"}, "STORAGE_URL=s3://files?region=eu-1"),
        (
            {"S3_BUCKET": "files", "S3_PREFIX": "a/b", "S3_ENDPOINT_URL": "https://s3.example.org"},
            "STORAGE_URL=s3://files/a/b?endpoint=https://s3.example.org",
        ),
    ],
)
def test_bucket_that_is_named_as_before_stops_the_start_and_is_told_anew(
    clone: Path, former: dict[str, str], new: str
) -> None:
    stopped_with(clone, "S3_BUCKET is read no longer.", f"Write {new} and", **former)
    run = settings_tell(clone, "s.STORAGES", DATA_DIR=str(clone / "data"), STORAGE_URL=new.partition("=")[2])
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "address", ["localhost:6379", "http://localhost", "redis://", "redis://:secret-word@host:port/0", "redis://host/a"]
)
def test_what_is_no_cache_stops_the_start_and_is_not_repeated(clone: Path, address: str) -> None:
    stopped_with(clone, "CACHE_URL ", "Write redis://", CACHE_URL=address)


TELL_CACHE = "c = s.CACHES['default']; print(c['BACKEND'], c.get('LOCATION'))"


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("redis://127.0.0.1:6379/1", "redis://127.0.0.1:6379/1"),
        ("valkey://:word@cache.example.org", "redis://:word@cache.example.org"),
        ("rediss://cache.example.org:6380", "rediss://cache.example.org:6380"),
        ("valkeys://user:word@[2001:db8::1]:6380/0", "rediss://user:word@[2001:db8::1]:6380/0"),
    ],
)
def test_cache_is_shared_where_an_address_says_so(clone: Path, address: str, location: str) -> None:
    run = settings_tell(clone, TELL_CACHE, DATA_DIR=str(clone / "data"), CACHE_URL=address)
    assert run.stdout.strip() == f"memorial.base.shared_cache.SharedCache {location}", run.stderr


def test_cache_is_each_process_s_own_where_nothing_says_otherwise(clone: Path) -> None:
    run = settings_tell(clone, TELL_CACHE, DATA_DIR=str(clone / "data"))
    assert run.stdout.strip() == "memorial.base.own_cache.OwnCache None", run.stderr


HOOK = "https://hook.example.org/purge"


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PURGE_URL": "hook.example.org"}, "PURGE_URL holds what is no address."),
        ({"PURGE_URL": "https://key:secret-word@hook.example.org"}, "PURGE_URL holds what is no address."),
        ({"PURGE_URL": f"{HOOK}, purge+ftp://192.0.2.1/"}, "PURGE_URL holds what is no address."),
        ({"PURGE_URL": HOOK}, "PURGE_URL names a web hook, and PURGE_TOKEN is not set."),
        ({"PURGE_TOKEN": "secret-word"}, "PURGE_TOKEN is set, and PURGE_URL is not."),
        ({"PURGE_URL": HOOK, "PURGE_TOKEN": "secret\nword"}, "PURGE_TOKEN holds a sign that no header may have."),
        ({"PURGE_URL": "purge+http://192.0.2.1", "KEEP_PAGES": "no"}, "PURGE_URL is set, and KEEP_PAGES is no."),
    ],
)
def test_half_a_content_network_stops_the_start(clone: Path, environment: dict[str, str], sentence: str) -> None:
    stopped_with(clone, sentence, **environment)


def test_content_network_is_told_at_each_address(clone: Path) -> None:
    environment = {"PURGE_URL": f"{HOOK}?site=1,  purge+http://[2001:db8::1]:6081", "PURGE_TOKEN": "synthetic"}
    run = settings_tell(clone, "print(s.PURGE_AT)", DATA_DIR=str(clone / "data"), **environment)
    expected = [("POST", f"{HOOK}?site=1"), ("PURGE", "http://[2001:db8::1]:6081")]
    assert run.stdout.strip() == repr(expected), run.stderr


@pytest.mark.parametrize(
    ("package", "name", "address"),
    [("storages", "s3", "s3://files?region=eu-1"), ("redis", "redis", "redis://127.0.0.1:6379/0")],
)
def test_service_without_its_packages_stops_the_start(clone: Path, package: str, name: str, address: str) -> None:
    # A folder in which nothing but this package is missing: it is hidden from this one start.
    (clone / "hide.py").write_text(
        "import sys, importlib.util as u; find = u.find_spec\n"
        f"u.find_spec = lambda name, *rest: None if name == '{package}' else find(name, *rest)\n"
        "sys.argv = ['manage.py', 'check']; exec(open('manage.py').read())\n"
    )
    setting = {"s3": "STORAGE_URL", "redis": "CACHE_URL"}[name]
    run = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "hide.py"],
        cwd=clone,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(clone / "data"), setting: address},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 1
    assert f"what it needs is not installed: pip install -r requirements-{name}.txt" in run.stderr


def test_files_are_kept_in_the_folder_or_in_a_bucket(clone: Path) -> None:
    ask = (
        "from django.core.files.storage import storages as s; o, d = s['originals'], s['derivatives']; "
        "print(*(f'{type(each).__name__} {each.location}' for each in (o, d)), getattr(o, 'bucket_name', ''))"
    )
    data = clone / "data"
    run = manage(clone, "shell", "-v0", "-c", ask, DATA_DIR=str(data))
    assert run.stdout.strip() == f"SealedFiles {data}/originals ReplaceableFiles {data}/derivatives", run.stderr
    where = "?endpoint=http://127.0.0.1:9"
    run = manage(clone, "shell", "-v0", "-c", ask, DATA_DIR=str(data), STORAGE_URL=f"s3://files{where}")
    assert run.stdout.strip() == "SealedBucket originals Bucket derivatives files", run.stderr
    run = manage(clone, "shell", "-v0", "-c", ask, DATA_DIR=str(data), STORAGE_URL=f"s3://files/khojaly/files/{where}")
    assert run.stdout.strip() == "SealedBucket khojaly/files/originals Bucket khojaly/files/derivatives files"


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URL": "postgresql://memorial@192.0.2.1/memorial"},
        {"PURGE_URL": "purge+http://192.0.2.1"},
        {"KEEP_PAGES": "no"},
    ],
)
def test_shelf_that_could_not_be_exact_stops_the_start(clone: Path, environment: dict[str, str]) -> None:
    stopped_with(clone, f"SHELVE_PAGES is yes, and {next(iter(environment))} is ", SHELVE_PAGES="yes", **environment)
