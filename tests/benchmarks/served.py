"""Answers a second, kept and not kept, beside what the machine gives at all: ``python -m tests.benchmarks.served``.

wrk asks each in turn, several times over, so that what else the machine does weighs on all; medians and their ratios
are printed. nginx and wrk must be installed (on Debian: apt install nginx-light wrk).
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.benchmarks.withdrawals import run, server, wait_for

KEPT, UNKEPT, TRIVIAL, PLAIN, STATIC = range(8801, 8806)
ROUNDS, SECONDS, CONNECTIONS = 3, 10, 16
NGINX = """daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 2;
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
uwsgi_temp_path {folder}; scgi_temp_path {folder}; default_type text/html;
server {{ listen 127.0.0.1:{port}; root {folder}/static; location / {{ }} }} }}
"""
BROWSER = {"Accept-Encoding": "br, gzip", "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


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
        started.enter_context(server(UNKEPT, environment | {"KEEP_PAGES": "no"}))
        started.enter_context(server(TRIVIAL, environment, "tests.benchmarks.plain_page:trivial"))
        plain = environment | {"PLAIN_PAGE": "yes", "DJANGO_SETTINGS_MODULE": "tests.benchmarks.plain_settings"}
        started.enter_context(server(PLAIN, plain, "tests.benchmarks.plain_page:plain_application"))
        person, tag, body = page_of_somebody()
        started.enter_context(nginx(Path(folder), body))
        told = measured(questions(person, tag), rounds, seconds)
    report(told)


def page_of_somebody() -> tuple[str, str, bytes]:
    """Return the address of a person's page, its tag and its bytes as a browser gets them."""
    connection = HTTPConnection("127.0.0.1", KEPT)
    connection.request("GET", "/en/people/")
    found = re.search(r"/en/people/[0-9a-z]{12}/[^\"]*", connection.getresponse().read().decode())
    assert found, "the list of people leads to nobody"
    connection.request("GET", found[0], headers=BROWSER)
    answer = connection.getresponse()
    tag, body = answer.headers["ETag"], answer.read()
    connection.close()
    return found[0], tag, body


def questions(person: str, tag: str) -> dict[str, tuple[int, str, dict[str, str]]]:
    """Return what is measured: the port, the address and the headers of each."""
    return {
        "nginx, a static file of the same bytes": (STATIC, "/page.html", {}),
        "a trivial answer": (TRIVIAL, "/", {}),
        "a plain Django page of one query": (PLAIN, "/plain/1/", {}),
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
    return told


def rate(port: int, address: str, headers: dict[str, str], seconds: int) -> float:
    """Return how many answers a second wrk gets; any that is none of those expected stops the run."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
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


@contextmanager
def nginx(folder: Path, body: bytes) -> Iterator[None]:
    """Have nginx send the same bytes as a file for as long as it is needed."""
    static, settings = folder / "static", folder / "nginx.conf"
    static.mkdir(exist_ok=True)
    # nginx gives its work to another account.
    folder.chmod(0o711)
    static.chmod(0o755)
    (static / "page.html").write_bytes(body)
    (static / "page.html").chmod(0o644)
    settings.write_text(NGINX.format(folder=folder, port=STATIC))
    process = subprocess.Popen(["nginx", "-c", str(settings), "-p", str(folder)])  # noqa: S603, S607  # ours
    try:
        wait_for(STATIC, "/page.html")
        yield
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:3]]
    main(*(numbers + [ROUNDS, SECONDS][len(numbers) :]))
