"""The whole memorial by one command: what an embedded installation needs is made, then it is served."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from memorial.accounts.actions import FirstCurator, create_first_curator
from memorial.accounts.models import User
from memorial.accounts.roles import Role
from memorial.management import embedded
from memorial.review.gate import Channel
from memorial.review.ledger import Verb, record
from memorial.review.preparation import prepare
from memorial.search.rebuilding import AT_START, go_on

# SQLite takes one writer at a time, so one process serves as much as several and waits less. More threads than are let
# in at once (memorial/public/kept/crowd.py): kept pages are given while others wait.
SERVER = ["-m", "memorial.server", "--with-worker", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "24"]
# A worker that misses the signal to stop (granian 2.8 has a race there) is ended after these seconds.
ENDING = ["--workers-kill-timeout", "2", "--no-ws", "--log-level", "error"]


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Prepares an embedded installation (database, first record, first curator, static files) and serves it. "
        "What exists already is never overwritten."
    )
    # The checks would run before the data directory is ready; migrate makes them.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare what is missing, say where the memorial is, and become the server."""
        store = embedded.data_dir()
        embedded.refuse_busy_port(settings.PORT)
        os.umask(0o077)
        if embedded.prepare_database():
            self.say(f"Database ready in {store}")
        embedded.load_first_record()
        prepare()
        if not go_on(AT_START):
            self.say("Not everybody can be found by search yet; the worker goes on making its indexes.")
        if embedded.collect_static_files():
            self.say("Static files ready")
        self.welcome(open_first_account())
        self.stdout.flush()
        start_server(settings.PORT)

    def welcome(self, first: FirstCurator | None) -> None:
        """Say where the memorial and its desk are, and how to sign in for the first time."""
        address = f"http://{embedded.ADDRESS}:{settings.PORT}/"
        self.say("")
        self.say(f"The memorial:       {address}")
        self.say(f"The curators' desk: {address}admin/")
        if first:
            self.say("")
            self.say(f"First curator:      {first.username}")
            self.say(f"One-time password:  {first.one_time_password}")
            self.say("It is shown this once and must be changed at the first sign-in.")
        self.say("")
        self.say("Ctrl-C stops the server.")

    def say(self, line: str) -> None:
        self.stdout.write(line)


@transaction.atomic
def open_first_account() -> FirstCurator | None:
    """Open the first account where there is none yet, with its line in the ledger; return it."""
    first = create_first_curator()
    if first:
        about = ("user", str(User.objects.get(username=first.username).pk))
        record(Verb.ACCOUNT_OPENED, by=None, about=about, detail={"roles": Role.values}, command="serve")
    return first


def start_server(port: int) -> None:
    """Become the server: this process is replaced, so that signals reach the server itself."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "memorial.settings")
    # The server finds the house wherever the command was called from.
    ways = [str(settings.BASE_DIR), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(ways)
    listen = ["--host", embedded.ADDRESS, "--port", str(port)]
    # The command is made of our own words and a checked number.
    os.execv(sys.executable, [sys.executable, *SERVER, *ENDING, *listen, "memorial.wsgi:application"])  # noqa: S606
