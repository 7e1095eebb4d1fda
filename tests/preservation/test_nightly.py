"""The night's part: when it is due, and that the worker starts it in a process of its own."""

import subprocess
import sys
import threading
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from memorial.models import FixityRun, Memorial, Original
from memorial.preservation import nightly
from memorial.preservation.fixity import Extent
from memorial.preservation.nightly import is_due

BAKU = ZoneInfo("Asia/Baku")
JUST_NOW, LONG = timedelta(minutes=1), timedelta(minutes=11)


@pytest.fixture(autouse=True)
def in_baku(originals: list[Original]) -> None:
    """A memorial that tells its nights by the clock of Baku, with originals to read."""
    Memorial.objects.update(time_zone="Asia/Baku")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of January by the clock of Baku."""
    return datetime(2026, 1, day, hour, minute, tzinfo=BAKU)


def ran(started: datetime, *, interrupted: bool = False) -> None:
    """Write down a run that ended at once."""
    times = {"started": started, "since": started, "seen": started, "ended": started}
    FixityRun.objects.create(extent=Extent.SAMPLE, planned=1, interrupted=interrupted, **times)


@pytest.mark.parametrize(("hour", "expected"), [(0, False), (1, True), (4, True), (5, False), (13, False)])
def test_night_is_that_of_the_memorial(hour: int, expected: bool) -> None:
    ran(at(9, 2))
    assert is_due(at(10, hour, 30), LONG) == expected


def test_one_run_a_night_whatever_became_of_it() -> None:
    ran(at(10, 1, 5), interrupted=True)
    assert not is_due(at(10, 2), JUST_NOW)
    ran(at(9, 23))
    assert is_due(at(11, 2), JUST_NOW)


def test_machine_that_sleeps_at_night_catches_up_when_it_has_been_awake_for_a_while() -> None:
    assert not is_due(at(10, 13), JUST_NOW)
    assert is_due(at(10, 13), LONG)
    ran(at(10, 13))
    assert not is_due(at(12, 12), LONG)
    assert is_due(at(12, 14), LONG)


def test_run_that_failed_is_not_tried_again_at_once() -> None:
    ran(at(10, 13), interrupted=True)
    assert not is_due(at(10, 13, 1), LONG)
    assert is_due(at(10, 20), LONG)


def test_nothing_is_due_where_nothing_was_received() -> None:
    Original.objects.all().delete()
    assert not is_due(at(10, 2), LONG)


def test_night_watch_starts_the_command_and_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    ended = threading.Event()

    def run(command: list[str], **_how: Any) -> "subprocess.CompletedProcess[str]":
        """Stand for the machine: note what is started, and end the watch."""
        started.append(command)
        ended.set()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(nightly, "AWAKE", timedelta(0))
    # In this thread: the database of the tests belongs to it.
    monkeypatch.setattr(connection, "close", lambda: None)
    nightly.watch(ended, pause=0.01)
    (command,) = started
    assert command[0] == sys.executable
    assert command[2:5] == ["check_fixity", "--verbosity", "0"]
    assert command[5] == "--end-with"
