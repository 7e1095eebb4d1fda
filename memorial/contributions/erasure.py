"""Erasure: what a sender takes back as a whole is deleted, with all that was made of it and with who they are.

What stays is that there was a contribution, of which kind, and when what was done with it: under its reference, without
a word and without a name.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.commemorations.messages import Message
from memorial.contributions.attachments import forget_files
from memorial.contributions.contacts import destroy_contact
from memorial.contributions.made_entries import consents_of, made_entries, with_redactions
from memorial.contributions.mails import SentMail
from memorial.contributions.models import Contribution, Kind
from memorial.media.erasure import erase_file
from memorial.media.models import Asset
from memorial.review.erasure import erase_entry, forget_forms
from memorial.review.gate import Naming
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.status import Status, WithdrawalReason
from memorial.review.withdrawal import withdraw_now
from memorial.testimonies.consent import Consent

#: What of a contribution is its sender's, and what stands there once it is erased.
EMPTY: dict[str, Any] = {
    "words": "",
    "details": {},
    "answers": {},
    "naming": "",
    "shown_name": "",
    "given_by": "",
    "signs": [],
    "grave": False,
    "size": 0,
}


@transaction.atomic
def erase(contribution: Contribution, by: User | None = None, command: str = "private link") -> None:
    """Erase a contribution: its words, letters, files and contact, and what was made of it, at once and for good.

    What was made of it is withdrawn first where that has not been done. Each entry that is erased, and a message, has
    one line in the ledger; the contribution itself has none, for nothing of the record was in it.
    """
    row = Contribution.objects.select_for_update().get(pk=contribution.pk)
    for entry in with_redactions(made_entries(row)):
        erase_made(entry, row, by, command)
    erase_message(row, by, command)
    forget_words(row)
    destroy_contact(row)


def forget_words(row: Contribution) -> None:
    """Delete what was sent, and what was written about it to its sender and by them."""
    forget_files(row.attachments.all())
    row.letters.all().delete()
    # How it was found out who asks is about them.
    row.verdicts.update(words="")
    SentMail.objects.filter(reference=row.reference).delete()
    for name, nothing in EMPTY.items():
        setattr(row, name, nothing)
    row.save(update_fields=list(EMPTY))


def erase_made(entry: Entry, contribution: Contribution, by: User | None, command: str) -> None:
    """Erase one entry that was made of a contribution, with its file."""
    current = type(entry)._base_manager.get(pk=entry.pk)
    if current.status == Status.PUBLISHED:
        note = _("It was taken back as a whole by whoever gave it.")
        withdraw_now(entry=current, by=by, reason=WithdrawalReason.CONSENT, note=note, command=command)
    consents = consents_of(entry)
    consents.update(naming=Naming.ANONYMOUS, pseudonym="", how_recorded="")
    forget_forms(Consent, list(consents.values_list("pk", flat=True)))
    detail: dict[str, Any] = {"contribution": contribution.reference}
    if isinstance(current, Asset) and erase_file(current):
        detail["file"] = True
    erase_entry(entry=current, by=by, command=command, detail=detail)


def erase_message(contribution: Contribution, by: User | None, command: str) -> None:
    """Delete the message of the book that was made of a contribution."""
    if contribution.kind != Kind.MESSAGE or not contribution.made:
        return
    deleted, _kinds = Message.objects.filter(public_id=contribution.made).delete()
    if deleted:
        record(Verb.ERASED, by=by, about=("contribution", contribution.reference), command=command)
