"""The acts behind a private link: each is one step, takes effect at once, and loses no word."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from memorial.contributions.buckets import ACTS
from memorial.contributions.contacts import contact_of
from memorial.contributions.links import find_by_link
from memorial.contributions.models import Contribution, Kind, State
from memorial.models import Memorial, Message
from tests.contributions.keys import use_keys
from tests.contributions.private_links import WORDS, forms_on, given, published, read, sent


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    use_keys(settings, tmp_path)


def test_question_is_answered(memorial: Memorial) -> None:
    row, url = given(state=State.ASKED)
    row.letters.create(ours=True, words="Zqquestion?", at=timezone.now())
    page = read(url)
    assert "The curators have a question" in page
    assert "Zqquestion?" in page
    response = sent(url, "answer", words="Synthetic answer\r\nin two lines")
    assert (response.status_code, response.headers["Location"]) == (303, f"{url}?done=answer")
    row.refresh_from_db()
    assert (row.state, row.letters.values_list("words", flat=True).last()) == (
        State.ANSWERED,
        "Synthetic answer\nin two lines",
    )
    assert "Your letter is stored" in read(f"{url}?done=answer")


def test_words_are_kept_where_something_is_wrong(memorial: Memorial) -> None:
    row, url = given(Kind.PICTURE, details={"shows": "Zqbefore", "living": "unknown"})
    response = sent(url, "correct", words="x" * 100_001, shows="Zqafter")
    page = response.content.decode()
    assert response.status_code == 422
    assert "x" * 100_001 in page
    assert "Zqafter" in page
    assert "too long" in page
    row.refresh_from_db()
    assert row.said("shows") == "Zqbefore"
    assert sent(url, "correct", words="", shows="Zqafter").status_code == 303
    row.refresh_from_db()
    assert (row.words, row.details) == ("", {"shows": "Zqafter", "living": "unknown"})


def test_browser_goes_to_what_is_wrong(memorial: Memorial) -> None:
    _row, url = given(state=State.ASKED)
    page = sent(url, "answer", words="").content.decode()
    assert "<title>Please look again" in page
    assert page.count(" autofocus") == 1
    assert re.search(r'<p class="problem" role="alert" tabindex="-1" autofocus>', page)


def test_letter_is_no_answer_where_nothing_was_asked(memorial: Memorial) -> None:
    assert "Your answer" in read(given(state=State.ASKED)[1])
    page = read(given(state=State.ACCEPTED)[1])
    assert "Your letter" in page
    assert "Your answer" not in page


def test_correction_that_comes_too_late_is_given_back(memorial: Memorial) -> None:
    row, url = given()
    Contribution.objects.filter(pk=row.pk).update(state=State.ACCEPTED)
    response = sent(url, "correct", words="Zqlate words")
    assert response.status_code == 409
    assert "Zqlate words" in response.content.decode()
    row.refresh_from_db()
    assert row.words == WORDS


def test_correction_of_all_to_nothing_is_no_correction(memorial: Memorial) -> None:
    row, url = given()
    response = sent(url, "correct", words="")
    assert response.status_code == 422
    assert "withdraw it below" in response.content.decode()
    row.refresh_from_db()
    assert row.words == WORDS


@pytest.mark.every_case
@pytest.mark.parametrize(
    ("said", "naming", "shown"),
    [
        ({"naming": "full", "name": "Zqgiven Zqfamily"}, "full", "Zqgiven Zqfamily"),
        ({"naming": "full"}, "full", "Zqlocked Zqname"),
        ({"naming": "initials", "name": "Əli Zqfamily"}, "initials", "Ə. Z."),
        ({"naming": "initials"}, "initials", "Z. Z."),
        ({"naming": "pseudonym", "name": "Zqother"}, "pseudonym", "Zqother"),
        ({"naming": "anonymous", "name": "Zqignored"}, "anonymous", ""),
    ],
)
def test_sender_chooses_another_way_of_being_named(
    memorial: Memorial, said: dict[str, str], naming: str, shown: str
) -> None:
    row, url = given(contact={"name": "Zqlocked Zqname", "mail": "zq@example.org"})
    assert sent(url, "rename", **said).status_code == 303
    row.refresh_from_db()
    assert (row.naming, row.shown_name) == (naming, shown)
    real = said["name"] if naming in ("full", "initials") and "name" in said else "Zqlocked Zqname"
    assert contact_of(row) == {"name": real, "mail": "zq@example.org"}
    assert "Zqlocked" not in read(url) or naming == "full"


@pytest.mark.parametrize("said", [{}, {"naming": "invented"}, {"naming": "full"}, {"naming": "pseudonym"}])
def test_name_that_is_missing_is_asked_for(memorial: Memorial, said: dict[str, str]) -> None:
    row, url = given()
    response = sent(url, "rename", **said)
    assert response.status_code == 422
    assert "<details open>" in response.content.decode()
    row.refresh_from_db()
    assert row.naming == ""


def test_answers_about_uses_change_and_the_others_stay(memorial: Memorial) -> None:
    row, url = given(answers={"keep": True, "publish": True, "research": True})
    page = read(url)
    assert "checked" not in page
    assert sent(url, "allow", research="no", teaching="yes", audience="researchers").status_code == 303
    row.refresh_from_db()
    assert row.answers == {"keep": True, "publish": True, "research": False, "teaching": True}
    assert row.audience == "researchers"


def test_pause_takes_it_away_at_once_and_its_end_brings_it_back(memorial: Memorial) -> None:
    _row, url, testimony = published()
    assert testimony.get_absolute_url() in read(url)
    assert sent(url, "pause").status_code == 303
    assert Client().get(testimony.get_absolute_url()).status_code == 404
    assert "You have paused it" in read(url)
    assert sent(url, "pause").status_code == 409
    assert sent(url, "resume").status_code == 303
    assert Client().get(testimony.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("choice", ["archive", "wholly"])
def test_withdrawal_takes_two_clicks(memorial: Memorial, choice: str) -> None:
    row, url, testimony = published()
    buttons = re.findall(r'name="choice" value="(\w+)"', read(url))
    assert buttons == ["archive", "wholly"]
    asked = sent(url, "withdraw", choice=choice)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "What follows" in page
    assert Client().get(testimony.get_absolute_url()).status_code == 200
    assert len(re.findall(r"<button", page)) == 1
    fields = dict(re.findall(r'name="(\w+)" value="(\w+)"', page))
    assert fields == {"choice": choice, "sure": "yes"}
    assert sent(url, "withdraw", **fields).status_code == 303
    gone = Client().get(testimony.get_absolute_url())
    assert gone.status_code == 410
    assert "Zqname" not in gone.content.decode()
    row.refresh_from_db()
    assert (row.state == State.WITHDRAWN, row.words == "") == (choice == "wholly", choice == "wholly")
    after = read(url)
    assert (WORDS in after) == (choice == "archive")
    assert ("It was withdrawn and deleted" in after) == (choice == "wholly")
    assert forms_on(after) == [] if choice == "wholly" else "withdraw" in forms_on(after)


@pytest.mark.parametrize("said", [{}, {"choice": "invented"}, {"sure": "yes"}, {"choice": "invented", "sure": "yes"}])
def test_withdrawal_that_says_nothing_does_nothing(memorial: Memorial, said: dict[str, str]) -> None:
    row, url = given()
    assert sent(url, "withdraw", **said).status_code == 303
    row.refresh_from_db()
    assert row.state == State.NEW


def test_message_is_withdrawn_as_a_whole(memorial: Memorial) -> None:
    message = Message.objects.create(words="Zqmessage", language="en", shown_at=timezone.now())
    made = {"state": State.ACCEPTED, "made_kind": "message", "made": message.public_id}
    _row, url = given(Kind.MESSAGE, **made)
    assert 'value="archive"' not in read(url)
    assert sent(url, "withdraw", choice="archive", sure="yes").status_code == 303
    assert Message.objects.exists()
    assert sent(url, "withdraw", choice="wholly", sure="yes").status_code == 303
    assert not Message.objects.exists()


def test_new_link_takes_the_place_of_the_old_one(memorial: Memorial) -> None:
    row, url = given()
    response = sent(url, "link")
    new = response.headers["Location"].partition("?")[0]
    assert new != url
    assert Client().get(url).status_code == 404
    page = read(response.headers["Location"])
    assert "This is your new private link" in page
    assert f"http://testserver{new}" in page
    assert find_by_link(new.split("/")[4]) == row


def test_withdrawing_is_never_refused_however_much_came(memorial: Memorial) -> None:
    row, url = given()
    for _each in range(ACTS["yours"].holds + 1):
        last = sent(url, "rename", naming="anonymous")
    assert (last.status_code, "Retry-After" in last.headers) == (429, True)
    assert sent(url, "pause").status_code == 303
    assert sent(url, "withdraw", choice="wholly", sure="yes").status_code == 303
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_answer_that_is_not_taken_now_keeps_its_words(memorial: Memorial) -> None:
    _row, url = given(state=State.ASKED)
    for _each in range(ACTS["send"].holds):
        sent(url, "answer", words="")
    response = sent(url, "answer", words="Zqkept words")
    assert response.status_code == 429
    assert "Zqkept words" in response.content.decode()
