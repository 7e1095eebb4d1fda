"""While the database does not answer, everybody reads a calm sentence, and nobody loses what they have written."""

import html
import re
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from memorial.models import Memorial, User

FORM = "/admin/memorial/memorial/1/change/"
WORDS = "Synthetic words <b>of an hour</b>,\n\nwith “quotes” & an empty line."


@pytest.fixture
def without_record(memorial: Memorial) -> Iterator[None]:
    """A database in which the memorial itself cannot be read."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE memorial_memorial RENAME TO memorial_lost")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE memorial_lost RENAME TO memorial_memorial")


needs_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="a table that is missing is no fault of the connection there"
)
pytestmark = needs_sqlite


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_visitor_reads_a_sentence_in_the_language_of_the_address(
    client: Client, without_record: None, language: str
) -> None:
    answer = client.get(f"/{language}/people/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'<html lang="{language}">' in answer.content.decode()
    assert not answer.cookies
    assert "memorial_memorial" not in answer.content.decode()


def test_visitor_gets_back_every_word_and_can_send_it_again(client: Client, without_record: None) -> None:
    sent = {"token": "synthetic-token", "words": WORDS, "language": "az", "files": SimpleUploadedFile("lamp.png", b"x")}
    answer = client.post("/en/contribute/testimony/", sent)
    assert answer.status_code == 503
    page = answer.content.decode()
    again = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL))
    assert {name: html.unescape(words) for name, words in again.items()} == {
        "token": "synthetic-token",
        "words": WORDS,
        "language": "az",
    }
    assert page.count("of an hour") == 2
    assert "<b>of an hour" not in page
    assert "lamp.png" in page


def test_password_is_not_given_back(client: Client, without_record: None) -> None:
    answer = client.post("/en/contribute/testimony/", {"password": "synthetic-secret", "words": WORDS})
    assert answer.status_code == 503
    assert "synthetic-secret" not in answer.content.decode()
    assert "of an hour" in answer.content.decode()


def test_address_that_leads_nowhere_is_answered_so_too(client: Client, without_record: None) -> None:
    client.raise_request_exception = False
    assert client.get("/en/no-such-page/").status_code == 503


def test_steward_can_send_it_again_from_that_page(steward: User, memorial: Memorial) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(steward)
    page = browser.get(FORM)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE memorial_memorial RENAME TO memorial_lost")
    sent = {"csrfmiddlewaretoken": token[1], "contact": WORDS}
    from_here = {"origin": "http://testserver"}
    lost = browser.post(FORM, sent, headers=from_here)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE memorial_lost RENAME TO memorial_memorial")
    assert lost.status_code == 503
    # With no-referrer on it a browser would say that the form comes from nowhere, and the desk would refuse it.
    assert "no-referrer" not in lost.content.decode()
    again = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', lost.content.decode(), re.DOTALL))
    taken = browser.post(FORM, {name: html.unescape(words) for name, words in again.items()}, headers=from_here)
    # Taken as a form of the desk, and not refused as one from elsewhere; half of its fields were left out here.
    assert taken.status_code != 403
    assert "of an hour" in html.unescape(taken.content.decode())


def test_what_cannot_be_read_ends_in_the_same_sentence(client: Client, without_record: None) -> None:
    answer = client.post("/en/contribute/testimony/", b"--x\r\nbroken", content_type="multipart/form-data; boundary=y")
    assert answer.status_code == 503


def test_curator_gets_back_every_word_of_a_form(curator_browser: Client, without_record: None) -> None:
    answer = curator_browser.post(FORM, {"contact": WORDS})
    assert answer.status_code == 503
    assert html.unescape(answer.content.decode()).count("of an hour") == 2


def test_program_is_told_when_to_ask_again(client: Client, without_record: None) -> None:
    answer = client.get("/api/v1/people/")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "30"
    assert answer.json()["type"].endswith("#problem-unreached")
