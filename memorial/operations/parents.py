"""Parents: a process that another one has made ends soon after it, and so keeps no port and no work from the next."""

import os
import signal
import threading
import time
from collections.abc import Callable

#: How often it is looked whether the parent still runs, in seconds.
GLANCE = 0.5
#: So many seconds what answers visitors has to end what it has begun.
LAST_ANSWERS = 3.0


def end_with(parent: int, end: Callable[[], None]) -> None:
    """Have a thread end this process, by ``end``, when its parent is no longer the process with this number."""
    threading.Thread(target=wait_for_end, args=(parent, end), name="parent", daemon=True).start()


def wait_for_end(parent: int, end: Callable[[], None]) -> None:
    """Wait until the parent has ended, however that was, and end this process then."""
    # An orphan is given to another parent at once, on each system on which processes part.
    while os.getppid() == parent:
        time.sleep(GLANCE)
    end()


def end_answering() -> None:
    """Take no more requests and end what was begun, as when told to stop; end in any case after some seconds."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_ANSWERS)
    os._exit(1)


def end_working() -> None:
    """End at once, with a visit to the darkroom that is waited for: what was begun is taken up by the next worker."""
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)
