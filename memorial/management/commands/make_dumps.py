"""Makes the files of the page of public data anew, as the worker does each night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from memorial.exchange.exports.copies import make_copy
from memorial.review.gate import Channel


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = (Channel.EXPORT,)
    help = (
        "Makes the files of the page of public data anew: the whole public record as lines of JSON, as tables and as "
        "linked data. The worker does this each night, and at once when something is withdrawn or corrected."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the files, and name each with its size and checksum."""
        copy = make_copy()
        if copy is None:
            raise CommandError("Something was withdrawn or corrected each time while it was written. Try it again.")
        for file in copy.files.all():
            self.stdout.write(f"{file.name}: {file.entries} entries, {file.size} bytes, SHA-256 {file.sha256}")
