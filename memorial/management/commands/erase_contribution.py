"""Erases contributions again that were withdrawn as a whole after the backup was made that has come back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from memorial.contributions.erasure import erase
from memorial.contributions.models import Contribution, State
from memorial.review.gate import Channel

COMMAND = "erase_contribution"


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Erases what was withdrawn as a whole, with all that was made of it, for good: after a backup has come back "
        "that is older than the withdrawal. The ledger of that time names the references."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="+", metavar="REFERENCE", help="as it stands in the ledger: ABCD-EFGH")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase each; where one is unknown, none is."""
        with transaction.atomic():
            rows = [self.found(reference) for reference in options["references"]]
            for row in rows:
                erase(row, by=None, command=COMMAND)
                now = timezone.now()
                Contribution.objects.filter(pk=row.pk).update(state=State.WITHDRAWN, moved_at=now)
        self.stdout.write(f"Erased: {len(rows)}.")

    def found(self, reference: str) -> Contribution:
        """Return the contribution of a reference; raises CommandError."""
        row = Contribution.objects.filter(reference=reference.strip().upper()).first()
        if row is None:
            raise CommandError(f"There is no contribution with the reference {reference}. Nothing was erased.")
        return row
