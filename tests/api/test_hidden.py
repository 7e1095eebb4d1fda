"""What is hidden changes nothing that the API tells: no page, no order, no link, no filter, no embedded entry."""

from typing import Any

import pytest

from memorial.api import pages
from memorial.exchange.representations.kinds import KINDS
from memorial.models import Memorial, Person, Place
from memorial.review.status import Status
from tests.concealed import Marks, add_hidden_world, hidden_id, public_world
from tests.test_leaks import Answer
from tests.test_leaks import ask as answer_at


def questions() -> list[str]:
    """Return lists and searches that ask for what is hidden, or would show it by their order or their links."""
    person, place = hidden_id(Person), hidden_id(Place)
    asked = [f"{name}/?limit=1&ordering={order}" for name in KINDS for order in ("id", "-changed")]
    asked += [
        "people/?ordering=name&limit=1",
        "people/?ordering=-birth&limit=1",
        "people/?expand=residence,birthplace,testimonies,citations.source,kin.relative&limit=100",
        "testimonies/?expand=people,places,events,citations.source&limit=100",
        f"people/?place={place}",
        "people/?name_language=en&ordering=name",
        "people/?fate=unknown&limit=1",
        "people/?changed_since=2001-01-01&limit=1",
        f"testimonies/?person={person}",
        f"testimonies/?speaks_of_place={place}",
        f"events/?place={place}",
        "search/?q=zq",
        "search/?q=synthetic&limit=50",
        f"search/?q=synthetic&place={place}",
    ]
    return [f"/api/v1/{each}" for each in asked]


def answers() -> dict[str, Answer]:
    return {url: answer_at(url) for url in questions()}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        pytest.param({"status": Status.WITHDRAWN}, marks=pytest.mark.slow),
        pytest.param({"status": Status.DRAFT, "restricted": True}, marks=pytest.mark.slow),
    ],
)
def test_hidden_entries_change_nothing_that_is_asked(
    memorial: Memorial, fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "WINDOW", 1)
    marks = Marks()
    world = public_world(marks)
    before = answers()

    assert {url: each.body for url, each in before.items() if each.status != 200} == {}
    add_hidden_world(world, marks, copies=False, **fields)
    after = answers()
    assert {url: marks.found_in(each.text) for url, each in after.items() if marks.found_in(each.text)} == {}
    assert [url for url in after if after[url] != before[url]] == []
