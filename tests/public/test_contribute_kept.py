"""What is not right yet, or not taken now, is given back with every word and every file."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from memorial.contributions import admission
from memorial.contributions.attachments import Attachment
from memorial.contributions.contacts import contact_of
from memorial.contributions.links import find_by_link, token_for
from memorial.contributions.models import Contribution, Kind, State
from memorial.contributions.tokens import new_token
from memorial.models import Compartment, Person
from tests.contributions.keys import use_keys
from tests.factories import make_person
from tests.public.giving import WORDS, about, address, aged, give, jpeg, said_in, send_again, stored


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, media_folders: Path) -> None:
    """Keep keys and files below the test's own folder."""
    use_keys(settings, tmp_path)


@pytest.mark.parametrize("naming", ["full", "initials", "pseudonym"])
def test_missing_name_is_asked_for_and_nothing_is_lost(visitor: Client, naming: str) -> None:
    written = {"words": WORDS, "naming": naming, "keep": "yes", "telephone": "zq 1", "language": "fa"}
    page = give(visitor, address("testimony"), **written)
    assert page.status_code == 422
    assert Contribution.objects.count() == 0
    said = said_in(page)
    assert {name: said[name] for name in written} == {name: [value] for name, value in written.items()}
    missing = "pseudonym" if naming == "pseudonym" else "name"
    assert f'<a href="#id_{missing}">' in page.content.decode()
    answer = send_again(visitor, address("testimony"), page, **{missing: "Zqname"})
    assert answer.status_code == 303
    assert stored().language == "fa"


def test_problems_are_said_above_and_beside_the_field(visitor: Client) -> None:
    page = give(visitor, address("message"), words="").content.decode()
    assert 'role="alert"' in page
    assert 'href="#id_words"' in page
    area = re.search(r"<textarea[^>]*>", page)
    assert area is not None
    assert 'aria-invalid="true"' in area.group()
    assert "id_words_error" in area.group()
    assert 'id="id_words_error"' in page


def test_files_are_said_to_be_here_only_where_some_are_kept(visitor: Client) -> None:
    refused = SimpleUploadedFile("zq.exe", b"MZ synthetic")
    page = give(visitor, address("testimony"), words=WORDS, files=refused).content.decode()
    assert "your words are still here" in page
    assert "your files" not in page
    page = give(visitor, address("testimony"), words="", files=jpeg()).content.decode()
    assert "your words and your files are still here" in page


def test_problems_are_named_in_the_order_of_the_page(visitor: Client) -> None:
    page = give(visitor, address("testimony"), words="", naming="full", publish="yes").content.decode()
    assert re.findall(r'<li><a href="#(\w+)">', page) == ["id_words", "id_keep", "id_name"]


def test_use_without_keeping_is_asked_about(visitor: Client) -> None:
    page = give(visitor, address("testimony"), words=WORDS, publish="yes", keep="no")
    assert page.status_code == 422
    assert 'href="#id_keep"' in page.content.decode()


def test_failed_check_keeps_the_files(visitor: Client) -> None:
    url = address("testimony")
    page = give(visitor, url, words="", files=[jpeg("zq-one.jpg"), jpeg("zq-two.jpg", 1)])
    assert page.status_code == 422
    assert "zq-one.jpg" in page.content.decode()
    left_out = Attachment.objects.get(name="zq-two.jpg")
    answer = send_again(visitor, url, page, words=WORDS, leave_out=left_out.key)
    assert answer.status_code == 303
    assert [each.name for each in stored().attachments.all()] == ["zq-one.jpg"]


def test_refused_file_keeps_the_words_and_the_other_file(visitor: Client) -> None:
    url = address("picture")
    wrong = SimpleUploadedFile("zq-wrong.exe", b"MZ synthetic", "application/octet-stream")
    page = give(visitor, url, words=WORDS, files=[jpeg("zq-right.jpg"), wrong])
    assert page.status_code == 422
    assert said_in(page)["words"] == [WORDS]
    assert "zq-wrong.exe" in page.content.decode()
    assert send_again(visitor, url, page).status_code == 303
    assert [each.name for each in stored().attachments.all()] == ["zq-right.jpg"]


@pytest.mark.parametrize("token", ["", "zq", "a:b:c", "0" * 5000])
def test_page_that_is_not_recognised_keeps_everything(visitor: Client, token: str) -> None:
    url = address("testimony")
    page = visitor.post(url, {"token": token, "words": WORDS, "files": [jpeg("zq-kept.jpg")]})
    assert page.status_code == 422
    assert Contribution.objects.count() == 0
    assert said_in(page)["words"] == [WORDS]
    assert send_again(visitor, url, page).status_code == 303
    assert [each.name for each in stored().attachments.all()] == ["zq-kept.jpg"]


def test_sending_too_fast_keeps_everything(visitor: Client) -> None:
    url = address("message")
    page = visitor.post(url, {"token": new_token(), "words": WORDS})
    assert page.status_code == 422
    assert Contribution.objects.count() == 0
    assert said_in(page)["words"] == [WORDS]
    assert send_again(visitor, url, page).status_code == 303


