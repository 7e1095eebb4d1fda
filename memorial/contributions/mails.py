"""Mails: what the memorial has written to the sender of a contribution who left an address.

An embedded installation sends none: it keeps them for the steward to see, without the address and without the private
link.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SentMail(models.Model):
    """A mail of an embedded installation, as the steward may see it."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    reference = models.CharField(_("reference"), max_length=9, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.subject
