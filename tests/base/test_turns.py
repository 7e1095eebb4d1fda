"""What recurs is done by one process at a time, however many there are; no clock keeps it from being done."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from memorial.base.turns import give_back_turn, take_turn
from memorial.models import Clock, Turn
from memorial.review import entry_watchers
from memorial.review.timekeeping import beat
from tests.review.test_clock import Heart

ROOT = Path(__file__).resolve().parent.parent.parent
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
#: What one process of several does: it says how often it was its turn.
TOGETHER = """
import django; django.setup()
import sys
from datetime import timedelta
from memorial.base.turns import take_turn
print("ready", flush=True); sys.stdin.readline()
print(sum(take_turn(f"synthetic {number}", timedelta(hours=1)) for number in range(20)))
"""

pytestmark = pytest.mark.django_db


def test_turn_is_one_process_s_until_it_is_over() -> None:
    assert take_turn("synthetic", HOUR)
    assert not take_turn("synthetic", HOUR)
    assert take_turn("another", HOUR)
    Turn.objects.filter(name="synthetic").update(free_at=timezone.now() - SECOND)
    assert take_turn("synthetic", HOUR)
    assert not take_turn("synthetic", HOUR)


def test_turn_that_came_to_nothing_is_another_s() -> None:
    assert take_turn("synthetic", HOUR)
    give_back_turn("synthetic")
    assert take_turn("synthetic", HOUR)


def test_turn_of_a_clock_that_was_set_back_keeps_nobody_waiting() -> None:
    assert take_turn("synthetic", HOUR)
    Turn.objects.update(free_at=timezone.now() + 3 * HOUR)
    assert take_turn("synthetic", HOUR)
    assert not take_turn("synthetic", HOUR)


def test_two_servers_keep_the_time_in_turn_and_each_looks_after_its_machine(
    memorial: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, here = [], []
    monkeypatch.setattr(entry_watchers, "MINUTES", [lambda: once.append(1)])
    monkeypatch.setattr(entry_watchers, "MINUTES_HERE", [lambda: here.append(1)])
    # In this thread: the database of the tests belongs to it.
    monkeypatch.setattr(connection, "close", lambda: None)
    for _server in range(2):
        beat(Heart(1))
    assert (len(once), len(here)) == (1, 2)
    assert Clock.objects.exists()
    Turn.objects.update(free_at=timezone.now() - SECOND)
    beat(Heart(1))
    assert len(once) == 2


@pytest.mark.slow
def test_processes_that_ask_at_once_have_each_turn_once(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "memorial.settings",
        "DATA_DIR": str(tmp_path / "data"),
    }
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603  # ours
    command, pipes = [sys.executable, "-c", TOGETHER], {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    running: list[Any] = [
        subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)  # type: ignore[call-overload]  # noqa: S603
        for _each in range(3)
    ]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("now\n")
        process.stdin.flush()
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 20
