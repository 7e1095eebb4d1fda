"""Deletes what strangers sent and what has been kept for as long as was promised."""

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from memorial.contributions.retention import clear_out
from memorial.review.gate import Channel
from memorial.search.asked_acts import forget_searches


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Deletes contributions, contacts, files and searches in vain that have been kept for as long as the privacy "
        "text says. The "
        "worker does so once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how much that was."""
        deleted = asdict(clear_out()) | {"searches": forget_searches()}
        if options["verbosity"]:
            self.stdout.write("Deleted: " + ", ".join(f"{name} {number}" for name, number in deleted.items()) + ".")
