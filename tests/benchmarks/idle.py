"""What a memorial takes that nobody asks for anything: ``python -m tests.benchmarks.idle [rounds]``.

Of each way to run it, how soon the first page comes, and how much memory all processes hold then and once they have
made lists of people (PSS: what several share is counted once). Run it with what ``requirements.txt`` names and no more:
what the tests need is loaded by others as soon as it is there.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.withdrawals import OURS, ROOT, run

ROUNDS = 3
PORT = 8810
LISTS = 40
#: What is begun at the start has come to an end by then.
SETTLED = 6.0
SERVER = ["--interface", "wsgi", "--blocking-threads", "24", "--no-ws", "--workers-kill-timeout", "2"]
SERVER += ["--log-level", "error", "--host", "127.0.0.1", "--port", str(PORT)]
WAYS = {
    "granian, one process": ["-m", "granian", *SERVER, "--workers", "1", OURS],
    "granian, two processes": ["-m", "granian", *SERVER, "--workers", "2", OURS],
    "memorial.server, two processes": ["-m", "memorial.server", *SERVER, "--workers", "2", OURS],
    "manage.py serve": ["manage.py", "serve"],
}


def main(rounds: int) -> None:
    """Measure each way in turn, and print the medians."""
    told: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="memorial-idle-") as folder:
        environment = {**os.environ, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "memorial.settings"}
        # Nothing is given that was kept: each page is made.
        environment |= {"PORT": str(PORT), "KEEP_PAGES": "no"}
        for command in (["migrate", "--verbosity", "0"], ["load_record", "khojaly"], ["collectstatic", "--no-input"]):
            run([sys.executable, "manage.py", *command], environment)
        for _each in range(rounds):
            for name, words in WAYS.items():
                told[name].append(measured(words, environment))
    sys.stdout.write(f"{'':34}{'first page':>12}{'idle':>10}{'pages made':>14}\n")
    for name, found in told.items():
        first, idle, used = (statistics.median(values) for values in zip(*found, strict=True))
        sys.stdout.write(f"{name:34}{first:>10.2f} s{idle:>7.0f} MB{used:>11.0f} MB\n")


def measured(words: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Return the seconds to the first page, and the memory then and after lists, in megabytes."""
    begun = time.monotonic()
    with running(words, environment) as process:
        while not answered("/en/"):
            time.sleep(0.02)
        first = time.monotonic() - begun
        time.sleep(SETTLED)
        idle = memory(process)
        for number in range(LISTS):
            answered(f"/en/people/?asked={number}")
        return first, idle, memory(process)


@contextmanager
def running(words: list[str], environment: dict[str, str]) -> Iterator[int]:
    """Have a memorial run for as long as it is needed; its process is given."""
    process = subprocess.Popen([sys.executable, *words], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)  # noqa: S603  # ours
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def answered(address: str) -> bool:
    """Return whether the memorial has answered."""
    try:
        with closing(HTTPConnection("127.0.0.1", PORT, timeout=30)) as connection:
            connection.request("GET", address)
            return bool(connection.getresponse().read())
    except OSError:
        return False


def memory(process: int) -> float:
    """Return the proportional set size of a process and of all that it has begun, in megabytes."""
    said = Path(f"/proc/{process}/smaps_rollup").read_text()
    own = next(int(line.split()[1]) / 1024 for line in said.splitlines() if line.startswith("Pss:"))
    begun = Path(f"/proc/{process}/task").glob("*/children")
    return own + sum(memory(int(child)) for threads in begun for child in threads.read_text().split())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
