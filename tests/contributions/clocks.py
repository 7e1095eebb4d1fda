"""A clock that a test sets, for what waits for minutes."""

import time
from collections.abc import Iterator

import pytest


class SetClock:
    """The machine's clock, so many seconds ahead of itself."""

    def __init__(self) -> None:
        self.at = time.time()

    def forward(self, seconds: float) -> None:
        """Set it forward, or back by less than nothing."""
        self.at += seconds


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetClock]:
    """A clock that stands still until the test sets it."""
    clock = SetClock()
    monkeypatch.setattr(time, "time", lambda: clock.at)
    yield clock
