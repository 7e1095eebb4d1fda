"""Files in a bucket, on a server of this machine: sealed as on a disk, read by stretches, signed for a minute."""

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import boto3
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import Client

from memorial.media.bucket import Bucket, SealedBucket
from memorial.media.derivatives import replaceable
from memorial.media.making import make_anew
from memorial.media.originals import name_of, sealed
from memorial.media.receiving import FileRefused, receive
from memorial.media.showing import public_address
from memorial.models import Original
from tests.media.files import asset_with_files, mp3, picture, received
from tests.ports import free_port

NAME = "ab/cd/synthetic"
KEYS = {"AWS_ACCESS_KEY_ID": "synthetic", "AWS_SECRET_ACCESS_KEY": "synthetic", "AWS_EC2_METADATA_DISABLED": "true"}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A server that speaks the S3 protocol and forgets everything when it ends."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our words
    for _try in range(300):
        try:
            urlopen(f"{address}/moto-api/").close()  # noqa: S310  # our own address
            break
        except OSError:
            assert process.poll() is None
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def bucket(server: str, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An empty bucket, in which the memorial keeps its files."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    name = f"synthetic-{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:20]}"
    boto3.client("s3", endpoint_url=server, region_name="us-east-1").create_bucket(Bucket=name)
    options = {"bucket_name": name, "endpoint_url": server, "region_name": "us-east-1"}
    backends = {"originals": "SealedBucket", "derivatives": "Bucket"}
    settings.STORAGES = settings.STORAGES | {
        kind: {"BACKEND": f"memorial.media.bucket.{backend}", "OPTIONS": options | {"location": f"memorial/{kind}"}}
        for kind, backend in backends.items()
    }
    settings.MEDIA_INCOMING = tmp_path / "incoming"
    return options


def test_original_is_sealed(bucket: dict[str, str]) -> None:
    storage = sealed()
    assert isinstance(storage, SealedBucket)
    assert not storage.exists(NAME)
    assert storage.save(NAME, ContentFile(b"synthetic")) == NAME
    with pytest.raises(FileExistsError):
        storage.save(NAME, ContentFile(b"other"))
    with pytest.raises(PermissionDenied):
        storage.delete(NAME)
    with storage.open(NAME) as file:
        assert file.read() == b"synthetic"
    assert (storage.exists(NAME), storage.size(NAME)) == (True, 9)
    assert storage.get_modified_time(NAME).tzinfo is not None


