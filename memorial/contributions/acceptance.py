"""Acceptance: what a curator takes in becomes a draft, a change in a working copy, or a message of the book.

Whatever is made goes through review like all else; a message alone is shown at once, since one curator has read it.
"""

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.commemorations.messages import Message
from memorial.contributions.given_corrections import correct
from memorial.contributions.given_files import GivenFile, looked_at
from memorial.contributions.given_pictures import make_pictures
from memorial.contributions.given_testimonies import make_testimony
from memorial.contributions.mailing import Occasion, tell_sender
from memorial.contributions.models import OPEN, Contribution, Kind, State
from memorial.contributions.moderation import decide, locked, refuse_moved, write_down
from memorial.review.actions import ChangedMeanwhile, TransitionRefused
from memorial.review.gate import Purpose
from memorial.review.ledger import Verb
from memorial.review.models import Entry


def accept(
    *, contribution: Contribution, by: User, without: Collection[str] = (), seen: str | None = None
) -> Entry | Message:
    """Take a contribution in, and return what was made of it: a draft, a working copy or a message.

    ``without`` are the keys of attached files that are not taken in; ``seen`` is the hash of what the curator has
    looked at (`moderation.seen_of`). Raises TransitionRefused where it is decided already or has changed, and
    FileNotTaken where the darkroom refuses a file: then nothing was made.
    """
    with transaction.atomic():
        refuse_unkept(locked(contribution, by, OPEN))
    with ExitStack() as rooms:
        # The darkroom takes its time: nobody else has to wait for it.
        files = looked_at(contribution, without, rooms) if contribution.kind in TAKES_FILES else []
        with transaction.atomic():
            current = locked(contribution, by, OPEN)
            if seen is not None:
                refuse_moved(current, seen)
            refuse_unkept(current)
            refuse_other_files(current, files, without)
            made = MAKERS[current.kind](current, files, by)
            settle(current, made, by)
    return made


def refuse_unkept(contribution: Contribution) -> None:
    """Refuse to take in what its giver has not allowed the memorial to keep; a question left open counts as no."""
    if contribution.kind in TAKES_FILES and contribution.answers.get(Purpose.KEEP) is not True:
        raise TransitionRefused(
            _("The sender has not agreed that it is kept in the archive. Ask back; until then nothing is taken in.")
        )


def refuse_other_files(contribution: Contribution, files: Sequence[GivenFile], without: Collection[str]) -> None:
    """Refuse where a file came or went while the others were looked at."""
    if contribution.kind not in TAKES_FILES:
        return
    now = set(contribution.attachments.exclude(key__in=without).values_list("pk", flat=True))
    if now != {file.attachment.pk for file in files}:
        raise ChangedMeanwhile(_("Its sender has changed its files meanwhile. Look at it again."))


def settle(contribution: Contribution, made: Entry | Message, by: User) -> None:
    """Write down that a contribution is accepted and what became of it, and tell its sender."""
    contribution.made_kind = str(made._meta.model_name)
    contribution.made = made.root_id if isinstance(made, Entry) else made.public_id
    decide(contribution, State.ACCEPTED, by)
    write_down(Verb.CONTRIBUTION_ACCEPTED, contribution, by, made_kind=contribution.made_kind, made=contribution.made)
    tell_sender(contribution, Occasion.ACCEPTED)


def show_message(contribution: Contribution, _files: Sequence[GivenFile], by: User) -> Message:
    """Show a message in the book, under the name that its writer chose."""
    message = Message(
        words=contribution.words,
        name=contribution.shown_name,
        language=contribution.language,
        shown_at=timezone.now(),
        shown_by=by,
        paused_at=contribution.paused_at,
    )
    message.full_clean()
    message.save()
    return message


def refuse_request(_contribution: Contribution, _files: Sequence[GivenFile], _by: User) -> Entry:
    """Refuse to accept a request to take something down: two people decide about it."""
    raise TransitionRefused(_("A request to take something down is not accepted: two people decide about it."))


#: Of what kinds the files are taken in; those that came with others stay where they are.
TAKES_FILES = (Kind.TESTIMONY, Kind.PICTURE)
MAKERS: dict[str, Callable[[Contribution, Sequence[GivenFile], User], Entry | Message]] = {
    Kind.TESTIMONY: make_testimony,
    Kind.PICTURE: make_pictures,
    Kind.CORRECTION: correct,
    Kind.MESSAGE: show_message,
    Kind.TAKEDOWN: refuse_request,
}
