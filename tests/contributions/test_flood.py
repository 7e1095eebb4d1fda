"""A flood leaves the queue usable, what people send accepted, the disk within its quota, and the desk working."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from memorial.contributions.buckets import ACTS
from memorial.contributions.models import LAST, Contribution
from memorial.contributions.room import taken_bytes
from tests.benchmarks.flood import HURRIED, UNHURRIED, Flood, on_first_page, person, saves
from tests.contributions.keys import use_keys

PEOPLE = {"before": 303, "in the middle": 303, "in the middle, proved": 303}


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()


def test_flood_from_one_address_is_refused_and_sorted_behind_people(relative: Client, curator_browser: Client) -> None:
    flood = Flood(posts=60, addresses=1)
    flood.run(relative)
    assert flood.answers == {303: ACTS["send"].holds, 429: 60 - ACTS["send"].holds}
    assert flood.people == PEOPLE
    assert on_first_page(curator_browser)[0] == ["before", "in the middle", "proved"]


@pytest.mark.slow
@pytest.mark.parametrize(("addresses", "age"), [(1, HURRIED), (100, HURRIED), (1000, HURRIED), (1000, UNHURRIED)])
def test_flood_leaves_the_queue_usable(
    relative: Client, curator_browser: Client, settings: Any, addresses: int, age: int
) -> None:
    flood = Flood(posts=1000, addresses=addresses, age=age)
    flood.run(relative)
    assert flood.people == PEOPLE
    assert sum(flood.answers.values()) == 1000
    assert set(flood.answers) <= {303, 429}
    shown, questions, milliseconds = on_first_page(curator_browser)
    # Who writes without the script while a flood takes as long as people do waits behind it, and is not lost.
    assert shown == ["before", "in the middle", "proved"] if age == HURRIED else ["before", "proved"]
    assert questions < 15
    assert milliseconds < 500
    assert taken_bytes() < settings.CONTRIBUTED_MOST_BYTES
    assert saves(curator_browser)


def test_flood_ends_at_the_quota_and_curators_still_save(
    relative: Client, curator_browser: Client, settings: Any
) -> None:
    settings.CONTRIBUTED_MOST_BYTES = 1500
    flood = Flood(posts=60, addresses=60)
    flood.run(relative)
    assert set(flood.answers) == {303, 503}
    cache.clear()
    assert taken_bytes() <= settings.CONTRIBUTED_MOST_BYTES
    assert saves(curator_browser)
    Contribution.objects.filter(rank=LAST).update(state=Contribution.State.DECLINED)
    Contribution.objects.filter(words__startswith="Synthetic flood").delete()
    cache.clear()
    assert person(relative, "after", "203.0.113.9") == 303


def test_refusals_of_a_flood_do_not_fill_the_log(relative: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    flood = Flood(posts=40, addresses=1)
    flood.run(relative)
    assert flood.answers[429] == 40 - ACTS["send"].holds
    assert "Too Many Requests" not in caplog.text
    assert "10.0." not in caplog.text
