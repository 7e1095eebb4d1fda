"""The shelf: which pages lie there for the web server, for how long, and when its door is shut."""

import errno
import gzip
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.urls import reverse

from memorial.models import Memorial, PublicChange
from memorial.public.kept import shelf as shelf_module
from memorial.public.kept.pages import Application, KeptPages, remove_old_pages
from memorial.public.kept.shelf import SLOT, Shelf
from memorial.review.public_changes import change_public
from memorial.review.shelf_door import OPEN, opened
from memorial.review.withdrawal import withdraw_now
from tests.factories import keep_version, make_person
from tests.public.kept import HOST, ask
from tests.public.kept.conftest import AskingStands

PEOPLE = "/en/people/"


def shelf_of(layer: KeptPages) -> Shelf:
    """Return the shelf, which is there."""
    assert layer.shelf
    return layer.shelf


@pytest.fixture
def shelving(layer: KeptPages, settings: Any, tmp_path: Path) -> KeptPages:
    """The layer with a shelf, which is opened when the test says so."""
    if connection.vendor != "sqlite":
        pytest.skip("there is a shelf with SQLite alone")
    settings.SHELVE_PAGES, settings.SHELF = True, tmp_path / "shelf"
    made = KeptPages(cast(Application, get_wsgi_application()))
    made.stands = AskingStands()
    shelf_of(made).stands = made.stands
    shelf_of(made).open_soon = lambda: None  # type: ignore[method-assign]  # the database of a test belongs to its thread
    return made


