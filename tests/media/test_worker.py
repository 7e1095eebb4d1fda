"""The worker: takes up what another has left, works beside others, and ends with the server that has started it."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from memorial.management.commands.work import queue_undone
from memorial.media.making import PAUSES, failed, make_derivatives
from memorial.models import Original
from tests.media.files import picture, received

ROOT = Path(__file__).resolve().parent.parent.parent
RECEIVE = (
    "import sys; from tests.media.files import picture, received\n"
    "for seed in range(int(sys.argv[1])): received(picture(1600, 1200, seed=seed))"
)
ALONE = "import django; django.setup()\n"


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the worker run here without changing what this process does with signals, or how fast it is."""
    monkeypatch.setattr(os, "nice", lambda _step: 0)
    # A test is one transaction, which would end with the connection.
    for module in ("memorial.management.commands.work", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    held = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for each, handler in held.items():
        signal.signal(each, handler)


@pytest.mark.usefixtures("memorial", "media_folders", "in_this_process")
def test_what_was_left_undone_is_taken_up_once() -> None:
    left, waiting = received(), received(picture(seed=2))
    # The worker that had claimed the first one was ended.
    DBTaskResult.objects.filter(args_kwargs__args=[left.pk]).update(status="RUNNING", started_at=timezone.now())
    call_command("work", once=True)
    assert set(Original.objects.values_list("work", flat=True)) == {Original.Work.DONE}
    assert DBTaskResult.objects.filter(args_kwargs__args=[left.pk]).count() == 2
    assert DBTaskResult.objects.filter(args_kwargs__args=[waiting.pk]).count() == 1


@pytest.mark.usefixtures("memorial", "media_folders", "in_this_process")
def test_what_failed_a_moment_ago_keeps_its_pause() -> None:
    original = received()
    DBTaskResult.objects.all().delete()
    failed(original, OSError("synthetic"))
    call_command("work", once=True)
    job = DBTaskResult.objects.get()
    assert job.status == "READY"
    assert job.run_after - timezone.now() <= PAUSES[0]


@pytest.mark.usefixtures("memorial", "media_folders", "in_this_process")
def test_what_was_done_long_ago_is_forgotten() -> None:
    for days, status in ((2, "SUCCESSFUL"), (2, "FAILED"), (2, "RUNNING"), (0, "SUCCESSFUL")):
        moment = timezone.now() - timedelta(days=days)
        ended = {"finished_at": moment} if status != "RUNNING" else {}
        job = make_derivatives.enqueue(12345)
        DBTaskResult.objects.filter(pk=job.id).update(status=status, started_at=moment, **ended)
    call_command("work", once=True)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("memorial", "media_folders", "in_this_process")
@pytest.mark.parametrize(
    ("machine", "runs", "minutes", "again"),
    [
        ("", True, 1, False),
        ("", False, 1, True),
        ("another-machine", False, 1, False),
        ("another-machine", False, 20, True),
        ("", True, 20, True),
    ],
)
def test_job_is_queued_again_only_when_its_worker_has_ended(
    machine: str, runs: bool, minutes: int, again: bool
) -> None:
    original = received()
    begun = timezone.now() - timedelta(minutes=minutes)
    # No process has a number as high as the second.
    pid = os.getppid() if runs else 2**22 + 1
    name = f"{machine or socket.gethostname()} {pid} synthetic"
    DBTaskResult.objects.update(status="RUNNING", started_at=begun, worker_ids=[name])
    queue_undone()
    queue_undone()
    assert DBTaskResult.objects.filter(status="READY", args_kwargs__args=[original.pk]).count() == again


def environment(data: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "memorial.settings",
    }


def start(data: Path, *command: str) -> subprocess.Popen[bytes]:
    """Start a process of our own in a session of its own, with this data directory."""
    log = (data / "log").open("ab")
    with log:
        return subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
            [sys.executable, *command], cwd=ROOT, env=environment(data), stdout=log, stderr=log, start_new_session=True
        )


def run(data: Path, *command: str) -> None:
    assert start(data, *command).wait(timeout=120) == 0, (data / "log").read_text()


def asked(data: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(data / "memorial.sqlite3", timeout=20)) as database:
        return database.execute(question).fetchall()


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_running(pid: int) -> bool:
    """Return whether a process runs; one that waits only for its parent to hear of its end does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An embedded installation with an empty database."""
    data = tmp_path_factory.mktemp("fresh")
    run(data, "manage.py", "migrate", "--verbosity", "0")
    return data


@pytest.fixture
def data(fresh: Path, tmp_path: Path) -> Path:
    """An embedded installation of the test's own."""
    return Path(shutil.copytree(fresh, tmp_path / "data"))


def all_is_made(data: Path, originals: int) -> None:
    assert asked(data, "SELECT work, count(*) FROM memorial_original GROUP BY work") == [("done", originals)]
    rows = asked(data, "SELECT count(*), sum(size) FROM memorial_derivative")
    files = [each for each in (data / "derivatives").rglob("*.*") if each.is_file()]
    assert rows == [(len(files), sum(each.stat().st_size for each in files))]
    assert "Traceback" not in (data / "log").read_text()
    assert "locked" not in (data / "log").read_text()


@pytest.mark.slow
def test_job_of_a_worker_that_was_killed_is_done_by_the_next(data: Path) -> None:
    run(data, "-c", ALONE + RECEIVE, "3")
    worker = start(data, "manage.py", "work")
    until(lambda: bool(asked(data, "SELECT 1 FROM memorial_derivative")))
    until(lambda: bool(asked(data, "SELECT 1 FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'")))
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    assert asked(data, "SELECT count(*) FROM memorial_original WHERE work = 'waiting'") != [(0,)]
    run(data, "manage.py", "work", "--once")
    all_is_made(data, 3)


@pytest.mark.slow
def test_two_workers_share_the_work(data: Path) -> None:
    run(data, "-c", ALONE + RECEIVE, "6")
    workers = [start(data, "manage.py", "work", "--once") for _number in range(2)]
    # One that starts while others work takes up nothing that they are at.
    until(lambda: bool(asked(data, "SELECT 1 FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'")))
    workers.append(start(data, "manage.py", "work", "--once"))
    assert [worker.wait(timeout=120) for worker in workers] == [0, 0, 0]
    all_is_made(data, 6)
    assert asked(data, "SELECT count(*) FROM django_tasks_database_dbtaskresult") == [(6,)]
    done = "SELECT count(DISTINCT worker_ids) FROM django_tasks_database_dbtaskresult"
    assert asked(data, done)[0][0] in (2, 3)


SERVER = (
    "import os, subprocess, sys, time\n"
    "command = [sys.executable, 'manage.py', 'work', '--with-server', str(os.getpid())]\n"
    "print(subprocess.Popen(command, start_new_session=True).pid, flush=True)\n"
    "time.sleep(120)\n"
)


@pytest.mark.slow
@pytest.mark.parametrize("pause", [0, 4])
def test_worker_ends_with_its_server_however_that_ends(data: Path, pause: int) -> None:
    server = start(data, "-c", SERVER)
    until(lambda: (data / "log").read_text().strip().isdigit())
    worker = int((data / "log").read_text())
    time.sleep(pause)
    assert is_running(worker)
    server.kill()
    server.wait()
    until(lambda: not is_running(worker), seconds=5)
    assert "Traceback" not in (data / "log").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_idle_worker_stops_when_it_is_told(data: Path, how: signal.Signals) -> None:
    worker = start(data, "manage.py", "work")
    time.sleep(5)
    worker.send_signal(how)
    assert worker.wait(timeout=5) == 0
    assert "Traceback" not in (data / "log").read_text()
