"""Suggestions: a few names as data, from public rows alone, for whatever is typed."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.review.status import Status
from tests.factories import add_name, add_picture, make_person, make_place


def asked(visitor: Client, typed: str, language: str = "en") -> dict[str, Any]:
    response = visitor.get(f"/{language}/search/suggestions/", {"q": typed})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    answer: dict[str, Any] = response.json()
    return answer


def test_names_that_begin_so_are_offered_with_their_address(visitor: Client) -> None:
    person = make_person(given="Gulnara", family="Sintetikova", birth="1953", death="1992")
    make_person(given="Anar", family="Quliyev")
    assert asked(visitor, "gulnara sint") == {
        "status": "1 name. Choose with the arrow keys.",
        "people": [
            {
                "name": "Gulnara Sintetikova",
                "language": "en",
                "direction": "ltr",
                "years": "1953 – 1992",
                "reason": "",
                "url": person.get_absolute_url(),
            }
        ],
    }


def test_name_in_other_letters_is_offered_with_the_reason(visitor: Client) -> None:
    person = make_person(given="Gulnara", family="Sintetikova")
    add_name(person, given="Гульнара", family="Синтетикова", language="ru", script="Cyrl")
    (found,) = asked(visitor, "Гульнара Синт")["people"]
    assert found["name"] == "Gulnara Sintetikova"
    assert "Гульнара" in found["reason"]
    (found,) = asked(visitor, "Гульнара Синт", "ru")["people"]
    assert (found["name"], found["url"][:4]) == ("Гульнара Синтетикова", "/ru/")


@pytest.mark.parametrize("typed", ["", " ", "g", " g ", "\x00", "a" * 201, "a" * 10_000])
def test_too_little_and_too_much_offers_nothing(visitor: Client, typed: str) -> None:
    make_person(given="Gulnara")
    assert asked(visitor, typed) == {"status": "", "people": []}


def test_nothing_that_begins_so_is_said(visitor: Client) -> None:
    make_person(given="Gulnara")
    assert asked(visitor, "bnmbnm") == {"status": "No name begins so.", "people": []}


def test_at_most_eight_are_offered(visitor: Client) -> None:
    for number in range(10):
        make_person(given=f"Gulnara{'abcdefghij'[number]}")
    found = asked(visitor, "gulnara")
    assert len(found["people"]) == 8
    assert found["status"] == "8 names. Choose with the arrow keys."


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_who_is_not_public_is_never_offered(visitor: Client, status: Status) -> None:
    make_person(given="Zqname", family="Zqfamily", status=status)
    assert asked(visitor, "zqname")["people"] == []


def test_who_is_withdrawn_after_the_index_was_made_is_not_offered(visitor: Client) -> None:
    person = make_person(given="Zqname", family="Zqfamily")
    assert len(asked(visitor, "zqname")["people"]) == 1
    type(person)._base_manager.filter(pk=person.pk).update(status=Status.DRAFT)
    assert asked(visitor, "zqname") == {"status": "No name begins so.", "people": []}


@pytest.mark.parametrize("typed", ['"\\"', "</script><script>", "\ud7ff\ufffe", "a:b*(", "🕯🕯", "\u202eab", "--ab"])
def test_whatever_is_typed_is_answered(visitor: Client, typed: str) -> None:
    make_person(given="</script><script>alert(1)</script>")
    asked(visitor, typed)


def test_answer_is_kept_by_nobody_who_does_not_ask_and_listed_nowhere(visitor: Client) -> None:
    response = visitor.get("/en/search/suggestions/?q=ab")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies
    assert visitor.post("/en/search/suggestions/", {"q": "ab"}).status_code == 405


def test_suggestions_cost_the_same_however_many_are_found(visitor: Client) -> None:
    cost = {}
    for rows in (1, 2, 3):
        add_picture(make_person(given="Gulnara", residence=make_place()))
        with CaptureQueriesContext(connection) as queries:
            assert len(asked(visitor, "gulnara")["people"]) == rows
        cost[rows] = len(queries)
    assert cost[1] == cost[3] <= 20, cost


def test_whose_name_begins_so_stands_before_who_is_only_similar(visitor: Client) -> None:
    make_person(given="Mehdi", family="Sintetikov")
    make_person(given="Mahdiyar", family="Sintetikov")
    found = [each["name"] for each in asked(visitor, "mahdi")["people"]]
    assert found[0] == "Mahdiyar Sintetikov"
    assert "Mehdi Sintetikov" in found
