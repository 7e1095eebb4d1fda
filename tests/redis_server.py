"""A real server of a shared cache on the loopback address, that a test can stop, kill and start again."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.ports import free_port

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
#: In seconds: how long it may take to start.
PATIENCE = 20


class RedisServer:
    """A server that writes nothing to the disk, as docs/operations.md asks for."""

    def __init__(self, folder: Path) -> None:
        if PROGRAM is None:
            pytest.skip("no redis-server and no valkey-server on this machine")
        self.program, self.folder = PROGRAM, folder
        self.port = free_port()
        self.address = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command += ["--dir", str(self.folder), "--daemonize", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # ours
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1) as asked:
                    asked.sendall(b"PING\r\n")
                    if asked.recv(16).startswith(b"+PONG"):
                        return
            except OSError:
                assert time.monotonic() < until
            time.sleep(0.02)

    def kill(self) -> None:
        """End it at once, as a machine does that loses its power."""
        if self.process is not None:
            self.go_on()
            self.process.kill()
            self.process.wait()
            self.process = None

    def hang(self) -> None:
        """Have it take connections and answer nothing."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Have it answer again."""
        assert self.process is not None
        os.kill(self.process.pid, signal.SIGCONT)
