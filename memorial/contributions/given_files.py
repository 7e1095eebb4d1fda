"""Given files: how the files that came with a contribution become originals, each with a draft of its own."""

import logging
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.contributions.attachments import Attachment
from memorial.contributions.models import Contribution
from memorial.contributions.new_drafts import new_draft, written_down
from memorial.media.actions import file_detail
from memorial.media.incoming import own_room
from memorial.media.models import Asset
from memorial.media.receiving import FileRefused, LookedAt, keep_looked_at, look
from memorial.review.actions import TransitionRefused

logger = logging.getLogger(__name__)


class FileNotTaken(TransitionRefused):
    """A file that the memorial does not take; its message says which and why, ``key`` names it to leave it out."""

    def __init__(self, attachment: Attachment, sentence: str) -> None:
        # By its number, as the desk calls it: people call files by their own names.
        others = Attachment.objects.filter(contribution=attachment.contribution_id, pk__lte=attachment.pk)
        told = {"number": others.count(), "kind": attachment.get_kind_display(), "sentence": sentence}
        what = _("File %(number)s (%(kind)s) is not taken, and nothing was accepted: %(sentence)s Accept without it.")
        super().__init__(what % told)
        self.key = attachment.key


@dataclass(frozen=True)
class GivenFile:
    """An attached file that the darkroom has looked at."""

    attachment: Attachment
    file: LookedAt

    @property
    def kind(self) -> str:
        """What sort of file it is."""
        return str(self.attachment.kind)

    def as_draft(self, by: User, texts: dict[str, dict[str, str]], **fields: Any) -> Asset:
        """Keep the file as an original and return a draft for it; ``texts`` are what is said of it, by language."""
        # Not the name of the file: people call files by their own names.
        original = kept(self, by)
        asset = new_draft(Asset(original=original, kind=original.kind, **fields), by)
        for language, words in texts.items():
            text = asset.translations.model(entry=asset, language=language, **words)
            text.full_clean()
            text.save()
        written_down(asset, by, file_detail(original))
        self.attachment.asset = asset.public_id
        self.attachment.save(update_fields=["asset"])
        return asset


def looked_at(contribution: Contribution, without: Collection[str], rooms: ExitStack) -> list[GivenFile]:
    """Look at the files of a contribution within the limits of the desk, each in a room that ``rooms`` closes."""
    attachments = contribution.attachments.exclude(key__in=without).order_by("pk")
    return [GivenFile(attachment, seen_file(attachment, rooms)) for attachment in attachments]


def seen_file(attachment: Attachment, rooms: ExitStack) -> LookedAt:
    """Look at one attached file; raises FileNotTaken."""
    try:
        with attachment.path.open("rb") as file:
            return look(File(file), rooms.enter_context(own_room()))
    except FileRefused as refused:
        raise FileNotTaken(attachment, str(refused)) from refused
    except OSError as problem:
        logger.exception("An attached file could not be read.")
        raise FileNotTaken(attachment, str(FileRefused("not-kept"))) from problem


def kept(given: GivenFile, by: User) -> Any:
    """Return the original of a file, kept now; raises FileNotTaken."""
    try:
        return keep_looked_at(given.file, by)
    except FileRefused as refused:
        raise FileNotTaken(given.attachment, str(refused)) from refused
    except OSError as problem:
        logger.exception("A file could not be kept.")
        raise FileNotTaken(given.attachment, str(FileRefused("not-kept"))) from problem
