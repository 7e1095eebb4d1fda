"""Halts: an account that withdraws very much in a short time is stopped until a second person has looked."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Halt(models.Model):
    """One account that was stopped; while it is not confirmed, the account withdraws nothing further."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    class Meta:
        verbose_name = _("halt")
        verbose_name_plural = _("halts")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(confirmed_at=None), name="halt_one_standing")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d %H:%M}"
