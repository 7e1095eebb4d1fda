"""A bucket lets so many through at once, and then one after another."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memorial.contributions.buckets import ACTS, TIDE, Bucket
from tests.contributions.clocks import SetClock, set_clock

__all__ = ["set_clock"]

FIVE = Bucket("five", holds=5, seconds_per_drop=60)


def taken(bucket: Bucket, times: int, whose: str = "synthetic") -> int:
    """Return how many of so many acts a bucket lets through."""
    return sum(not bucket.take(whose) for _time in range(times))


def test_bucket_lets_through_what_it_holds_and_then_one_per_drop(set_clock: SetClock) -> None:
    assert taken(FIVE, 9) == 5
    assert FIVE.take("synthetic") == pytest.approx(60)
    set_clock.forward(59)
    assert taken(FIVE, 3) == 0
    set_clock.forward(1)
    assert taken(FIVE, 3) == 1
    set_clock.forward(10_000)
    assert taken(FIVE, 9) == 5


def test_refused_act_takes_nothing_out(set_clock: SetClock) -> None:
    assert taken(FIVE, 1000) == 5
    set_clock.forward(60)
    assert taken(FIVE, 1) == 1


def test_each_network_has_a_bucket_of_its_own_for_each_act() -> None:
    assert taken(FIVE, 9, "one") == 5
    assert taken(FIVE, 9, "another") == 5
    assert taken(Bucket("other", 5, 60), 9, "one") == 5


def test_what_is_given_back_can_be_taken_again_and_never_fills_more_than_the_bucket(set_clock: SetClock) -> None:
    taken(FIVE, 5)
    FIVE.give_back("synthetic", 2)
    assert taken(FIVE, 9) == 2
    FIVE.give_back("synthetic", 500)
    assert taken(FIVE, 9) == 5


def test_clock_that_is_set_back_leaves_nobody_waiting_longer_than_an_empty_bucket(set_clock: SetClock) -> None:
    taken(FIVE, 5)
    set_clock.forward(-1_000_000)
    assert FIVE.take("synthetic") <= 60
    set_clock.forward(300)
    assert taken(FIVE, 9) == 5


@given(steps=st.lists(st.tuples(st.integers(0, 4000), st.integers(1, 4)), max_size=30))
def test_never_more_than_it_holds_and_has_dropped_in(steps: list[tuple[int, int]]) -> None:
    begun, moved, through = time.time(), 0, 0
    bucket = Bucket(f"any-{begun}", holds=5, seconds_per_drop=600)
    with pytest.MonkeyPatch.context() as patch:
        for seconds, times in steps:
            moved += seconds
            patch.setattr(time, "time", lambda: begun + moved)  # noqa: B023  # used before the next step
            through += taken(bucket, times)
            assert through <= 5 + moved / 600 + 0.01


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Let threads change within an act, and not only between two."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_do_not_get_more_than_the_bucket_holds() -> None:
    for round_ in range(4):
        bucket, together = Bucket(f"threads-{round_}", holds=200, seconds_per_drop=3600), Barrier(8)

        def take_many(bucket: Bucket = bucket, together: Barrier = together) -> int:
            together.wait()
            return taken(bucket, 100)

        with ThreadPoolExecutor(8) as pool:
            running = [pool.submit(take_many) for _thread in range(8)]
        assert sum(each.result() for each in running) == 200


def test_numbers_leave_room_for_a_village_and_none_for_ten_thousand() -> None:
    for bucket in ACTS.values():
        day = bucket.holds + 24 * 3600 / bucket.seconds_per_drop
        assert day <= 1500
    assert ACTS["send"].holds >= 20
    assert set(ACTS) == {"send", "yours", "lost", "wrong", "candle"}
    assert TIDE.holds <= 25
