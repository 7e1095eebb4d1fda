"""The night's part: when originals are re-read without anybody asking, and how the worker starts it."""

import logging
import os
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from memorial.base.memorial import Memorial
from memorial.base.turns import take_turn
from memorial.media.originals import Original
from memorial.preservation.models import FixityRun

#: Between these hours of the memorial's own day a run is begun, once.
NIGHT = range(1, 5)
#: When several workers see at once that it is time, one of them begins.
BEGINNING = timedelta(minutes=10)
#: A machine that sleeps at night catches up when it has been awake for a while, and after a failure not at once.
LONG_AGO, AWAKE, REST = timedelta(days=2), timedelta(minutes=10), timedelta(hours=6)
MINUTE = 60.0
said_by = logging.getLogger(__name__)


def is_due(now: datetime, awake: timedelta) -> bool:
    """Return whether a night's part is to be read now; ``awake`` is how long this machine has been running."""
    last = FixityRun.objects.first()
    if not Original.objects.exists():
        return False
    if last is None or now - last.started > REST:
        finished = FixityRun.objects.finished().first()
        if awake >= AWAKE and (finished is None or now - finished.started > LONG_AGO):
            return True
    local = timezone.localtime(now, (Memorial.objects.first() or Memorial()).zone)
    night = local.replace(hour=NIGHT.start, minute=0, second=0, microsecond=0)
    return local.hour in NIGHT and (last is None or last.started < night)


def start_night_watch() -> threading.Event:
    """Have originals re-read each night, for as long as this process runs or until the event is set."""
    ended = threading.Event()
    threading.Thread(target=watch, args=(ended,), name="night watch", daemon=True).start()
    return ended


def watch(ended: threading.Event, pause: float = MINUTE) -> None:
    """Ask each minute whether it is time; what goes wrong in one minute is logged, and tried again in the next."""
    began = time.monotonic()
    while not ended.wait(pause):
        try:
            due = is_due(timezone.now(), timedelta(seconds=time.monotonic() - began))
            if due and take_turn("fixity", BEGINNING):
                read_nights_part()
        except Exception:  # whatever it is, the next minute must come
            said_by.exception("Whether originals are to be re-read could not be told; it is asked again.")
        finally:
            connection.close()


def read_nights_part() -> int:
    """Re-read a night's part in a process of its own, which ends with this one; return how that process ended."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "check_fixity", "--verbosity", "0"]
    command += ["--end-with", str(os.getpid())]
    return subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode  # noqa: S603  # our own words
