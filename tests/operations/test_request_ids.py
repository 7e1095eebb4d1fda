"""Each request has an id, which only our own proxy may choose."""

from typing import Any

import pytest
from django.test import Client

from memorial.models import Memorial
from memorial.operations.request_ids import HEADER

DESK = "/admin/login/"
GIVEN = "synthetic-0123456789"


def test_every_answer_of_the_desk_has_an_id_of_its_own(memorial: Memorial) -> None:
    ids = {Client().get(way).headers[HEADER] for way in (DESK, DESK, "/admin/", "/admin/no-such-page/")}
    assert len(ids) == 4
    assert all(len(one) == 32 for one in ids)


def test_what_everybody_gets_alike_has_none(memorial: Memorial) -> None:
    assert not any(HEADER in Client().get(way).headers for way in ("/en/", "/en/no-such-page/", "/robots.txt"))


def test_id_of_our_own_proxy_is_taken(memorial: Memorial, settings: Any) -> None:
    settings.PROXIES = 1
    assert Client().get(DESK, headers={HEADER: GIVEN}).headers[HEADER] == GIVEN


def test_id_of_a_visitor_is_not_taken(memorial: Memorial, settings: Any) -> None:
    settings.PROXIES = 0
    assert Client().get(DESK, headers={HEADER: GIVEN}).headers[HEADER] != GIVEN


@pytest.mark.every_case
@pytest.mark.parametrize("odd", ["short", "a" * 65, 'a"}\n{"level": "ERROR', "zq name of somebody", "ə" * 10, ""])
def test_what_is_no_id_is_not_repeated(memorial: Memorial, settings: Any, odd: str) -> None:
    settings.PROXIES = 1
    answer = Client().get(DESK, HTTP_X_REQUEST_ID=odd)
    assert answer.headers[HEADER] != odd
    assert len(answer.headers[HEADER]) == 32
