"""The server in several processes: what all of them need is loaded once, before they part, and so is in memory once.

``python -m memorial.server`` takes what ``granian`` takes, but for what comes too late for a memorial that is loaded
already: files of settings (``--env-files``) and ``--reload``. With ``--with-worker`` the worker is one of the
processes, and is started again when it has died. A new version needs a new start: to tell it to reload (HUP) gives new
processes of the old one.
"""

import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from importlib import import_module
from typing import NoReturn

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.utils.module_loading import import_string
from granian.cli import entrypoint

from memorial.operations.count_files import share_counts

WITH_WORKER = "--with-worker"
#: What answers requests (`wsgi`) without standing in the map of addresses, or around every address.
BEYOND_THE_MAP = (
    "memorial.garbage",
    "memorial.operations.parents",
    "memorial.public.kept.crowd",
    "memorial.public.kept.pages",
    "memorial.review.timekeeping",
)
#: The least and the most that is waited before a worker is started again, in seconds. One that ends sooner than after
#: the most of it is waited for twice as long each time.
SOON, LATE = 1.0, 60.0
#: What a server does when it is told to stop or to reload is no business of its worker.
TOLD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: How a worker ends that was told to stop: in its own time, or before it could listen.
STOPPED = (0, -signal.SIGTERM)
#: Whoever tells a worker to stop mostly tells the server too, as systemd does; so many seconds it has to end first.
TOGETHER = 5.0
said_by = logging.getLogger(__name__)


def load() -> None:
    """Load what answers requests, ask nothing of a database and start no thread: neither can be shared."""
    # A look for garbage writes on what it looks at, and leaves room in which others write: both is shared no more.
    gc.disable()
    share_counts(os.getpid())
    django.setup()
    for module in (settings.ROOT_URLCONF, *BEYOND_THE_MAP):
        import_module(module)
    for middleware in settings.MIDDLEWARE:
        import_string(middleware)
    gc.freeze()


def start_worker(server: int) -> int:
    """Have a worker part from this process, and return its number."""
    sys.stdout.flush()
    worker = os.fork()
    if worker == 0:
        work_beside(server)
    return worker


def work_beside(server: int) -> NoReturn:
    """Be the worker beside a server: away from the keyboard, and ended when the server's process has ended."""
    code = 1
    try:
        for one in TOLD:
            signal.signal(one, signal.SIG_DFL)
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        gc.enable()
        call_command("work", with_server=server)
        code = 0
    except SystemExit as told:
        if isinstance(told.code, str):
            said_by.error("The worker has failed. %s", told.code)
        else:
            code = told.code or 0
    except Exception:  # whatever it is, it ends this process and none of what the server has begun
        said_by.exception("The worker has failed.")
    finally:
        os._exit(code)


def keep_worker(server: int, worker: int) -> None:
    """Wait for the worker's end, and start it again after a pause that grows while it ends at once; this never ends."""
    pause = SOON
    while True:
        begun = time.monotonic()
        code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
        pause = SOON if time.monotonic() - begun > LATE else min(2 * pause, LATE)
        if code in STOPPED:
            time.sleep(TOGETHER)
        how = f"killed by signal {-code}" if code < 0 else f"code {code}"
        said_by.error("The worker has ended (%s); it is started again after %d s.", how, pause)
        worker = start_again(server, pause)


def start_again(server: int, pause: float) -> int:
    """Start a worker after a pause, as soon as the machine has room for one, and return its number."""
    while True:
        time.sleep(pause)
        try:
            return start_worker(server)
        except OSError as problem:
            said_by.error("The worker could not be started: %s. It is tried again.", problem)
            pause = LATE


def main() -> None:
    """Load, have a worker part where one is asked for, and become the server, whose processes part from it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "memorial.settings")
    server = os.getpid()
    load()
    multiprocessing.set_start_method("fork")
    if WITH_WORKER in sys.argv:
        sys.argv.remove(WITH_WORKER)
        # The first parts before there is any thread.
        worker = start_worker(server)
        threading.Thread(target=keep_worker, args=(server, worker), name="worker", daemon=True).start()
    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    try:
        main()
    except ImproperlyConfigured as problem:
        sys.exit(f"The memorial cannot start. {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
