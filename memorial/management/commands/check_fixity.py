"""Re-reads originals and says which of them are not as they were received."""

import os
import time
from argparse import ArgumentTypeError
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from memorial.preservation.fixity import AlreadyRunning, Extent, Manner, check
from memorial.preservation.models import FixityFinding, FixityRun
from memorial.review.gate import Channel

#: The least that the machine can give.
LEAST = 19
#: More sentences would say no more; the desk has them all.
MOST = 100
#: How far a run comes between two lines that say so: in originals, or in seconds where they are large.
STEP, SILENCE = 100, 5.0


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Re-reads originals and holds them against the hash under which they were received: a part, so that all are "
        "read within FIXITY_DAYS, or with --all every one now. Files are never changed. The exit code is not zero "
        "while anything stands that nobody has dealt with."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="read every original now, and look for unknown files")
        parser.add_argument(
            "--pause", type=seconds, default=0.0, metavar="SECONDS", help="rest so long after each original"
        )
        parser.add_argument("--end-with", type=int, default=0, metavar="PID", help="end when this process has ended")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read at the lowest priority, say how far it has come, and name what is wrong."""
        os.nice(LEAST)
        self.told_at = time.monotonic()
        parent = options["end_with"]
        manner = Manner(
            say=partial(self.tell, options["verbosity"]),
            goes_on=lambda: not parent or os.getppid() == parent,
            pause=options["pause"],
        )
        try:
            run = check(Extent.ALL if options["all"] else Extent.SAMPLE, manner)
        except AlreadyRunning as problem:
            raise CommandError("Originals are being re-read already. Wait until that run has ended.") from problem
        standing = self.name_standing()
        if run.problem:
            raise CommandError(f"{run.problem} {run.checked} of {run.planned} originals were read before.")
        if run.interrupted:
            raise CommandError(
                f"Interrupted: {run.checked} of {run.planned} originals were read. The next run goes on from there."
            )
        if standing:
            raise CommandError(f"{counted(standing, 'finding')} not dealt with. The desk shows what can be done.")
        if options["verbosity"]:
            unknown = " and no unknown file was found" if run.looked_for_unknown else ""
            self.stdout.write(f"{counted(run.checked, 'original')} read: all as received{unknown}.")

    def tell(self, verbosity: int, run: FixityRun) -> None:
        """Say how far a run has come, now and then and at its end."""
        long_ago = time.monotonic() - self.told_at > SILENCE
        if verbosity and (long_ago or run.checked % STEP == 0 or run.checked == run.planned):
            self.told_at = time.monotonic()
            size = f"{run.bytes / 1_000_000:.1f} MB"
            found = counted(run.findings, "finding")
            self.stdout.write(f"{run.checked} of {counted(run.planned, 'original')} read, {size}, {found}")
            self.stdout.flush()

    def name_standing(self) -> int:
        """Name what nobody has dealt with, and return how much that is."""
        standing = FixityFinding.objects.standing()
        for finding in standing[:MOST]:
            more = f": {finding.reason}" if finding.reason else ""
            self.stderr.write(f"{finding.what} since {finding.first_seen:%Y-%m-%d}: {finding.name}{more}")
        return standing.count()


def counted(number: int, what: str) -> str:
    """Return a number of things in words."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def seconds(text: str) -> float:
    """Return a number of seconds that was typed, from nought to an hour."""
    try:
        number = float(text)
    except ValueError as problem:
        raise ArgumentTypeError("write a number of seconds") from problem
    if not 0 <= number <= 3600:
        raise ArgumentTypeError("write a number of seconds from 0 to 3600")
    return number
