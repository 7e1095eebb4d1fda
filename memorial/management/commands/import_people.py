"""Bring in a list of people from the command line: what the desk's pages do, in one go."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from memorial.accounts.models import User
from memorial.accounts.roles import IMPORT_LISTS
from memorial.base.held_work import take_hold
from memorial.exchange.imports.actions import ImportRefused, NothingNew, start_check, start_run, take_in
from memorial.exchange.imports.models import ImportRow, ListImport, SavedMapping
from memorial.exchange.imports.working import totals, work_on
from memorial.exchange.lists.mappings import Mapping
from memorial.exchange.lists.refusals import ListRefused
from memorial.review.gate import Channel
from memorial.sources.models import Source

#: So much of a file is read at once.
PIECE = 1024 * 1024


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = ()
    help = (
        "Check a list of people (CSV, TSV, XLSX, ODS) and bring it in: new people as drafts with the source cited on "
        "each fact, rows about people who are here as additions to them. Rows that may be somebody who is here wait "
        "for a decision on the desk. The same list again adds nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the list")
        parser.add_argument(
            "--mapping",
            required=True,
            help="the name of a mapping that was saved on the desk, or a file that holds one",
        )
        parser.add_argument("--source", required=True, help="the permanent id of the source from which the list is")
        parser.add_argument("--by", required=True, help="the account in whose name the list is brought in")
        parser.add_argument("--dry-run", action="store_true", help="check the list and write nothing to the record")

    def handle(self, *args: Any, **options: Any) -> None:
        by = account(options["by"])
        path = Path(options["file"])
        try:
            brought = self.checked(path, options, by)
            if not options["dry_run"] and brought.state == ListImport.State.CHECKED:
                brought = self.brought_in(brought, by)
        except OSError as problem:
            raise CommandError(f"{path} cannot be read: {problem.strerror}.") from problem
        except (ListRefused, ImportRefused) as refusal:
            raise CommandError(f"{refusal} Nothing has been brought in.") from refusal
        if brought.problem:
            raise CommandError(f"{brought.problem} Nothing has been brought in.")

    def checked(self, path: Path, options: dict[str, Any], by: User) -> ListImport:
        """Take the list in and check it, and say what would become of its rows."""
        mapping, source = mapping_of(options["mapping"]), source_of(options["source"])
        with path.open("rb") as file:
            brought, look = take_in(chunks=iter(lambda: file.read(PIECE), b""), name=path.name, by=by)
        for doubt in look.doubts:
            self.stdout.write(doubt)
        start_check(brought=brought, mapping=mapping, source=source, by=by)
        brought = carried_on(brought)
        counted = totals(brought)
        for outcome in ImportRow.Outcome:
            self.stdout.write(f"{counted[outcome]:>9,}  {outcome.label}")
        self.stdout.write(f"{brought.rows:>9,}  rows in all (import {brought.pk})")
        return brought

    def brought_in(self, brought: ListImport, by: User) -> ListImport:
        """Bring in what is new or the same, and say what waits."""
        try:
            brought = carried_on(start_run(brought=brought, by=by))
        except NothingNew as nothing:
            self.stdout.write(str(nothing))
            return brought
        written, waiting = brought.of_rows.filter(done=True).count(), brought.of_rows.to_decide().count()
        self.stdout.write(f"Brought in: {written:,} rows. Waiting for a decision on the desk: {waiting:,}.")
        return brought


def carried_on(brought: ListImport) -> ListImport:
    """Do the work that an import stands at, here and now, unless a worker has begun with it already."""
    hold = take_hold(ListImport, brought.pk)
    if hold:
        work_on(ListImport.objects.get(pk=brought.pk), hold)
    return ListImport.objects.get(pk=brought.pk)


def account(name: str) -> User:
    """Return the account of a name, if it may bring lists in."""
    user = User.objects.filter(username=name, is_active=True, is_staff=True).first()
    if user is None or not user.has_perm(IMPORT_LISTS):
        raise CommandError(f"There is no account “{name}” that may bring lists in.")
    return user


def mapping_of(name: str) -> Mapping:
    """Return a mapping that was saved under a name, or that stands in a file."""
    saved = SavedMapping.objects.filter(name=name).first()
    if saved is not None:
        return Mapping.from_json(saved.mapping)
    path = Path(name)
    if path.is_file():
        return Mapping.from_json(path.read_text(encoding="utf-8"))
    known = ", ".join(SavedMapping.objects.values_list("name", flat=True)) or "none"
    raise CommandError(f"There is no mapping “{name}”. Saved on the desk: {known}.")


def source_of(public_id: str) -> Source:
    """Return the source of a permanent id."""
    source = Source.objects.of_record().filter(public_id=public_id).first()
    if source is None:
        raise CommandError(f"There is no source “{public_id}”. Enter it on the desk, and give its permanent id.")
    return source
