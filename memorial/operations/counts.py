"""Counts: how much a server is asked and how long it takes, by kinds of address and never by visitor or entry."""

import os
import threading
import time

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from memorial.operations.gauges import REGISTRY_OF_GAUGES

#: How often a process adds up what it has counted by itself, for the others of its server, in seconds.
PAUSE = 5.0
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "memorial_requests",
    "Requests answered, by kind of address and status; kept: with a page that was kept whole",
    ["group", "status", "kept"],
    registry=REGISTRY,
)
SECONDS = Histogram(
    "memorial_request_seconds",
    "How long the memorial took for what it did not have whole",
    ["group"],
    buckets=BUCKETS,
    registry=REGISTRY,
)
MISSES = Counter("memorial_kept_pages_missed", "Pages that were made, and kept from then on", registry=REGISTRY)
TURNED_AWAY = Counter("memorial_turned_away", "Requests for which there was no room at the moment", registry=REGISTRY)
DATABASE_ERRORS = Counter("memorial_database_errors", "Requests at which the database failed", registry=REGISTRY)


class Given:
    """What this process has counted of kept pages: plain numbers, because giving a page takes a few microseconds."""

    __slots__ = ("made", "unchanged", "whole")

    def __init__(self) -> None:
        self.whole = self.unchanged = self.made = 0


GIVEN = Given()
POURED = Given()
POURING = threading.Lock()


def pour() -> None:
    """Add what was counted in plain numbers, since the last time, to what all processes of the server count."""
    kept = {"group": "page", "kept": "yes"}
    counters = {
        "whole": REQUESTS.labels(status="200", **kept),
        "unchanged": REQUESTS.labels(status="304", **kept),
        "made": MISSES,
    }
    with POURING:
        for name, counter in counters.items():
            now = getattr(GIVEN, name)
            counter.inc(now - getattr(POURED, name))
            setattr(POURED, name, now)


def start_pouring() -> None:
    """Pour again and again, for as long as this process runs."""
    threading.Thread(target=pour_on, name="counts", daemon=True).start()


def pour_on() -> None:
    """Pour without end."""
    while True:
        time.sleep(PAUSE)
        pour()


def scraped() -> bytes:
    """Return all that this server has counted and all that waits now, as Prometheus reads it."""
    pour()
    counted = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(REGISTRY_OF_GAUGES)
