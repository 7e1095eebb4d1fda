"""Whether a kept page outlives a withdrawal: ``python -m tests.benchmarks.withdrawals [number] [network|shelf]``.

Two servers of one installation are read without pause while entries are withdrawn and put back at random moments. After
each act is acknowledged both are asked at once, and every answer of the readers is held against the acts around it.
With ``network`` both are read through a content network each, which gives what it keeps without asking; with ``shelf``
through nginx, which gives what lies on the shelf without asking.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.benchmarks.web_server import nginx, shelf
from tests.content_network import WORD, ContentNetwork
from tests.ports import free_port, is_taken

ROOT = Path(__file__).resolve().parents[2]
#: For how many seconds a server may take to answer for the first time.
PATIENCE = 120
OURS = "memorial.wsgi:application"


def main(number: int, front: str) -> int:
    """Print what was seen, and return how many answers were stale."""
    told = measured(number, front)
    sys.stdout.write(
        f"{told['acts']:,} acts, {told['asked']:,} answers of two servers meanwhile ({told['kept']:,} a second); "
        f"{told['given']:,} were given in front of them; {told['stale']} were stale after the act was acknowledged. "
        f"An act took {told['median'] * 1000:.0f} ms.\n"
    )
    return int(told["stale"])


def measured(number: int, front: str = "") -> dict[str, Any]:
    """Return what was seen of so many withdrawals, with nothing, a ``network`` or a ``shelf`` in front."""
    with tempfile.TemporaryDirectory(prefix="memorial-withdrawals-") as folder, ExitStack() as started:
        environment = {**os.environ, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "memorial.settings"}
        for command in (["migrate", "--verbosity", "0"], ["load_record", "khojaly"], ["collectstatic", "--no-input"]):
            run([sys.executable, "manage.py", *command], environment)
        ports = [free_port(), free_port()]
        networks = [ContentNetwork(port) for port in ports] if front == "network" else []
        for each in networks:
            started.callback(each.end)
        asked = [each.port for each in networks] or ports
        if networks:
            # One is told by PURGE, the other by its web hook.
            addresses = f"purge+http://127.0.0.1:{asked[0]}/ http://127.0.0.1:{asked[1]}/hook"
            environment |= {"PURGE_URL": addresses, "PURGE_TOKEN": WORD}
        if front == "shelf":
            place = Path(folder) / "shelf"
            environment |= {"SHELVE_PAGES": "yes"}
            asked = [free_port(), free_port()]
            lines = [shelf(port, place, behind) for port, behind in zip(asked, ports, strict=True)]
            started.enter_context(nginx(Path(folder), *lines))
        for port in ports:
            started.enter_context(server(port, environment))
        # What is in front is emptied by each act: of few pages it keeps some before the next.
        told_child = [str(number), ",".join(map(str, asked)), "6" if front else "1000"]
        child = [sys.executable, "-m", "tests.benchmarks.withdrawals_child", *told_child]
        told = dict(json.loads(run(child, environment)))
        purges = [len(each.purges) for each in networks]
        return told | {"given": told["given"] + sum(each.given for each in networks), "purges": purges}


def run(command: list[str], environment: dict[str, str]) -> str:
    """Run a command of ours to its end, and return what it printed; what it complains of is told where it fails."""
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603  # ours
    return done.stdout


@contextmanager
def server(port: int, environment: dict[str, str], application: str = OURS) -> Iterator[None]:
    """Have a server of the installation run on the loopback address for as long as it is needed."""
    # Two servers can listen on one port, and each would answer some of the questions that are meant for the other.
    if is_taken(port):
        raise RuntimeError(f"Port {port} is in use.")
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "24"]
    command += ["--no-ws", "--host", "127.0.0.1", "--port", str(port), application]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # ours
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, address: str = "/en/") -> None:
    """Wait until a server answers, whatever it says."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", address)
                connection.getresponse().read()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    fronts = [each for each in sys.argv[1:] if each in ("network", "shelf")]
    sys.exit(1 if main((numbers or [1000])[0], (fronts or [""])[0]) else 0)
