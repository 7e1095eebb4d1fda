"""A restart behind the web server drops no request: not on new connections, not on kept ones, not one half sent."""

import re
import socket
import stat
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

import pytest

from memorial.management.commands.take_over import asked
from tests.operations.deployed import FILES, NAME, TOKEN, Installation, Unit

pytestmark = pytest.mark.slow
TIMES = 4
FORM = {"Host": NAME, "Content-Type": "application/x-www-form-urlencoded"}
#: What is asked meanwhile: kept pages and others, what the database must be asked for, what is sent, the desk.
ASKED = [
    ("GET", "/en/", b""),
    ("GET", "/en/search/?q=khojaly", b""),
    ("POST", "/oai", b"verb=Identify"),
    ("GET", "/admin/login/", b""),
]
#: What the script does after the visitors' servers, where no server of the desk has ever answered.
THE_REST = ["restart @desk-a", "stop @desk-b", "restart -worker"]


class Load:
    """Visitors and curators who ask without pause, each from an address of their own, and what they were answered."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.ended = threading.Event()
        self.answers: Counter[str] = Counter()
        self.lock = threading.Lock()

    def ask_on(self, number: int, *, keeps: bool) -> None:
        """Ask one thing after another, on one connection or each on a new one."""
        connection: HTTPSConnection | None = None
        method, path, body = ASKED[number % len(ASKED)]
        while not self.ended.wait(0.045):
            connection = connection or self.installation.connect(source=f"127.0.1.{number + 1}")
            try:
                connection.request(method, path, body=body or None, headers=FORM)
                answer = connection.getresponse()
                answer.read()
                said = f"{answer.status}"
            except (OSError, HTTPException) as problem:
                said = repr(problem)
                connection.close()
                connection = None
            with self.lock:
                self.answers[said] += 1
            if connection is not None and not keeps:
                connection.close()
                connection = None
        if connection is not None:
            connection.close()


@contextmanager
def load(installation: Installation) -> Iterator[Load]:
    """Have visitors ask for as long as something lasts."""
    made = Load(installation)
    asking = [
        threading.Thread(target=made.ask_on, args=(number,), kwargs={"keeps": number >= len(ASKED)})
        for number in range(2 * len(ASKED))
    ]
    for thread in asking:
        thread.start()
    try:
        yield made
    finally:
        made.ended.set()
        for thread in asking:
            thread.join()


def test_restarts_drop_no_request(installation: Installation, pools: dict[str, Unit]) -> None:
    running = dict(pools)
    with load(installation) as seen:
        time.sleep(1)
        for turn in range(TIMES):
            for pool, old in list(running.items()):
                running[pool] = Unit(installation, f"{pool}-{'ba'[turn % 2]}")
                running[pool].start()
                assert old.stop() == 0
        time.sleep(1)
    pools.update(running)
    assert set(seen.answers) == {"200"}, seen.answers
    assert seen.answers["200"] > 500


def test_what_is_half_sent_is_answered_by_a_server_that_ends(
    installation: Installation, pools: dict[str, Unit]
) -> None:
    old = pools["public"]
    half = b"verb=Identify"
    head = f"POST /oai HTTP/1.1\r\nHost: {NAME}\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n"
    head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(half)}\r\n\r\n"
    new = Unit(installation, "public-b" if old.instance == "public-a" else "public-a")
    own = installation.folder / "run" / f"{old.instance}.sock"
    with socket.socket(socket.AF_UNIX) as sending:
        sending.settimeout(20)
        sending.connect(str(own))
        sending.sendall(head.encode() + half[:5])
        new.start()
        pools["public"] = new
        ending = threading.Thread(target=old.stop)
        ending.start()
        time.sleep(1)
        assert asked(own) == "stopping"
        time.sleep(4)  # by now it was told to end, and takes no new connection
        assert old.process
        assert old.process.poll() is None
        sending.sendall(half[5:])
        answer = b"".join(iter(lambda: sending.recv(65536), b""))
        ending.join(30)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b"<Identify>" in answer
    assert old.process.returncode == 0


def test_server_that_does_not_become_ready_takes_nothing_over(
    installation: Installation, pools: dict[str, Unit]
) -> None:
    link = installation.folder / "run" / "public.sock"
    before = link.readlink()
    broken = Unit(installation, "public-c")
    broken.own["ALLOWED_HOSTS"] = "https://no-name"
    broken.lines = [(key, value.replace("--wait 60", "--wait 3")) for key, value in broken.lines]
    try:
        with pytest.raises(AssertionError, match="is not ready"):
            broken.start()
    finally:
        broken.kill()
    assert link.readlink() == before
    assert installation.ask("/en/")[0] == 200


def test_processes_of_one_server_tell_the_sum(installation: Installation, pools: dict[str, Unit]) -> None:
    old = pools["public"]
    new = Unit(installation, "public-b" if old.instance == "public-a" else "public-a", extra="--workers 2")
    new.start()
    pools["public"] = new
    old.stop()
    for _time in range(40):
        assert installation.ask("/en/search/?q=khojaly", source="127.0.2.1")[0] == 200
        assert installation.ask("/en/", source="127.0.2.2")[0] == 200
    time.sleep(6)  # the other process has poured its own by then
    # With what it was asked before visitors were led to it: a search and two pages.
    searched = 'memorial_requests_total{group="search",kept="no",status="200"} 41.0'
    for _time in range(4):
        said = installation.ask_as_operator("/public/metrics", Authorization=f"Bearer {TOKEN}")[1].decode()
        assert searched in said
        pages = re.findall(
            r'^memorial_requests_total\{group="page",kept="(?:yes|no)",status="200"\} (\S+)$', said, re.M
        )
        assert sum(map(float, pages)) == 42


@pytest.mark.parametrize(
    ("behind", "starts", "told"),
    [
        ("public-a", True, ["restart @public-b", "stop @public-a", *THE_REST]),
        ("public-b", True, ["restart @public-a", "stop @public-b", *THE_REST]),
        ("public-a", False, ["restart @public-b", "stop @public-b"]),
    ],
)
def test_script_starts_what_does_not_answer_before_it_stops_what_does(
    tmp_path: Path, behind: str, starts: bool, told: list[str]
) -> None:
    (tmp_path / "public.sock").symlink_to(f"{behind}.sock")
    stand_in = tmp_path / "systemctl"
    stand_in.write_text(f'#!/bin/sh\necho "$1 ${{2#memorial}}"\n[ "$1" = stop ] || {str(starts).lower()}\n')
    stand_in.chmod(0o755)
    script = (FILES / "restart").read_text().replace("/run/memorial", str(tmp_path))
    run = subprocess.run(  # noqa: S603  # our own script
        ["/bin/sh", "-c", script],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.splitlines() == told
    assert (run.returncode == 0) is starts


def test_socket_is_open_to_the_web_server_and_to_nobody_else(
    installation: Installation, pools: dict[str, Unit]
) -> None:
    for unit in pools.values():
        own = installation.folder / "run" / f"{unit.instance}.sock"
        assert stat.S_IMODE(own.stat().st_mode) == 0o660
