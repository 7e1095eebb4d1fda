"""A day of remembrance: ``python -m tests.benchmarks.load [requests a second] [seconds]``, on the loopback address.

The memorial is set up with the files of docs/deploy: nginx, a server for visitors and one for curators. Visitors come
at a rate of their own while a curator saves; then ten times as many; then as before; then 300 slow connections.
"""

import asyncio
import os
import re
import socket
import ssl
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.benchmarks.load_curator import Curator  # noqa: E402  # models exist only after the setup
from tests.benchmarks.load_visitors import Crowd, Place, Seen  # noqa: E402
from tests.operations.deployed import NAME, Installation, Unit  # noqa: E402

RATE, SECONDS, TIMES = 300, 60, 10
#: Once it is over, everything is as before within so many seconds.
RECOVERY = 10
SLOW = 300
#: What is asked: the seconds of those who were let in, of each save, and the growth of memory; and which answers.
WORST, SAVE, GROWTH = 1.0, 2.0, 1.25
ALLOWED = {200, 303, 304, 429, 503}
PEOPLE = """
from memorial.models import Person
for person in Person.objects.public().prefetch_related("names"):
    print(person.get_absolute_url().replace("/az/", "/en/") + "|" + person.names.all()[0].full)
"""


@dataclass
class Stretch:
    """One stretch of time: what it is called, what visitors were answered, and how long the curator's saves took."""

    name: str
    seconds: float
    seen: Seen
    saves: Sequence[float]
    #: Megabytes of all servers at its end.
    memory: float


def main(rate: int, seconds: int) -> int:
    """Set everything up, load it, say what was seen, and return how many aims were missed."""
    with tempfile.TemporaryDirectory(prefix="memorial-load-") as folder, ExitStack() as started:
        Path(folder).chmod(0o755)
        installation = Installation(Path(folder))
        installation.environment["LOG_REQUESTS"] = "no"
        installation.prepare()
        units = [Unit(installation, "public-a"), Unit(installation, "desk-a")]
        for unit in units:
            started.callback(unit.kill)
            unit.start()
        started.callback(installation.stop)
        installation.start_nginx()
        curator = Curator(installation)
        curator.start()
        place = place_of(installation)
        stretches = [
            stretch("to begin with", place, curator, units, rate, 5),
            stretch(f"{rate} a second", place, curator, units, rate, seconds),
            stretch(f"{rate * TIMES} a second", place, curator, units, rate * TIMES, seconds / 2),
        ]
        time.sleep(RECOVERY)
        stretches.append(stretch(f"{RECOVERY} s later, {rate} a second", place, curator, units, rate, seconds / 3))
        slow = beside_slow_ones(installation, place)
        curator.over = True
        curator.join(30)
    missed = [problem for one in stretches[1:] for problem in report(one)]
    missed += aims_of_all(stretches, slow, curator.failed)
    say("\nEvery aim was reached." if not missed else "\nNot reached: " + "; ".join(missed))
    return len(missed)


def place_of(installation: Installation) -> Place:
    """Return where the memorial is and what can be asked for."""
    told = installation.run([sys.executable, "manage.py", "shell", "-v0", "-c", PEOPLE])
    people, names = zip(*(line.split("|") for line in told.splitlines() if "|" in line), strict=True)
    context = ssl.create_default_context(cafile=str(installation.folder / "tls" / "fullchain.pem"))
    return Place(NAME, installation.https, context, list(people), list(names))


def stretch(name: str, place: Place, curator: Curator, units: Sequence[Unit], rate: int, seconds: float) -> Stretch:
    """Let visitors come for a while."""
    begun = time.monotonic()
    seen = asyncio.run(Crowd(place, seed=rate).come(rate, seconds))
    saves = [spent for at, spent in curator.saves if begun <= at < begun + seconds]
    return Stretch(name, seconds, seen, saves, sum(map(memory_of, units)))


def memory_of(unit: Unit) -> float:
    """Return how many megabytes the processes of a server take of the machine's memory, shared ones in part."""
    assert unit.process
    total = 0.0
    for process in [unit.process.pid, *children_of(unit.process.pid)]:
        told = Path(f"/proc/{process}/smaps_rollup").read_text()
        found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
        total += int(found[1]) / 1024 if found else 0
    return total


