"""Load a record: the facts that a memorial opens with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from memorial.exchange.actions import Loaded, RecordRefused, load_record
from memorial.review.gate import Channel

RECORDS = Path(__file__).resolve().parents[2] / "records"


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Check a whole record folder and load what is not there yet, all of it or nothing. "
        "The record is the first edition: its entries are published as version 1. "
        "Entries that are there already are left exactly as they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("record", help="the name of a record that comes with the software, or the path of a folder")
        parser.add_argument(
            "--draft", action="store_true", help="load the entries as drafts instead of publishing them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = record_folder(options["record"])
        try:
            loaded = load_record(folder=folder, draft=options["draft"])
        except RecordRefused as refusal:
            for problem in refusal.problems:
                self.stderr.write(str(problem))
            count = len(refusal.problems)
            problems = "1 problem" if count == 1 else f"{count} problems"
            raise CommandError(f"The record has {problems}. Nothing has been loaded.") from refusal
        for sentence in sentences(loaded, draft=options["draft"]):
            self.stdout.write(sentence)


def record_folder(name: str) -> Path:
    """Return the folder of a record: one that comes with the software, or any folder by its path."""
    for folder in (RECORDS / name, Path(name)):
        if folder.is_dir():
            return folder
    known = ", ".join(sorted(folder.name for folder in RECORDS.iterdir() if (folder / "record.toml").exists()))
    raise CommandError(f"There is no record “{name}”. Give the path of a folder, or one of these names: {known}.")


def sentences(loaded: Loaded, *, draft: bool) -> list[str]:
    """Return what loading came to, in sentences."""
    said = ["Made the memorial's own page from record.toml."] if loaded.memorial_made else []
    added = loaded.added.total()
    if not added:
        return [*said, f"Nothing to add: all {loaded.already} entries of this record are already here."]
    tables = ", ".join(f"{table} {count}" for table, count in loaded.added.items())
    said.append(f"Added{' as drafts' if draft else ''}: {tables} (in all {added}).")
    if loaded.already:
        said.append(f"Already here, and left as they were: {loaded.already}.")
    if loaded.await_consent and not draft:
        said.append(f"Kept as drafts until their consent has been recorded: testimonies {loaded.await_consent}.")
    return said
