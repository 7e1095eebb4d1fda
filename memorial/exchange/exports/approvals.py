"""Approvals: who may ask for which export, and how a fuller one is approved by somebody else than who asked for it."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.accounts.roles import EXPORT_PUBLIC, EXPORT_RECORD
from memorial.exchange.exports.models import Export
from memorial.exchange.exports.narrowing import list_rows
from memorial.exchange.exports.pouring import in_order
from memorial.exchange.representations.kinds import KINDS
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.narrowing import NarrowingRefused

State = Export.State


class ExportRefused(Exception):
    """What was asked for cannot be done; the message is a sentence for the person at the desk."""


def may_export(by: User, *, fuller: bool = False) -> bool:
    """Return whether a person may ask for an export, or for a fuller one."""
    return by.is_active and (by.has_perm(EXPORT_RECORD) or (not fuller and by.has_perm(EXPORT_PUBLIC)))


def refuse_others(by: User, *, fuller: bool = False) -> None:
    """Refuse whoever may not export."""
    if not may_export(by, fuller=fuller):
        raise PermissionDenied


@transaction.atomic
def ask(
    *, by: User, kinds: Sequence[str], form: str, narrowed: str = "", fuller: bool = False, reason: str = ""
) -> Export:
    """Ask for an export of some kinds, or of one kind as a list is narrowed; a fuller one then waits for approval."""
    refuse_others(by, fuller=fuller)
    export = Export(asked_by=by, format=form, narrowed=narrowed, fuller=fuller, reason=reason.strip())
    if not kinds or any(name not in KINDS for name in kinds) or (narrowed and len(kinds) > 1):
        raise ExportRefused(_("Choose what is to be exported."))
    export.kinds = [kind.name for kind in in_order(KINDS[name] for name in set(kinds))]
    if fuller and not export.reason:
        raise ExportRefused(_("Say what the fuller export is for: whoever approves it decides by that."))
    try:
        list_rows(KINDS[export.kinds[0]], narrowed, by)
    except NarrowingRefused as refusal:
        raise ExportRefused(str(refusal)) from refusal
    export.state = State.ASKED if fuller else State.WAITING
    export.full_clean()
    export.save()
    say(Verb.EXPORT_ASKED, export, by)
    return export


@transaction.atomic
def approve(*, export: Export, by: User) -> Export:
    """Approve a fuller export that somebody else has asked for; from now on it may be made, for seven days."""
    current = decided(export, by)
    if current.asked_by_id == by.pk:
        raise ExportRefused(_("You have asked for this export yourself. Somebody else must approve it."))
    current.state = State.WAITING
    current.full_clean()
    current.save()
    say(Verb.EXPORT_APPROVED, current, by)
    return current


@transaction.atomic
def decline(*, export: Export, by: User) -> Export:
    """Decline a fuller export; whoever asked for it can take it back so."""
    current = decided(export, by)
    current.state = State.DECLINED
    current.full_clean()
    current.save()
    say(Verb.EXPORT_DECLINED, current, by)
    return current


def decided(export: Export, by: User) -> Export:
    """Return a fuller export that waits for approval with who decides now, held until the end of the transaction."""
    refuse_others(by, fuller=True)
    current = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if current.state != State.ASKED:
        raise ExportRefused(_("This has been decided already."))
    current.decided_by, current.decided_at = by, timezone.now()
    return current


def say(verb: Verb, export: Export, by: User | None, command: str = "") -> LedgerLine:
    """Write the line of an act on an export into the ledger: what it is of, and never a word of it or its reason."""
    detail = {"kinds": export.kinds, "format": export.format, "fuller": export.fuller}
    if export.narrowed:
        detail["narrowed"] = True
    if verb == Verb.EXPORTED:
        detail |= {"entries": export.written, "sha256": export.sha256}
    return record(verb, by=by, about=("export", str(export.pk)), detail=detail, command=command)
