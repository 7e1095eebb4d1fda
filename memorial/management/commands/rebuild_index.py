"""Makes the indexes of search anew from the entries, while the memorial goes on being read and changed."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from memorial.review.gate import Channel
from memorial.search.models import Edition
from memorial.search.rebuilding import Progress, rebuild

#: How often a terminal is told how far it has come, in seconds.
PAUSE = 0.5


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Makes the indexes of search anew: what people and texts are found by. It can be stopped at any time and goes "
        "on from there when it is called again; visitors and the desk work on meanwhile. With --from-scratch the "
        "indexes are emptied first, and less is found until it is done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--edition", choices=[edition.value for edition in Edition], help="only this index")
        parser.add_argument("--from-scratch", action="store_true", help="empty the indexes first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the indexes anew, and say on a terminal how far that has come."""
        editions = [Edition(options["edition"])] if options["edition"] else list(Edition)
        self.begun = self.said = time.monotonic()
        self.kind = ""
        for progress in rebuild(editions, from_scratch=options["from_scratch"]):
            self.say(progress)
        if self.stderr.isatty() and self.kind:
            self.stderr.write("", ending="\n")
        self.stdout.write("The indexes of search are as the entries are.")

    def say(self, progress: Progress) -> None:
        """Write how far it has come over the line that stands there: count, rate, and what time is left."""
        now = time.monotonic()
        if progress.kind != self.kind:
            self.kind, self.begun, self.first = progress.kind, now, progress.done
        elif self.stderr.isatty() and now - self.said >= PAUSE:
            self.said = now
            self.stderr.write(f"\r{line_of(progress, progress.done - self.first, now - self.begun):<78}", ending="")
            self.stderr.flush()


def line_of(progress: Progress, done: int, seconds: float) -> str:
    """Return one line on how far a stage has come: so many were ``done`` within these seconds."""
    rate = done / seconds if seconds else 0.0
    left = f", {(progress.total - progress.done) / rate:,.0f} s left" if rate and progress.total > progress.done else ""
    return f"{progress.kind}: {progress.done:,} of {progress.total:,}, {rate:,.0f} a second{left}"
