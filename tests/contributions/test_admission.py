"""Strangers may send while there is room for it, and as often as people do."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils.translation import override

from memorial.contributions import room
from memorial.contributions.admission import admit, room_for
from memorial.contributions.buckets import ACTS
from memorial.contributions.intake import contribute
from memorial.contributions.models import Contribution, State
from memorial.models import Attachment, Memorial, Source
from tests.contributions.clocks import SetClock, set_clock
from tests.contributions.keys import use_keys
from tests.contributions.sent_forms import asked, sent_form
from tests.review.filling import address, send

__all__ = ["set_clock"]


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path, memorial: Memorial) -> None:
    use_keys(settings, tmp_path)
    settings.CONTRIBUTED.mkdir()


def test_network_that_sends_too_often_is_asked_to_wait_and_others_are_not(set_clock: SetClock) -> None:
    answers = [admit(asked()) for _time in range(ACTS["send"].holds + 1)]
    refusal = answers.pop()
    assert answers == [None] * ACTS["send"].holds
    assert refusal is not None
    assert (refusal.status, refusal.retry_after) == (429, 120)
    assert "try again in 2 minutes" in refusal.sentence
    assert admit(asked("192.0.2.2")) is None
    assert admit(asked(), act="candle") is None
    set_clock.forward(refusal.retry_after)
    assert admit(asked()) is None


def test_client_that_claims_another_address_in_each_request_is_one_network() -> None:
    for number in range(ACTS["lost"].holds):
        request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
        assert admit(request, act="lost") is None
    refusal = admit(asked(), act="lost")
    assert refusal is not None
    assert refusal.status == 429


def test_more_than_one_form_can_bring_is_refused_before_it_is_read() -> None:
    request = asked(size=10**12)
    refusal = admit(request)
    assert refusal is not None
    assert refusal.status == 413
    assert not hasattr(request, "_post")
    assert not hasattr(request, "_body")


@pytest.mark.parametrize("said", ["", "-5", "many", "٣", "9" * 500, "1.5"])
def test_length_that_says_nothing_is_let_in_to_be_read_within_its_limits(said: str) -> None:
    assert admit(RequestFactory().post("/", CONTENT_LENGTH=said)) is None


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_sentences_of_a_refusal_can_be_said_in_each_language(language: str, settings: Any) -> None:
    settings.DISK_RESERVE = 10**18
    with override(language):
        refusal = admit(asked())
        assert refusal is not None
        assert refusal.sentence
        assert refusal.status == 503


# Room


def test_quota_of_bytes_refuses_strangers_politely(settings: Any) -> None:
    settings.CONTRIBUTED_MOST_BYTES = 5000
    assert room_for(5000)
    assert not room_for(5001)
    contribute(sent=sent_form("a" * 4800).sent)
    cache.clear()
    assert room_for(200)
    refusal = admit(asked(size=201))
    assert refusal is not None
    assert (refusal.status, refusal.retry_after) == (503, 3600)
    assert "no room" in refusal.sentence
    assert admit(asked(size=10_000), act="candle") is None


def test_what_was_just_admitted_is_taken_off_at_once(settings: Any) -> None:
    settings.CONTRIBUTED_MOST_BYTES = 1000
    assert [admit(asked(size=400)) is None for _time in range(3)] == [True, True, False]


def test_quota_of_contributions_counts_what_nobody_has_decided(settings: Any) -> None:
    settings.CONTRIBUTED_MOST_OPEN = 2
    for state in (State.BEGUN, State.ASIDE):
        row = contribute(sent=sent_form().sent).contribution
        Contribution.objects.filter(pk=row.pk).update(state=state)
    assert not room_for(0)
    Contribution.objects.update(state=State.DECLINED)
    cache.clear()
    assert room_for(0)


def test_files_count_once_until_they_are_accepted() -> None:
    def attach(row: Contribution | None, size: int) -> None:
        Attachment.objects.create(once="b" * 32, contribution=row, size=size, sha256=f"{size:064}")

    row = contribute(sent=sent_form("").sent).contribution
    attach(None, 1000)
    assert room.taken_bytes() == 1000
    attach(row, 200)
    Contribution.objects.update(size=200)
    assert room.taken_bytes() == 1200
    Contribution.objects.update(state=State.DECLINED)
    assert room.taken_bytes() == 1200
    Contribution.objects.update(state=State.ACCEPTED)
    assert room.taken_bytes() == 1000


def test_reserve_of_the_disk_is_kept_for_those_who_work_here(settings: Any, curator_browser: Client) -> None:
    settings.DISK_RESERVE = shutil.disk_usage(settings.CONTRIBUTED).free + 10**9
    refusal = admit(asked())
    assert refusal is not None
    assert refusal.status == 503
    send(curator_browser, address(Source, "add"), title="Synthetic report", kind="report")
    assert Source._base_manager.count() == 1


def test_asking_for_room_costs_two_questions_in_five_seconds(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        assert all(room_for(1) for _time in range(50))
