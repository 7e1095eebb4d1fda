"""Services beside an installation are named by addresses; a wrong one stops the start, and no secret is told."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage.handler import StorageHandler

from tests.test_settings import clone, house, refusal, settings_of

__all__ = ["clone", "house"]


def stopped_with(house: Path, *sentences: str, **environment: str) -> None:
    """See that the start is stopped by one sentence that says these things, and no secret."""
    said = refusal(house, DATA_DIR=str(house / "data"), **environment)
    assert all(each in said for each in sentences), said
    assert "word" not in said.replace(":password@", "").replace("the word by which", "")


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
def test_what_is_no_bucket_stops_the_start(house: Path, address: str) -> None:
    stopped_with(house, "STORAGE_URL ", "s3://memorial-files/prefix?region=", STORAGE_URL=address)


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
    house: Path, former: dict[str, str], new: str
) -> None:
    stopped_with(house, "S3_BUCKET is read no longer.", f"Write {new} and", **former)
    assert settings_of(house, DATA_DIR=str(house / "data"), STORAGE_URL=new.partition("=")[2])["STORAGES"]


@pytest.mark.parametrize(
    "address", ["localhost:6379", "http://localhost", "redis://", "redis://:secret-word@host:port/0", "redis://host/a"]
)
def test_what_is_no_cache_stops_the_start_and_is_not_repeated(house: Path, address: str) -> None:
    stopped_with(house, "CACHE_URL ", "Write redis://", CACHE_URL=address)


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("redis://127.0.0.1:6379/1", "redis://127.0.0.1:6379/1"),
        ("valkey://:word@cache.example.org", "redis://:word@cache.example.org"),
        ("rediss://cache.example.org:6380", "rediss://cache.example.org:6380"),
        ("valkeys://user:word@[2001:db8::1]:6380/0", "rediss://user:word@[2001:db8::1]:6380/0"),
    ],
)
def test_cache_is_shared_where_an_address_says_so(house: Path, address: str, location: str) -> None:
    told = settings_of(house, DATA_DIR=str(house / "data"), CACHE_URL=address)["CACHES"]["default"]
    assert (told["BACKEND"], told["LOCATION"]) == ("memorial.base.shared_cache.SharedCache", location)


def test_cache_is_each_process_s_own_where_nothing_says_otherwise(house: Path) -> None:
    told = settings_of(house, DATA_DIR=str(house / "data"))["CACHES"]["default"]
    assert (told["BACKEND"], "LOCATION" in told) == ("memorial.base.own_cache.OwnCache", False)


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
def test_half_a_content_network_stops_the_start(house: Path, environment: dict[str, str], sentence: str) -> None:
    stopped_with(house, sentence, **environment)


def test_content_network_is_told_at_each_address(house: Path) -> None:
    environment = {"PURGE_URL": f"{HOOK}?site=1,  purge+http://[2001:db8::1]:6081", "PURGE_TOKEN": "synthetic"}
    told = settings_of(house, DATA_DIR=str(house / "data"), **environment)
    assert told["PURGE_AT"] == [("POST", f"{HOOK}?site=1"), ("PURGE", "http://[2001:db8::1]:6081")]


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


def stores(house: Path, **environment: str) -> list[str]:
    """Return how and where files are kept with this environment."""
    kept: Any = StorageHandler(settings_of(house, DATA_DIR=str(house / "data"), **environment)["STORAGES"])
    originals, derivatives = kept["originals"], kept["derivatives"]
    where = [f"{type(each).__name__} {each.location}" for each in (originals, derivatives)]
    return [*where, getattr(originals, "bucket_name", "")]


def test_files_are_kept_in_the_folder_or_in_a_bucket(house: Path) -> None:
    data = house / "data"
    assert stores(house) == [f"SealedFiles {data}/originals", f"ReplaceableFiles {data}/derivatives", ""]
    where = "?endpoint=http://127.0.0.1:9"
    assert stores(house, STORAGE_URL=f"s3://files{where}") == ["SealedBucket originals", "Bucket derivatives", "files"]
    assert stores(house, STORAGE_URL=f"s3://files/khojaly/files/{where}") == [
        "SealedBucket khojaly/files/originals",
        "Bucket khojaly/files/derivatives",
        "files",
    ]


@pytest.mark.parametrize(
    "environment",
    [
        {"DATABASE_URL": "postgresql://memorial@192.0.2.1/memorial"},
        {"PURGE_URL": "purge+http://192.0.2.1"},
        {"KEEP_PAGES": "no"},
    ],
)
def test_shelf_that_could_not_be_exact_stops_the_start(house: Path, environment: dict[str, str]) -> None:
    stopped_with(house, f"SHELVE_PAGES is yes, and {next(iter(environment))} is ", SHELVE_PAGES="yes", **environment)
