"""The worker: does what nobody waits for, such as making smaller pictures of a photograph that has come in."""

import logging
import os
import socket
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from memorial.base.turns import give_back_turn, hold_turn, take_turn
from memorial.contributions.retention import clear_out
from memorial.media.incoming import clear_incoming
from memorial.media.making import make_derivatives
from memorial.media.originals import Original
from memorial.operations.parents import end_with, end_working
from memorial.preservation.nightly import start_night_watch
from memorial.review.gate import Channel
from memorial.search.asked_acts import forget_searches
from memorial.search.rebuilding import go_on

logger = logging.getLogger(__name__)

#: How often the worker looks for new work, in seconds.
PAUSE = 2.0
#: How often it looks for what another worker has left undone, in seconds.
ROUND = 600
#: For how long at a time it goes on with an index of search that is not whole, in seconds.
INDEXING = 60.0
GENTLE = 10
#: How long is kept what the queue says of work that is done.
KEPT = timedelta(days=1)
#: How often what strangers sent is looked through for what has been kept long enough, in seconds.
DAILY = timedelta(days=1)
#: How long a job may take before its worker is taken to have been ended, if that cannot be known for certain.
LONGEST = timedelta(minutes=15)


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = "Does background jobs until it is stopped. An embedded installation starts it by itself."
    # Whoever starts it has made them; an embedded installation would wait for them a second time.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--with-server", type=int, default=0, metavar="PID", help="end when this process has ended")
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until the end, or until nothing is waiting."""
        worker = a_worker()
        # Before there is any thread: whoever sees it at work may tell it to stop.
        worker.configure_signals()
        begin(options["with_server"], once=options["once"])
        next_round = 0.0
        while worker.running:
            try:
                if time.monotonic() >= next_round:
                    take_up()
                    next_round = time.monotonic() + ROUND
                # To claim a job locks the whole of an SQLite database, to look for one does not.
                if DBTaskResult.objects.ready().exists():
                    worker.run()
            except (InterfaceError, OperationalError) as problem:
                if options["once"]:
                    raise
                logger.warning("The database did not answer: %s", problem)
            else:
                if options["once"]:
                    return
            close_old_connections()
            time.sleep(PAUSE)


def begin(server: int, *, once: bool) -> None:
    """Give way to those who wait, end with the server, and have done what is done by itself each night and day."""
    if server:
        end_with(server, end_working)
    os.nice(GENTLE)
    if not once:
        start_night_watch()
        threading.Thread(target=clear_daily, name="clearing", daemon=True).start()


def a_worker() -> Worker:
    """Return a worker that does what is ready and then stops."""
    return Worker(
        queue_names=["*"],
        interval=PAUSE,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=own_name(),
        excluded_queue_names=[],
    )


def own_name() -> str:
    """Return a name for this worker, from which others see where it runs."""
    return f"{socket.gethostname()} {os.getpid()} {get_random_string(12)}"


def is_at_work(job: "DBTaskResult[Any, Any]") -> bool:
    """Return whether the worker that has begun a job may still run; of one on this machine it is known."""
    if not job.worker_ids or timezone.now() - job.started_at > LONGEST:
        return False
    machine, _sign, rest = job.worker_ids[-1].partition(" ")
    pid = rest.partition(" ")[0]
    return machine != socket.gethostname() or Path("/proc", pid).exists() and int(pid) != os.getpid()


def clear_daily() -> None:
    """Have deleted each day, by one worker of all, what has been kept long enough; what fails is soon tried again."""
    while True:
        clear_in_turn()
        time.sleep(ROUND)


def clear_in_turn() -> None:
    """Delete what has been kept long enough, unless this worker or another one has done so today."""
    try:
        if take_turn("clearing", DAILY) and not clear():
            give_back_turn("clearing")
    except (InterfaceError, OperationalError) as problem:
        logger.warning("The database did not answer: %s", problem)
    finally:
        connection.close()


def clear() -> bool:
    """Delete what strangers sent or sought and what has been kept long enough, and return whether that went well."""
    try:
        clear_out()
        forget_searches()
    except Exception:  # whatever it is, it must come to pass on another day
        logger.exception("What has been kept long enough could not be deleted; it is tried again.")
        return False
    finally:
        connection.close()
    return True


def take_up() -> None:
    """Queue again what a worker has left undone, and forget what was done long ago; go on with an unfinished index."""
    clear_incoming()
    if take_turn("indexing", timedelta(seconds=INDEXING)):
        go_on(INDEXING)
    queue_undone()
    long_ago = timezone.now() - KEPT
    DBTaskResult.objects.filter(
        Q(finished_at__lt=long_ago) | Q(started_at__lt=long_ago, finished_at__isnull=True)
    ).delete()


@transaction.atomic
def queue_undone() -> None:
    """Queue the work again that a worker has left undone; workers that look at the same time do not both."""
    hold_turn("undone")
    jobs = DBTaskResult.objects.filter(status__in=("READY", "RUNNING"), task_path=make_derivatives.module_path)
    queued = {job.args_kwargs["args"][0] for job in jobs if job.status == "READY" or is_at_work(job)}
    undone = Original.objects.filter(work=Original.Work.WAITING).values_list("pk", flat=True)
    for key in [key for key in undone if key not in queued]:
        make_derivatives.enqueue(key)
