"""What may be asked of entries, and the one rule of what is public."""

from functools import lru_cache
from typing import Any, Self, TypeVar

from django.db import models

from memorial.accounts.models import User
from memorial.accounts.roles import OPEN_CONFIDENTIAL
from memorial.review.clock import closing_time, opened, opening_time
from memorial.review.gate import Channel
from memorial.review.rules import Rule, Ruled
from memorial.review.status import Status

Row = TypeVar("Row", bound=models.Model, covariant=True)


@lru_cache(maxsize=512)
def public_rule(model: type[models.Model], path: str = "", channel: Channel = Channel.PAGE) -> models.Q:
    """Return the rule of what is public, for an entry itself or (with ``path``) for the entry a row belongs to.

    ``model`` is that of the rows that are asked: what the entry at the path rests on beside its status, it says itself.
    It holds no time and no row, only what the database is to ask, and is made once.
    """
    if channel == Channel.DESK:
        # The desk shows strangers nothing; what its people see is `visible_to`.
        return models.Q(pk__in=[])
    prefix = f"{path}__" if path else ""
    entry: Any = model._meta.get_field(path).related_model if path else model
    status = models.Q(**{f"{prefix}status": Status.PUBLISHED, f"{prefix}copy_of": None})
    return status & models.Q(Ruled(open_rule(entry, channel), path))


@lru_cache(maxsize=512)
def open_rule(entry: Any, channel: Channel) -> Rule:
    """Return the rule that the time of an entry of a kind has come, and that the consents are there for a channel."""
    return Rule(entry, opened() & entry.consent_rule("", channel))


class EntryQuerySet(models.QuerySet[Row]):
    """Entries of one kind."""

    def public(self, channel: Channel = Channel.PAGE) -> Self:
        """Return what a stranger may see by a channel: the rule of `gate.decide`, decided by the database.

        That is published entries whose time has come, that are no working copies, and to which there is the consent
        that the channel needs, where they rest on one.
        """
        return self.filter(public_rule(self.model, channel=channel))

    def asked_each(self) -> Self:
        """Return the same entries, each asked for by itself: read in an order of their own, they are not all sorted.

        A database that trusts the index of what is public would begin with all of it, to give the first few.
        """
        return type(self)(self.model).filter(models.Exists(self.filter(pk=models.OuterRef("pk"))))

    def with_moment(self) -> Self:
        """Return them with the times by which things begin and are over, as they were when the rows were read."""
        return self.annotate(begun_by=opening_time(), over_by=closing_time())

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

    def public(self, channel: Channel = Channel.PAGE) -> Self:
        """Return the rows whose entry a stranger may see by a channel."""
        return self.filter(public_rule(self.model, self.entry_path, channel))

    def first_by_key(self, number: int) -> Self:
        """Return the first of these rows, in no order: so they can be asked for together with those of other tables."""
        first = self.order_by("pk").values("pk")[:number]
        return type(self)(self.model).filter(pk__in=first).order_by()


EntryManager = models.Manager.from_queryset(EntryQuerySet)
