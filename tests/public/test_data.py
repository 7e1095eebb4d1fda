"""The page of public data: its files, their licence, and the codebook; what is closed is refused at once."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from memorial.exchange.exports.copies import make_copy, make_public_copy
from memorial.models import CopyFile, Memorial, PublicCopy, User
from memorial.review.clock import set_clock
from memorial.review.withdrawal import withdraw
from tests.factories import keep_version, make_person, make_source
from tests.test_gate_leaks import STATES, for_now, hidden_testimony, public_world


@pytest.fixture(autouse=True)
def files(memorial: Memorial, tmp_path: Path, settings: Any) -> None:
    settings.STORE = tmp_path
    set_clock(timezone.now())


def made() -> dict[str, str]:
    """Make the public copy, and return the address of each of its files by the end of its name."""
    copy = make_copy()
    assert copy is not None
    return {file.name.rsplit("-20", 1)[1][9:]: address(file) for file in copy.files.all()}


def told(client: Client, url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    """Ask for a file, and return the status, the bytes and the headers of the answer."""
    answer = client.get(url, headers=headers)
    return answer.status_code, answer.getvalue(), dict(answer.headers)


def address(file: CopyFile) -> str:
    return reverse("data_file", args=[file.sha256, file.name])


def test_page_names_each_file_with_its_checksum(visitor: Client) -> None:
    make_person()
    urls = made()
    for language in ("az", "en", "ru", "tr"):
        words = visitor.get(f"/{language}/data/").content.decode()
        for file in CopyFile.objects.all():
            assert file.sha256 in words
            assert address(file) in words
    assert "No licence is given" in visitor.get("/en/data/").content.decode()
    for url in urls.values():
        status, content, headers = told(visitor, url)
        assert (status, headers["Cache-Control"]) == (200, "public, no-cache")
        assert hashlib.sha256(content).hexdigest() in url
        assert "Set-Cookie" not in headers


def test_licence_is_said_where_one_was_chosen(visitor: Client, memorial: Memorial) -> None:
    (url, *_others) = made().values()
    Memorial.objects.update(licence="CC-BY-4.0")
    assert visitor.get(url).status_code == 503
    made()
    words = visitor.get("/en/data/").content.decode()
    assert "https://creativecommons.org/licenses/by/4.0/" in words
    assert "No licence is given" not in words


def test_file_is_sent_in_stretches_and_not_twice(visitor: Client) -> None:
    make_person()
    (url, *_others) = made().values()
    status, whole, headers = told(visitor, url)
    assert told(visitor, url, Range="bytes=2-5")[:2] == (206, whole[2:6])
    assert told(visitor, url, **{"If-None-Match": headers["ETag"]})[:2] == (304, b"")
    assert told(visitor, url, Range=f"bytes={len(whole)}-")[0] == 416
    answer = visitor.head(url)
    assert (status, answer.status_code, answer["Content-Length"]) == (200, 200, str(len(whole)))
    assert answer.getvalue() == b""
    assert visitor.post(url).status_code == 405


@pytest.mark.parametrize("known", [{}, {"If-None-Match": "*"}, {"Range": "bytes=0-1"}])
def test_what_is_withdrawn_is_refused_at_the_next_request_and_missing_from_the_next_file(
    visitor: Client, curator: User, known: dict[str, str]
) -> None:
    source = keep_version(make_source(title="Synthetic Goneova"))
    urls = made()
    assert told(visitor, urls["jsonl.gz"], **known)[0] in (200, 206, 304)
    withdraw(entry=source, by=curator, reason="checking", note="Synthetic.")
    for url in urls.values():
        refused = visitor.get(url, headers=known)
        assert (refused.status_code, refused["Retry-After"], refused["Cache-Control"]) == (503, "120", "no-store")
    page = visitor.get("/en/data/")
    assert (page.status_code, "being made anew" in page.content.decode()) == (200, True)
    assert "/data/" + CopyFile.objects.all()[0].sha256 not in page.content.decode()
    make_public_copy.call(nightly=False)
    for url in urls.values():
        assert visitor.get(url, headers=known).status_code == 410
    assert PublicCopy.objects.count() == 2


def test_address_of_no_file_does_not_exist(visitor: Client) -> None:
    urls = made()
    digest = next(iter(urls.values())).split("/")[2]
    for url in (
        f"/data/{digest}/fingerprints",
        f"/data/{'0' * 64}/memorial.jsonl.gz",
        f"/data/{digest}/..%2Fx",
        "/data/x/y",
        f"/data/{digest}/%00",
    ):
        assert visitor.get(url).status_code == 404, url


def test_codebook_is_read_in_each_language_and_as_files(visitor: Client) -> None:
    for language in ("az", "en", "ru", "tr"):
        assert visitor.get(f"/{language}/data/codebook/").status_code == 200
        book = json.loads(visitor.get(f"/{language}/data/codebook.json").content)
        assert [kind["name"] for kind in book][0] == "people"
        assert visitor.get(f"/{language}/data/codebook.csv").content.startswith(b"kind,part,field")
    assert visitor.get("/en/data/codebook.xml").status_code == 404


def test_nothing_hidden_changes_the_page_or_closes_or_enters_the_files(visitor: Client, memorial: Memorial) -> None:
    world = public_world()
    urls = [*made().values(), "/en/data/"]
    before = {url: told(visitor, url) for url in urls}
    with for_now():
        hidden = [entry for state in STATES[::4] for entry in hidden_testimony(world, state, "nobody")]
        assert {url: told(visitor, url) for url in urls} == before
        words = gzip.decompress(told(visitor, made()["jsonl.gz"])[1]).decode()
        assert not any(entry.public_id in words for entry in hidden)


def test_page_asks_the_same_of_one_entry_and_of_three(visitor: Client) -> None:
    counts = []
    for number in (1, 2):
        for _each in range(number):
            make_person()
        (url, *_others) = made().values()
        with CaptureQueriesContext(connection) as asked:
            visitor.get("/en/data/")
            told(visitor, url)
        counts.append(len(asked))
    assert counts[0] == counts[1]
