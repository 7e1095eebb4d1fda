"""Notes: what curators say to one another about an entry, from its first draft on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.review.ledger import Verb


class ReviewNote(models.Model):
    """One note in the thread of an entry; it stands on the entry, also when its working copy is gone."""

    kind = models.CharField(_("kind"), max_length=20)
    entry = models.CharField(_("entry"), max_length=12)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    #: What acted, where no account did.
    command = models.CharField(max_length=150, blank=True)
    #: With which act the note was written: submitted, returned, published …; noted when with none.
    act = models.CharField(max_length=20, choices=Verb.choices, default=Verb.NOTED)
    text = models.TextField(_("note"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["kind", "entry", "at"], name="reviewnote_thread")]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def author(self) -> str:
        """Who wrote it, as the desk calls them: a colleague, or what acted for nobody."""
        return self.by.known_as if self.by is not None else self.command
