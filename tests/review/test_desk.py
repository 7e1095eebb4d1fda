"""The desk: its door, its start page, its dates."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from memorial.models import Memorial, User
from memorial.review.status import Status
from tests.conftest import signed_in, staff
from tests.factories import make_person, make_place, make_source

START = "/admin/"
#: One query for each; before them session, person, their two kinds of permission, and whether there is a memorial.
KINDS = 10


def test_start_page_shows_kinds_in_our_groups(steward_browser: Client) -> None:
    page = steward_browser.get(START)
    names = [str(name) for name, _kinds in page.context["groups"]]
    assert names == [
        "People",
        "Testimonies",
        "Events, places and figures",
        "Commemorations and recognitions",
        "Sources and media",
        "The memorial",
        "Accounts",
    ]


def test_start_page_counts_by_status_and_says_what_waits(curator_browser: Client) -> None:
    make_person(status=Status.IN_REVIEW)
    make_person(status=Status.DRAFT)
    make_person()
    page = curator_browser.get(START)
    review, drafts = page.context["waiting"]
    assert [(kind.name, count.number, count.url) for kind, count in review.kinds] == [
        ("People", 1, "/admin/memorial/person/?status__exact=in_review")
    ]
    assert [(kind.name, count.number) for kind, count in drafts.kinds] == [("People", 1)]
    people = curator_browser.get("/admin/memorial/person/?status__exact=in_review")
    assert len(people.context["cl"].result_list) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_start_page_asks_once_for_each_kind(curator_browser: Client, rows: int, django_assert_num_queries: Any) -> None:
    for _row in range(rows):
        make_person(residence=make_place())
        make_source()
    with django_assert_num_queries(6 + KINDS):
        curator_browser.get(START)


def test_start_page_shows_nothing_that_a_person_may_not_see(contributor_browser: Client) -> None:
    page = contributor_browser.get(START)
    kinds = [kind.name for _name, members in page.context["groups"] for kind in members]
    assert "Accounts" not in kinds
    assert "People" in kinds


def test_group_of_models_has_one_start_page(curator_browser: Client) -> None:
    assert curator_browser.get("/admin/memorial/")["Location"] == START


@pytest.mark.parametrize(
    ("text", "edtf", "words"),
    [("about 1954", "1954~", "about 1954"), ("24.06.1953", "1953-06-24", "24 June 1953"), ("", "", "")],
)
def test_dates_says_how_a_date_was_understood(curator_browser: Client, text: str, edtf: str, words: str) -> None:
    answer = curator_browser.get(reverse("admin:dates"), {"text": text}).json()
    assert (answer["edtf"], answer["words"]) == (edtf, words)


def test_dates_refuses_with_an_example(curator_browser: Client) -> None:
    answer = curator_browser.get(reverse("admin:dates"), {"text": "some day"}).json()
    assert "24.06.1953" in answer["error"]


def test_dates_takes_a_day_of_the_year_only_where_asked(curator_browser: Client) -> None:
    url = reverse("admin:dates")
    assert curator_browser.get(url, {"text": "26 February", "anniversary": "1"}).json()["edtf"] == "--02-26"
    assert "error" in curator_browser.get(url, {"text": "26 February"}).json()


def test_dates_is_for_staff_alone(visitor: Client, memorial: Memorial) -> None:
    assert visitor.get(reverse("admin:dates"), {"text": "1954"}).status_code == 302


def test_sign_in_that_fails_says_what_to_do(visitor: Client) -> None:
    page = visitor.post("/admin/login/", {"username": "nobody", "password": "wrong"})
    assert "do not open the desk" in page.content.decode()


def test_desk_keeps_the_pages_own_policy(curator_browser: Client) -> None:
    person = make_person()
    for url in (START, "/admin/memorial/person/", f"/admin/memorial/person/{person.pk}/change/"):
        page = curator_browser.get(url)
        assert "unsafe-inline" not in page["Content-Security-Policy"]
        assert "style=" not in page.content.decode()


def test_no_way_around_the_permissions_tells_the_name_of_a_draft(memorial: Memorial) -> None:
    browser = signed_in(staff("newcomer"))
    draft = make_person(given="Unsaid", status=Status.DRAFT)
    kind = ContentType.objects.get_for_model(type(draft)).pk
    answer = browser.get(f"/admin/r/{kind}/{draft.pk}/")
    assert answer.status_code == 404
    assert "unsaid" not in str(answer.headers).lower()


def test_sign_in_leads_to_the_desk_and_to_no_other_site(contributor: User, visitor: Client) -> None:
    typed = {"username": contributor.username, "password": "synthetic pass phrase", "next": "https://example.org/"}
    assert visitor.post("/admin/login/?next=//example.org/", typed)["Location"] == START
