"""Counts: what is counted, how plain numbers come to it, and that nothing of a visitor or an entry is a label."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from memorial.models import Memorial
from memorial.operations.count_files import is_running, share_counts
from memorial.operations.counts import GIVEN, scraped
from memorial.operations.gauges import GAUGES, Gauge
from memorial.public.request_lines import GROUPS
from tests.addresses import public_addresses


def told(name: str) -> float:
    """Return the number that the operator reads under a name with its labels."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", scraped().decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


def test_count_of_a_kept_page_takes_less_than_half_a_microsecond() -> None:
    begun = time.perf_counter()
    for _time in range(100_000):
        GIVEN.whole += 1
    assert (time.perf_counter() - begun) / 100_000 < 0.5e-6


def test_database_that_fails_is_counted(memorial: Memorial, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_more: Any) -> None:
        raise OperationalError("Synthetic")

    before = told("memorial_database_errors_total")
    monkeypatch.setattr("memorial.base.memorial.Memorial.current", fail)
    Client(raise_request_exception=False).get("/en/")
    assert told("memorial_database_errors_total") > before


def test_gauge_that_cannot_be_asked_is_left_out(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> float:
        raise OperationalError("Synthetic")

    broken = Gauge("memorial_synthetic", "Synthetic", fail)
    monkeypatch.setattr("memorial.operations.gauges.GAUGES", (broken, *GAUGES))
    said = scraped().decode()
    assert "memorial_synthetic" not in said
    assert "memorial_jobs_waiting 0.0" in said


def test_kinds_of_addresses_are_few_and_each_has_addresses() -> None:
    first = {address.name.partition("_")[0] for address in public_addresses()}
    assert set(GROUPS) <= first
    assert len(set(GROUPS.values())) < 10


def test_counts_of_servers_that_are_gone_are_removed(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.METRICS_TOKEN, settings.COUNTS = "x" * 32, tmp_path / "counts"
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    gone = subprocess.Popen([sys.executable, "-c", "pass"])  # noqa: S603  # ours
    gone.wait()
    share_counts(os.getppid())
    (own,) = settings.COUNTS.iterdir()
    assert own.name.endswith(f"-{os.getppid()}")
    assert os.environ["PROMETHEUS_MULTIPROC_DIR"] == str(own)
    other = own.with_name(own.name.replace(str(os.getppid()), str(gone.pid)))
    other.mkdir()
    share_counts(os.getppid())
    assert [*settings.COUNTS.iterdir()] == [own]
    assert is_running(os.getpid())
    assert not is_running(gone.pid)


def test_nothing_is_shared_where_nobody_may_ask(settings: Any, tmp_path: Path) -> None:
    settings.METRICS_TOKEN, settings.COUNTS = "", tmp_path / "counts"
    share_counts(os.getppid())
    assert not settings.COUNTS.exists()


def test_command_that_a_worker_of_a_server_begins_counts_for_nobody(tmp_path: Path) -> None:
    subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", "import memorial.operations.counts"],
        cwd=Path(__file__).resolve().parent.parent.parent,
        env={
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(tmp_path / "data"),
            "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        },
        check=True,
    )
    assert [*tmp_path.glob("*.db")] == []
