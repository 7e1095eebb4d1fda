"""The ledger on the desk."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from memorial.models import LedgerLine, Memorial, Person, User
from memorial.review import ledger_page
from memorial.review.ledger import Verb, record
from tests.conftest import signed_in
from tests.exchange.folders import write_folder
from tests.factories import make_person, make_place

PAGE = "/admin/ledger/"


def numbers(page: Any) -> list[int]:
    """Return the numbers of the lines that a page shows."""
    return [row.line.number for row in page.context["lines"]]


def test_ledger_shows_the_newest_first_without_names(curator_browser: Client, curator: User) -> None:
    Memorial.objects.update(time_zone="Asia/Baku")
    person = make_person(given="Unsaid", restricted=True, status="draft")
    record(Verb.CREATED, by=curator, entry=person)
    withdrawn = record(Verb.WITHDRAWN, by=curator, entry=person, detail={"reason": "privacy", "version": 3})
    LedgerLine.objects.get(number=withdrawn.number)
    page = curator_browser.get(PAGE)
    text = page.content.decode()
    assert numbers(page) == [2, 1]
    assert person.public_id in text
    assert "Unsaid" not in text
    assert "version 3; to protect somebody" in text
    assert withdrawn.hash in text
    assert f"{withdrawn.at.astimezone(Memorial.current().zone):%Y-%m-%d %H:%M}" in text


def test_ledger_is_for_those_who_may_read_it(
    contributor_browser: Client, keeper_browser: Client, steward_browser: Client, visitor: Client
) -> None:
    assert [browser.get(PAGE).status_code for browser in (contributor_browser, keeper_browser)] == [403, 403]
    assert steward_browser.get(PAGE).status_code == 200
    assert visitor.get(PAGE).status_code == 302


def test_ledger_is_read_by_act_kind_and_account(curator: User, second_curator: User) -> None:
    browser = signed_in(curator)
    record(Verb.CREATED, by=curator, entry=make_person())
    record(Verb.EDITED, by=second_curator, entry=make_place())
    record(Verb.CREATED, by=second_curator, entry=make_place())
    record(Verb.ROLES_CHANGED, by=curator, about=("user", "1"), detail={"before": [], "after": ["keeper"]})
    cases: tuple[tuple[dict[str, Any], list[int]], ...] = (
        ({"verb": "created"}, [3, 1]),
        ({"kind": "place"}, [3, 2]),
        ({"kind": "user"}, [4]),
        ({"actor": second_curator.pk, "verb": "edited"}, [2]),
        ({"actor": "nobody", "verb": "no such", "kind": "'", "before": "x"}, [4, 3, 2, 1]),
        ({"before": 3}, [2, 1]),
        ({"before": "9" * 30}, [4, 3, 2, 1]),
    )
    for query, expected in cases:
        assert numbers(browser.get(PAGE, query)) == expected, query
    assert "roles now: keeper" in browser.get(PAGE).content.decode()


def test_ledger_is_turned_page_by_page(curator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_page, "ON_A_PAGE", 2)
    browser = signed_in(curator)
    for _line in range(3):
        record(Verb.NOTED, by=curator)
        record(Verb.EDITED, by=curator)
    first = browser.get(PAGE, {"verb": "noted"})
    assert (numbers(first), first.context["newest"]) == ([5, 3], "")
    last = browser.get(PAGE + first.context["older"])
    assert (numbers(last), last.context["older"], last.context["newest"]) == ([1], "", "?verb=noted")


def test_ledger_says_what_every_case_of_it_keeps(curator: User, tmp_path: Path) -> None:
    call_command("load_record", str(write_folder(tmp_path)), stdout=StringIO())
    call_command("prepare", stdout=StringIO())
    text = signed_in(curator).get(PAGE).content.decode()
    assert "entries added: 14" in text
    assert "prepare" in text


def test_empty_ledger_says_so(curator_browser: Client) -> None:
    page = curator_browser.get(PAGE)
    assert "There is no such line." in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_ledger_costs_the_same_however_long_it_is(curator: User, rows: int, django_assert_num_queries: Any) -> None:
    browser = signed_in(curator)
    for number in range(rows):
        record(Verb.NOTED, by=curator, about=(Person._meta.model_name or "", str(number)))
    # Session, person, two kinds of permission, memorial; the lines, the head, and the accounts to choose from.
    with django_assert_num_queries(8):
        browser.get(PAGE)
