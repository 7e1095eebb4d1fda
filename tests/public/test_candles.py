"""Candles: a plain count for each day, once for each form, with no trace of who lit one."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from memorial.contributions.tokens import new_token
from memorial.models import CandleDay, Memorial
from memorial.public.home import memorial_today


def light(browser: Client, token: str, **more: str) -> Any:
    return browser.post("/en/candles/light/", {"token": token, **more})


def test_candle_is_counted_for_today(visitor: Client, memorial: Memorial) -> None:
    answer = light(visitor, new_token())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/candles/?lit")
    assert not answer.cookies
    assert CandleDay.objects.get(day=memorial_today(memorial)).count == 1
    assert "One candle was lit today" in visitor.get("/en/candles/").content.decode()


def test_double_click_lights_one_candle(visitor: Client) -> None:
    token = new_token()
    assert [light(visitor, token).status_code for _click in range(2)] == [303, 303]
    assert CandleDay.objects.get().count == 1


def test_field_that_people_do_not_see_lights_no_candle(visitor: Client) -> None:
    assert light(visitor, new_token(), remarks="x").status_code == 303
    assert not CandleDay.objects.exists()


def test_form_without_a_token_is_shown_again(visitor: Client) -> None:
    answer = light(visitor, "synthetic")
    assert answer.status_code == 400
    assert b'name="token"' in answer.content
    assert b"please press the button once more" in answer.content
    assert not CandleDay.objects.exists()


def test_whoever_lit_a_candle_is_told(visitor: Client) -> None:
    told = visitor.get(light(visitor, new_token()).headers["Location"]).content
    assert b"Your candle is lit." in told
    assert b"Your candle is lit." not in visitor.get("/en/candles/").content


def test_candles_of_days_of_remembrance_stand_by_year(visitor: Client) -> None:
    CandleDay.objects.create(day=date(2024, 2, 26), count=12)
    CandleDay.objects.create(day=date(2025, 2, 26), count=1)
    CandleDay.objects.create(day=date(2025, 2, 27), count=777)
    page = visitor.get("/en/candles/").content.decode()
    assert page.index("26 February 2025: one candle") < page.index("26 February 2024: 12 candles")
    assert "777" not in page


def test_page_of_candles_is_kept_and_its_form_is_not(visitor: Client) -> None:
    assert visitor.get("/en/candles/").content == visitor.get("/en/candles/").content
    assert visitor.get("/en/candles/light/").headers["Cache-Control"] == "private, no-cache"
    assert visitor.put("/en/candles/light/").status_code == 405


@pytest.mark.parametrize("address", ["/en/candles/", "/en/candles/light/"])
def test_candles_cost_the_same_with_more_days(visitor: Client, address: str) -> None:
    counts = []
    for years in (range(2024, 2025), range(2020, 2023)):
        for year in years:
            CandleDay.objects.create(day=date(year, 2, 26), count=3)
        with CaptureQueriesContext(connection) as found:
            visitor.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1]
