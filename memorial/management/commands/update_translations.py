"""The catalogues of the interface, brought up to date with the texts in code and templates."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from memorial.management import catalogues
from memorial.review.gate import Channel


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = "Brings the message catalogues up to date with the interface texts in code and templates."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a text is missing or stale")

    def handle(self, *args: Any, **options: Any) -> None:
        """Update every catalogue, or (with --check) name what is missing, stale or outdated."""
        if not options["check"]:
            for language in catalogues.languages():
                catalogues.update(language)
        reports = [catalogues.examine(language) for language in catalogues.languages()]
        for report in reports:
            self.describe(report)
        if options["check"] and not all(report.complete for report in reports):
            raise CommandError(
                "The catalogues are not complete. Run `make translations`, then translate what is named."
            )

    def describe(self, report: catalogues.Report) -> None:
        """Say what a catalogue lacks, one text to a line."""
        for text in report.missing:
            self.stdout.write(f"{report.language}: missing: {text}")
        for text in report.stale:
            self.stdout.write(f"{report.language}: stale: {text}")
        for name in report.outdated_files:
            self.stdout.write(f"{report.language}: out of date: {name}")
        if report.complete:
            self.stdout.write(f"{report.language}: complete")
