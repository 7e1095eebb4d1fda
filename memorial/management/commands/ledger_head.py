"""The anchor of the ledger: the number and hash of its last line, to be kept somewhere else."""

from typing import Any

from django.core.management.base import BaseCommand

from memorial.review.gate import Channel
from memorial.review.ledger_check import head


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Prints the number and the hash of the ledger's last line. Keep it where nobody who can reach the database "
        "can change it; verify_ledger --anchor then finds a ledger that was cut short or written anew."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(head()))
