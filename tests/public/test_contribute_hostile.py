"""Whatever is sent to a form for strangers is answered with a page, and never with a failure."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.contributions.models import Contribution
from memorial.contributions.tokens import new_token
from tests.contributions.keys import use_keys
from tests.factories import make_person
from tests.public.giving import FORMS, WORDS, about, address, aged, give, said_in, send_again, stored

URLENCODED = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, media_folders: Path) -> None:
    """Keep keys and files below the test's own folder."""
    use_keys(settings, tmp_path)


def fresh() -> str:
    """Return the token of a page that was opened a while ago."""
    return aged(new_token())


def part(name: str, value: bytes) -> bytes:
    """Return one field as a browser sends it together with files."""
    return b'--zq\r\nContent-Disposition: form-data; name="' + name.encode() + b'"\r\n\r\n' + value + b"\r\n"


def send_raw(browser: Client, body: bytes, kind: str = URLENCODED) -> Any:
    """Send a body as it is to the form for messages."""
    return browser.generic("POST", address("message"), body, content_type=kind)


def test_words_that_are_too_long_are_kept_and_said_so(visitor: Client) -> None:
    long = "zq ə" * 30_000
    for more in ({}, {"later": "yes"}):
        page = give(visitor, address("message"), words=long, **more)
        assert page.status_code == 422
        assert said_in(page)["words"] == [long]
        assert "100000" in page.content.decode()
    assert Contribution.objects.count() == 0
    assert send_again(visitor, address("message"), page, words="z" * 100_000).status_code == 303
    assert len(stored().words) == 100_000


@pytest.mark.parametrize("name", ["pseudonym", "name", "mail", "telephone", "other"])
def test_line_that_is_too_long_for_the_record_is_given_back(visitor: Client, name: str) -> None:
    long = "z" * 5000
    page = give(visitor, address("testimony"), words=WORDS, **{name: long})
    assert page.status_code == 422
    assert said_in(page)[name] == [long]


def test_signs_that_nobody_writes_are_left_out(visitor: Client) -> None:
    answer = give(visitor, address("message"), words="Zq\x00 one\x1b\x07\r\n\ttwo", shown="Zq\x00name")
    assert answer.status_code == 303
    assert (stored().words, stored().shown_name) == ("Zq one\n\ttwo", "Zqname")


@pytest.mark.parametrize(
    "words",
    [b"%ED%A0%80 zq", b"%FF%FE zq", b"%F1%E8%ED%F2%E5%F2%E8%EA%E0", b"%u0259 %zz% zq", b"%ED%A0%BD%ED%B8%80 zq"],
)
def test_letters_that_got_lost_are_asked_about(visitor: Client, words: bytes) -> None:
    page = send_raw(visitor, b"token=" + fresh().encode() + b"&words=" + words)
    if b"%u" in words:
        assert page.status_code == 303
        return
    assert page.status_code == 422
    assert "\ufffd" in said_in(page)["words"][0]
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize(
    "charset", ["utf-16", "utf-7", "rot13", "unicode_escape", "idna", "zip", "no-such", "latin-1", "\\", "utf-8;"]
)
def test_what_a_browser_says_of_its_letters_breaks_nothing(visitor: Client, charset: str) -> None:
    sent = urlencode({"token": fresh(), "words": WORDS}).encode()
    assert send_raw(visitor, sent, f"{URLENCODED}; charset={charset}").status_code == 303
    body = part("token", fresh().encode()) + part("words", b"\\ud800 " + WORDS.encode()) + b"--zq--\r\n"
    assert send_raw(visitor, body, f"multipart/form-data; boundary=zq; charset={charset}").status_code == 303
    assert {row.words for row in Contribution.objects.all()} == {WORDS, "\\ud800 " + WORDS}


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=" + "z" * 999]
)
def test_what_no_form_sends_is_answered_in_words(visitor: Client, kind: str) -> None:
    for body in (b"", b"{}", b"\x00\xff" * 500, b"--zq\r\n"):
        answer = send_raw(visitor, body, kind)
        assert answer.status_code in {413, 422}
        assert b"<h1>" in answer.content
    assert Contribution.objects.count() == 0


