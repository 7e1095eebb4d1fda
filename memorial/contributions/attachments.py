"""Attachments: the files that came with a contribution, apart from everything else until a curator takes them in.

They are never served to anybody but the desk and their sender, and become originals only with what was accepted.
"""

import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from memorial.contributions.models import Contribution
from memorial.media.originals import Kind


def new_key() -> str:
    """Return the name under which a file is kept: it tells nothing of the file."""
    return secrets.token_hex(16)


class Attachment(models.Model):
    """One file that came with a contribution, or with a form that has yet to be sent."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    #: The form that it came with, before there is a contribution.
    once = models.CharField(max_length=32, db_index=True)
    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    name = models.CharField(_("name of the file as received"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(_("media type"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    arrived_at = models.DateTimeField(_("arrived"), auto_now_add=True, db_index=True)
    #: The permanent id of the asset that was made of it.
    asset = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("attached file")
        verbose_name_plural = _("attached files")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["once", "sha256"], name="attachment_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    def open(self) -> File[Any]:
        """Return the file, open for reading."""
        return File(self.path.open("rb"))

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return place() / self.key


def place() -> Path:
    """Return the folder in which attached files lie."""
    folder: Path = settings.CONTRIBUTED
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def forget_files(attachments: "models.QuerySet[Attachment]") -> int:
    """Delete attached files with their rows, and return how many.

    The files go once it is sure that the rows have gone; one that is left over is swept.
    """
    keys = list(attachments.values_list("key", flat=True))
    Attachment.objects.filter(key__in=keys).delete()
    transaction.on_commit(lambda: remove_files(keys))
    return len(keys)


def remove_files(keys: Iterable[str]) -> None:
    """Remove files from the folder of attached files."""
    for key in keys:
        (place() / key).unlink(missing_ok=True)
