"""The layer that gives kept pages: what it keeps, what it never keeps, and from whom it never takes or gives one."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from memorial.models import Memorial, Person, User
from memorial.public.kept.answers import KeptAnswer
from memorial.public.kept.pages import KeptPages, remove_old_pages, wants_page
from memorial.review.actions import open_copy, record_edit
from memorial.review.withdrawal import withdraw
from tests.factories import keep_version, make_person
from tests.public.kept import Got, ask


def person_page() -> str:
    """Return the address of a published person's page."""
    person = make_person(given="Synthetic", family="Kept")
    keep_version(person)
    return str(person.get_absolute_url())


def is_kept(layer: KeptPages, address: str, **headers: str) -> bool:
    """Return whether asking for an address made anything kept."""
    before = len(layer.memory.pages)
    ask(layer, address, **headers)
    return len(layer.memory.pages) > before


def test_page_is_given_again_without_a_question(layer: KeptPages, django_assert_num_queries: Any) -> None:
    address = person_page()
    first = ask(layer, address)
    layer.stands.look = lambda: None  # type: ignore[method-assign]  # what it asks itself is not the page's
    with django_assert_num_queries(0):
        again = ask(layer, address)
    assert (again.status, again.content) == (200, first.content)
    assert "Synthetic" in again.text
    assert again.headers == first.headers
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("", ""), ("br;q=0, gzip;q=0.2", "gzip"), ("identity", ""), ("*", "br")],
)
def test_page_comes_in_the_coding_that_is_accepted(layer: KeptPages, accepted: str, coding: str) -> None:
    address = person_page()
    plain = ask(layer, address)
    got = ask(layer, address, HTTP_ACCEPT_ENCODING=accepted)
    assert got.headers.get("content-encoding", "") == coding
    assert got.text == plain.text
    assert int(got.headers["content-length"]) == len(got.content)
    assert (got.headers["etag"] == plain.headers["etag"]) == (coding == "")
    assert "accept-encoding" in got.headers["vary"].lower()


def test_page_that_a_browser_has_is_not_sent_again(layer: KeptPages) -> None:
    address = person_page()
    tag = ask(layer, address).headers["etag"]
    for asked in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        got = ask(layer, address, HTTP_IF_NONE_MATCH=asked)
        assert (got.status, got.content, got.headers["etag"]) == (304, b"", tag)
    assert ask(layer, address, HTTP_IF_NONE_MATCH='"other"').status == 200


def test_head_has_no_body_and_the_same_headers(layer: KeptPages) -> None:
    address = person_page()
    got = ask(layer, address)
    head = ask(layer, address, method="HEAD")
    assert (head.status, head.content, head.headers) == (200, b"", got.headers)


@pytest.mark.every_case
@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic abc"},
        {"HTTP_RANGE": "bytes=0-10"},
        {"SCRIPT_NAME": "/elsewhere"},
        {"HTTP_HOST": "testserver:8081"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": ""},
        {"HTTP_ACCEPT": "application/ld+json"},
        {"HTTP_ACCEPT": "application/*"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "PURGE"},
    ],
)
def test_request_of_somebody_is_neither_kept_nor_answered_with_what_is(
    layer: KeptPages, headers: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = person_page()
    assert not is_kept(layer, address, **headers)
    ask(layer, address)
    monkeypatch.setattr(KeptAnswer, "give", lambda *_asked: pytest.fail("given from what is kept"))
    ask(layer, address, **headers)


@pytest.mark.parametrize(
    "query",
    ["x=1", "after=abc&after=abd", "after=abc&before=abd", "after=%61bc", "after=abc&utm=1", "lit", "after=", "a[]=1"],
)
def test_unknown_question_is_not_kept(layer: KeptPages, query: str) -> None:
    assert not is_kept(layer, f"{reverse('people')}?{query}")
    assert not is_kept(layer, f"{person_page()}?{query}")


def test_place_in_a_list_is_kept_and_on_other_pages_is_not(layer: KeptPages) -> None:
    assert is_kept(layer, f"{reverse('people')}?after=0123456789ab")
    assert not is_kept(layer, f"{reverse('home')}?after=0123456789ab")


@pytest.mark.every_case
@pytest.mark.parametrize(
    "name", ["candles", "search", "search_suggestions", "contribute_testimony", "entrance", "robots"]
)
def test_what_is_asked_or_counted_anew_is_not_kept(layer: KeptPages, name: str) -> None:
    assert not is_kept(layer, reverse(name))


def test_what_is_not_there_or_leads_elsewhere_is_not_kept(layer: KeptPages) -> None:
    draft = make_person(status="draft", given="Hidden", family="Draft")
    gone = make_person(given="Taken", family="Away", status="withdrawn")
    keep_version(gone)
    person = make_person(given="Synthetic", family="Slug")
    for address in (
        "/en/no-such-page/",
        draft.get_absolute_url(),
        gone.get_absolute_url(),
        f"/en/people/{person.public_id}/another-name/",
        "/en/people/%00/",
        "/en/people/../people/",
        "/xx/people/",
        "/en//people/",
    ):
        assert not is_kept(layer, address), address


def test_preview_is_never_kept(layer: KeptPages, curator_browser: Client) -> None:
    draft = make_person(status="draft", given="Hidden", family="Draft")
    address = reverse("preview", args=["person", draft.public_id])
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in curator_browser.cookies.items())
    assert not is_kept(layer, address, HTTP_COOKIE=cookie)
    assert not is_kept(layer, address)


