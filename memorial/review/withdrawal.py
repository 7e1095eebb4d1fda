"""Withdrawal: what must not stay public is taken away at once by one person, and can be put back by another."""

from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.actions import TransitionRefused, allowed, held, keep, locked, say
from memorial.review.bulk_models import BulkRow
from memorial.review.halts import Halt
from memorial.review.hands import halts_now, one_hand_allowed
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.models import Entry
from memorial.review.publication import opening
from memorial.review.revisions import Revision, RevisionWithdrawal
from memorial.review.snapshots import content_hash
from memorial.review.status import Status, WithdrawalReason


class Halted(TransitionRefused):
    """An account that has withdrawn very much in a short time; a second person must look first."""


def refuse_halted(by: User) -> None:
    """Refuse somebody who has withdrawn too much in a short time; the stop stays, whatever becomes of the act."""
    if halts_now(by):
        raise Halted(
            _(
                "You have withdrawn very many entries within a few minutes. To guard against a mistake, or a stolen "
                "password, nothing more is withdrawn until a colleague has confirmed it on the desk."
            )
        )


def withdraw(*, entry: Entry, by: User, reason: str, note: str) -> Entry:
    """Withdraw a published entry at once; ``reason`` is a class of `WithdrawalReason`, ``note`` is for colleagues."""
    if not allowed(entry, "withdraw", by):
        raise PermissionDenied
    refuse_halted(by)
    return withdraw_now(entry=entry, by=by, reason=reason, note=note)


@transaction.atomic
def withdraw_now(
    *,
    entry: Entry,
    by: User | None,
    reason: str,
    note: str,
    detail: dict[str, Any] | None = None,
    command: str = "",
) -> Entry:
    """Make the withdrawal itself, in one transaction with its line in the ledger, which can hold more ``detail``.

    What acts for nobody, as a private link does, gives its name as ``command``.
    """
    current = locked(entry, "withdraw", by)
    if reason not in WithdrawalReason.values:
        raise TransitionRefused(_("Choose the class of reason; visitors are told it, and nothing else."))
    if not note.strip():
        raise TransitionRefused(_("Write the reason for your colleagues; visitors do not see it."))
    content = content_hash(current)
    if current.was_shown:
        current.withdrawn_at, current.withdrawal_reason = timezone.now(), reason
    current.status, current.opens_at = Status.WITHDRAWN, None
    keep(current)
    say(current, Verb.WITHDRAWN, note, by, command)
    detail = {"reason": reason, **(detail or {})}
    record(Verb.WITHDRAWN, by=by, entry=current, before=content, after=content, detail=detail, command=command)
    return current


@transaction.atomic
def put_back(*, entry: Entry, by: User, note: str = "") -> Entry:
    """Put a withdrawn entry back as it was, by somebody else than the one who withdrew it."""
    current = locked(entry, "put_back", by)
    refuse_erased(current)
    refuse_return(current)
    withdrawn = withdrawn_last(current)
    if withdrawn is not None and withdrawn.by == by.pk and not one_hand_allowed():
        raise TransitionRefused(_("You have withdrawn this entry yourself. Somebody else must put it back."))
    last = Revision.objects.of(str(current._meta.model_name), current.public_id).last()
    content = content_hash(current)
    if last is None or last.sha256 != content:
        raise TransitionRefused(_("This entry is not as it was published. Reopen it as a draft and submit it."))
    obstacles = current.publication_obstacles()
    if obstacles:
        raise TransitionRefused(" ".join(obstacles))
    current.status, current.opens_at = Status.PUBLISHED, opening(current, last.published_at)
    if current.opens_at is None:
        current.withdrawn_at, current.withdrawal_reason = None, ""
    keep(current)
    say(current, Verb.PUT_BACK, note, by)
    record(Verb.PUT_BACK, by=by, entry=current, before=content, after=content, detail={"version": current.version})
    return current


@transaction.atomic
def reopen(*, entry: Entry, by: User, note: str = "") -> Entry:
    """Reopen a withdrawn entry as a draft."""
    current = locked(entry, "reopen", by)
    refuse_erased(current)
    refuse_return(current)
    closed = keep_closed(current, by)
    current.status, current.in_charge = Status.DRAFT, current.in_charge or by
    keep(current)
    say(current, Verb.REOPENED, note, by)
    content = content_hash(current)
    detail = {"versions": closed} if closed else {}
    record(Verb.REOPENED, by=by, entry=current, before=content, after=content, detail=detail)
    return current


