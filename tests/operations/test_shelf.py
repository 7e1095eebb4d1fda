"""The shelf behind the web server of docs/deploy: the same pages, also while no server of the memorial runs."""

import gzip
import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from memorial.public.kept.shelf import SLOT
from tests.operations.deployed import NAME, Installation, Unit

pytestmark = pytest.mark.slow
#: nginx makes the tag of a file of two figures.
OF_A_FILE = re.compile(r'"[0-9a-f]+-[0-9a-f]+"')
#: Said of one sending; and what only a content network reads, which there is none of here.
OWN = {"date", "server", "connection", "etag", "x-request-id", "surrogate-key", "content-length", "vary"}
LINK = re.compile(r'href="(/en/[a-z0-9/_-]+/)"')


@pytest.fixture(scope="module")
def server(installation: Installation) -> Iterator[Unit]:
    """The server for visitors, with a shelf."""
    installation.environment["SHELVE_PAGES"] = "yes"
    unit = Unit(installation, "public-a")
    try:
        unit.start()
        yield unit
    finally:
        unit.kill()


def shelved(installation: Installation, address: str, **headers: str) -> Any:
    """Return the answer of the web server itself, or what came in its place after some seconds."""
    until = time.monotonic() + 5
    while True:
        got = installation.ask(address, headers=headers)
        if from_shelf(got) or time.monotonic() > until:
            return got
        time.sleep(0.1)


def from_shelf(got: Any) -> bool:
    """Return whether the web server has given a page without asking the memorial."""
    return bool(OF_A_FILE.fullmatch(got[1].get("ETag", "")))


def told(headers: Any) -> dict[str, Any]:
    """Return what headers say of a page: the parts of a policy are in any order."""
    said = {name.lower(): value for name, value in headers.items() if name.lower() not in OWN}
    return said | {"content-security-policy": sorted(said["content-security-policy"].split("; "))}


def kept_pages(installation: Installation) -> list[str]:
    """Return pages that are kept, of every sort: those of the menu, and two of each that they lead to."""
    menu = LINK.findall(installation.ask("/en/")[2].decode())
    found: dict[str, None] = {}
    for address in dict.fromkeys(["/en/", *menu]):
        below = [one for one in LINK.findall(installation.ask(address)[2].decode()) if one.startswith(address)]
        found |= dict.fromkeys([address, *list(dict.fromkeys(below))[1:3]])
    return [address for address in found if is_for_the_shelf(installation.ask(address))]


def is_for_the_shelf(got: Any) -> bool:
    """Return whether an answer is a page that is kept (forms are not), and of which nothing particular is said."""
    is_page = got[0] == 200 and b"<!doctype html>" in got[2]
    return from_shelf(got) or (is_page and "Surrogate-Key" in got[1] and "X-Robots-Tag" not in got[1])


def test_page_of_the_shelf_is_the_page_of_the_memorial(installation: Installation, server: Unit) -> None:
    addresses = kept_pages(installation)
    linked = 0
    assert len(addresses) > 20
    for address in addresses:
        # Whoever brings a cookie is answered by the memorial.
        status, headers, body = installation.ask(address, headers={"Cookie": "a=b"})
        got = shelved(installation, address)
        assert from_shelf(got), address
        assert (got[0], got[2]) == (status, body), address
        assert told(got[1]) == told(headers), address
        assert {"accept", "accept-encoding"} <= set(re.split(r",\s*", got[1]["Vary"].lower()))
        linked += "Link" in headers
    assert linked > 4


def test_page_of_the_shelf_comes_compressed_and_is_not_sent_twice(installation: Installation, server: Unit) -> None:
    _status, headers, plain = shelved(installation, "/en/people/")
    status, packed, body = shelved(installation, "/en/people/", **{"Accept-Encoding": "gzip, br"})
    assert (status, packed["Content-Encoding"]) == (200, "gzip")
    assert gzip.decompress(body) == plain
    assert packed["ETag"] != headers["ETag"]
    again = installation.ask("/en/people/", headers={"If-None-Match": headers["ETag"]})
    assert (again[0], again[2], again[1]["Cache-Control"]) == (304, b"", headers["Cache-Control"])
    assert "Last-Modified" not in headers
    whole = installation.ask("/en/people/", headers={"Range": "bytes=0-3"})
    assert (whole[0], whole[2]) == (200, plain)
    head = installation.ask("/en/people/", "HEAD")
    assert from_shelf(head)
    assert head[2] == b""


