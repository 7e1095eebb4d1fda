"""Originals: files as they were received, each kept once under its own hash and never changed."""

import hashlib
import re
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from memorial.darkroom.formats import FORMATS

#: A SHA-256 as people copy it: with capitals, and with spaces or a file name around it.
HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
#: In the place of the hash of an original that was erased: the asset stays, as a withdrawn one, and names no file.
ERASED = "0" * 64


class Kind(models.TextChoices):
    """What sort of file it is."""

    IMAGE = "image", _("photograph or picture")
    DOCUMENT = "document", _("document")
    AUDIO = "audio", _("sound recording")
    VIDEO = "video", _("film")


class OriginalChanged(OSError):
    """What stands in the place of an original is not what was received."""

    def __init__(self) -> None:
        super().__init__(
            _("The original is not as it was received; nothing is made from it. The findings about originals say more.")
        )


class OriginalMissing(OSError):
    """An original does not stand in its storage, or the storage is not there."""

    def __init__(self) -> None:
        super().__init__(_("The original is missing in its storage. Please tell a steward."))


class OriginalManager(models.Manager["Original"]):
    """Originals, without the one that stands for all that were erased."""

    def get_queryset(self) -> "models.QuerySet[Original]":
        """Return the originals that are or should be in the storage."""
        return super().get_queryset().exclude(sha256=ERASED)


class Original(models.Model):
    """One file as it was received: its hash, its size, and what it is according to its content."""

    class Work(models.TextChoices):
        """How far what is shown in its place has been made."""

        WAITING = "waiting", _("being made")
        DONE = "done", pgettext_lazy("derivatives", "made")
        FAILED = "failed", _("failed")

    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    media_type = models.CharField(_("media type"), max_length=40, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, editable=False)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    #: 64 bits in hexadecimal, nearly the same for nearly the same picture; empty where they would say nothing.
    likeness = models.CharField(max_length=16, blank=True, editable=False)
    #: A stand-in of some two hundred bytes (WebP, base64) for a picture that is on its way.
    placeholder = models.TextField(blank=True, editable=False)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    work = models.CharField(
        _("what is shown"), max_length=8, choices=Work.choices, default=Work.WAITING, editable=False, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.CharField(_("reason of the failure"), max_length=300, blank=True, editable=False)

    objects: ClassVar[OriginalManager] = OriginalManager()

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sha256

    @property
    def extension(self) -> str:
        return FORMATS[self.media_type].extension

    @property
    def name(self) -> str:
        """Where it stands in the storage of originals."""
        return name_of(self.sha256)

    @property
    def is_image(self) -> bool:
        return self.kind == Kind.IMAGE

    def open(self) -> File[Any]:
        """Return the file, open for reading."""
        return sealed().open(self.name, "rb")

    def take_out(self, path: Path) -> None:
        """Copy the file to a new one; raises OriginalMissing, OriginalChanged where it is not what was received."""
        digest = hashlib.sha256()
        try:
            original = self.open()
        except FileNotFoundError as problem:
            raise OriginalMissing from problem
        with original, path.open("xb") as copy:
            for chunk in original.chunks():
                digest.update(chunk)
                copy.write(chunk)
        if digest.hexdigest() != self.sha256:
            raise OriginalChanged


class NearDuplicate(models.Model):
    """Two pictures that look nearly the same: ``later`` is the one that was received after the other."""

    later = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="like_earlier")
    earlier = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="like_later")
    #: How many of the 64 bits of their likeness differ.
    distance = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("similar picture")
        verbose_name_plural = _("similar pictures")
        default_permissions = ()
        ordering = ["distance", "pk"]
        constraints = [models.UniqueConstraint(fields=["later", "earlier"], name="nearduplicate_once")]

    def __str__(self) -> str:
        return f"{self.later_id} {self.earlier_id}"


def sealed() -> Storage:
    """Return the storage of originals."""
    return storages["originals"]


def name_of(sha256: str) -> str:
    """Return under which name a file of this hash stands in the storage of originals."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
