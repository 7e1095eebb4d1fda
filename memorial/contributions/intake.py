"""Intake: what a stranger sends is stored safely, once, before anything is said to have arrived."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from memorial.base.grave_words import grave_words_in
from memorial.base.memorial import Memorial
from memorial.base.public_ids import LETTERS
from memorial.contributions.attachments import Attachment
from memorial.contributions.contacts import seal_contact
from memorial.contributions.links import kept_hash, token_for
from memorial.contributions.models import OTHERS, RANKS, Contribution, State


@dataclass(frozen=True)
class Sent:
    """One form as it was filled in: everything that is asked, whoever asks it."""

    kind: str
    #: The key of the form; the files that came with it are kept under the same key.
    once: str
    language: str
    words: str = ""
    details: Mapping[str, str] = field(default_factory=dict)
    about_kind: str = ""
    about: str = ""
    answers: Mapping[str, bool] = field(default_factory=dict)
    naming: str = ""
    shown_name: str = ""
    audience: str = ""
    given_by: str = ""
    wording_version: str = ""
    wording_language: str = ""
    #: Who sent it, by the names of `contacts.FIELDS`: locked away at once.
    contact: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Receipt:
    """What the sender is told: the contribution, and the secret of its private link."""

    contribution: Contribution
    token: str


#: What is taken over from a form as it stands.
PLAIN = (
    "kind",
    "language",
    "words",
    "about_kind",
    "about",
    "naming",
    "shown_name",
    "audience",
    "given_by",
    "wording_version",
    "wording_language",
)


def contribute(
    *, sent: Sent, signs: Sequence[str] = (), rank: int | None = None, finished: bool = True, aside: bool = False
) -> Receipt:
    """Store what was sent, or what will be continued where it is not ``finished``; the same form again changes nothing.

    ``signs`` are what the machine noticed, ``rank`` the place in the queue where that is not the usual one; ``aside``
    puts it where unwanted things are kept for a while and nobody is bothered. What is returned is on the disk. No line
    in the ledger: nothing of the record changes, and strangers must not fill it.
    """
    try:
        return store(sent, signs, rank, finished=finished, aside=aside)
    except IntegrityError:
        # The same form at the same moment, by a double click: the other one has stored it.
        return Receipt(Contribution.objects.get(once=sent.once), token_for(sent.once))


@transaction.atomic
def store(sent: Sent, signs: Sequence[str], rank: int | None, *, finished: bool, aside: bool) -> Receipt:
    """Store one form as one contribution, with its contact and its files."""
    known = Contribution.objects.select_for_update().filter(once=sent.once).first()
    if known is not None and known.was_sent:
        return Receipt(known, token_for(sent.once))
    token = token_for(sent.once)
    contribution = known or Contribution(once=sent.once, reference=new_reference(), link=kept_hash(token))
    write_fields(contribution, sent, finished=finished)
    if aside and finished:
        contribution.state = State.ASIDE
    contribution.signs = list(signs)
    contribution.rank = RANKS.get(contribution.kind, OTHERS) if rank is None else rank  # type: ignore[call-overload]
    contribution.save()
    seal_contact(contribution, sent.contact)
    Attachment.objects.filter(once=sent.once, contribution=None).update(contribution=contribution)
    measure(contribution)
    return Receipt(contribution, token)


def write_fields(contribution: Contribution, sent: Sent, *, finished: bool) -> None:
    """Take over what a form says; not saved."""
    for name in PLAIN:
        setattr(contribution, name, getattr(sent, name))
    contribution.details, contribution.answers = dict(sent.details), dict(sent.answers)
    now = timezone.now()
    contribution.state, contribution.moved_at = (State.NEW if finished else State.BEGUN), now
    contribution.sent_at = now if finished else None
    contribution.grave = is_grave(contribution)


def is_grave(contribution: Contribution) -> bool:
    """Return whether what was sent speaks of what a reader should not meet unprepared."""
    texts: list[Any] = [contribution.words, *contribution.details.values()]
    return bool(grave_words_in("\n".join(map(str, texts)), Memorial.current().grave_words))


def measure(contribution: Contribution) -> None:
    """Note how much room a contribution takes: its words and its files, in bytes."""
    files = sum(contribution.attachments.values_list("size", flat=True))
    texts: list[Any] = [contribution.words, *contribution.details.values()]
    contribution.size = files + sum(len(str(text).encode()) for text in texts)
    contribution.save(update_fields=["size"])


def new_reference() -> str:
    """Return a fresh reference that can be told by telephone: eight letters in two groups."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8)).upper()
    return f"{letters[:4]}-{letters[4:]}"