@pytest.mark.parametrize(
    ("address", "method", "headers"),
    [
        ("/en/people/?x=1", "GET", {}),
        ("/en/people/?", "GET", {}),
        ("/en//people/", "GET", {}),
        ("/en/people/./", "GET", {}),
        ("/en/%70eople/", "GET", {}),
        ("/en/people/page.html", "GET", {}),
        ("/en/people", "GET", {}),
        ("/open/", "GET", {}),
        ("/en/people/", "GET", {"Cookie": "sessionid=abc"}),
        ("/en/people/", "GET", {"Authorization": "Basic abc"}),
        ("/en/people/", "GET", {"If-Match": '"abc"'}),
        ("/en/people/", "GET", {"If-Unmodified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}),
        ("/en/people/", "GET", {"Accept": "application/ld+json"}),
        ("/en/people/", "GET", {"Accept": "application/*, text/html;q=0.1"}),
        ("/en/people/", "POST", {}),
        ("/en/people/", "PURGE", {}),
    ],
)
def test_who_asks_by_more_than_the_address_is_answered_by_the_memorial(
    installation: Installation, server: Unit, address: str, method: str, headers: dict[str, str]
) -> None:
    assert from_shelf(shelved(installation, "/en/people/"))
    got = installation.ask(address, method, headers=headers)
    assert not from_shelf(got)
    assert got[0] < 500


def test_nobody_reaches_the_folders_of_the_shelf(installation: Installation, server: Unit) -> None:
    shelved(installation, "/en/people/")
    place = installation.folder / "store" / "shelf"
    inside = next(one for one in place.rglob("page.html") if "open" not in one.parts).relative_to(place)
    slot = str(int(time.time()) // SLOT)
    for address in (
        f"/{inside}",
        f"/{inside.parent}/",
        f"/open/{Path(*inside.parts[1:])}",
        f"/open/{slot}/",
        "/shelf/",
    ):
        assert installation.ask(address)[0] == 404, address


def test_page_that_is_taken_away_in_the_same_moment_is_given_by_the_memorial(
    installation: Installation, server: Unit
) -> None:
    assert from_shelf(shelved(installation, "/en/people/"))
    door = installation.folder / "store" / "shelf" / "open"
    folder, over = door.readlink(), threading.Event()

    def flip() -> None:
        """Take the link away and put it back, as many acts would."""
        while not over.is_set():
            door.unlink(missing_ok=True)
            beside = door.with_name("open.test")
            beside.unlink(missing_ok=True)
            beside.symlink_to(folder)
            beside.replace(door)

    flipping = threading.Thread(target=flip)
    flipping.start()
    try:
        seen = Counter(ask_often(installation, "/en/people/", 3000))
    finally:
        over.set()
        flipping.join()
    assert set(seen) == {(200, True), (200, False)}


def ask_often(installation: Installation, address: str, times: int) -> Iterator[tuple[int, bool]]:
    """Yield for each of many questions the status, and whether a file was given; no network asks for too much."""
    for source in range(1, times // 50):
        with closing(installation.connect(source=f"127.0.2.{source}")) as connection:
            for _each in range(50):
                connection.request("GET", address, headers={"Host": NAME})
                answer = connection.getresponse()
                answer.read()
                yield answer.status, bool(OF_A_FILE.fullmatch(answer.headers.get("ETag", "")))


def test_log_tells_the_address_and_not_the_file(installation: Installation, server: Unit) -> None:
    assert from_shelf(shelved(installation, "/en/people/"))
    time.sleep(0.3)
    log = (installation.folder / "log" / "access.log").read_text()
    answered = re.findall(r'"path":"([^"]*)","status":200', log)
    assert "/en/people/" in answered
    assert [path for path in answered if "/open/" in path] == []


def test_page_is_given_while_nothing_of_the_memorial_runs_until_its_slot_has_ended(
    installation: Installation, server: Unit
) -> None:
    while time.time() % SLOT > SLOT - 20:
        time.sleep(1)
    before = shelved(installation, "/en/people/")
    assert from_shelf(before)
    server.kill()
    assert installation.ask("/en/people/")[2] == before[2]
    assert installation.ask("/en/search/?q=a")[0] == 503
    place = installation.folder / "store" / "shelf" / "open"
    slot = next(one for one in place.resolve().iterdir() if one.is_dir())
    slot.rename(slot.with_name(str(int(slot.name) - 1)))
    assert installation.ask("/en/people/")[0] == 503


def test_server_that_starts_again_lays_them_out_anew(installation: Installation, server: Unit) -> None:
    assert from_shelf(shelved(installation, "/en/people/"))
    server.kill()
    shutil.rmtree(installation.folder / "store" / "shelf")
    server.start()
    assert from_shelf(shelved(installation, "/en/people/"))