def keep_closed(entry: Entry, by: User) -> list[int]:
    """Withdraw the version of an entry that was withdrawn before it opened, and return its number if there is one.

    Nobody has seen it, and nobody is to see it beside the version that comes after it.
    """
    withdrawn = withdrawn_last(entry)
    if withdrawn is None or entry.published_at is None or withdrawn.at >= entry.published_at:
        return []
    now, reason = timezone.now(), withdrawn.reason
    kept = Revision.objects.of(str(entry._meta.model_name), entry.public_id).standing().filter(version=entry.version)
    made = [RevisionWithdrawal(revision=revision, at=now, by=by, reason=reason) for revision in kept]
    return [withdrawal.revision.version for withdrawal in RevisionWithdrawal.objects.bulk_create(made)]


def refuse_erased(entry: Entry) -> None:
    """Refuse to bring back an entry whose words were erased: they are nowhere any more."""
    lines = LedgerLine.objects.filter(kind=entry._meta.model_name, entry=entry.root_id, verb=Verb.ERASED)
    if lines.exists():
        raise TransitionRefused(
            _("The words of this entry were erased at the wish of whoever gave them. It cannot come back.")
        )


def refuse_return(entry: Entry) -> None:
    """Refuse to bring back an entry that its kind keeps where it is."""
    if obstacles := entry.return_obstacles():
        raise TransitionRefused(" ".join(obstacles))


def last_withdrawal(entry: Entry) -> LedgerLine | None:
    """Return the line of the ledger by which an entry was last withdrawn by itself."""
    lines = LedgerLine.objects.filter(kind=entry._meta.model_name, entry=entry.root_id, verb=Verb.WITHDRAWN)
    return lines.order_by("-number").first()


class Withdrawn(NamedTuple):
    """By whom, when and for which class of reason something was withdrawn."""

    at: datetime
    by: int | None
    reason: str


def withdrawn_last(entry: Entry) -> Withdrawn | None:
    """Return how an entry was last withdrawn: by itself, or with all that a bulk review had published."""
    line = last_withdrawal(entry)
    found = [Withdrawn(line.at, line.actor_id, line.detail.get("reason", ""))] if line else []
    rows = BulkRow.objects.filter(public_id=entry.root_id, withdrawn=True, review__kind=entry._meta.model_name)
    for at, by in rows.filter(review__undone_at__isnull=False).values_list("review__undone_at", "review__undone_by"):
        found.append(Withdrawn(at, by, WithdrawalReason.MISTAKE))
    return max(found, key=lambda one: one.at, default=None)


def withdraw_version(*, entry: Entry, version: int, by: User, reason: str) -> RevisionWithdrawal:
    """Withdraw one earlier version of an entry; its address then says so."""
    if not allowed(entry, "withdraw", by):
        raise PermissionDenied
    refuse_halted(by)
    with transaction.atomic():
        current = held(entry.copy_of or entry, by)
        if reason not in WithdrawalReason.values:
            raise TransitionRefused(_("Choose the class of reason; visitors are told it, and nothing else."))
        revision = Revision.objects.filter(
            kind=current._meta.model_name, entry=current.root_id, version=version
        ).first()
        if revision is None or RevisionWithdrawal.objects.filter(revision=revision).exists():
            raise TransitionRefused(_("There is no such version, or it has been withdrawn already."))
        if version == current.version and current.status == Status.PUBLISHED:
            raise TransitionRefused(_("This version is public now. Withdraw the entry, or publish another version."))
        withdrawal = RevisionWithdrawal.objects.create(revision=revision, at=timezone.now(), by=by, reason=reason)
        detail = {"version": version, "reason": reason}
        record(Verb.VERSION_WITHDRAWN, by=by, entry=current, detail=detail)
    return withdrawal


@transaction.atomic
def confirm_halt(*, halt: Halt, by: User) -> Halt:
    """Confirm that what an account withdrew is right, so that it can go on; never by that account itself."""
    current = Halt.objects.select_for_update().get(pk=halt.pk)
    if current.user_id == by.pk:
        raise TransitionRefused(_("Somebody else must confirm what you have withdrawn."))
    if current.confirmed_at is not None:
        raise TransitionRefused(_("This has been confirmed already."))
    current.confirmed_by, current.confirmed_at = by, timezone.now()
    current.save()
    record(Verb.CONFIRMED, by=by, about=("user", str(current.user_id)), detail={"halt": current.pk})
    return current
