"""Nobody's words are lost: a session that ended, a token that changed, an entry that has gone on."""

import json
from typing import Any

import pytest
from django.test import Client

from memorial.accounts.actions import set_password
from memorial.accounts.roles import Role
from memorial.models import Memorial, Person, Place, User
from memorial.review.models import Entry
from memorial.review.notes import ReviewNote
from memorial.review.restoring import discard
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.factories import MAKERS, make_asset, make_person, make_place
from tests.review.filling import address, filled, messages_of, problems
from tests.review.meeting import asked, draft, form_of, settle, written

OWN = "synthetic pass phrase"
HERE, ELSEWHERE = "http://testserver", "https://elsewhere.example"
GRAVE = 'Synthetic </textarea><script>alert("words")</script> & “words”\nin two lines'


@pytest.fixture
def person(memorial: Memorial) -> Person:
    return draft()


def come_in(browser: Client, page: Any, username: str, password: str = OWN) -> Any:
    """Sign in on a page that carries words."""
    assert page.context["kept_words"]
    data = {"username": username, "password": password, "next": page.context["next"]}
    return browser.post(page.context["app_path"], data | {"kept_words": page.context["kept_words"]})


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_words_of_a_lost_session_come_back_and_can_be_saved(curator: User, model: type[Entry]) -> None:
    browser = signed_in(curator)
    make: Any = MAKERS[model]
    entry = make(status=Status.DRAFT)
    data = written(browser, form_of(entry))
    texts = {name for name in data if name.startswith("translations-1-") and name.rpartition("-")[2] not in OTHER}
    spoken = "WEBVTT\n\n00:01.000 --> 00:02.000\nSynthetic words"
    data |= {name: spoken if name.endswith("-transcript") else "Synthetic words" for name in texts}
    browser.session.flush()
    door = browser.post(form_of(entry), data)
    assert door.status_code == 403
    page = come_in(browser, door, "curator")
    assert page.status_code == 200
    assert as_text(filled(page)) == as_text(data)
    assert "Nothing of them is saved yet." in " ".join(messages_of(page))
    assert "Synthetic words" not in str(list(entry.translations.values()))
    assert f'action="{form_of(entry)}"' in page.content.decode()
    answer = browser.post(form_of(entry), filled(page))
    assert answer.status_code == 302, problems(answer)
    assert "Synthetic words" in str(list(entry.translations.values()))


def as_text(data: dict[str, Any]) -> dict[str, str]:
    """Return what a form sends as text, without what says nothing."""
    return {name: str(value) for name, value in data.items() if value not in ("", [])}


OTHER = frozenset({"id", "entry", "language", "state", "DELETE"})


def test_words_of_a_new_entry_come_back(curator: User) -> None:
    browser = signed_in(curator)
    data = written(browser, address(Place, "add"), kind="town", translations__1__name="Synthetic town")
    browser.session.flush()
    page = come_in(browser, browser.post(address(Place, "add"), data), "curator")
    assert filled(page)["translations-1-name"] == "Synthetic town"
    assert not Place.objects.exists()
    assert browser.post(address(Place, "add"), filled(page)).status_code == 302
    assert Place.objects.count() == 1


def test_carried_words_hold_no_password_and_no_token(memorial: Memorial, steward: User) -> None:
    browser = signed_in(steward)
    data = written(browser, address(User, "add"), username="newcomer", password1="synthetic a", password2="synthetic b")
    browser.session.flush()
    door = browser.post(address(User, "add"), data | {"csrfmiddlewaretoken": "synthetic token"})
    kept = door.context["kept_words"]
    assert "newcomer" in kept
    assert not [
        secret for secret in ("synthetic a", "synthetic b", "synthetic token") if secret in door.content.decode()
    ]


def test_wrong_password_loses_no_word(curator: User, person: Person) -> None:
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    browser.session.flush()
    door = browser.post(form_of(person), data)
    again = come_in(browser, door, "curator", "wrong")
    assert again.context["kept_words"] == door.context["kept_words"]
    assert filled(come_in(browser, again, "curator"))["birth"] == "1951"


