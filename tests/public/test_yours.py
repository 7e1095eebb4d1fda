"""The pages behind a private link: nobody else learns of them, nothing is lost on them, and each act is one step."""

from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from memorial.contributions.buckets import ACTS
from memorial.contributions.links import new_link
from memorial.contributions.mailing import send_mail
from memorial.contributions.models import Contribution, Kind, State
from memorial.models import Memorial, Message
from tests.addresses import LANGUAGES
from tests.contributions.keys import use_keys
from tests.contributions.private_links import WORDS, check_closed, forms_on, given, published, read


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    use_keys(settings, tmp_path)


def test_after_sending_the_link_and_the_reference_are_told(memorial: Memorial) -> None:
    row, url = given()
    page = read(f"{url}?sent")
    assert "It is stored safely" in page
    assert row.reference in page
    assert f"http://testserver{url}" in page
    assert "Keep this link" in page
    later = read(url)
    assert "It is stored safely" not in later
    assert "It waits for a curator" in later
    assert WORDS in later


def test_whoever_gets_no_mail_is_asked_to_look_again(memorial: Memorial, settings: Any) -> None:
    _row, url = given()
    assert "No mail comes to you." in read(f"{url}?sent")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    _row, url = given(contact={"mail": "zq@example.org"})
    assert "No mail comes to you." not in read(f"{url}?sent")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [state for state in State if state != State.BEGUN])
@pytest.mark.parametrize("kind", list(Kind))
def test_page_says_where_each_kind_stands(memorial: Memorial, kind: str, state: str, language: str) -> None:
    _row, url = given(kind, state=state, reason="duplicate" if state == State.DECLINED else "")
    page = read(url.replace("/en/", f"/{language}/"))
    assert ("withdraw" in forms_on(page)) == (state != State.WITHDRAWN)
    assert len(page.encode()) < 60_000


def test_message_in_the_book_leads_to_the_book(memorial: Memorial) -> None:
    message = Message.objects.create(words="Zq", language="en", shown_at=timezone.now())
    _row, url = given(Kind.MESSAGE, state=State.ACCEPTED, made_kind="message", made=message.public_id)
    way = '<a href="/en/messages/">See it as visitors see it</a>'
    assert way in read(url)
    Message.objects.update(paused_at=timezone.now())
    assert way not in read(url)


@pytest.mark.parametrize(("kind", "answered"), [(Kind.TAKEDOWN, True), (Kind.TESTIMONY, False)])
def test_whoever_was_refused_is_told_how_to_write(memorial: Memorial, kind: str, answered: bool) -> None:
    page = read(given(kind, state=State.DECLINED)[1])
    assert 'href="/en/about/#contact"' in page
    assert ("Their answer stands below." in page) == answered


def test_every_answer_keeps_the_address_to_itself(memorial: Memorial) -> None:
    _row, url = given(state=State.ASKED)
    browser = Client()
    answers = [
        browser.get(url),
        browser.get(f"{url}?sent"),
        browser.head(url),
        browser.get(url.rstrip("/")),
        browser.get(f"{url}answer/"),
        browser.post(f"{url}answer/", {"words": ""}),
        browser.post(f"{url}answer/", {"words": "x"}),
        browser.post(f"{url}withdraw/", {"choice": "wholly"}),
        browser.post(f"{url}nonsense/"),
        browser.post(url),
        browser.put(url),
        browser.get(f"{url[:-4]}xyz/"),
        browser.post(f"{url}pause/", headers={"Origin": "https://elsewhere.example.org"}),
        browser.get("/en/contribute/lost/"),
        browser.post("/en/contribute/lost/", {"reference": "x"}),
    ]
    statuses = [200, 200, 200, 200, 303, 422, 303, 200, 404, 405, 405, 404, 403, 200, 303]
    assert [answer.status_code for answer in answers] == statuses
    for answer in answers:
        check_closed(answer)


def test_head_of_the_page_does_not_repeat_the_secret(memorial: Memorial) -> None:
    _row, url = given()
    head, body = read(url).split("</head>")
    token = url.split("/")[4]
    assert token not in head
    assert "noindex" in head
    assert "canonical" not in head
    for language in LANGUAGES:
        assert f'href="/{language}/contribute/yours/{token}/"' in body


def test_unknown_link_is_no_page_and_repeats_nothing(memorial: Memorial) -> None:
    row, url = given()
    revoked = url
    new_link(row)
    nobody = read_error("/en/contribute/yours/zqguess/")
    assert "zqguess" not in nobody
    assert read_error(revoked) == nobody
    assert "/en/contribute/lost/" in nobody
    assert "/en/contribute/lost/" not in read_error("/en/no-such-page/")


def test_way_to_another_link_is_found_from_the_choice(visitor: Client, memorial: Memorial) -> None:
    assert 'href="/en/contribute/lost/"' in visitor.get("/en/contribute/").content.decode()


