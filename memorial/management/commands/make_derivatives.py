"""Makes what is shown in the place of originals: what is missing, or everything anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from memorial.darkroom.formats import Refused
from memorial.media.making import failed, make_anew, make_missing, reason_of, remove_obsolete
from memorial.media.originals import Original
from memorial.review.gate import Channel


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Makes the derivatives that are missing: pictures without metadata, copies of documents and recordings. "
        "With --all, makes every derivative anew. What no asset shows any more is removed. Originals are only read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="make every derivative anew in the place of the old one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through all originals, say how far it has come, and name those of which nothing could be made."""
        # Their keys first: while SQLite is still reading a list, nobody else can write.
        keys, failures = list(Original.objects.order_by("pk").values_list("pk", flat=True)), 0
        for number, key in enumerate(keys, start=1):
            original = Original.objects.get(pk=key)
            said, is_made = self.made(original, anew=options["all"])
            failures += not is_made
            self.stdout.write(f"{number} of {len(keys)}: {original.sha256[:12]} {said}")
            self.stdout.flush()
        if failures:
            raise CommandError(f"Of {failures} originals nothing could be made. The desk shows the reasons.")
        self.stdout.write("Every original has its derivatives.")

    def made(self, original: Original, *, anew: bool) -> tuple[str, bool]:
        """Make the derivatives of one original; return what is to be said of it, and whether they could be made."""
        try:
            made = make_anew(original) if anew else make_missing(original)
            removed = remove_obsolete(original)
        except (Refused, OSError) as problem:
            failed(original, problem, again=False)
            return f"failed: {reason_of(problem)}", False
        return f"{made} files" + (f", {removed} removed" if removed else ""), True
