"""The page of stopped accounts: what each withdrew before it was stopped, to be confirmed or put back by another."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from memorial.accounts.models import User
from memorial.review.halts import Halt
from memorial.review.hands import WITHDRAWALS
from memorial.review.ledger import LedgerLine, Verb
from memorial.review.list_acts import MOST, Choice, acts_open, choice_of
from memorial.review.notes import ReviewNote
from memorial.review.panels import record_models
from memorial.review.start_page import class_of_reason, standing_halts
from memorial.review.status import Status

#: How far back from its stop it is shown what an account withdrew.
SHOWN_BACK = timedelta(days=1)


@dataclass
class Withdrawal:
    """One thing that a stopped account withdrew."""

    line: LedgerLine
    choice: Choice
    reason: str
    note: str

    @property
    def stands(self) -> bool:
        """Whether it is withdrawn still."""
        return self.line.verb == Verb.WITHDRAWN and self.choice.entry.status == Status.WITHDRAWN


@dataclass
class Stopped:
    """One stopped account with what it withdrew, as far as the person who looks may know of it."""

    halt: Halt
    withdrawals: list[Withdrawal]
    #: What it withdrew beyond the entries that are shown.
    unseen: int
    may_confirm: bool

    @property
    def standing(self) -> list[Withdrawal]:
        return [withdrawal for withdrawal in self.withdrawals if withdrawal.stands]


def halts_page(user: User) -> dict[str, Any]:
    """Return what the page of stopped accounts shows to a person who may confirm."""
    stopped = [stopped_account(halt, user) for halt in standing_halts()]
    return {"stopped": stopped, "may_put_back": acts_open("put_back", user)}


def stopped_account(halt: Halt, user: User) -> Stopped:
    """Return what one account withdrew in the day before it was stopped, the latest first."""
    done = LedgerLine.objects.filter(
        actor=halt.user, verb__in=WITHDRAWALS, at__gt=halt.at - SHOWN_BACK, at__lte=halt.at
    ).order_by("-at")
    found = list(done[:MOST])
    choices = entries_of(found, user)
    words = notes_of(found, halt.user)
    withdrawals = [
        Withdrawal(line, choices[line.kind, line.entry], class_of_reason(line), words.get((line.kind, line.entry), ""))
        for line in found
        if (line.kind, line.entry) in choices
    ]
    return Stopped(halt, withdrawals, len(found) - len(withdrawals), may_confirm=halt.user.pk != user.pk)


def entries_of(lines: list[LedgerLine], user: User) -> dict[tuple[str, str], Choice]:
    """Return the entries of which lines of the ledger speak, as far as a person may know of them."""
    found: dict[tuple[str, str], Choice] = {}
    for kind, model in record_models().items():
        ids = [line.entry for line in lines if line.kind == kind]
        if ids:
            rows: Any = model.objects  # type: ignore[attr-defined]  # an EntryManager
            for entry in rows.visible_to(user).of_record().filter(public_id__in=ids):
                found[kind, entry.public_id] = choice_of(entry, "")
    return found


def notes_of(lines: list[LedgerLine], by: User) -> dict[tuple[str, str], str]:
    """Return what was written to the colleagues with each withdrawal."""
    notes = ReviewNote.objects.filter(
        kind__in={line.kind for line in lines}, entry__in={line.entry for line in lines}, act=Verb.WITHDRAWN, by=by
    )
    return {(note.kind, note.entry): note.text for note in notes}
