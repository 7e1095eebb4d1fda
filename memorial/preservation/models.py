"""Fixity runs, when each original was last read, and what was found."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from memorial.media.originals import Original
from memorial.preservation.querysets import FindingManager, RunManager


class FixityRun(models.Model):
    """One run: which originals it was to read, how far it has come, and how it ended."""

    class Extent(models.TextChoices):
        """How much a run reads."""

        SAMPLE = "sample", _("a night's part")
        ALL = "all", _("all originals")

    extent = models.CharField(_("read"), max_length=6, choices=Extent.choices)
    started = models.DateTimeField(_("begun"))
    #: What was read since then is not read again: its beginning, or that of the run that was cut and that it goes on.
    since = models.DateTimeField()
    #: When it was last known to run.
    seen = models.DateTimeField()
    ended = models.DateTimeField(_("ended"), null=True)
    #: Whether it ended before it had read all that it was to read.
    interrupted = models.BooleanField(_("interrupted"), default=False)
    #: Why it could not go on, for the people at the desk.
    problem = models.CharField(_("reason"), max_length=300, blank=True)
    planned = models.PositiveIntegerField(_("originals to read"))
    checked = models.PositiveIntegerField(_("originals read"), default=0)
    bytes = models.PositiveBigIntegerField(_("bytes read"), default=0)
    findings = models.PositiveIntegerField(_("findings"), default=0)
    looked_for_unknown = models.BooleanField(_("looked for unknown files"), default=False)

    objects = RunManager()

    class Meta:
        verbose_name = _("fixity run")
        verbose_name_plural = _("fixity runs")
        default_permissions = ()
        ordering = ["-started", "-pk"]

    def __str__(self) -> str:
        return f"{self.started:%Y-%m-%d %H:%M} {self.extent}"


class FixityCheck(models.Model):
    """When an original was last read, and whether it was as it was received."""

    original = models.OneToOneField(Original, on_delete=models.CASCADE, primary_key=True, related_name="fixity")
    checked_at = models.DateTimeField(_("last read"), db_index=True)
    right = models.BooleanField()

    class Meta:
        verbose_name = _("last reading of an original")
        verbose_name_plural = _("last readings of originals")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.original_id} {self.checked_at:%Y-%m-%d %H:%M}"


class FixityFinding(models.Model):
    """One thing that is not as it should be, from the day on which it was first found until a person dealt with it."""

    class What(models.TextChoices):
        """What is wrong."""

        CHANGED = "changed", pgettext_lazy("a file", "changed")
        MISSING = "missing", pgettext_lazy("a file", "missing")
        UNKNOWN = "unknown", pgettext_lazy("a file", "unknown")

    class How(models.TextChoices):
        """How it came to an end."""

        RIGHT_AGAIN = "right", _("found right again")
        DEALT_WITH = "dealt", _("dealt with")

    run = models.ForeignKey(FixityRun, on_delete=models.PROTECT, null=True, related_name="found")
    what = models.CharField(pgettext_lazy("a finding", "what"), max_length=7, choices=What.choices)
    #: Nothing for an unknown file: that is what makes it unknown.
    original = models.ForeignKey(Original, on_delete=models.CASCADE, null=True, related_name="findings")
    #: Where it stands, or should stand, in the storage of originals.
    name = models.CharField(_("file"), max_length=1024)
    found_sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    found_size = models.PositiveBigIntegerField(_("size in bytes"), null=True)
    #: What the storage said when it would not give the file.
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    first_seen = models.DateTimeField(_("first found"))
    last_seen = models.DateTimeField(_("last found"))
    dealt_with_at = models.DateTimeField(_("dealt with"), null=True)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    how = models.CharField(_("how"), max_length=5, choices=How.choices, blank=True)
    note = models.TextField(_("what was done"), blank=True)

    objects = FindingManager()

    class Meta:
        verbose_name = _("finding about an original")
        verbose_name_plural = _("findings about originals")
        default_permissions = ()
        permissions = [("deal_with_findings", _("Can deal with findings about originals"))]
        ordering = ["-first_seen", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "what"], condition=models.Q(dealt_with_at=None), name="finding_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.name}"

    def get_absolute_url(self) -> str:
        """Return its page on the desk; it has none elsewhere."""
        return reverse("admin:finding", args=[self.pk])

    @property
    def stands(self) -> bool:
        return self.dealt_with_at is None
