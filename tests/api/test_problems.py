"""Problems: whatever is sent, the answer is a sentence that names what is wrong, and never a failure of ours."""

import pytest
from django.test import Client

from memorial.api import throttling
from memorial.contributions.buckets import Bucket
from tests.api.asking import ROOT, ask, problem, told
from tests.factories import make_person

pytestmark = pytest.mark.usefixtures("memorial")

BAD = {
    "fate=": "fate",
    "fate=nobody": "fate",
    "fate=killed&fate=missing": "fate",
    "unknown=1": "unknown",
    "format=json": "format",
    "limit=0": "limit",
    "limit=101": "limit",
    "limit=٣": "limit",
    "limit=1e1": "limit",
    "fields=id,secret": "fields",
    "fields=": "fields",
    "expand=id": "expand",
    "ordering=status": "ordering",
    "place=%00": "place",
    "place=' OR 1=1 --": "place",
    "born_from=20000": "born_from",
    "born_from=%0A1953": "born_from",
    "born_from=1953%0A": "born_from",
    "changed_since=yesterday": "changed_since",
    "changed_since=2025-01-01T00:00:00": "changed_since",
    "name_language=../etc": "name_language",
    "language=xx": "language",
    "cursor=a": "cursor",
    "cursor=%F0%9F%98%80": "cursor",
    "cursor=W10": "cursor",
    "cursor=WyJpZCIsImFmdGVyIix7fV0": "cursor",
    "cursor=WyJpZCIsImFmdGVyIiwiXHUwMDAwIl0": "cursor",
    "cursor=WyJuYW1lIiwiYWZ0ZXIiLCIxIl0": "cursor",
    "cursor=" + "W1tb" * 300: "cursor",
}


@pytest.mark.parametrize("query", BAD)
def test_parameter_that_is_not_taken_is_named(query: str) -> None:
    assert problem(f"people/?{query}", 400)["parameter"] == BAD[query]


def test_cursor_of_another_order_or_with_a_value_that_is_none_is_refused() -> None:
    for number in range(3):
        make_person(given=f"Synthetic {number}")
    cursor = told("people/?ordering=changed&limit=1")["next"].split("cursor=")[1].split("&")[0]
    assert problem(f"people/?cursor={cursor}", 400)["parameter"] == "cursor"
    assert problem(f"people/?ordering=-changed&cursor={cursor}", 400)["parameter"] == "cursor"


def test_ends_of_the_calendar_are_moments_like_others() -> None:
    for moment in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00", "0001-01-01", "9999-12-31"):
        told(f"people/?changed_since={moment}")
    for year in ("0000", "0001", "9999"):
        told(f"people/?born_from={year}&died_to={year}")


def test_flood_of_signs_is_refused_before_it_is_read() -> None:
    assert "longer" in problem("people/?q=" + "a" * 10_000_000, 400)["detail"]
    problem("search/?q=" + "a" * 3000, 400)
    problem("people/?" + "&".join(f"a{number}=1" for number in range(20_000)), 400)


def test_addresses_that_are_none_are_problems_and_no_pages() -> None:
    for address in ("nothing/", "people/abc/", "people/%00/", "people/a%2Fb/", "%FF", "people/zzzzzzzzzzzz/versions/"):
        problem(address, 404)
    assert ask("people").headers["Location"] == f"{ROOT}people/"
    assert ask("people?limit=1").headers["Location"] == f"{ROOT}people/?limit=1"


def test_writing_is_refused_and_other_media_types_are_not_given() -> None:
    for method in ("post", "put", "patch", "delete"):
        response = getattr(Client(enforce_csrf_checks=True), method)(f"{ROOT}people/")
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response.json()["status"] == 405
    problem("people/", 406, accept="text/html")
    problem("people/", 406, accept="image/png, text/*")
    for accept in ("application/json", "text/html, */*;q=0.1", "application/problem+json", ""):
        assert ask("people/", accept=accept).status_code == 200


def test_network_that_asks_too_often_waits_and_others_do_not(
    monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(throttling, "READING", Bucket("api", holds=2, seconds_per_drop=30))
    settings.PROXIES = 1  # type: ignore[attr-defined]
    forged = {"x_forwarded_for": "203.0.113.9, 198.51.100.1"}
    assert [ask("people/", **forged).status_code for _time in range(3)] == [200, 200, 429]
    response = ask("people/", x_forwarded_for="203.0.113.77, 198.51.100.1")
    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 30
    assert response.json()["type"].endswith("#problem-too-often")
    assert ask("people/", x_forwarded_for="198.51.100.2").status_code == 200


def test_fault_of_ours_is_a_problem_that_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_person()
    monkeypatch.setattr("memorial.api.entries.links", lambda *_given: 1 / 0)
    said = problem("people/", 500)
    assert "Zero" not in str(said)
