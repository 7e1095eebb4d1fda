"""Pages read from replicas: nothing is read stale, and what dies, lags or comes back is nobody's trouble.

A real primary, two servers that follow it by streaming, and a server of the memorial that visitors ask.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest

from tests.benchmarks.withdrawals import measured, run, server
from tests.clusters import Server, cluster, needs_postgresql
from tests.ports import free_port

pytestmark = [pytest.mark.slow, needs_postgresql]
WORDS = "Synthetic words that somebody has written for an hour."
#: Within so many seconds a replica is left out or taken back.
NOTICED = 20


@dataclass
class Installation:
    """A memorial on a primary with two replicas, and the port of its server."""

    primary: Server
    replicas: list[Server]
    port: int
    environment: dict[str, str]

    def ask(self, path: str, **fields: str) -> tuple[int, str]:
        """Ask as a visitor, or send fields; return the status and the page."""
        body = urlencode(fields) if fields else None
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("POST" if fields else "GET", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def act(self, words: str) -> str:
        """Do something to the record in a process of its own, as the desk does, and return what it printed."""
        return run([sys.executable, "manage.py", "shell", "-v0", "-c", words], self.environment).strip()

    def person(self) -> str:
        """Return the address of somebody who is public."""
        return self.act("from memorial.models import Person as P; print(P.objects.public().first().get_absolute_url())")

    def first_page(self) -> tuple[int, str]:
        """Ask for a page that is made anew each time: what was looked for is no page that is kept."""
        return self.ask(f"/en/search/?q=synthetic{time.monotonic_ns()}")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The first memorial on a primary and two replicas, served."""
    with cluster(replicas=2) as (primary, *replicas):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("TEST_")},
            "DATA_DIR": str(tmp_path_factory.mktemp("replicas")),
            "DJANGO_SETTINGS_MODULE": "memorial.settings",
            "DATABASE_URL": primary.url,
            "DATABASE_REPLICA_URLS": ",".join(replica.url for replica in replicas),
        }
        for command in (["migrate", "--verbosity", "0"], ["load_record", "khojaly"], ["prepare"]):
            run([sys.executable, "manage.py", *command], environment)
        run([sys.executable, "manage.py", "collectstatic", "--no-input"], environment)
        port = free_port()
        with server(port, environment):
            yield Installation(primary, replicas, port, environment)


def questions(one: Server) -> int:
    """Return how many times the record of people was asked for on one server, as it counts that itself."""
    with psycopg.connect(one.url, autocommit=True) as connection:
        row = connection.execute(
            "SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) FROM pg_stat_user_tables "
            "WHERE relname LIKE 'memorial_person%' OR relname LIKE 'memorial_search%'"
        ).fetchone()
    assert row is not None
    return int(row[0])


def soon(holds: Callable[[], bool]) -> bool:
    """Return whether something comes true within the time in which it must."""
    until = time.monotonic() + NOTICED
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.3)
    return False


def is_asked(installed: Installation, one: Server) -> bool:
    """Return whether visitors' pages are read from a server."""
    before = questions(one)
    statuses = [installed.first_page()[0] for _each in range(4)]
    time.sleep(1.2)  # a server tells its counts a second later
    assert statuses == [200] * 4
    return questions(one) > before


def test_both_replicas_are_read_and_the_primary_is_not(installed: Installation) -> None:
    assert soon(lambda: all(is_asked(installed, replica) for replica in installed.replicas))
    # Once each minute the primary is asked what is due.
    assert soon(lambda: not is_asked(installed, installed.primary))


def test_replica_that_lags_shows_nothing_that_was_withdrawn(installed: Installation) -> None:
    person = installed.person()
    assert installed.ask(person)[0] == 200
    paused = installed.replicas[0]
    with psycopg.connect(paused.url, autocommit=True) as connection:
        connection.execute("SELECT pg_wal_replay_pause()")
        installed.act(
            "from memorial.models import Person as P; from memorial.review.withdrawal import withdraw_now as w; "
            f"p = next(p for p in P.objects.public() if p.get_absolute_url() == {person!r}); "
            "w(entry=p, by=None, reason='mistake', note='Synthetic', command='test')"
        )
        assert [installed.ask(person)[0] for _each in range(8)] == [410] * 8
        name = person.rstrip("/").rsplit("-", 1)[-1]
        assert not any(person in installed.ask(f"/en/search/?q={name}")[1] for _each in range(4))
        assert soon(lambda: not is_asked(installed, paused))
        connection.execute("SELECT pg_wal_replay_resume()")
    assert soon(lambda: is_asked(installed, paused))
    assert installed.ask(person)[0] == 410


def test_replica_that_dies_is_nobodys_trouble(installed: Installation) -> None:
    dying = installed.replicas[1]
    assert soon(lambda: is_asked(installed, dying))
    dying.stop("immediate")
    try:
        assert [installed.first_page()[0] for _each in range(30)] == [200] * 30
    finally:
        dying.start()
    assert soon(lambda: is_asked(installed, dying))


def test_pages_go_on_without_the_primary_and_forms_keep_every_word(installed: Installation) -> None:
    person = installed.person()
    assert installed.ask(person)[0] == 200
    status, form = installed.ask("/en/contribute/testimony/")
    token = form.split('name="token" value="', 1)[1].split('"', 1)[0]
    sent = {"token": token, "words": WORDS, "language": "en", "keep": "yes", "mail": "", "remarks": ""}
    installed.primary.stop("fast")
    try:
        assert soon(lambda: installed.ask(person)[0] == 200)
        assert installed.ask(person)[0] == 200
        assert installed.first_page()[0] == 200
        assert installed.ask("/api/v1/people/")[0] == 200
        assert installed.ask("/en/contribute/testimony/")[0] == 200
        assert installed.ask("/en/no-such-page/")[0] == 404
        assert installed.ask("/readyz")[0] == 200
        status, page = installed.ask("/en/contribute/testimony/", **sent)
        assert status == 503
        assert page.count(WORDS) == 2, "once to be read, once to be sent again"
        assert token in page
        assert installed.ask("/admin/")[0] in {302, 503}
    finally:
        installed.primary.start()
    assert soon(lambda: installed.ask("/en/contribute/testimony/", **sent)[0] in {200, 303})
    given = "from memorial.models import Contribution as C; print(C.objects.filter(words__contains='an hour').count())"
    assert installed.act(given) == "1"


def test_nothing_outlives_a_withdrawal_where_pages_are_read_from_replicas(
    installed: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster(replicas=2) as (primary, *replicas):
        monkeypatch.setenv("DATABASE_URL", primary.url)
        monkeypatch.setenv("DATABASE_REPLICA_URLS", ",".join(replica.url for replica in replicas))
        seen = measured(15)
    assert seen["acts"] == 30
    assert seen["asked"] > 50
    assert seen["stale"] == 0


def test_replicas_without_a_primary_stop_the_start(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DATABASE_REPLICA_URLS": "postgresql://h/m"}
    done = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "DATABASE_URL is not. Set both or neither." in done.stderr
