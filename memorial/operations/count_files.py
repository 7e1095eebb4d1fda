"""Count files: where the processes of one server count together, so that whoever is asked can tell the sum.

The library that counts decides when it is imported whether it does so in files; so this is called before, and by the
server alone: a command that is run by hand counts for nobody.
"""

import os
import shutil
import socket

from django.conf import settings


def share_counts(server: int) -> None:
    """Have this process count in the folder of its server, where anybody may ask for the counts at all."""
    if not settings.METRICS_TOKEN:
        return
    machine = socket.gethostname()
    for other in settings.COUNTS.glob(f"{machine}-*"):
        process = other.name.removeprefix(f"{machine}-")
        # The name of another machine may begin with that of this one.
        if process.isdecimal() and not is_running(int(process)):
            shutil.rmtree(other, ignore_errors=True)
    own = settings.COUNTS / f"{machine}-{server}"
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(own)


def is_running(process: int) -> bool:
    """Return whether there is a process with this number."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
