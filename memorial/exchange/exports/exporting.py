"""Exporting: how the file of an export is made, at once or in the background, and how it is given out."""

import errno
import logging
from pathlib import Path
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.jobs import task
from memorial.exchange.exports.approvals import ExportRefused, may_export, refuse_others, say
from memorial.exchange.exports.holdings import begin, close
from memorial.exchange.exports.models import Export, Format
from memorial.exchange.exports.narrowing import list_rows
from memorial.exchange.exports.orders import Order, Overtaken, carry_out
from memorial.exchange.exports.stretches import entries_of
from memorial.exchange.representations.fields import Kind, Reader
from memorial.exchange.representations.kinds import KINDS
from memorial.review.gate import Channel
from memorial.review.ledger import Verb
from memorial.review.narrowing import NarrowingRefused

logger = logging.getLogger(__name__)
State = Export.State

#: So many entries are written while the person waits; more are written in the background.
AT_ONCE = 500


def order_of(export: Export) -> Order:
    """Return what the file of an export is made of: with a stranger's eyes, a fuller one with those of who asked."""
    kinds = [KINDS[name] for name in export.kinds]
    reader = Reader(Channel.EXPORT, export.asked_by if export.fuller else None)
    return Order(kinds, Format(export.format), reader, list_rows(kinds[0], export.narrowed, export.asked_by))


def rows_of(export: Export, kind: Kind) -> Any:
    """Return the entries of one kind that an export holds, in no order."""
    order = order_of(export)
    return entries_of(kind, order.reader, order.narrowed).order_by()


def begin_export(export: Export) -> None:
    """Have the file of an export made: a small one now, a larger one in the background."""
    refuse_unmade(export)
    if is_small(export):
        make(export)
    else:
        make_export.enqueue(export.pk)


def is_small(export: Export) -> bool:
    """Return whether an export has so few entries that a person can wait for it."""
    left = AT_ONCE
    for kind in order_of(export).kinds:
        left -= rows_of(export, kind)[: left + 1].count()
        if left < 0:
            return False
    return True


@transaction.atomic
def begin_again(*, export: Export, by: User) -> Export:
    """Have the file of an export made anew by whoever asked for it: what is there is given out no more."""
    refuse_strangers(export, by)
    current = Export.objects.select_for_update(of=("self",)).select_related("holding", "asked_by").get(pk=export.pk)
    if current.state not in (State.READY, State.FAILED, State.WAITING):
        raise ExportRefused(_("It is on its way already, or it may not be made."))
    refuse_unmade(current)
    let_go(current)
    current.state, current.problem, current.written = State.WAITING, "", 0
    current.save()
    return current


def let_go(export: Export) -> None:
    """Give out the file that an export has no more."""
    if export.holding is not None and export.holding.closed is None:
        close(export.holding)


def refuse_unmade(export: Export) -> None:
    """Refuse to make what is not approved, or for somebody who may not export any more."""
    if not may_export(export.asked_by, fuller=export.fuller):
        raise ExportRefused(_("Whoever asked for this export may not export any more."))
    if not export.is_approved:
        raise ExportRefused(_("This export is not approved, or its approval has expired. Ask for it again."))


@task()
def make_export(number: int) -> None:
    """Make the file of an export in the background."""
    export = Export.objects.select_related("asked_by", "holding").filter(pk=number, state=State.WAITING).first()
    if export is not None:
        make(export)


def make(export: Export) -> Export:
    """Make the file of an export; why it cannot be made is noted for the person who waits for it."""
    Export.objects.filter(pk=export.pk).update(state=State.MAKING, written=0, total=None, problem="")
    try:
        refuse_unmade(export)
        try:
            return write(export)
        except Overtaken:
            return write(export)
    except DatabaseError:
        Export.objects.filter(pk=export.pk).update(state=State.WAITING)
        raise
    except Exception as problem:  # whatever it is, somebody must learn of it
        Export.objects.filter(pk=export.pk).update(state=State.FAILED, problem=reason_of(problem)[:300])
    export.refresh_from_db()
    return export


def write(export: Export) -> Export:
    """Write the file of an export and keep it; raises Overtaken."""
    rows = Export.objects.filter(pk=export.pk)
    with transaction.atomic():
        holding = begin()
        rows.update(holding=holding)
    order = order_of(export)
    rows.update(total=sum(rows_of(export, kind).count() for kind in order.kinds))
    made = carry_out(order, holding, lambda number: rows.update(written=number))
    rows.update(
        state=State.READY,
        made_at=timezone.now(),
        file_name=made.path.name,
        size=made.size,
        sha256=made.sha256,
        written=made.entries,
        total=made.entries,
    )
    export.refresh_from_db()
    return export


def reason_of(problem: Exception) -> str:
    """Return in words for the person who waits why a file could not be made."""
    if isinstance(problem, ExportRefused | NarrowingRefused):
        return str(problem)
    if isinstance(problem, Overtaken):
        return _("Something was withdrawn or corrected while it was written. Have it made again.")
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("The disk is full.")
    logger.error("An export could not be made.", exc_info=problem)
    return _("Something happened that nobody had thought of; the log of the server says what.")


def refuse_strangers(export: Export, by: User) -> None:
    """Refuse whoever has not asked for an export: its file is made with the eyes of the one who has."""
    refuse_others(by, fuller=export.fuller)
    if export.asked_by_id != by.pk:
        raise ExportRefused(_("The file is for the person who asked for it."))


@transaction.atomic
def download(*, export: Export, by: User) -> Path:
    """Return where the file of an export stands, for whoever asked for it; the ledger says that they have got it."""
    refuse_strangers(export, by)
    if not export.can_be_downloaded or export.holding is None:
        raise ExportRefused(
            _("This file is given out no more: it is too old, or something in it was withdrawn or corrected since.")
        )
    path = export.holding.path / export.file_name
    if not path.is_file():
        raise ExportRefused(_("This file is not there any more. Have it made again."))
    say(Verb.EXPORTED, export, by)
    return path
