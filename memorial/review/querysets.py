"""What may be asked of entries, and the one rule of what is public."""

from typing import Any, Self, TypeVar

from django.db import models

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.review.clock import opened
from memorial.review.status import Status

Row = TypeVar("Row", bound=models.Model, covariant=True)


def public_rule(path: str = "") -> models.Q:
    """Return the rule of what is public, for an entry itself or (with ``path``) for the entry a row belongs to."""
    prefix = f"{path}__" if path else ""
    return models.Q(**{f"{prefix}status": Status.PUBLISHED, f"{prefix}copy_of": None}) & opened(path)


class EntryQuerySet(models.QuerySet[Row]):
    """Entries of one kind."""

    def public(self) -> Self:
        """Return what a stranger may see: published entries whose time has come and that are not working copies."""
        return self.filter(public_rule())

    def with_draft(self, draft: Any | None) -> Self:
        """Return these entries and one more that is not public, in the place of the entry that it is a copy of.

        For staff previews alone: ``.public().with_draft(entry)`` is what visitors will see once it is published.
        """
        if draft is None:
            return self
        return (self | self.model._base_manager.filter(pk=draft.pk)).exclude(pk=draft.copy_of_id)

    def tombstones(self) -> Self:
        """Return entries that were withdrawn: their address says that, when, and the class of reason, nothing else."""
        return self.filter(withdrawn_at__isnull=False, copy_of=None)

    def of_record(self) -> Self:
        """Return the entries themselves, without the working copies of them."""
        return self.filter(copy_of=None)

    def visible_to(self, user: User) -> Self:
        """Return what a person at the desk may know of: the one rule for every list, choice, label and page there.

        A working copy says what its entry says, so it is hidden wherever that is.
        """
        meta = self.model._meta
        if not user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
            return self.none()
        rows = self
        if not user.has_perm(OPEN_CONFIDENTIAL):
            rows = rows.filter(restricted=False).exclude(copy_of__restricted=True)
        if not user.has_perm(f"{meta.app_label}.withdraw_{meta.model_name}"):
            rows = rows.exclude(status=Status.WITHDRAWN).exclude(copy_of__status=Status.WITHDRAWN)
        return rows


class ChildQuerySet(models.QuerySet[Row]):
    """Rows that hang on an entry and are as public as it is; ``entry_path`` leads from the row to the entry."""

    entry_path = "entry"

    def public(self) -> Self:
        """Return the rows whose entry a stranger may see."""
        return self.filter(public_rule(self.entry_path))


EntryManager = models.Manager.from_queryset(EntryQuerySet)