def read_error(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 404
    return response.content.decode()


def test_who_tries_many_links_has_to_wait_and_the_right_one_opens(memorial: Memorial) -> None:
    _row, url = given()
    statuses = {Client().get(f"/en/contribute/yours/guess{each}/").status_code for each in range(ACTS["wrong"].holds)}
    refused = Client().get("/en/contribute/yours/once-more/")
    assert statuses == {404}
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
    assert "once-more" not in refused.content.decode()
    assert Client().get(url).status_code == 200


@pytest.mark.parametrize("act", ["answer", "correct", "rename", "allow", "pause", "resume", "withdraw", "link"])
def test_whoever_only_looks_changes_nothing(memorial: Memorial, act: str) -> None:
    row, url, testimony = published()
    before = Contribution.objects.filter(pk=row.pk).values().get()
    for method in ("get", "head", "options"):
        getattr(Client(), method)(f"{url}{act}/?choice=wholly&sure=yes&words=x")
    assert Contribution.objects.filter(pk=row.pk).values().get() == before
    assert Client().get(testimony.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("https://elsewhere.example.org", 403),
        ("http://testserver.example.org", 403),
        ("http://[", 403),
        ("null", 303),
        ("http://testserver", 303),
    ],
)
def test_what_another_site_sends_is_refused(memorial: Memorial, origin: str, status: int) -> None:
    row, url = given()
    response = Client().post(f"{url}pause/", headers={"Origin": origin})
    row.refresh_from_db()
    assert response.status_code == status
    assert (row.paused_at is not None) == (status == 303)


def test_form_that_was_begun_is_shown_to_be_continued(memorial: Memorial) -> None:
    _row, url = given(finished=False)
    page = read(url)
    assert WORDS in page
    assert "<textarea" in page
    assert url.split("/")[4] not in page.split("</head>")[0]
    check_closed(Client().get(url))


@pytest.mark.parametrize(
    "token", ["%00", "%FF%FE", "x" * 3000, "%2e%2e", "a%0d%0aSet-Cookie:x", "ə", "<b>", "%ED%A0%80"]
)
def test_odd_links_are_no_pages(memorial: Memorial, token: str) -> None:
    for url in (f"/en/contribute/yours/{token}/", f"/en/contribute/yours/{token}/pause/"):
        assert Client().get(url).status_code == 404
        assert Client().post(url).status_code == 404


@pytest.mark.parametrize("act", ["answer", "correct", "rename", "allow", "pause", "withdraw", "link"])
def test_odd_input_never_breaks_a_page(memorial: Memorial, act: str) -> None:
    _row, url = given(state=State.ASKED)
    form = "application/x-www-form-urlencoded"
    bodies: list[tuple[Any, str]] = [
        (b"words=%00%ED%A0%80x&naming=full&naming=initials&choice=&name=" + "\u202e".encode() * 500, form),
        (b"words=%FF%FE&naming=%00", f"{form}; charset=utf-7"),
        (b"\xff" * 50, "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"{}", "application/json"),
        ("&".join(f"f{each}=x" for each in range(10_050)), form),
    ]
    for data, content_type in bodies:
        response = Client().post(f"{url}{act}/", data, content_type=content_type)
        assert response.status_code < 500, (act, data[:50])
        check_closed(response)
        if act == "link" and response.status_code == 303:
            url = response.headers["Location"].partition("?")[0]


def test_sender_reads_hostile_words_as_words(memorial: Memorial) -> None:
    row, url = given(words="<script>alert(1)</script>\u202ereversed", shown_name="<b>x</b>", naming="full")
    row.letters.create(words="<img src=x onerror=alert(1)>", at=timezone.now())
    page = read(url)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>x" not in page


def ask_for_link(reference: str) -> Any:
    return Client().post("/en/contribute/lost/", {"reference": reference})


def test_lost_link_is_mailed_to_the_address_that_was_left(memorial: Memorial) -> None:
    row, url = given(contact={"mail": "zq@example.org"})
    ask_for_link(f"  {row.reference.lower().replace('-', ' ')} ")
    (job,) = waiting_jobs()
    send_mail.call(*job)
    assert [each.to for each in mail.outbox] == [["zq@example.org"]]
    assert Client().get(url).status_code == 404


def waiting_jobs() -> list[list[Any]]:
    rows = DBTaskResult.objects.filter(task_path=send_mail.module_path)
    return [row.args_kwargs["args"] for row in rows]


def test_answer_to_a_lost_link_is_the_same_in_every_case(memorial: Memorial) -> None:
    with_address, _url = given(contact={"mail": "zq@example.org"})
    without, _url = given()
    gone, _url = given(state=State.WITHDRAWN)
    references = [with_address.reference, without.reference, gone.reference, "ABCD-2345", "\x00"]
    answers = [ask_for_link(reference) for reference in references]
    assert {(each.status_code, each.content, each.headers["Location"]) for each in answers} == {
        (303, b"", "/en/contribute/lost/?asked")
    }
    assert "the same whatever the reference is" in read("/en/contribute/lost/?asked")
    refused = ask_for_link(with_address.reference)
    assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)
    assert reverse("yours_lost") == "/en/contribute/lost/"