def children_of(process: int) -> list[int]:
    """Return the processes that one process has started."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def beside_slow_ones(installation: Installation, place: Place) -> list[float]:
    """Hold connections open that send a sign now and then, half of them headers and half a body; ask meanwhile."""
    held = []
    for number in range(SLOW):
        plain = socket.create_connection(("127.0.0.1", place.port), 10, (f"127.0.9.{1 + number % 200}", 0))
        sending = place.context.wrap_socket(plain, server_hostname=place.name)
        head = f"POST /oai HTTP/1.1\r\nHost: {place.name}\r\nContent-Length: 5000\r\n" + ("\r\n" if number % 2 else "")
        sending.sendall(head.encode() + b"v")
        held.append(sending)
    spent = []
    try:
        for path in ["/en/", "/en/people/", place.people[0], "/en/search/?q=synthetic"] * 5:
            begun = time.monotonic()
            status, _headers, _body = installation.ask(path)
            spent.append(time.monotonic() - begun if status == 200 else float("inf"))
    finally:
        for sending in held:
            sending.close()
    return spent


def report(one: Stretch) -> list[str]:
    """Say what a stretch was like, and return what was not as it has to be."""
    answers = one.seen.answers
    statuses = Counter(status for _kind, status, _spent in answers)
    spent = let_in(one.seen)
    worst = percentile(spent)
    told = ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items()))
    say(f"\n{one.name}: {len(answers) / one.seconds:,.0f} a second were answered: {told}")
    say(f"  let in: median {statistics.median(spent) * 1000:.0f} ms, 99 in 100 within {worst * 1000:.0f} ms")
    for kind in sorted({kind for kind, _status, _spent in answers}):
        own = sorted(spent for name, status, spent in answers if name == kind and status < 400)
        asked = sum(name == kind for name, _status, _spent in answers)
        if own:
            figures = f"median {statistics.median(own) * 1000:.0f} ms, 99 in 100 within {percentile(own) * 1000:.0f} ms"
            say(f"    {kind:<14}{asked:>8,} asked, {len(own):>8,} let in, {figures}")
    saves = f"{len(one.saves)} saves, the longest {max(one.saves, default=0):.2f} s"
    say(f"  the curator: {saves}; servers {one.memory:.0f} MB; visitors came up to {one.seen.late * 1000:.0f} ms late")
    return [f"{one.name}: {problem}" for problem in problems_of(one, statuses, worst)]


def problems_of(one: Stretch, statuses: Counter[int], worst: float) -> list[str]:
    """Return what was not as it has to be."""
    wrong = {
        f"answers {set(statuses) - ALLOWED}": set(statuses) <= ALLOWED,
        f"{one.seen.without_retry} answers 503 without Retry-After": not one.seen.without_retry,
        f"{len(one.seen.lost)} without an answer ({one.seen.lost[:1]})": not one.seen.lost,
        f"99 in 100 within {worst:.2f} s": worst <= WORST,
        f"a save took {max(one.saves, default=0):.1f} s": max(one.saves, default=0) <= SAVE,
        "the curator saved nothing": bool(one.saves),
    }
    return [problem for problem, is_right in wrong.items() if not is_right]


def aims_of_all(stretches: Sequence[Stretch], slow: Sequence[float], failed: Sequence[str]) -> list[str]:
    """Return what was missed over all of it."""
    first, last = stretches[1], stretches[-1]
    usual = [percentile(let_in(one.seen)) for one in (first, last)]
    grown = last.memory / first.memory
    say(f"\nBeside {SLOW} slow connections the longest of {len(slow)} pages took {max(slow) * 1000:.0f} ms.")
    say(f"Memory of the servers afterwards: {grown:.2f} times what it was.")
    aims = {
        f"a page beside slow connections took {max(slow):.1f} s": max(slow) <= WORST,
        f"memory grew {grown:.2f} times": grown <= GROWTH,
        f"afterwards 99 in 100 within {usual[1]:.2f} s, before {usual[0]:.2f}": usual[1] <= max(2 * usual[0], 0.2),
        f"the curator was refused: {list(failed)[:2]}": not failed,
    }
    return [problem for problem, is_right in aims.items() if not is_right]


def let_in(seen: Seen) -> list[float]:
    """Return how long those waited who were let in, from the shortest on."""
    return sorted(spent for _kind, status, spent in seen.answers if status < 400)


def percentile(spent: Sequence[float]) -> float:
    """Return what 99 in 100 do not exceed."""
    return spent[min(len(spent) - 1, int(len(spent) * 0.99))] if spent else float("inf")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    sys.exit(1 if main(*(numbers + [RATE, SECONDS][len(numbers) :])) else 0)
