"""Sender acts: what the sender of a contribution may do with it by the private link, at any time and without asking.

Each act is whole or not at all. Before a decision it changes the contribution itself. After it, what was made of it
follows in the same step, the ledger has its line, and the curators are told until one of them has looked. Nothing that
a sender writes is ever public before a curator has read it: also no other name, and no other word of a message.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.contributions.contacts import contact_of, seal_contact
from memorial.contributions.erasure import erase
from memorial.contributions.intake import is_grave, measure
from memorial.contributions.links import new_link
from memorial.contributions.made_entries import (
    COMMAND,
    answer_in,
    end_consents,
    made_entries,
    message_of,
    pause_entry,
    rename_in,
    resume_entry,
    take_redactions_away,
    with_redactions,
)
from memorial.contributions.models import OPEN, Contribution, Kind, Letter, State
from memorial.review.actions import ChangedMeanwhile, TransitionRefused
from memorial.review.gate import Audience, Naming, Purpose
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry

#: How many letters one sender may write about one contribution, and how long each may be.
MOST_LETTERS, MOST_LETTER = 50, 20_000
#: Where a contribution has been taken in, by itself or with another one.
TAKEN_IN = (State.ACCEPTED, State.MERGED)
#: What is entrusted to the memorial with answers to what it may be used for, and what can be shown as it was sent.
ENTRUSTED = (Kind.TESTIMONY, Kind.PICTURE)
SHOWN = (*ENTRUSTED, Kind.MESSAGE)


def held(contribution: Contribution, act: str) -> Contribution:
    """Return a contribution as it is kept now, held by this transaction, if this act is open to its sender."""
    row = Contribution.objects.select_for_update().filter(pk=contribution.pk).first()
    if row is None or row.state == State.WITHDRAWN:
        raise ChangedMeanwhile(_("This has been withdrawn and deleted. Nothing more can be done with it."))
    if not may(row)[act]:
        raise ChangedMeanwhile(_("This cannot be done now: it stands otherwise than when you opened the page."))
    return row


def shown_of(row: Contribution) -> list[Entry]:
    """Return what was made of a contribution, and the redacted copies of it: they show the same."""
    return with_redactions(made_entries(row))


def note(row: Contribution, verb: Verb, lines: int = 0) -> None:
    """Keep a contribution that its sender has changed: tell the curators, and write a line if no act has written one.

    Before a decision there is nothing to write down: nothing of the record has changed.
    """
    if row.state in TAKEN_IN:
        row.changed_at = timezone.now()
        if not lines:
            record(verb, by=None, about=("contribution", row.reference), command=COMMAND)
    else:
        row.moved_at = timezone.now()
    row.save()


def write_letter(row: Contribution, words: str) -> Letter:
    """Keep a letter of the sender; raises TransitionRefused for none, for one too long, and for too many."""
    if not words.strip():
        raise TransitionRefused(_("Nothing was written. Please write your answer into the field."))
    if len(words) > MOST_LETTER:
        said = _("This is too long for one letter: at most %(most)s signs. Please send it in parts.")
        raise TransitionRefused(said % {"most": MOST_LETTER})
    if row.letters.filter(ours=False).count() >= MOST_LETTERS:
        raise TransitionRefused(_("There are very many letters here already. Please wait for an answer."))
    return Letter.objects.create(contribution=row, words=words.strip(), at=timezone.now())


@transaction.atomic
def answer(*, contribution: Contribution, words: str) -> Letter:
    """Answer the curators, or write to them; what they had asked about waits for them again."""
    row = held(contribution, "answer")
    letter = write_letter(row, words)
    if row.state == State.ASKED:
        row.state = State.ANSWERED
    note(row, Verb.CONTRIBUTION_CHANGED)
    return letter


@transaction.atomic
def correct(*, contribution: Contribution, words: str, details: Mapping[str, str]) -> Contribution:
    """Replace what was sent by other words, as long as nobody has decided; see `answer` for what comes later."""
    row = held(contribution, "correct")
    said = {**row.details, **details}
    row.words, row.details = words, {name: value for name, value in said.items() if value}
    row.grave = is_grave(row)
    note(row, Verb.CONTRIBUTION_CHANGED)
    measure(row)
    return row


@transaction.atomic
def rename(*, contribution: Contribution, naming: str, shown_name: str, name: str = "") -> Contribution:
    """Change how the sender is named; less takes effect at once everywhere.

    ``shown_name`` is what may be shown of a name, ``name`` the name itself, which is locked away. A fuller name is
    written into what is published by a curator; another name is shown once a curator has read it.
    """
    row = held(contribution, "rename")
    if row.kind == Kind.MESSAGE:
        rename_message(row, shown_name)
    elif naming in Naming.values:
        row.naming, row.shown_name = naming, "" if naming == Naming.ANONYMOUS else shown_name
        if name.strip():
            seal_contact(row, {**contact_of(row), "name": name})
        note(row, Verb.CONTRIBUTION_CHANGED, sum(rename_in(entry, row) for entry in made_entries(row)))
    else:
        raise TransitionRefused(_("Please choose one of the answers given here."))
    return row


def rename_message(row: Contribution, shown_name: str) -> None:
    """Change the name beside a message: freely before it is shown, and only to none afterwards."""
    message = message_of(row)
    if message is not None and shown_name:
        raise TransitionRefused(
            _("A curator has read this message with its name. You can take the name away, or write a new message.")
        )
    if message is not None:
        message.name = ""
        message.save(update_fields=["name"])
    row.shown_name = shown_name
    note(row, Verb.CONTRIBUTION_CHANGED)


@transaction.atomic
def allow(*, contribution: Contribution, answers: Mapping[str, bool], audience: str = "") -> Contribution:
    """Answer anew what it may be used for, and who may see it; less takes effect at once everywhere.

    A question that is not answered now stays as it was; ``audience`` is empty where that does.
    """
    row = held(contribution, "allow")
    if not {*answers} <= {*Purpose.values} or audience not in {"", *Audience.values}:
        raise TransitionRefused(_("Please choose one of the answers given here."))
    row.answers, row.audience = {**row.answers, **answers}, audience or row.audience
    if any(row.answers.values()) and not row.answers.get(Purpose.KEEP):
        raise TransitionRefused(
            _("For every other use we have to keep it. What we may not keep, we delete: see below.")
        )
    asked = row.answers if audience else answers
    made = made_entries(row)
    lines = sum(answer_in(entry, row, asked, audience) for entry in made)
    if not row.answers.get(Purpose.PUBLISH):
        lines += take_redactions_away(made)
    note(row, Verb.CONTRIBUTION_CHANGED, lines)
    return row


@transaction.atomic
def pause(*, contribution: Contribution) -> Contribution:
    """Have nothing of a contribution shown until its sender says otherwise."""
    row = held(contribution, "pause")
    row.paused_at = timezone.now()
    set_message_paused(row)
    note(row, Verb.CONTRIBUTION_PAUSED, sum(pause_entry(entry) for entry in shown_of(row)))
    return row


@transaction.atomic
def resume(*, contribution: Contribution) -> Contribution:
    """Have a contribution shown again that its sender has paused."""
    row = held(contribution, "resume")
    row.paused_at = None
    set_message_paused(row)
    note(row, Verb.CONTRIBUTION_RESUMED, sum(resume_entry(entry) for entry in shown_of(row)))
    return row


def set_message_paused(row: Contribution) -> None:
    """Let the message that was made of a contribution be paused as that is."""
    message = message_of(row)
    if message is not None:
        message.paused_at = row.paused_at
        message.save(update_fields=["paused_at"])


@transaction.atomic
def withdraw(*, contribution: Contribution, wholly: bool) -> Contribution:
    """Withdraw a contribution at once everywhere: from being shown alone, or ``wholly``, and then it is deleted."""
    row = held(contribution, "withdraw" if wholly else "archive")
    if not wholly:
        row.answers = {purpose: given and purpose == Purpose.KEEP for purpose, given in row.answers.items()}
    was_read = row.state not in (State.BEGUN, State.NEW) or row.in_charge is not None
    lines = sum(end_consents(entry, kept=not wholly) for entry in shown_of(row))
    note(row, Verb.CONTRIBUTION_WITHDRAWN, lines)
    if not wholly:
        return row
    erase(row, by=None, command=COMMAND)
    row.refresh_from_db()
    row.state, row.moved_at, row.paused_at = State.WITHDRAWN, timezone.now(), None
    # Whom nobody has read before, nobody misses.
    row.changed_at = timezone.now() if was_read else None
    row.save()
    return row


@transaction.atomic
def change_link(*, contribution: Contribution) -> str:
    """Give a contribution another private link, and return its secret; the present one leads nowhere any more."""
    return new_link(held(contribution, "link"))


def may(row: Contribution) -> dict[str, bool]:
    """Return which acts are open to the sender now, by name."""
    decidable, taken_in = row.state in OPEN, row.state in TAKEN_IN
    stands = decidable or row.state == State.ACCEPTED
    return {
        "answer": decidable or taken_in,
        "correct": decidable,
        "rename": stands and row.kind in (Kind.TESTIMONY, Kind.MESSAGE),
        "allow": stands and row.kind in ENTRUSTED,
        "pause": stands and row.kind in SHOWN and row.paused_at is None,
        "resume": stands and row.kind in SHOWN and row.paused_at is not None,
        "archive": stands and row.kind in ENTRUSTED and bool(row.answers.get(Purpose.KEEP)),
        "withdraw": row.state != State.WITHDRAWN,
        "link": row.state != State.WITHDRAWN,
    }