def found(layer: KeptPages, address: str, name: str = "page.html") -> Path:
    """Return where the web server looks for a page now."""
    slot = str(int(time.time()) // SLOT)
    return Path(shelf_of(layer).place, OPEN, slot, "http", HOST, address.strip("/"), name)


def lay(layer: KeptPages, address: str, **headers: str) -> Path:
    """Ask for a page, open the shelf, and return where it would lie."""
    ask(layer, address, **headers)
    shelf_of(layer).open()
    return found(layer, address)


@pytest.fixture(autouse=True)
def middle_of_a_slot(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have no slot end within a test."""
    while time.time() % SLOT > SLOT - 8:
        time.sleep(0.5)
    yield


def test_page_lies_as_it_was_sent_plain_and_compressed(shelving: KeptPages) -> None:
    make_person(given="Synthetic", family="Shelved")
    place = lay(shelving, PEOPLE)
    assert place.read_text() == ask(shelving, PEOPLE).text
    assert "Shelved" in place.read_text()
    assert gzip.decompress(place.with_name("page.html.gz").read_bytes()) == place.read_bytes()


def test_page_with_linked_data_lies_under_another_name(shelving: KeptPages) -> None:
    person = make_person(given="Synthetic", family="Linked")
    keep_version(person)
    address = person.get_absolute_url()
    place = lay(shelving, address)
    assert not place.exists()
    assert "link" in ask(shelving, address).headers
    assert found(shelving, address, "linked.html").exists()


def test_others_on_the_machine_can_read_what_lies_there(shelving: KeptPages) -> None:
    place = lay(shelving, PEOPLE)
    assert place.stat().st_mode & 0o777 == 0o644
    above = [one for one in place.resolve().parents if one.is_relative_to(shelf_of(shelving).place.resolve())]
    assert len(above) > 5
    assert {one.stat().st_mode & 0o777 for one in above} == {0o755}


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (f"{PEOPLE}?after=0123456789ab", {}),
        (f"{PEOPLE}?x=1", {}),
        ("/en/search/", {}),
        ("/en/feed/", {}),
        ("/en/people/../people/", {}),
        ("/en/no-such-page/", {}),
        (PEOPLE, {"HTTP_COOKIE": "sessionid=abc"}),
        (PEOPLE, {"HTTP_HOST": "testserver:8081"}),
        (PEOPLE, {"HTTP_HOST": "../testserver"}),
        (PEOPLE, {"HTTP_ACCEPT": "application/ld+json"}),
    ],
)
def test_what_not_everybody_gets_by_the_address_alone_lies_nowhere(
    shelving: KeptPages, address: str, headers: dict[str, str]
) -> None:
    ask(shelving, address, **headers)
    shelf_of(shelving).open()
    assert [one for one in shelf_of(shelving).place.rglob("*") if one.is_file()] == []


def test_page_whose_headers_the_web_server_does_not_know_lies_nowhere(
    shelving: KeptPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {**shelf_module.SAID, "referrer-policy": "no-referrer"}
    monkeypatch.setattr(shelf_module, "SAID", said)
    assert not lay(shelving, PEOPLE).exists()
    monkeypatch.undo()
    monkeypatch.setattr(shelf_module, "POLICY", shelf_module.POLICY | {"worker-src 'self'"})
    assert not lay(shelving, PEOPLE).exists()


def test_act_shuts_the_door_before_it_is_done(shelving: KeptPages) -> None:
    place = lay(shelving, PEOPLE)
    assert place.exists()
    with transaction.atomic():
        change_public()
        # As after a power cut at this moment: the web server goes on, and finds nothing.
        assert not place.exists()
        assert opened(shelf_of(shelving).place) == ""


def test_withdrawn_person_lies_nowhere_any_more(shelving: KeptPages) -> None:
    person = make_person(given="Synthetic", family="Withdrawn")
    keep_version(person)
    address = person.get_absolute_url()
    assert not lay(shelving, address).exists()
    place = found(shelving, address, "linked.html")
    assert place.exists()
    withdraw_now(entry=person, by=None, reason="mistake", note="Synthetic", command="test")
    assert not place.exists()
    # It is opened again, and what was withdrawn is not left lying about behind it.
    assert "Withdrawn" not in lay(shelving, PEOPLE).read_text()
    assert not place.exists()
    assert list(shelf_of(shelving).place.rglob("linked.html*")) == []


def test_door_stays_shut_for_pages_of_what_the_record_was(shelving: KeptPages) -> None:
    ask(shelving, PEOPLE)
    stand = shelving.stands.now()
    PublicChange.objects.create()
    shelving.stands.now = lambda: stand  # type: ignore[method-assign]  # this process has not heard of it yet
    newer = shelf_of(shelving).place / "newer"
    newer.mkdir()
    shelf_of(shelving).open()
    assert opened(shelf_of(shelving).place) == ""
    assert newer.is_dir()


def test_page_that_changes_by_itself_before_the_slot_ends_lies_nowhere(shelving: KeptPages) -> None:
    ends = (int(time.time()) // SLOT + 1) * SLOT
    shelf_of(shelving).stands.lasting = lambda name: ends - time.time() + 1  # type: ignore[method-assign]
    assert not lay(shelving, PEOPLE).exists()
    shelf_of(shelving).stands.lasting = lambda name: ends - time.time() + 5  # type: ignore[method-assign]
    assert lay(shelving, PEOPLE).exists()


def test_slot_that_has_ended_is_removed_and_the_next_begun(
    shelving: KeptPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lay(shelving, PEOPLE).resolve()
    now = time.time()
    page = shelving.memory.pages[("http", HOST, PEOPLE, "")]
    monkeypatch.setattr(time, "time", lambda: now + SLOT)
    monkeypatch.setattr(shelf_of(shelving).stands, "lasting", lambda _name: 1000.0)
    shelf_of(shelving).lay(("http", HOST, PEOPLE, ""), page)
    shelf_of(shelving).open()
    assert not before.exists()
    assert found(shelving, PEOPLE).exists()


def test_two_pages_of_one_size_have_not_one_moment(shelving: KeptPages, tmp_path: Path) -> None:
    for number, tag in enumerate(['"96e584c99b"', '"d99aa506aa"']):
        shelf_module.write(tmp_path / str(number), b"12345", tag)
    assert (tmp_path / "0").stat().st_mtime == 0x16E584C9
    assert (tmp_path / "1").stat().st_mtime == 0x599AA506


def test_shelf_that_is_full_takes_nothing_more(shelving: KeptPages) -> None:
    shelf_of(shelving).most = 10
    assert not lay(shelving, PEOPLE).exists()


def test_new_start_shuts_the_door(shelving: KeptPages, memorial: Memorial) -> None:
    assert lay(shelving, PEOPLE).exists()
    KeptPages(cast(Application, get_wsgi_application()))
    assert opened(shelf_of(shelving).place) == ""


def test_what_was_laid_out_is_removed_when_nobody_comes(shelving: KeptPages, settings: Any) -> None:
    settings.KEEP_PAGES = True
    place = lay(shelving, reverse("people")).resolve()
    remove_old_pages()
    assert place.exists()
    change_public()
    remove_old_pages()
    assert not place.exists()


def test_act_of_a_process_without_a_shelf_shuts_the_door_too(shelving: KeptPages, settings: Any) -> None:
    place = lay(shelving, PEOPLE)
    settings.SHELVE_PAGES = False
    with transaction.atomic():
        change_public()
        assert not place.exists()


def test_shelf_that_is_not_wanted_any_more_is_emptied(shelving: KeptPages, settings: Any) -> None:
    settings.KEEP_PAGES, settings.SHELVE_PAGES = True, False
    place = lay(shelving, PEOPLE).resolve()
    shelf_of(shelving).place.joinpath(OPEN).unlink()
    remove_old_pages()
    assert not place.exists()


def test_full_disk_leaves_nothing_lying_about_and_answers_all(
    shelving: KeptPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_asked: Any) -> None:
        raise OSError(errno.ENOSPC, "no space (synthetic)")

    monkeypatch.setattr(os, "utime", full)
    for _each in range(3):
        assert ask(shelving, PEOPLE).status == 200
    assert [one for one in shelf_of(shelving).place.rglob("*") if one.is_file()] == []
    assert shelf_of(shelving).room == 0


def test_page_is_given_where_no_thread_can_be_begun(shelving: KeptPages, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread (synthetic)")

    del shelf_of(shelving).open_soon
    monkeypatch.setattr(threading.Thread, "start", none_left)
    assert ask(shelving, PEOPLE).status == 200
    assert ask(shelving, PEOPLE).status == 200