def test_token_of_another_form_changes_nothing_there(visitor: Client) -> None:
    token = aged(new_token())
    visitor.post(address("testimony"), {"token": token, "words": WORDS, "later": "yes"})
    page = visitor.post(address("message"), {"token": token, "words": "Zq other"})
    assert page.status_code == 422
    assert (stored().kind, stored().words) == (Kind.TESTIMONY, WORDS)


@pytest.mark.parametrize("status", [413, 429, 503])
def test_refusal_gives_the_words_back(visitor: Client, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    url = address("testimony")
    said = said_in(visitor.get(url))
    refusal = admission.Refusal("Zq please wait.", status, 120 if status == 429 else 0)
    with monkeypatch.context() as patched:
        patched.setattr("memorial.public.contribute_sending.admit", lambda _request: refusal)
        page = visitor.post(url, said | {"words": WORDS, "naming": "anonymous", "files": [jpeg()]})
    assert page.status_code == status
    assert page.headers.get("Retry-After") == ("120" if status == 429 else None)
    assert "Zq please wait." in page.content.decode()
    assert (said_in(page)["words"], said_in(page)["naming"]) == ([WORDS], ["anonymous"])
    assert Attachment.objects.count() == 0
    assert send_again(visitor, url, page).status_code == 303


def test_large_request_is_refused_unread(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = admission.Refusal("Zq no room.", 503)
    monkeypatch.setattr("memorial.public.contribute_sending.admit", lambda _request: refusal)
    page = visitor.post(address("testimony"), {"words": "z" * (3 * 1024 * 1024)})
    assert page.status_code == 503
    assert "Zq no room." in page.content.decode()


def test_form_left_is_stored_unsent_and_continued(visitor: Client) -> None:
    url = address("testimony")
    written = {"words": WORDS, "naming": "full", "pseudonym": "Zqother", "name": "Zqname", "mail": "zq no address"}
    answer = give(visitor, url, **written, publish="yes", later="yes", files=[jpeg("zq-scan.jpg")])
    row = stored()
    assert (answer.status_code, row.state) == (303, State.BEGUN)
    assert answer.headers["Location"] == reverse("yours", args=[token_for(row.once)])
    page = visitor.get(answer.headers["Location"])
    said = said_in(page)
    assert (said["words"], said["naming"], said["publish"]) == ([WORDS], ["full"], ["yes"])
    assert said["pseudonym"] == ["Zqother"]
    assert "zq-scan.jpg" in page.content.decode()
    # Who it is stays locked away, and is not asked for again.
    assert said["name"] == said["mail"] == [""]
    assert "zq no address" not in page.content.decode()
    assert send_again(visitor, url, page, keep="yes").status_code == 303
    row.refresh_from_db()
    assert (row.state, row.shown_name, row.attachments.count()) == (State.NEW, "Zqname", 1)
    assert contact_of(row) == {"name": "Zqname", "mail": "zq no address"}


def test_what_is_locked_away_can_be_taken_back(visitor: Client) -> None:
    url = address("testimony")
    answer = give(visitor, url, words=WORDS, name="Zqname", later="yes")
    page = visitor.get(answer.headers["Location"])
    send_again(visitor, url, page, forget="on")
    assert contact_of(stored()) == {}
    assert Compartment.objects.count() == 1


def test_nothing_is_stored_of_an_empty_form(visitor: Client) -> None:
    page = give(visitor, address("testimony"), later="yes")
    assert page.status_code == 422
    assert Contribution.objects.count() == 0


def test_begun_correction_whose_page_is_gone_gives_the_words_back(visitor: Client) -> None:
    person = make_person()
    answer = give(visitor, about(person), words=WORDS, later="yes")
    Person.objects.filter(pk=person.pk).update(status="draft")
    page = visitor.get(answer.headers["Location"])
    assert page.status_code == 200
    assert b"of two paragraphs" in page.content


def test_form_left_is_sent_from_its_new_link(visitor: Client) -> None:
    url = address("testimony")
    first = visitor.get(url)
    left = visitor.post(url, said_in(first) | {"words": WORDS, "later": "yes", "files": [jpeg("zq-scan.jpg")]})
    changed = visitor.post(f"{left.headers['Location']}link/").headers["Location"]
    # The page that was opened first has no more authority over it than the link that was replaced.
    page = visitor.post(url, said_in(first) | {"words": "Synthetic words of somebody else", "later": "yes"})
    other = visitor.get(page.headers["Location"]).content.decode()
    assert "zq-scan.jpg" not in other
    assert Contribution.objects.get(words=WORDS).attachments.count() == 1
    sent = send_again(visitor, url, visitor.get(changed))
    assert sent.status_code == 303
    assert visitor.get(sent.headers["Location"]).status_code == 200
    row = Contribution.objects.get(words=WORDS)
    assert (row.state, row.attachments.count()) == (State.NEW, 1)
    assert find_by_link(token_for(row.once)) == row
