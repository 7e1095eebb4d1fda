"""The server in several processes: what all of them need is loaded once, before they part, and so is in memory once.

``python -m memorial.server`` takes what ``granian`` takes, but for what comes too late for a memorial that is loaded
already: files of settings (``--env-files``) and ``--reload``. With ``--with-worker`` the worker is one of the
processes. A new version needs a new start: to tell it to reload (HUP) gives new processes of the old one.
"""

import gc
import multiprocessing
import os
import sys
from importlib import import_module

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
    "memorial.public.kept.crowd",
    "memorial.public.kept.pages",
    "memorial.review.timekeeping",
)


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


def work_beside(server: int) -> None:
    """Be the worker beside a server: away from the keyboard, and ended when the server's process has ended."""
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    gc.enable()
    call_command("work", with_server=server)


def main() -> None:
    """Load, have a worker part where one is asked for, and become the server, whose processes part from it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "memorial.settings")
    server = os.getpid()
    load()
    multiprocessing.set_start_method("fork")
    if WITH_WORKER in sys.argv:
        sys.argv.remove(WITH_WORKER)
        if os.fork() == 0:
            work_beside(server)
            return
    entrypoint()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    try:
        main()
    except ImproperlyConfigured as problem:
        sys.exit(f"The memorial cannot start. {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
