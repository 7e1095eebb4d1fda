"""The examination of the ledger: each line that is not as it was written is named."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from memorial.review.bulk_proof import bulk_faults
from memorial.review.gate import Channel
from memorial.review.ledger_check import Anchor, anchor_of, chain_faults, guard_faults, head, revision_faults

#: What is wrong in very many places has been done to the whole; more sentences would say no more.
MOST = 100


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Examines the ledger and the kept versions: names every line that was edited, deleted, inserted or moved, "
        "and every guard of the database that is missing. The exit code is not zero when anything is wrong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            default=[],
            metavar="NUMBER:HASH",
            help="what ledger_head printed once; can be given several times",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            anchors = [anchor_of(text) for text in options["anchor"]]
        except ValueError as problem:
            raise CommandError(str(problem)) from problem
        found = list(islice(faults(anchors), MOST))
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            count = "1 fault" if len(found) == 1 else f"{len(found)} faults"
            raise CommandError(f"{'At least ' if len(found) == MOST else ''}{count} found.")
        self.stdout.write(f"All lines are as they were written; the last one is {head()}.")


def faults(anchors: list[Anchor]) -> Iterator[str]:
    """Yield all that is wrong: the guards first, then the lines, then the versions."""
    yield from guard_faults()
    yield from chain_faults(anchors)
    yield from revision_faults()
    yield from bulk_faults()
