"""One server takes over from another: what is asked of their pool comes to it from the moment at which it is ready."""

import os
import socket
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from memorial.public.probes import READY
from memorial.review.gate import Channel

#: How often it is asked whether the server is ready, in seconds.
GLANCE = 0.1
#: What a new server is asked once before visitors are led to it: the first of each waits for what is read but once.
FIRST = (("home", ""), ("people", ""), ("search_suggestions", "?q=a"), ("admin:login", ""))


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Waits until the server that listens on a socket is ready, and leads its pool there: the server of "
        "public-a.sock or public-b.sock becomes the one behind public.sock."
    )
    # The server itself has made them, or will say so.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("socket", type=Path, help="the socket of the new server: …/public-b.sock")
        parser.add_argument("--wait", type=float, default=60.0, metavar="SECONDS", help="how long it may take")

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait, and put the link to the new socket in the place of the one to the old."""
        own: Path = options["socket"]
        name, _dash, _which = own.stem.rpartition("-")
        if not name:
            raise CommandError(f"'{own.name}' names no pool. Call the socket public-a.sock or the like.")
        until, said = time.monotonic() + options["wait"], ""
        while (said := asked(own)) != "ready":
            if time.monotonic() > until:
                raise CommandError(f"The server behind {own.name} is not ready: {said}. The one before it goes on.")
            time.sleep(GLANCE)
        for page, question in FIRST:
            if time.monotonic() < until:
                asked(own, f"{reverse(page)}{question}")
        lead(own.with_name(f"{name}{own.suffix}"), own)


def asked(path: Path, address: str = READY) -> str:
    """Return what the server behind a socket answers, as the web server in front of it would ask; or why it does not.

    What it is asked, if nothing else, is what it says of itself.
    """
    site = urlsplit(settings.MAIL_LINKS_TO)
    connection = HTTPConnection("localhost", timeout=10)
    try:
        # http.client speaks with whatever is connected.
        connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.sock.settimeout(10)
        connection.sock.connect(str(path))
        connection.request("GET", address, headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme})
        return connection.getresponse().read().decode(errors="replace").strip()
    except (OSError, HTTPException) as problem:
        return str(problem)
    finally:
        connection.close()


def lead(pool: Path, own: Path) -> None:
    """Have the name of a pool lead to a socket, at once: there is no moment at which it leads nowhere."""
    beside = pool.with_name(f".{pool.name}.{os.getpid()}")
    with suppress(FileNotFoundError):
        beside.unlink()
    beside.symlink_to(own.name)
    beside.replace(pool)
