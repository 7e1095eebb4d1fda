"""Contacts: who sent a contribution and how they can be reached, locked away from everything else.

It is opened by a keeper, and each opening is a line in the ledger; or by the memorial itself, to send a mail to the one
who left an address.
"""

import json
from collections.abc import Mapping
from contextlib import suppress

from cryptography.fernet import InvalidToken
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.contributions.keys import KeyGone, destroy_key, key_of, new_key
from memorial.contributions.models import Contribution
from memorial.review.ledger import Verb, record

#: What can stand in a compartment.
FIELDS = ("name", "mail", "telephone", "other")


class Compartment(models.Model):
    """Who sent a contribution: locked, with a key of its own that stands elsewhere."""

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="compartment")
    #: The name under which the key is kept; empty once the key was destroyed.
    key = models.CharField(max_length=32, blank=True)
    sealed = models.TextField()

    class Meta:
        verbose_name = _("confidential compartment")
        verbose_name_plural = _("confidential compartments")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.contribution)


def seal_contact(contribution: Contribution, said: Mapping[str, str]) -> Compartment | None:
    """Lock away who sent a contribution, in the place of what was locked away before, if anything was said."""
    words = {name: said[name].strip() for name in FIELDS if said.get(name, "").strip()}
    earlier = Compartment.objects.filter(contribution=contribution).first()
    if not words and earlier is None:
        return None
    name, key = new_key()
    sealed = key.encrypt(json.dumps(words, ensure_ascii=False).encode()).decode()
    kept, _made = Compartment.objects.update_or_create(
        contribution=contribution, defaults={"key": name, "sealed": sealed}
    )
    if earlier is not None:
        transaction.on_commit(lambda: destroy_key(earlier.key) if earlier.key else None)
    return kept


def contact_of(contribution: Contribution) -> dict[str, str]:
    """Return what is locked away, for the memorial's own use and never for a page; empty without a key."""
    kept = Compartment.objects.filter(contribution=contribution).exclude(key="").first()
    if kept is None:
        return {}
    with suppress(KeyGone, InvalidToken):
        said: dict[str, str] = json.loads(key_of(kept.key).decrypt(kept.sealed.encode()))
        return said
    return {}


@transaction.atomic
def open_contact(*, contribution: Contribution, by: User) -> dict[str, str]:
    """Show a keeper who sent a contribution; that it was opened is written down. Raises PermissionDenied."""
    if not by.has_perm(OPEN_CONFIDENTIAL):
        raise PermissionDenied
    record(Verb.CONTACT_OPENED, by=by, about=("contribution", contribution.reference))
    return contact_of(contribution)


def destroy_contact(contribution: Contribution) -> bool:
    """Destroy the key of a compartment once the surrounding transaction is kept; return whether there was one."""
    kept = Compartment.objects.filter(contribution=contribution).exclude(key="").first()
    if kept is None:
        return False
    name = kept.key
    Compartment.objects.filter(pk=kept.pk).update(key="", sealed="")
    transaction.on_commit(lambda: destroy_key(name))
    return True
