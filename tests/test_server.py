"""Processes of one server load what they need before they part, and what few of them need not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOAD = """
import gc, json, os, sys, threading
from memorial import server
server.load()
from django.db import connections
told = {
    "open": [one.alias for one in connections.all(initialized_only=True) if one.connection],
    "threads": threading.active_count(),
    "looks": gc.isenabled(),
    "files": [os.path.realpath(f"/proc/self/fd/{one}") for one in os.listdir("/proc/self/fd")],
    "before": sorted(sys.modules),
}
import memorial.wsgi
told |= {"looks later": gc.isenabled(), "after": sorted(sys.modules)}
print(json.dumps(told))
"""


def said_by_a_process(words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Return what a process of an installation of its own says that does what these words of Python tell it."""
    surroundings = {"DATA_DIR": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "memorial.settings"}
    return subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", words],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **surroundings},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What a process says of itself that has loaded, and then becomes one that answers."""
    return json.loads(said_by_a_process(LOAD, tmp_path_factory.mktemp("server")).stdout)


def test_loading_leaves_nothing_that_processes_must_not_share(told: Any) -> None:
    assert told["open"] == []
    assert told["threads"] == 1
    assert [file for file in told["files"] if "memorial.sqlite3" in file or "socket" in file] == []


def test_garbage_is_looked_for_once_processes_have_parted(told: Any) -> None:
    assert not told["looks"]
    assert told["looks later"]


def test_what_answers_is_loaded_before_processes_part(told: Any) -> None:
    assert {"memorial.wsgi"} == {
        module for module in set(told["after"]) - set(told["before"]) if module.startswith("memorial")
    }


@pytest.mark.parametrize("library", ["PIL", "xlsxwriter", "drf_spectacular", "django.test"])
def test_server_is_spared_the_libraries_that_no_page_needs(told: Any, library: str) -> None:
    assert library not in told["after"]


def test_worker_that_cannot_go_on_says_why(tmp_path: Path) -> None:
    words = """
import os, sys
from memorial import server
server.load()
server.call_command = lambda *_words, **_more: sys.exit("The memorial cannot start. Synthetic reason.")
print(os.waitstatus_to_exitcode(os.waitpid(server.start_worker(os.getpid()), 0)[1]))
"""
    run = said_by_a_process(words, tmp_path)
    assert "The worker has failed. The memorial cannot start. Synthetic reason." in run.stderr
    assert run.stdout == "1\n"
