"""Watched words: what curators want pointed out in a contribution; it flags and sorts, and decides nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.review.models import person_key


class WatchedWord(models.Model):
    """A word or phrase to which curators want their eyes drawn."""

    words = models.CharField(_("word or phrase"), max_length=120, unique=True)
    note = models.CharField(_("note"), max_length=250, blank=True, help_text=_("Why it is watched. For colleagues."))
    added_by = person_key(_("added by"))
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        default_permissions = ()
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words
