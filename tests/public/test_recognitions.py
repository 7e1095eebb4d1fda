"""Recognitions: every act under the level of the body that made it, and never under a larger one."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from memorial.models import Recognition
from memorial.public.recognitions import LEVELS
from memorial.review.status import Status
from tests.factories import make_recognition, make_source

Level = Recognition.Level


def section(page: str, level: str) -> str:
    """Return the part of the page that stands under a level's heading."""
    found = re.search(rf'<section aria-labelledby="{level}">.*?</section>', page, re.DOTALL)
    return found.group() if found else ""


def test_every_level_has_a_heading_and_says_for_whom_it_speaks() -> None:
    assert list(LEVELS) == list(Level)
    assert all(heading and explanation for heading, explanation in LEVELS.values())


@pytest.mark.parametrize("level", list(Level))
def test_act_stands_under_its_own_level_alone(visitor: Client, level: Level) -> None:
    make_recognition("Synthetic body in question", level=level)
    for other in Level:
        make_recognition(level=other)
    page = visitor.get("/en/recognitions/").content.decode()
    assert [other for other in Level if "Synthetic body in question" in section(page, other)] == [level]


@pytest.mark.parametrize("level", [Level.CHAMBER, Level.COMMITTEE, Level.SUB_NATIONAL, Level.INDIVIDUAL_MEMBERS])
def test_without_a_states_act_there_is_no_states_heading(visitor: Client, level: Level) -> None:
    make_recognition(level=level, texts={"en": {"body": "Synthetic body", "jurisdiction": "Synthetic Country"}})
    page = visitor.get("/en/recognitions/").content.decode()
    assert section(page, Level.STATE) == ""
    assert "Acts of states" not in page
    assert "recognised by" not in page.lower()


def test_act_shows_body_jurisdiction_instrument_date_wording_and_reversal(visitor: Client) -> None:
    texts = {
        "en": {
            "body": "Synthetic senate",
            "jurisdiction": "Synthetic Country",
            "wording": "Synthetic wording of the act",
            "detail": "Synthetic detail of the act",
            "reversal_detail": "Synthetic reasons for the reversal",
        }
    }
    act = make_recognition(texts=texts, date="2001-04-26", reversed="2004")
    page = visitor.get("/en/recognitions/").content.decode()
    assert f'id="{act.public_id}"' in page
    assert "resolution or decision" in page
    assert "26 April 2001" in page
    assert "Later reversed: 2004" in page
    assert [words for words in texts["en"].values() if words not in page] == []


def test_source_leads_back_to_each_act_of_bodies_with_one_name(visitor: Client) -> None:
    source = make_source()
    for place, day in (("Synthetia", "2012-02-24"), ("Fictonia", "")):
        act = make_recognition(texts={"en": {"body": "Parliament", "jurisdiction": place}}, date=day)
        act.citations.create(fact="", source=source)
    page = visitor.get("/en/recognitions/").content.decode()
    assert "Synthetia: Parliament, 24 February 2012</a>" in page
    assert "Fictonia: Parliament</a>" in page


def test_act_that_is_not_public_is_not_shown(visitor: Client) -> None:
    make_recognition("Synthetic hidden body", status=Status.IN_REVIEW)
    assert "Synthetic hidden body" not in visitor.get("/en/recognitions/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_recognitions_cost_the_same_number_of_queries(
    visitor: Client, django_assert_num_queries: Callable[[int], Any], rows: int
) -> None:
    for _ in range(rows):
        make_recognition().citations.create(source=make_source())
    with django_assert_num_queries(4):
        visitor.get("/en/recognitions/")
