"""The worker: does what nobody waits for, such as making smaller pictures of a photograph that has come in."""

import os
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from memorial.media.making import make_derivatives
from memorial.media.originals import Original

#: How often the worker looks for new work, and whether the server that has started it still runs, in seconds.
PAUSE = 2.0
GLANCE = 0.5
GENTLE = 10


class Command(BaseCommand):
    help = "Does background jobs until it is stopped. An embedded installation starts it by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--with-server", type=int, default=0, metavar="PID", help="end when this process has ended")
        parser.add_argument("--once", action="store_true", help="do what is waiting, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take up what an earlier worker left undone, then work."""
        os.nice(GENTLE)
        if options["with_server"]:
            threading.Thread(target=end_with, args=(options["with_server"],), daemon=True).start()
        for original in Original.objects.filter(work=Original.Work.WAITING):
            make_derivatives.enqueue(original.pk)
        call_command("db_worker", interval=PAUSE, batch=options["once"], reload=False, verbosity=0)


def end_with(server: int) -> None:
    """End this process when its parent is no longer the server."""
    while os.getppid() == server:
        time.sleep(GLANCE)
    os._exit(0)
