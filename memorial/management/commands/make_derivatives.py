"""Makes what is shown in the place of originals: what is missing, or everything anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from memorial.darkroom.formats import Refused
from memorial.media.making import make_anew, make_missing
from memorial.media.originals import Original


class Command(BaseCommand):
    help = (
        "Makes the derivatives that are missing: pictures without metadata, copies of documents and recordings. "
        "With --all, deletes every derivative and makes it again. Originals are only read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="delete every derivative first and make it again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all originals, say how far it has come, and name those of which nothing could be made."""
        make = make_anew if options["all"] else make_missing
        total, failed = Original.objects.count(), 0
        for number, original in enumerate(Original.objects.order_by("pk").iterator(), start=1):
            try:
                said = f"{make(original)} files"
            except (Refused, OSError) as problem:
                failed += 1
                said = f"failed: {problem}"
                Original.objects.filter(pk=original.pk).update(work=Original.Work.FAILED, failure=str(problem)[:300])
            self.stdout.write(f"{number} of {total}: {original.sha256[:12]} {said}")
        if failed:
            raise CommandError(f"Of {failed} originals the derivatives could not be made. The desk shows the reasons.")
        self.stdout.write("Every original has its derivatives.")