@pytest.mark.parametrize(
    "header",
    ["HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_ORIGINAL_URL", "HTTP_X_HTTP_METHOD_OVERRIDE"],
)
def test_header_that_is_no_part_of_the_address_changes_nothing(layer: KeptPages, header: str) -> None:
    address = person_page()
    poisoned = ask(layer, address, **{header: "evil.example"})
    assert "evil.example" not in poisoned.text
    assert ask(layer, address).content == poisoned.content


def test_page_of_one_scheme_is_not_given_by_another(layer: KeptPages, settings: Any) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    address = person_page()
    assert "http://testserver" in ask(layer, address, HTTP_X_FORWARDED_PROTO="http").text
    assert "https://testserver" in ask(layer, address, HTTP_X_FORWARDED_PROTO="https").text


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("", True),
        ("*/*", True),
        ("text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("text/*", True),
        ("application/ld+json, text/html;q=0.5", False),
        ("application/json", False),
        ("\x00", False),
        (";;;,/", False),
    ],
)
def test_browser_that_wants_data_gets_no_kept_page(accepted: str, wanted: bool) -> None:
    assert wants_page(accepted) is wanted


# What is changed


def test_withdrawn_page_is_gone_at_the_next_request(layer: KeptPages, curator: User) -> None:
    address = person_page()
    assert ask(layer, address).status == 200
    assert "Kept" in ask(layer, reverse("people")).text
    withdraw(entry=Person.objects.get(), by=curator, reason="mistake", note="Synthetic note")
    assert ask(layer, address).status == 410
    assert "Synthetic Kept" not in ask(layer, reverse("people")).text


def test_work_on_drafts_and_copies_leaves_what_is_kept(layer: KeptPages, contributor: User) -> None:
    address = person_page()
    copy = open_copy(entry=Person.objects.get(), by=contributor)
    ask(layer, address)
    page = next(iter(layer.memory.pages.values()))
    Person._base_manager.filter(pk=copy.pk).update(birth="1951")
    record_edit(entry=copy, by=contributor, before="")
    make_person(status="draft", given="Another", family="Draft")
    ask(layer, address)
    assert next(iter(layer.memory.pages.values())) is page


def test_what_was_kept_before_a_change_lies_about_no_longer(layer: KeptPages, curator: User, settings: Any) -> None:
    address = person_page()
    ask(layer, address)
    assert len(files_in(settings.KEPT)) == 1
    withdraw(entry=Person.objects.get(), by=curator, reason="mistake", note="Synthetic note")
    ask(layer, reverse("home"))
    assert len(files_in(settings.KEPT)) == len(layer.memory.pages) == 1
    assert not any(b"Kept" in path.read_bytes() for path in files_in(settings.KEPT))


def test_what_was_kept_before_a_change_is_removed_though_nobody_comes(
    layer: KeptPages, curator: User, settings: Any
) -> None:
    settings.KEEP_PAGES = True
    ask(layer, person_page())
    remove_old_pages()
    assert len(files_in(settings.KEPT)) == 1
    withdraw(entry=Person.objects.get(), by=curator, reason="mistake", note="Synthetic note")
    remove_old_pages()
    assert files_in(settings.KEPT) == []


def files_in(folder: Path) -> list[Path]:
    """Return the files below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_where_the_stand_is_not_known_nothing_is_kept_or_given(
    layer: KeptPages, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = person_page()
    ask(layer, address)
    settings.KEEP_RELIED_ON = 0.0
    monkeypatch.setattr(KeptAnswer, "give", lambda *_asked: pytest.fail("given from what is kept"))
    assert ask(layer, address).status == 200


def test_another_process_takes_the_page_from_the_folder(layer: KeptPages) -> None:
    address = person_page()
    first = ask(layer, address)
    layer.memory.clear()
    layer.application = lambda *_asked: pytest.fail("made anew")
    assert ask(layer, address).content == first.content
    assert len(layer.memory.pages) == 1


def test_file_that_was_cut_off_is_made_anew(layer: KeptPages, settings: Any) -> None:
    address = person_page()
    first = ask(layer, address)
    for path in files_in(settings.KEPT):
        path.write_bytes(path.read_bytes()[:-10])
    layer.memory.clear()
    assert ask(layer, address).content == first.content


def test_memory_stays_within_its_bound(layer: KeptPages) -> None:
    layer.memory.most = 100_000
    for _each in range(12):
        ask(layer, person_page())
    assert 0 < layer.memory.size <= 100_000
    assert layer.memory.size == sum(page.size for page in layer.memory.pages.values())


def test_one_page_is_made_once_for_all_who_ask_at_the_same_time(layer: KeptPages, memorial: Memorial) -> None:
    address, made, real = person_page(), [], layer.application
    ask(layer, address)
    kept = next(iter(layer.memory.pages.values()))
    layer.memory.clear()
    layer.folder.get = lambda _key, _stand: None  # type: ignore[method-assign, assignment]
    stand = layer.stands.now()
    layer.stands.now = lambda: stand  # type: ignore[method-assign]

    def slow(environ: Any, start_response: Any) -> Any:
        made.append(address)
        time.sleep(0.2)
        environ["memorial.kept.mark"].may_be_kept = True
        start_response("200 OK", [("Content-Type", "text/html")])
        return [kept.coded[""].body]

    layer.application = slow
    got: list[Got] = []
    threads = [threading.Thread(target=lambda: got.append(ask(layer, address))) for _each in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    layer.application = real
    assert len(made) == 1
    assert {(each.status, each.content) for each in got} == {(200, kept.coded[""].body)}
