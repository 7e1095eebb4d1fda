"""Measures search among 10,000, 100,000 and 1,000,000 synthetic people of three names each, beside the bare query.

Each size has a database of its own, which is removed afterwards, and each step a process of its own. For PostgreSQL
the server is named as for its tests: TEST_POSTGRESQL=postgresql://user@host:port/name.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

SIZES = "10000,100000,1000000"
WAYS = {
    "bare": "rows by their keys alone",
    "find": "find_people",
    "work": "  of that at work",  # what else the machine does is no part of it, nor is a server of PostgreSQL
    "page": "the page of search",
}
NAME = "memorial_benchmark_search"
#: What is aimed at among the most people: milliseconds, megabytes, people a second, and times as much as among fewest.
MEDIAN, WORST, MEMORY, RATE, PUBLISH, TIMES = 15.0, 100.0, 150.0, 20_000.0, 20.0, 3.0


def main() -> None:
    """Measure each size and say what was found; the exit code says whether the aims were reached."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--sizes", default=SIZES, help="numbers of people, parted by commas")
    said.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = said.parse_args()
    if (options.database == "postgresql") != ("TEST_POSTGRESQL" in os.environ):
        said.error("TEST_POSTGRESQL names the server of --database postgresql, and of no other.")
    measured = {}
    for number in map(int, options.sizes.split(",")):
        with database(options.database) as name:
            measured[number] = {step: run(step, number, name) for step in ("fill", "build", "ask")}
        report(number, measured[number])
    missed = list(aims_missed(measured))
    say("\nEvery aim was reached." if not missed else "\nNot reached: " + "; ".join(missed))
    sys.exit(bool(missed))


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Give an empty database by its name, and remove it afterwards."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="memorial-search-") as folder:
            yield str(Path(folder) / "search.sqlite3")
        return
    told = urlsplit(os.environ["TEST_POSTGRESQL"])
    server = psycopg.connect(told._replace(path="/postgres").geturl(), autocommit=True)
    with server:
        server.execute(f"CREATE DATABASE {NAME}")
        try:
            yield NAME
        finally:
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def run(step: str, number: int, name: str) -> dict[str, Any]:
    """Run one step in a process of its own, and return what it found."""
    command = [sys.executable, "-m", "tests.benchmarks.search_child", step, str(number)]
    environment = {**os.environ, "BENCHMARK_DATABASE": name}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)  # noqa: S603
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def report(number: int, found: dict[str, Any]) -> None:
    """Say what was found among so many people."""
    build, ask = found["build"], found["ask"]
    say(f"\n{number:,} people")
    say(f"  built {build['rate']:,.0f} people a second for both indexes, {build['bytes'] / 1e6:,.0f} MB on the disk")
    say(f"  of {build['seconds']:,.0f} s the process was at work for {build['work']:,.0f} s")
    say(f"  one person published: {ask['publish']:.1f} ms; the process grew by {ask['memory'] / 1e6:,.0f} MB")
    say(f"  {'milliseconds':<26}{'median':>9}{'p99':>9}{'to bare':>9}")
    bare = statistics.median(times(ask, "bare"))
    for way, name in WAYS.items():
        spent = times(ask, way)
        median = statistics.median(spent)
        say(f"  {name:<26}{median:>9.1f}{percentile(spent):>9.1f}{median / bare:>9.1f}")
    for kind, ways in ask["milliseconds"].items():
        say(f"    {kind:<24}{statistics.median(ways['find']):>9.1f}{percentile(ways['find']):>9.1f}")


def times(ask: dict[str, Any], way: str) -> list[float]:
    """Return what each question took, asked one way."""
    return [spent for ways in ask["milliseconds"].values() for spent in ways[way]]


def percentile(spent: Sequence[float]) -> float:
    """Return what 99 in 100 questions do not exceed."""
    return statistics.quantiles(spent, n=100)[98]


def aims_missed(measured: dict[int, dict[str, Any]]) -> Iterator[str]:
    """Yield the aims that were not reached among the most people."""
    fewest, most = measured[min(measured)]["ask"], measured[max(measured)]["ask"]
    spent = times(most, "find")
    aims = {
        "median": (statistics.median(spent), MEDIAN),
        "p99": (percentile(spent), WORST),
        "times as much as among the fewest": (
            statistics.median(spent) / statistics.median(times(fewest, "find")),
            TIMES,
        ),
        "megabytes of memory": (most["memory"] / 1e6, MEMORY),
        "milliseconds to publish": (most["publish"], PUBLISH),
    }
    yield from (f"{name} {found:.1f}, at most {aim:g}" for name, (found, aim) in aims.items() if found > aim)
    rate = measured[max(measured)]["build"]["rate"]
    if rate < RATE:
        yield f"{rate:,.0f} people a second, at least {RATE:,.0f}"


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
