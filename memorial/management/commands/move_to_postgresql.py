"""Takes the record of an embedded installation over to a PostgreSQL server."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from memorial.management.embedded import refuse_busy_port
from memorial.management.moving import CannotMove, connect, move, moved_models, refuse_running, refuse_used
from memorial.review.gate import Channel
from memorial.review.ledger_check import head


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Takes the record of this installation over to an empty database on a PostgreSQL server: all rows in one "
        "transaction, the ledger examined before and after, the indexes of search made anew there. The file that holds "
        "the record now is not changed. Stop the server and the worker first."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", metavar="postgresql://name:password@host:5432/memorial")

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine, move, examine again, and say what is to be done then."""
        address = options["address"]
        if connections["default"].vendor != "sqlite":
            raise CommandError("The record stands on a PostgreSQL server already (DATABASE_URL is set).")
        refuse_busy_port(settings.PORT)
        try:
            refuse_running()
            connect(address)
        except (ImproperlyConfigured, CannotMove) as problem:
            raise CommandError(str(problem)) from problem
        self.step("The ledger before", ["verify_ledger"])
        before = head()
        self.step("The tables", ["migrate", "--verbosity", "0"], address)
        try:
            self.move()
        except CannotMove as problem:
            raise CommandError(f"{problem} Nothing was moved.") from problem
        try:
            self.step("The indexes of search", ["rebuild_index"], address)
            self.step("The ledger after", ["verify_ledger", "--anchor", str(before)], address)
        except CommandError as problem:
            raise CommandError(
                f"{problem} All rows stand on the server. With DATABASE_URL set to it, finish with `manage.py "
                f"rebuild_index` and `manage.py verify_ledger --anchor {before}` before the memorial is started there."
            ) from problem
        self.stdout.write(
            "The record stands on the server as it stood here. Set DATABASE_URL to that address for the server and the "
            "worker, and start them. Keep the file until you have a backup of the server."
        )

    def move(self) -> None:
        """Move the rows, and say of each table how many have arrived."""
        kinds = moved_models()
        refuse_used(kinds)
        for table, number in move(kinds):
            if number:
                self.stdout.write(f"  {table}: {number:,}")

    def step(self, name: str, command: list[str], address: str = "") -> None:
        """Do one step in a process of its own, here or on the server; what it says is wrong ends the whole."""
        self.stdout.write(f"{name} …")
        self.stdout.flush()
        environment = {**os.environ, **({"DATABASE_URL": address} if address else {})}
        done = subprocess.run(  # noqa: S603  # our own interpreter and our own words
            [sys.executable, str(settings.BASE_DIR / "manage.py"), *command],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise CommandError(f"{name}: {said[-1] if said else 'it did not end well.'}")
        self.stdout.write(done.stdout.strip())
