"""Exports that somebody of the staff asked for, and the public copies with their files."""

from datetime import datetime, timedelta
from typing import IO

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from memorial.base.licences import Licence
from memorial.exchange.exports.holdings import Holding

#: How long what was approved may be made and downloaded, and how long a file is kept.
APPROVED_FOR = timedelta(days=7)
FILE_KEPT = timedelta(hours=24)


class Format(models.TextChoices):
    """In which form an export is written."""

    CSV = "csv", _("tables (CSV, in one ZIP)")
    XLSX = "xlsx", _("workbook (XLSX)")
    JSONL = "jsonl", _("lines of JSON")


class Export(models.Model):
    """One export: what was asked for by whom, who approved it where that is needed, and its file."""

    class State(models.TextChoices):
        """How far it has come."""

        ASKED = "asked", _("waits for approval")
        DECLINED = "declined", _("declined")
        WAITING = "waiting", _("waits to be made")
        MAKING = "making", _("is being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made")

    number = models.BigAutoField(_("number"), primary_key=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    format = models.CharField(_("format"), max_length=5, choices=Format.choices)
    #: The names of the kinds that it is about, in their order.
    kinds = models.JSONField(_("kinds"))
    #: How the list of its one kind was narrowed, as it stands in the address of the list; nothing for the whole.
    narrowed = models.TextField(_("narrowed by"), blank=True)
    #: Whether drafts and what was withdrawn are in it, as far as whoever asked may see them.
    fuller = models.BooleanField(_("fuller"), default=False)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    written = models.PositiveBigIntegerField(_("entries written"), default=0)
    total = models.PositiveBigIntegerField(_("entries in all"), null=True, blank=True)
    problem = models.CharField(_("reason"), max_length=300, blank=True)
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    holding = models.OneToOneField(Holding, on_delete=models.SET_NULL, null=True, blank=True, related_name="export")

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ()
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None)
                | ~models.Q(decided_by=models.F("asked_by"))
                | ~models.Q(fuller=True)
                | models.Q(state="declined"),
                name="export_approved_by_another",
                violation_error_message=_("Nobody approves a fuller export that they asked for themselves."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.format}"

    @property
    def approved_until(self) -> datetime | None:
        """Until when a fuller export may be made and downloaded; nothing for one that is not approved."""
        approved = self.decided_at is not None and self.state != self.State.DECLINED
        return self.decided_at + APPROVED_FOR if approved and self.decided_at else None

    @property
    def kept_until(self) -> datetime | None:
        """Until when its file is kept: a day, and no longer than the approval holds."""
        ends = [end for end in (self.made_at + FILE_KEPT if self.made_at else None, self.approved_until) if end]
        return min(ends) if self.made_at else None

    @property
    def is_approved(self) -> bool:
        """Whether it may be made now: what is public may always, a fuller one while its approval holds."""
        until = self.approved_until
        return not self.fuller or (until is not None and timezone.now() < until)

    @property
    def is_kept(self) -> bool:
        """Whether its file is kept, as far as that was last seen: what closes by itself is seen within a minute."""
        if self.state != self.State.READY or self.holding is None or self.holding.closed or not self.is_approved:
            return False
        return self.kept_until is not None and timezone.now() < self.kept_until

    @property
    def can_be_downloaded(self) -> bool:
        """Whether its file is there and may be given out now."""
        return self.is_kept and self.holding is not None and self.holding.stands


class PublicCopy(models.Model):
    """One making of the public record as files for everybody."""

    holding = models.OneToOneField(Holding, on_delete=models.CASCADE, related_name="public_copy")
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.holding)


class CopyFile(models.Model):
    """One file of a public copy."""

    copy = models.ForeignKey(PublicCopy, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=80)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    entries = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def open(self) -> IO[bytes]:
        """Open the file for reading; raises FileNotFoundError where it is gone."""
        return (self.copy.holding.path / self.name).open("rb")
