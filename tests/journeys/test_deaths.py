"""What becomes of a memorial when one of its processes dies: the worker is started again, and nothing is left over."""

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.test_serve import Running, serving
from tests.ports import free_port

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a memorial that was started once."""
    folder = tmp_path_factory.mktemp("deaths") / "data"
    with serving(folder, free_port()) as running:
        running.stop()
    return folder


def begun_by(process: int) -> set[int]:
    """Return the processes that a process has begun, those that are dead and not yet buried too."""
    try:
        lists = [each.read_text() for each in Path(f"/proc/{process}/task").glob("*/children")]
    except FileNotFoundError:
        return set()
    return {int(child) for children in lists for child in children.split()}


def workers_of(running: Running) -> set[int]:
    """Return the workers beside a server: what has a session of its own."""
    return {each for each in begun_by(running.process.pid) if session(each) == each}


def session(process: int) -> int:
    try:
        return os.getsid(process)
    except ProcessLookupError:
        return 0


def soon(true: Callable[[], object], seconds: float = 60) -> bool:
    """Return whether something comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def killed(running: Running) -> int:
    """Kill the worker, and return its number."""
    (worker,) = workers_of(running)
    os.kill(worker, signal.SIGKILL)
    return worker


def test_worker_that_dies_is_started_again_later_each_time(data: Path) -> None:
    with serving(data, free_port()) as running:
        for _death in range(2):
            dead = killed(running)
            assert soon(lambda dead=dead: workers_of(running) - {dead}), "no other worker"  # type: ignore[misc]
            assert not Path(f"/proc/{dead}").exists(), "it is buried"
        assert running.read("/readyz") == "ready\n"
        (worker,) = workers_of(running)
        said = running.stop()
    assert running.process.returncode == 0
    assert re.findall(r"The worker has ended \((.+)\); it is started again after (\d+) s", said) == [
        ("killed by signal 9", "2"),
        ("killed by signal 9", "4"),
    ]
    assert "Traceback" not in said
    assert soon(lambda: not Path(f"/proc/{worker}").exists())


def test_worker_that_was_started_again_works(data: Path) -> None:
    with serving(data, free_port()) as running:
        dead = killed(running)
        assert soon(lambda: workers_of(running) - {dead})
        (worker,) = workers_of(running)
        # Once it is at work it holds the file of the record open.
        assert soon(lambda: any("memorial.sqlite3" in name for name in open_files(worker)))
        os.kill(worker, signal.SIGTERM)
        assert soon(lambda: workers_of(running) - {worker})
        assert "ended (code 0)" in running.stop()


def test_worker_that_is_stopped_with_its_server_has_not_failed(data: Path) -> None:
    with serving(data, free_port()) as running:
        (worker,) = workers_of(running)
        assert soon(lambda: any("memorial.sqlite3" in name for name in open_files(worker)))
        # As a service manager that tells all processes at once, where the worker is the quicker one.
        os.kill(worker, signal.SIGTERM)
        assert soon(lambda: not Path(f"/proc/{worker}").exists())
        for each in (*begun_by(running.process.pid), running.process.pid):
            os.kill(each, signal.SIGTERM)
        said = running.process.communicate(timeout=30)[0]
    assert "has ended" not in said
    assert "ERROR" not in said
    assert running.process.returncode == 0


def open_files(process: int) -> list[str]:
    """Return what a process holds open."""
    found = []
    for each in Path(f"/proc/{process}/fd").iterdir():
        try:
            found.append(str(each.readlink()))
        except FileNotFoundError:
            continue
    return found


def test_nothing_outlives_a_server_that_was_killed(data: Path) -> None:
    port = free_port()
    with serving(data, port) as running:
        assert soon(lambda: len(begun_by(running.process.pid)) == 2)
        left = begun_by(running.process.pid)
        running.process.kill()
        running.process.communicate(timeout=10)
        assert soon(lambda: not any(Path(f"/proc/{each}").exists() for each in left), seconds=15)
    with serving(data, port) as again:
        assert "Khojaly" in again.read("/en/")
        again.stop()
    assert again.process.returncode == 0
