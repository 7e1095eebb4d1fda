"""Gauges: what waits at this moment and how old it is, asked of the database when the operator asks."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.registry import Collector

from memorial.contributions.models import Contribution
from memorial.review.clock import Clock
from memorial.review.replicas import REPLICAS


class Gauge(NamedTuple):
    """One number that is asked for anew each time; where it gives nothing, nothing is told."""

    name: str
    told: str
    value: Callable[[], float | None]


def jobs_waiting() -> float:
    """Return how many jobs could be done now and wait for a worker."""
    return float(DBTaskResult.objects.ready().count())


def oldest_job() -> float | None:
    """Return for how many seconds the oldest of them has waited; 0 where none does."""
    since = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    return (timezone.now() - since).total_seconds() if since else 0.0


def contributions_waiting() -> float:
    """Return about how many contributions nobody has decided yet."""
    return float(Contribution.objects.open().count())


def heartbeat_age() -> float | None:
    """Return how many seconds ago the memorial last noted the time; nothing where it never did."""
    clock = Clock.objects.first()
    return (timezone.now() - clock.seen_at).total_seconds() if clock else None


def replicas_asked() -> float | None:
    """Return how many replicas this process asks; nothing where there are none."""
    REPLICAS.begin()
    return float(len(REPLICAS.standing)) if REPLICAS.aliases else None


#: A new number is one more line here.
GAUGES = (
    Gauge("memorial_jobs_waiting", "Jobs that wait for a worker", jobs_waiting),
    Gauge("memorial_oldest_job_seconds", "For how long the oldest of them has waited", oldest_job),
    Gauge("memorial_contributions_waiting", "Contributions that nobody has decided about", contributions_waiting),
    Gauge("memorial_heartbeat_age_seconds", "How long ago the time was last noted", heartbeat_age),
    Gauge("memorial_replicas_asked", "Replicas that are near enough to be asked", replicas_asked),
)


class Asked(Collector):
    """Asks for each gauge; one that the database does not answer is left out, and the others are told."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield what is known now."""
        for gauge in GAUGES:
            try:
                value = gauge.value()
            except (DatabaseError, InterfaceError):
                connection.close()
                continue
            if value is not None:
                yield GaugeMetricFamily(gauge.name, gauge.told, value=value)

    def describe(self) -> list[GaugeMetricFamily]:
        """Say nothing beforehand: to register the gauges asks the database nothing."""
        return []


REGISTRY_OF_GAUGES = CollectorRegistry()
REGISTRY_OF_GAUGES.register(Asked())
