"""Mails: what the memorial has written to the sender of a contribution who left an address.

An embedded installation sends none: it keeps them for the steward to see, without the address and without the private
link.
"""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

#: A private link as it stands in a mail, whatever comes before and after its secret.
PRIVATE_LINK = re.compile(r"\S*/yours/\S*")
#: Ways of sending by which nothing reaches anybody.
KEPT, NONE = "memorial.contributions.mails.KeptMail", "django.core.mail.backends.dummy.EmailBackend"
ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")


class SentMail(models.Model):
    """A mail of an embedded installation, as the steward may see it."""

    at = models.DateTimeField(_("when"), auto_now_add=True)
    reference = models.CharField(_("reference"), max_length=9, blank=True)
    subject = models.CharField(pgettext_lazy("of a mail", "subject"), max_length=200)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.subject


class LetterMail(EmailMessage):
    """A mail about one contribution, which knows its reference."""

    def __init__(self, *, reference: str, **mail: Any) -> None:
        super().__init__(**mail)
        self.reference = reference


class KeptMail(BaseEmailBackend):
    """Keeps mails for the steward in the place of sending them: no address, and words where the private link stood."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails, and return how many."""
        return len(SentMail.objects.bulk_create(kept(mail) for mail in email_messages))


def mails_are_sent() -> bool:
    """Return whether this installation can write to anybody."""
    return settings.EMAIL_BACKEND not in (KEPT, NONE)


def kept(mail: EmailMessage) -> SentMail:
    """Return what is kept of a mail; not saved."""
    words = gettext("[the private link: only its sender knows it]")
    body = ADDRESS.sub("…", PRIVATE_LINK.sub(words, str(mail.body)))
    return SentMail(
        reference=getattr(mail, "reference", ""),
        subject=ADDRESS.sub("…", str(mail.subject))[:200],
        body=body,
    )