def test_one_time_password_in_between_loses_no_word(curator: User, person: Person) -> None:
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    set_password(user=curator, password="synthetic one-time", one_time=True)
    page = come_in(browser, browser.post(form_of(person), data), "curator", "synthetic one-time")
    assert 'name="new_password1"' in page.content.decode()
    new = {"old_password": "synthetic one-time", "new_password1": "synthetic own words", "new_password2": "wrong"}
    url = "/admin/password_change/"
    page = browser.post(url, new | {"kept_words": page.context["kept_words"]})
    new["new_password2"] = new["new_password1"]
    page = browser.post(url, new | {"kept_words": page.context["kept_words"]})
    assert filled(page)["birth"] == "1951"
    assert browser.post(form_of(person), filled(page)).status_code == 302
    person.refresh_from_db()
    assert person.birth == "1951"


def test_password_that_must_be_changed_meanwhile_loses_no_word(curator: User, person: Person) -> None:
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    User.objects.filter(pk=curator.pk).update(must_change_password=True)
    page = browser.post(form_of(person), data)
    assert json.loads(page.context["kept_words"])[1]["birth"] == ["1951"]


def test_another_person_who_signs_in_saves_under_their_own_name(
    curator: User, second_curator: User, person: Person
) -> None:
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    browser.session.flush()
    page = come_in(browser, browser.post(form_of(person), data), "second-curator")
    assert browser.post(form_of(person), filled(page)).status_code == 302
    person.refresh_from_db()
    assert person.birth == "1951"


def test_person_who_may_not_write_gets_the_words_and_nothing_else(curator: User, person: Person) -> None:
    staff("keeper", Role.KEEPER)
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    browser.session.flush()
    page = come_in(browser, browser.post(form_of(person), data), "keeper")
    assert page.status_code == 403
    assert "1951" in page.content.decode()


def test_somebody_who_is_no_staff_any_more_keeps_the_words(curator: User, person: Person) -> None:
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    User.objects.filter(pk=curator.pk).update(is_staff=False)
    assert "1951" in browser.post(form_of(person), data).context["kept_words"]


def test_entry_that_changed_before_one_signed_in_again_is_compared(
    curator: User, second_curator_browser: Client, person: Person
) -> None:
    browser = signed_in(curator)
    data = written(browser, form_of(person), birth="1951")
    second_curator_browser.post(form_of(person), written(second_curator_browser, form_of(person), sex="female"))
    browser.session.flush()
    page = come_in(browser, browser.post(form_of(person), data), "curator")
    assert asked(page) == {"birth": "mine", "sex": "kept"}
    browser.session.flush()
    page = settle(browser, page)
    page = come_in(browser, page, "curator")
    assert filled(page)["birth"] == "1951"
    assert browser.post(form_of(person), filled(page)).status_code == 302
    person.refresh_from_db()
    assert (person.birth, person.sex) == ("1951", "female")


def test_words_that_look_like_markup_stay_words(curator: User) -> None:
    place = make_place(status=Status.DRAFT, created_by=curator)
    browser = signed_in(curator)
    data = written(browser, form_of(place), translations__0__name=GRAVE)
    browser.session.flush()
    door = browser.post(form_of(place), data)
    assert "<script>alert" not in door.content.decode()
    page = come_in(browser, door, "curator")
    assert "<script>alert" not in page.content.decode()
    assert filled(page)["translations-0-name"] == GRAVE
    discard(entry=place, by=curator)
    gone = browser.post(form_of(place), data)
    assert "<script>alert" not in gone.content.decode()


def test_note_of_an_act_comes_back_and_is_not_sent(curator: User, person: Person) -> None:
    browser = signed_in(curator)
    url = address(Person, "acts", person.pk, "note")
    data = {"note": "A synthetic note", "seen": ""}
    browser.session.flush()
    page = come_in(browser, browser.post(url, data), "curator")
    assert "A synthetic note</textarea>" in page.content.decode()
    assert not ReviewNote.objects.exists()


