"""Measures how well people are found by other spellings of their names, in an installation of its own."""

from argparse import SUPPRESS
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from memorial.review.gate import Channel
from memorial.search.evaluating import evaluate, report
from memorial.search.evaluation.pairs import BadPairs, Pair, Part, different_names, pairs_of, read_pairs
from memorial.search.evaluation.scratch import NotScratch, in_scratch

MOST_BACKGROUND = 5_000_000


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    requires_system_checks: list[str] = []  # noqa: RUF012  # as Django declares it
    help = (
        "Asks the search for published spellings of public figures' names, among synthetic people, and prints how "
        "often each was found. It works in a folder of its own, and reads and writes nothing of this memorial."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take which pairs are asked, and among how many people."""
        parser.add_argument("--part", choices=[part.value for part in Part], default=Part.TUNE.value)
        parser.add_argument("--pairs", metavar="FILE", help="a CSV file with the columns stored and sought")
        parser.add_argument("--background", type=int, default=200_000, help="how many synthetic people")
        parser.add_argument("--show-misses", action="store_true", help="also list what was not found")
        parser.add_argument("--in-scratch", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Start the scratch installation, or ask in it."""
        if not 0 <= options["background"] <= MOST_BACKGROUND:
            raise CommandError(f"The background has from none to {MOST_BACKGROUND} people.")
        try:
            pairs = read_pairs(Path(options["pairs"])) if options["pairs"] else pairs_of(Part(options["part"]))
            if options["in_scratch"]:
                self.ask(pairs, options)
                return
        except (BadPairs, NotScratch) as error:
            raise CommandError(str(error)) from error
        if in_scratch(["evaluate_search", "--in-scratch", *self.same(options)]):
            raise CommandError("The evaluation did not come to its end.")

    def same(self, options: dict[str, Any]) -> list[str]:
        """Return the options as they are given on to the scratch installation."""
        given = ["--part", options["part"], "--background", str(options["background"])]
        if options["pairs"]:
            given += ["--pairs", str(Path(options["pairs"]).resolve())]
        return [*given, *(["--show-misses"] if options["show_misses"] else [])]

    def ask(self, pairs: list[Pair], options: dict[str, Any]) -> None:
        """Ask in the scratch installation, and print what came of it."""
        call_command("migrate", verbosity=0, interactive=False)
        outcome = evaluate(pairs, different_names(), options["background"])
        for line in report(outcome, show_misses=options["show_misses"]):
            self.stdout.write(line)
