"""Open forms: who has which entry open, since when, and what the form said when it was opened."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OpenForm(models.Model):
    """One form that somebody has open; it lets two people who change one entry at a time find out."""

    token = models.CharField(max_length=32, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("who")
    )
    model = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40)
    opened_at = models.DateTimeField(_("opened"))
    #: The content of what the form is about, as it was then: its hash, and each field of the form as it was shown.
    content = models.CharField(max_length=64)
    shown = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        default_permissions = ()
        indexes = [
            models.Index(fields=["model", "object_id", "opened_at"], name="openform_object"),
            models.Index(fields=["opened_at"], name="openform_age"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
