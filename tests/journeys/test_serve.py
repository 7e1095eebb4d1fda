"""One command starts a memorial from nothing, starts it again without touching anything, and stops when told to."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from memorial.accounts.actions import create_first_curator, one_time_password
from memorial.models import Memorial, User
from tests.ports import free_port

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = re.compile(r"^One-time password: +(\S+)$", re.MULTILINE)


@dataclass
class Running:
    """A memorial that is being served."""

    process: "subprocess.Popen[str]"
    port: int

    def read(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:  # noqa: S310
            text: str = answer.read().decode()
            return text

    def wait(self) -> None:
        """Wait until it answers; the first start makes a whole installation, on a busy machine for a minute."""
        for _trial in range(1200):
            if self.process.poll() is not None:
                return
            try:
                self.read("/en/")
            except OSError:
                time.sleep(0.1)
            else:
                return

    def stop(self) -> str:
        """Press Ctrl-C, and return all that was printed."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.communicate(timeout=20)[0]


@contextmanager
def serving(data: Path, port: int, *, answers: bool = True) -> Iterator[Running]:
    """Run ``manage.py serve`` from elsewhere, in a process group of its own, and leave nothing running.

    Where it is not to come so far that it ``answers``, nobody waits for that.
    """
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, str(ROOT / "manage.py"), "serve"],
        cwd=data.parent,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(data), "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    running = Running(process, port)
    try:
        if answers:
            running.wait()
        yield running
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A memorial that was started once, looked at, and stopped: its folder, its home page, and what it printed."""
    data, port = tmp_path_factory.mktemp("serve") / "data", free_port()
    with serving(data, port) as running:
        home = running.read("/en/")
        style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', home)
        assert style
        assert "body" in running.read(style[1])
        said = running.stop()
        assert running.process.returncode == 0
    return data, home, said


def test_first_start_loads_the_record_and_opens_one_account(first_start: tuple[Path, str, str]) -> None:
    data, home, said = first_start
    assert "Khojaly" in home
    assert "Traceback" not in said
    assert "/admin/" in said
    password = PASSWORD.search(said)
    assert password
    assert len(password[1].replace("-", "")) * 5 >= 60  # five bits a letter
    assert data.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in data.rglob("*") if path.is_file() and path.stat().st_mode & 0o077] == []


def test_one_time_password_is_kept_nowhere(first_start: tuple[Path, str, str]) -> None:
    data, _home, said = first_start
    password = PASSWORD.search(said)
    assert password
    for path in data.rglob("*"):
        if path.is_file():
            assert password[1].encode() not in path.read_bytes()


def test_second_start_is_quick_and_makes_nothing(first_start: tuple[Path, str, str]) -> None:
    data, home, _said = first_start
    record = (data / "memorial.sqlite3").read_bytes()
    begun = time.monotonic()
    with serving(data, free_port()) as running:
        again = running.read("/en/").replace(str(running.port), "PORT")
        assert time.monotonic() - begun < 10
        said = running.stop()
        assert running.process.returncode == 0
    assert again == re.sub(r"(?<=127\.0\.0\.1:)\d+", "PORT", home)
    assert not PASSWORD.search(said)
    assert "Added" not in said
    assert (data / "memorial.sqlite3").read_bytes() == record


def kept_alone(process: int) -> float:
    """Return which part of its memory a process shares with no other."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    alone = sum(int(size) for size in re.findall(r"^Private_\w+: +(\d+) kB$", told, re.MULTILINE))
    whole = re.search(r"^Rss: +(\d+) kB$", told, re.MULTILINE)
    assert whole
    return alone / int(whole[1])


def test_server_and_worker_share_what_both_have_loaded(first_start: tuple[Path, str, str]) -> None:
    data, _home, _said = first_start
    with serving(data, free_port()) as running:
        server = running.process.pid
        parted = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        worker, *_visited = sorted(int(child) for child in parted)
        assert os.getsid(worker) == worker
        assert kept_alone(worker) < 0.5
        running.stop()
    until = time.monotonic() + 10
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists()


def test_busy_port_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with serving(tmp_path / "data", other.getsockname()[1], answers=False) as running:
            said = running.process.communicate(timeout=20)[0]
    assert running.process.returncode == 1
    assert "is in use" in said
    assert "Traceback" not in said
    assert not (tmp_path / "data" / "memorial.sqlite3").exists()


def test_first_curator_must_change_a_password_that_opens_the_account(memorial: Memorial) -> None:
    first = create_first_curator()
    assert first
    curator = User.objects.get()
    assert curator.username == first.username
    assert curator.check_password(first.one_time_password)
    assert curator.must_change_password
    assert curator.is_staff


def test_there_is_no_second_first_curator(curator: User) -> None:
    assert create_first_curator() is None
    assert User.objects.get() == curator


def test_one_time_passwords_differ() -> None:
    made = {one_time_password() for _trial in range(50)}
    assert len(made) == 50
    assert all(re.fullmatch(r"([0-9a-z]{4}-){3}[0-9a-z]{4}", password) for password in made)
