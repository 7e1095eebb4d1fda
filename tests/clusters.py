"""Servers of PostgreSQL of a test's own: a primary and those that follow it, on the loopback address, for its time."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port

USER = "memorial"
OPTIONS = "-c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200 -c hot_standby_feedback=on"


def binaries() -> Path | None:
    """Return the folder of the newest PostgreSQL server of this machine, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    return found[-1].parent if found else Path(named).parent if named else None


needs_postgresql = pytest.mark.skipif(binaries() is None, reason="no PostgreSQL server is installed")


class Server:
    """One server: the folder in which it keeps everything, and its port."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.port = free_port()

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{USER}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"{OPTIONS} -p {self.port} -k {self.folder}"
        as_postgres("pg_ctl", "-D", str(self.data), "-l", str(self.folder / "log"), "-w", "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop the server: ``fast`` as an operator does, ``immediate`` as a power cut does."""
        if (self.data / "postmaster.pid").exists():
            as_postgres("pg_ctl", "-D", str(self.data), "-m", how, "stop")

    def follow(self, primary: "Server") -> None:
        """Make this server a copy of a primary that follows it."""
        address = ["-h", "127.0.0.1", "-p", str(primary.port), "-U", USER]
        as_postgres("pg_basebackup", *address, "-D", str(self.data), "-R", "-X", "stream", "-c", "fast", "--no-sync")


def as_postgres(program: str, *words: str) -> None:
    """Run a program of PostgreSQL, which refuses to run as root, as a user who is not."""
    folder = binaries()
    assert folder is not None
    command = [str(folder / program), *words]
    if os.geteuid() == 0:
        command = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", *command]
    # A server that outlives its starter must not hold on to a pipe of the test.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, cwd="/", check=False, stdout=said, stderr=said)  # noqa: S603  # our own words
        said.seek(0)
        assert done.returncode == 0, said.read().decode()


@contextmanager
def cluster(replicas: int) -> Iterator[list[Server]]:
    """Give a primary, which comes first, and so many servers that follow it."""
    with tempfile.TemporaryDirectory(prefix="memorial-cluster-") as named:
        whole = Path(named)
        servers = [Server(whole / name) for name in ("primary", *(f"replica-{number}" for number in range(replicas)))]
        whole.chmod(0o711)
        for server in servers:
            server.folder.mkdir()
            if os.geteuid() == 0:
                account = pwd.getpwnam("postgres")
                os.chown(server.folder, account.pw_uid, account.pw_gid)
        primary = servers[0]
        try:
            words = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale", "C", "--no-sync"]
            as_postgres("initdb", "-D", str(primary.data), *words)
            primary.start()
            as_postgres("createdb", "-h", "127.0.0.1", "-p", str(primary.port), "-U", USER, USER)
            for server in servers[1:]:
                server.follow(primary)
                server.start()
            yield servers
        finally:
            for server in reversed(servers):
                server.stop("immediate")