def test_original_that_comes_meanwhile_is_not_replaced(bucket: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    storage = sealed()
    storage.save(NAME, ContentFile(b"synthetic"))
    # As seen by somebody who has asked before the other one wrote.
    monkeypatch.setattr(SealedBucket, "exists", lambda _self, _name: False)
    with pytest.raises(FileExistsError):
        storage.save(NAME, ContentFile(b"other"))
    with storage.open(NAME) as file:
        assert file.read() == b"synthetic"


def test_folders_are_listed_as_on_a_disk(bucket: dict[str, str]) -> None:
    storage = sealed()
    assert storage.listdir("") == ([], [])
    storage.save(NAME, ContentFile(b"synthetic"))
    storage.save("ef/synthetic", ContentFile(b"synthetic"))
    assert storage.listdir("") == (["ab", "ef"], [])
    assert storage.listdir("ab/") == (["cd"], [])
    assert storage.listdir("ab/cd") == ([], ["synthetic"])
    assert replaceable().listdir("") == ([], [])


def test_server_that_knows_no_condition_keeps_the_file_too(bucket: dict[str, str]) -> None:
    storage: Any = sealed()
    refused = []

    def refuse(params: dict[str, Any], **_about: Any) -> Any:
        if "If-None-Match" not in params["headers"]:
            return None
        refused.append(params["url"])
        said = {"Error": {"Code": "NotImplemented"}, "ResponseMetadata": {"HTTPStatusCode": 501}}
        return SimpleNamespace(status_code=501), said

    storage.client.meta.events.register("before-call.s3.PutObject", refuse)
    storage.save(NAME, ContentFile(b"synthetic"))
    assert len(refused) == 1
    with storage.open(NAME) as file:
        assert file.read() == b"synthetic"


def test_stretch_is_fetched_and_not_the_whole(bucket: dict[str, str]) -> None:
    content = bytes(range(256)) * 4096
    storage: Any = replaceable()
    storage.save(NAME, ContentFile(content))
    asked: list[str] = []
    storage.client.meta.events.register(
        "before-parameter-build.s3.GetObject", lambda params, **_about: asked.append(params["Range"])
    )
    with storage.open(NAME) as file:
        assert file.size == len(content)
        file.seek(1_000_000)
        assert file.read(1000) == content[1_000_000:1_001_000]
        assert asked == ["bytes=1000000-"]
        file.seek(-10, 2)
        assert file.read() == content[-10:]
        assert file.read() == b""
        file.seek(0)
        assert b"".join(file.chunks()) == content
        assert hashlib.sha256(content).hexdigest() == hashlib.file_digest(reopened(file), "sha256").hexdigest()
    assert file.closed


def reopened(file: Any) -> Any:
    file.seek(0)
    return file


def test_original_is_handed_to_the_desk_by_an_address_that_lives_a_minute(bucket: dict[str, str]) -> None:
    sealed().save(NAME, ContentFile(b"synthetic"))
    address = sealed().url(NAME)
    told = parse_qs(urlsplit(address).query)
    assert told["X-Amz-Expires"] == ["60"]
    assert "X-Amz-Signature" in told
    with urlopen(address) as answer:  # noqa: S310  # our own address
        assert answer.read() == b"synthetic"
        assert answer.headers["Content-Disposition"] == "attachment"
    with pytest.raises(PermissionDenied):
        replaceable().url(NAME)


def test_trouble_is_what_it_would_be_on_a_disk(bucket: dict[str, str]) -> None:
    with pytest.raises(FileNotFoundError):
        sealed().open(NAME)
    with pytest.raises(FileNotFoundError):
        sealed().size(NAME)
    replaceable().delete(NAME)
    nowhere = Bucket(**(bucket | {"endpoint_url": "http://127.0.0.1:9"}))
    for act in (lambda: nowhere.exists(NAME), lambda: nowhere.save(NAME, ContentFile(b"synthetic"))):
        with pytest.raises(OSError, match="Could not connect"):
            act()
    absent = SealedBucket(**(bucket | {"bucket_name": "synthetic-absent"}))
    with pytest.raises(FileNotFoundError, match="NoSuchBucket"):
        absent.save(NAME, ContentFile(b"synthetic"))


@pytest.mark.usefixtures("memorial")
def test_bucket_that_does_not_answer_is_told_in_a_sentence(bucket: dict[str, str], settings: Any) -> None:
    options = bucket | {"endpoint_url": "http://127.0.0.1:9"}
    backend = {"BACKEND": "memorial.media.bucket.SealedBucket", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"originals": backend}
    with pytest.raises(FileRefused) as refused:
        receive(file=ContentFile(picture()), by=None)
    assert refused.value.code == "not-kept"
    assert not Original.objects.exists()


@pytest.mark.usefixtures("memorial")
def test_picture_is_received_made_and_served(bucket: dict[str, str], client: Client) -> None:
    content = picture()
    asset = asset_with_files(content)
    assert received(content) == asset.original
    with sealed().open(name_of(asset.original.sha256)) as file:
        assert file.read() == content
    rows = list(asset.original.derivatives.select_related("original"))
    assert len(rows) == 15
    assert make_anew(asset.original) == 15
    for row in rows:
        answer = client.get(public_address(asset, row))
        assert answer.status_code == 200
        body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert hashlib.sha256(body).hexdigest() == row.sha256
    stretch = client.get(public_address(asset, rows[0]), headers={"Range": "bytes=10-19"})
    assert stretch.status_code == 206
    assert len(b"".join(stretch.streaming_content)) == 10  # type: ignore[attr-defined]


@pytest.mark.usefixtures("memorial")
def test_stranger_who_knows_a_name_gets_nothing_unsigned(bucket: dict[str, str]) -> None:
    original = received(mp3())
    address = sealed().url(original.name).partition("?")[0]
    # This server lets everybody in; what the memorial sends tells nobody to.
    told = boto3.client("s3", endpoint_url=bucket["endpoint_url"], region_name="us-east-1").get_object_acl(
        Bucket=bucket["bucket_name"], Key=f"memorial/originals/{original.name}"
    )
    grantees = [grant["Grantee"].get("URI", "") for grant in told["Grants"]]
    assert grantees == [""]
    assert address.startswith(bucket["endpoint_url"])
    with pytest.raises(HTTPError):
        urlopen(f"{address}-other")  # noqa: S310  # our own address
