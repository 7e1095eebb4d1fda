"""Answers a second, kept and not kept, beside what the machine gives at all: ``python -m tests.benchmarks.served``.

wrk asks each in turn, several times over, so that what else the machine does weighs on all; medians and their ratios
are printed. nginx and wrk must be installed (on Debian: apt install nginx-light wrk).
"""

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.web_server import nginx, shelf, static_files
from tests.benchmarks.withdrawals import run, server, wait_for

KEPT, UNKEPT, TRIVIAL, PLAIN, STATIC, FRONT, BEHIND = range(8801, 8808)
ROUNDS, SECONDS = 3, 10
#: So many ask at once; where each answer must be made, no more than a server lets wait.
CONNECTIONS, WHERE_MADE = 16, 6
PAUSE = 1.0
BROWSER = {"Accept-Encoding": "br, gzip", "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
#: What nginx gives from the shelf: it knows gzip alone.
THROUGH_NGINX = {"Host": "127.0.0.1", "Accept": "text/html", "Accept-Encoding": "gzip"}


def main(rounds: int, seconds: int) -> None:
    """Start everything on the loopback address, measure in turn, print, and end what was started."""
    for tool in ("wrk", "nginx"):
        if not shutil.which(tool):
            sys.exit(f"{tool} is missing. On Debian: apt install nginx-light wrk")
    with tempfile.TemporaryDirectory(prefix="memorial-served-") as folder, ExitStack() as started:
        environment = {**os.environ, "DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "memorial.settings"}
        for command in (["migrate", "--verbosity", "0"], ["load_record", "khojaly"], ["collectstatic", "--no-input"]):
            run([sys.executable, "manage.py", *command], environment)
        started.enter_context(server(KEPT, environment))
        started.enter_context(server(BEHIND, environment | {"SHELVE_PAGES": "yes"}))
        started.enter_context(server(UNKEPT, environment | {"KEEP_PAGES": "no"}))
        started.enter_context(server(TRIVIAL, environment, "tests.benchmarks.plain_page:trivial"))
        plain = environment | {"PLAIN_PAGE": "yes", "DJANGO_SETTINGS_MODULE": "tests.benchmarks.plain_settings"}
        started.enter_context(server(PLAIN, plain, "tests.benchmarks.plain_page:plain_application"))
        person, tag = page_of_somebody()
        root = Path(folder)
        (root / "files").mkdir()
        lines = [static_files(STATIC, root / "files"), shelf(FRONT, root / "shelf", BEHIND)]
        started.enter_context(nginx(root, *lines))
        wait_for(FRONT, person)
        (root / "files" / "page.html").write_bytes(answer(FRONT, person, THROUGH_NGINX)[1])
        told = measured(questions(person, tag), rounds, seconds)
    report(told)


def page_of_somebody() -> tuple[str, str]:
    """Return the address of a person's page, and its tag as a browser gets it."""
    _tag, people = answer(KEPT, "/en/people/", {})
    found = re.search(r"/en/people/[0-9a-z]{12}/[^\"]*", people.decode())
    assert found, "the list of people leads to nobody"
    tag, _page = answer(KEPT, found[0], BROWSER)
    return found[0], tag


def answer(port: int, address: str, headers: dict[str, str]) -> tuple[str, bytes]:
    """Return the tag and the bytes of one answer."""
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", address, headers=headers)
    told = connection.getresponse()
    tag, body = told.headers["ETag"], told.read()
    connection.close()
    return tag, body


def questions(person: str, tag: str) -> dict[str, tuple[int, str, dict[str, str]]]:
    """Return what is measured: the port, the address and the headers of each."""
    return {
        "nginx, a static file of the same bytes": (STATIC, "/page.html", {}),
        "a trivial answer": (TRIVIAL, "/", {}),
        "a plain Django page of one query": (PLAIN, "/plain/1/", {}),
        "person, kept, given by nginx": (FRONT, person, THROUGH_NGINX),
        "person, kept": (KEPT, person, BROWSER),
        "person, kept, the browser has it": (KEPT, person, BROWSER | {"If-None-Match": tag}),
        "people, kept": (KEPT, "/en/people/", BROWSER),
        "person, not kept": (UNKEPT, person, BROWSER),
        "people, not kept": (UNKEPT, "/en/people/", BROWSER),
        "search, an exact name": (UNKEPT, "/en/search/?q=Hac%C4%B1yev", BROWSER),
    }


def measured(asked: dict[str, tuple[int, str, dict[str, str]]], rounds: int, seconds: int) -> dict[str, list[float]]:
    """Return the answers a second of each in every round."""
    told: dict[str, list[float]] = defaultdict(list)
    for _each in range(rounds):
        for name, question in asked.items():
            told[name].append(rate(*question, seconds))
            # wrk leaves without waiting for what it has asked last; that is not to stand in line with what comes next.
            time.sleep(PAUSE)
    return told


def rate(port: int, address: str, headers: dict[str, str], seconds: int) -> float:
    """Return how many answers a second wrk gets; any that is none of those expected stops the run."""
    at_once = WHERE_MADE if port in (UNKEPT, PLAIN) else CONNECTIONS
    command = ["wrk", "-t1", f"-c{at_once}", f"-d{seconds}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    printed = run([*command, f"http://127.0.0.1:{port}{address}"], dict(os.environ))
    if "Non-2xx" in printed and "If-None-Match" not in headers:
        sys.exit(f"{address} was not answered:\n{printed}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found, printed
    return float(found[1])


def report(told: dict[str, list[float]]) -> None:
    """Print the medians, how far the rounds lie apart, and the ratios to what the machine gives."""
    medians = {name: statistics.median(values) for name, values in told.items()}
    trivial, plain = medians["a trivial answer"], medians["a plain Django page of one query"]
    sys.stdout.write(f"{'answers a second':42}{'median':>9}{'spread':>8}{'trivial':>9}{'plain':>8}\n")
    for name, values in told.items():
        spread = (max(values) - min(values)) / medians[name]
        row = f"{medians[name]:>9,.0f}{spread:>8.0%}{medians[name] / trivial:>9.2f}{medians[name] / plain:>8.2f}"
        sys.stdout.write(f"{name:42}{row}\n")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    main(*(numbers + [ROUNDS, SECONDS][len(numbers) :]))