def test_thousands_of_fields_are_answered_in_words(visitor: Client) -> None:
    few = "&".join(f"zq{number}=x" for number in range(9000))
    assert send_raw(visitor, f"token={fresh()}&words=zq&{few}".encode()).status_code == 303
    many = "&".join(f"zq{number}=x" for number in range(11_000))
    answer = send_raw(visitor, f"token={fresh()}&words=zq&{many}".encode())
    assert (answer.status_code, b"<h1>" in answer.content) == (413, True)
    assert send_raw(visitor, b"words=" + b"z" * (11 * 1024 * 1024)).status_code == 413


def test_field_sent_twice_loses_no_words(visitor: Client) -> None:
    body = urlencode({"token": fresh(), "words": ["Zq one", "Zq two", "Zq one", " "], "language": ["az", "ru"]}, True)
    assert send_raw(visitor, body.encode()).status_code == 303
    assert (stored().words, stored().language) == ("Zq one\n\nZq two", "ru")


@pytest.mark.parametrize(
    "unknown",
    [
        {"naming": "zq"},
        {"audience": "everybody\x00"},
        {"publish": "1"},
        {"given_by": "zq" * 999},
        {"language": "zq"},
        {"language": "en'; --"},
    ],
)
def test_answer_that_was_not_offered_is_asked_again(visitor: Client, unknown: dict[str, str]) -> None:
    url = address("testimony")
    page = give(visitor, url, words=WORDS, **unknown)
    assert page.status_code == 422
    assert said_in(page)["words"] == [WORDS]
    left = give(visitor, url, words=WORDS, later="yes", **unknown)
    assert left.status_code == 303
    row = stored()
    assert (row.naming, row.audience, row.answers, row.given_by, row.language) == ("", "", {}, "", "en")


def test_fact_that_the_entry_does_not_have_is_asked_again(visitor: Client) -> None:
    person = make_person()
    assert give(visitor, about(person), words=WORDS, fact="pk").status_code == 422


def test_version_that_was_never_shown_is_not_recorded(visitor: Client) -> None:
    give(visitor, address("testimony"), words=WORDS, wording="../../zq")
    assert stored().wording_version == ""


def test_names_of_files_break_nothing(visitor: Client) -> None:
    name = b'x.jpg\x00<script>\xed\xa0\x80"; zq=../../etc'
    head = b'--zq\r\nContent-Disposition: form-data; name="files"; filename="' + name + b'"\r\n\r\n'
    body = part("token", fresh().encode()) + head + b"synthetic\r\n--zq--\r\n"
    page = visitor.generic("POST", address("picture"), body, content_type="multipart/form-data; boundary=zq")
    assert page.status_code == 422
    assert b"<script>" not in page.content


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("query", ["?words=zq", "?token=" + "z" * 3000, "?%FF%FE=%00", "?about=person/1&later=yes"])
def test_query_fills_in_nothing(visitor: Client, kind: str, query: str) -> None:
    page = visitor.get(address(kind) + query)
    assert page.status_code == 200
    assert "zq" not in str({name: said for name, said in said_in(page).items() if name != "token"})


@pytest.mark.parametrize("kind", ["zqkind", "people", "user"])
def test_kind_without_a_place_here_has_no_form(visitor: Client, kind: str) -> None:
    assert visitor.get(f"/en/contribute/correction/{kind}/zq/").status_code == 404
    assert visitor.post(f"/en/contribute/correction/{kind}/zq/", {"words": WORDS}).status_code == 404


def test_files_to_be_left_out_are_looked_for_among_those_that_came(visitor: Client) -> None:
    many = [f"zq{number}" for number in range(2000)]
    with CaptureQueriesContext(connection) as queries:
        visitor.post(address("testimony"), {"token": fresh(), "words": WORDS, "leave_out": [*many, "\x00"]})
    assert len(queries) < 60


@pytest.mark.parametrize("length", ["\u00b2", "9" * 5000, "1e9", "-1"])
def test_length_that_is_none_fails_nothing(visitor: Client, length: str) -> None:
    gone = "/en/contribute/correction/person/abcdefghijkl/"
    for url, status in ((address("message"), {413, 422}), (gone, {404})):
        answer = visitor.post(url, "words=zq", content_type=URLENCODED, CONTENT_LENGTH=length)
        assert answer.status_code in status, (url, length)
