"""The content network: proxies that keep public pages beside us, and how they are told to let go of them.

Everything that is kept belongs to one key. Which pages an entry stands on, and on which it stands not yet, nobody could
list without guessing; so an act lets go of all of them (ADR 0025 and 0028).
"""

import json
import logging
import threading
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from django.conf import settings

#: The one key of all that is kept, in the header ``Surrogate-Key``.
RECORD = "record"
#: For so many seconds all addresses together are waited for.
PATIENCE = 3.0
#: For so many seconds at most a page may be given by others without asking us, whatever happens to a purge.
LONGEST = 3600
#: So many seconds before something opens or closes by itself, others must ask again already.
MARGIN = 5.0
said_by = logging.getLogger(__name__)


def surrogate_control(seconds: float) -> list[tuple[str, str]]:
    """Return what a content network is told of what that stands for so many seconds yet; nothing where that is soon."""
    may_rely = min(int(seconds - MARGIN), LONGEST)
    return [("Surrogate-Control", f"max-age={may_rely}")] if may_rely > 0 else []


def drop_all() -> bool:
    """Have every proxy let go of all that it keeps; return whether each has said in time that it did."""
    done: list[bool] = []
    # An address that answers by a sign each second would keep a socket waiting for ever: threads are left behind.
    threads = [
        threading.Thread(target=lambda target=target: done.append(drop(*target)), daemon=True)
        for target in settings.PURGE_AT
    ]
    until = time.monotonic() + PATIENCE
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return len(done) == len(threads) and all(done)


def drop(method: str, address: str) -> bool:
    """Ask one proxy or one web hook, and return whether it has answered that it is done."""
    told = urlsplit(address)
    place = (told.path or "/") + (f"?{told.query}" if told.query else "")
    headers = {"Surrogate-Key": RECORD}
    if settings.PURGE_TOKEN:
        headers["Authorization"] = f"Bearer {settings.PURGE_TOKEN}"
    body = None
    if method == "POST":
        headers["Content-Type"] = "application/json"
        body = json.dumps({"keys": [RECORD]})
    connect = HTTPSConnection if told.scheme == "https" else HTTPConnection
    try:
        with closing(connect(told.netloc, timeout=PATIENCE)) as connection:
            connection.request(method, place, body, headers)
            status = connection.getresponse().status
    except (OSError, HTTPException) as problem:
        said_by.warning("A content network could not be reached: %s.", type(problem).__name__)
        return False
    if not 200 <= status < 300:
        said_by.warning("A content network did not do what it was asked: it answered %d.", status)
    return 200 <= status < 300
