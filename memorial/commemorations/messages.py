"""Messages: what visitors have written into the book of condolence, and one curator has read."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.languages import validate_language
from memorial.base.public_ids import new_public_id
from memorial.review.models import person_key
from memorial.review.querysets import Row


class MessageQuerySet(models.QuerySet[Row]):
    """Messages."""

    def public(self) -> Self:
        """Return what a stranger may see: what was shown and neither taken down nor paused by its writer."""
        return self.filter(taken_down_at=None, paused_at=None)


MessageManager = models.Manager.from_queryset(MessageQuerySet)


class Message(models.Model):
    """A message of the book of condolence, with the name that its writer chose."""

    public_id = models.CharField(_("permanent id"), max_length=12, unique=True, default=new_public_id, editable=False)
    words = models.TextField(_("words"))
    name = models.CharField(_("name"), max_length=120, blank=True, help_text=_("As the writer wants to be named."))
    language = models.CharField(_("language"), max_length=12, validators=[validate_language])
    shown_at = models.DateTimeField(_("shown since"))
    shown_by = person_key(_("shown by"))
    taken_down_at = models.DateTimeField(_("taken down"), null=True, blank=True)
    taken_down_by = person_key(_("taken down by"))
    paused_at = models.DateTimeField(_("paused by its writer"), null=True, blank=True)

    objects = MessageManager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()
        ordering = ["-shown_at", "-pk"]
        indexes = [models.Index(fields=["taken_down_at", "paused_at", "-shown_at", "-id"], name="message_book")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.public_id}"
