"""Writes what the memorial knows into a file: what strangers may see, or a fuller export that was approved."""

import os
import shutil
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from memorial.base.memorial import Memorial
from memorial.exchange.exports.approvals import ExportRefused, say
from memorial.exchange.exports.closing import STRANGERS
from memorial.exchange.exports.explanations import codebook_json
from memorial.exchange.exports.exporting import let_go, order_of, refuse_unmade
from memorial.exchange.exports.holdings import begin, close
from memorial.exchange.exports.models import Export, Format
from memorial.exchange.exports.orders import Made, Order, Overtaken, carry_out
from memorial.exchange.exports.pouring import in_order
from memorial.exchange.representations.kinds import KINDS
from memorial.review.gate import Channel
from memorial.review.ledger import Verb, record

NAME = "export"
#: How often it is said how far a long file has come, in entries.
STEP = 10_000


class Command(BaseCommand):
    leaves_by: tuple[Channel, ...] = (Channel.EXPORT,)
    help = (
        "Writes entries into a file: as tables (csv, in one ZIP), as a workbook (xlsx) or as lines of JSON (jsonl), "
        "with a codebook that says what each field means. What strangers may see, unless --full names a fuller export "
        "that was approved on the desk. Each file is one line in the ledger."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"all, unless named: {', '.join(KINDS)}")
        parser.add_argument("--format", choices=[each.value for each in Format], default=Format.CSV.value)
        parser.add_argument("--out", type=new_file, required=True, metavar="FILE", help="where the file is to stand")
        parser.add_argument(
            "--full", type=int, metavar="NUMBER", help="the number of a fuller export that was approved"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file beside where it is to stand, and put it there once it is whole."""
        self.told = 0
        export = approved(options["full"]) if options["full"] is not None else None
        if export is not None and options["kinds"]:
            raise CommandError("A fuller export holds what was approved: leave the kinds out.")
        try:
            order = order_of(export) if export is not None else order_for(options["kinds"], options["format"])
            made = self.written(order, options["out"], export)
        except (ExportRefused, OSError) as problem:
            raise CommandError(str(problem)) from problem
        except Overtaken as problem:
            raise CommandError("Something was withdrawn or corrected while it was written. Try it again.") from problem
        self.stdout.write(f"{made.entries} entries, {made.size} bytes, SHA-256 {made.sha256}")

    def written(self, order: Order, out: Path, export: Export | None) -> Made:
        """Write the file of an order and note that it was given out, in one step with putting it where it is wanted."""
        holding = begin()
        if export is not None:
            let_go(export)
            Export.objects.filter(pk=export.pk).update(holding=holding)
        try:
            made = carry_out(order, holding, self.say)
            with transaction.atomic():
                note(order, made, export)
                put(made.path, out)
        finally:
            close(holding)
        if order.form == Format.JSONL:
            beside = out.with_name(f"{out.name}.codebook.json")
            words = codebook_json(order.kinds, Memorial.current().own_language, fully=order.reader.user is not None)
            beside.write_text(words, encoding="utf-8")
        return made

    def say(self, number: int) -> None:
        """Say how far it has come, now and then."""
        if number - self.told >= STEP:
            self.told = number
            self.stdout.write(f"{number} entries")
            self.stdout.flush()


def new_file(text: str) -> Path:
    """Return where a file is to stand: in a folder that is there."""
    path = Path(text)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise ArgumentTypeError(f"'{text}' is no file in a folder that is there")
    return path


def order_for(names: list[str], form: str) -> Order:
    """Return what is to be written of what strangers may see; refused where a kind is not known."""
    unknown = [name for name in names if name not in KINDS]
    if unknown:
        raise CommandError(f"There is no kind '{unknown[0]}'. There are: {', '.join(KINDS)}.")
    return Order(in_order(KINDS[name] for name in set(names or KINDS)), Format(form), STRANGERS)


def approved(number: int) -> Export:
    """Return a fuller export that may be made now; refused with a sentence."""
    export = Export.objects.filter(pk=number, fuller=True).select_related("asked_by", "holding").first()
    if export is None:
        raise CommandError(f"There is no fuller export {number}. The page of exports on the desk has their numbers.")
    try:
        refuse_unmade(export)
    except ExportRefused as refusal:
        raise CommandError(str(refusal)) from refusal
    return export


def note(order: Order, made: Made, export: Export | None) -> None:
    """Write the line of the ledger on a file that was written at the machine itself."""
    if export is not None:
        export.written, export.sha256, export.format = made.entries, made.sha256, order.form
        say(Verb.EXPORTED, export, None, NAME)
        return
    kinds = [kind.name for kind in order.kinds]
    detail = {"kinds": kinds, "format": order.form, "fuller": False, "entries": made.entries, "sha256": made.sha256}
    record(Verb.EXPORTED, by=None, about=("export", ""), detail=detail, command=NAME)


def put(path: Path, out: Path) -> None:
    """Put a copy of a file where it is wanted, as a whole or not at all, for its owner alone."""
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(path, beside)
        beside.chmod(0o600)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
