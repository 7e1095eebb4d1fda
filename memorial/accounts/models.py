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
        permissions = [
            ("open_confidential", _("Can open the confidential compartment")),
            ("confirm_stop", _("Can confirm what was stopped")),
            ("read_ledger", _("Can read the ledger")),
            ("import_record", _("Can import records")),
            ("export_record", _("Can export records")),
            ("export_public", _("Can export what is public")),
        ]

    @property
    def known_as(self) -> str:
        """What colleagues read: the person's name, or without one the name of the account."""
        return self.get_full_name() or self.username