@pytest.mark.parametrize("act", ["submit", "discard", "take"])
def test_act_that_comes_back_is_not_done(curator: User, act: str) -> None:
    person = make_person(status=Status.DRAFT, created_by=curator)
    browser = signed_in(curator)
    browser.session.flush()
    door = browser.post(address(Person, "acts", person.pk, act), {"note": "A synthetic note"})
    come_in(browser, door, "curator")
    person.refresh_from_db()
    assert (person.status, person.in_charge) == (Status.DRAFT, None)


def test_other_posts_can_be_sent_again_after_signing_in(curator: User, person: Person) -> None:
    browser = signed_in(curator)
    browser.session.flush()
    door = browser.post(address(Person, "changelist"), {"action": "synthetic", "_selected_action": [person.pk]})
    page = come_in(browser, door, "curator")
    assert page.status_code == 200
    sent = {one.split('"')[0] for one in page.content.decode().split('<textarea name="')[1:]}
    assert sent == {"action", "_selected_action"}


def test_file_is_named_that_must_be_chosen_again(curator: User) -> None:
    asset = make_asset(status=Status.DRAFT)
    browser = signed_in(curator)
    data = written(browser, form_of(asset))
    browser.session.flush()
    with open(__file__, "rb") as file:  # noqa: PTH123  # a file to be sent
        door = browser.post(form_of(asset), data | {"file": file})
    assert "test_kept_words.py" in door.content.decode()
    assert "Choose these files again: test_kept_words.py." in messages_of(come_in(browser, door, "curator"))


def strict(user: User) -> Client:
    """Return a browser whose tokens are asked for, as they are outside of tests."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    return browser


def test_token_of_before_signing_in_again_loses_no_word(curator: User, person: Person) -> None:
    browser = strict(curator)
    data = written(browser, form_of(person), birth="1951") | {"csrfmiddlewaretoken": "a" * 64}
    page = browser.post(form_of(person), data, headers={"Origin": HERE})
    assert page.status_code == 200
    assert filled(page)["birth"] == "1951"
    assert Person.objects.get().birth == ""
    token = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    again = filled(page) | {"csrfmiddlewaretoken": token}
    answer = browser.post(form_of(person), again, headers={"Origin": HERE})
    assert answer.status_code == 302, problems(answer)
    assert Person.objects.get().birth == "1951"


def test_token_of_words_that_came_through_the_door_holds(curator: User, person: Person) -> None:
    browser = strict(curator)
    data = written(browser, form_of(person), birth="1951")
    browser.session.flush()
    browser.get("/admin/login/")
    old = browser.cookies["csrftoken"].value
    door = browser.post(form_of(person), data | {"csrfmiddlewaretoken": old}, headers={"Origin": HERE})
    sent = {"username": "curator", "password": OWN, "csrfmiddlewaretoken": old}
    sent |= {"next": door.context["next"], "kept_words": door.context["kept_words"]}
    page = browser.post(door.context["app_path"], sent, headers={"Origin": HERE})
    token = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = browser.post(form_of(person), filled(page) | {"csrfmiddlewaretoken": token}, headers={"Origin": HERE})
    assert answer.status_code == 302
    assert Person.objects.get().birth == "1951"


def test_token_failure_of_somebody_signed_out_leads_through_the_door(curator: User, person: Person) -> None:
    data = written(signed_in(curator), form_of(person), birth="1951")
    page = Client(enforce_csrf_checks=True).post(form_of(person), data, headers={"Referer": HERE + form_of(person)})
    assert "1951" in page.context["kept_words"]


@pytest.mark.parametrize(
    "headers",
    [{"Origin": ELSEWHERE}, {"Origin": "null"}, {}, {"Referer": ELSEWHERE + "/x"}, {"Origin": "http://[bad"}],
)
def test_page_of_another_site_gets_a_plain_refusal(curator: User, person: Person, headers: dict[str, str]) -> None:
    browser = strict(curator)
    answer = browser.post(form_of(person), {"birth": "synthetic words"}, headers=headers)
    assert answer.status_code == 403
    assert "synthetic words" not in answer.content.decode()
    assert Person.objects.get().birth == ""


def test_signing_in_without_words_leads_on_as_ever(curator: User) -> None:
    answer = Client().post("/admin/login/", {"username": "curator", "password": OWN, "next": "/admin/memorial/person/"})
    assert answer["Location"] == "/admin/memorial/person/"
