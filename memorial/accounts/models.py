"""The accounts of the people who look after the memorial."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person of the memorial's staff."""

    must_change_password = models.BooleanField(
        _("must change the password"),
        default=False,
        help_text=_("At the next sign-in nothing else can be done before a new password is set."),
    )

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
