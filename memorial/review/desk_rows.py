"""Desk rows: one short row for each entry and working copy of every kind, and for each text of it in each language.

The start page and the translation board ask across all kinds, and must cost the same in a record of a million; so what
they list and count by is kept here, derived from the entries. Nothing here is a source of anything.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from memorial.accounts.models import User
from memorial.accounts.roles import ENTRY_KINDS, OPEN_CONFIDENTIAL
from memorial.review.querysets import Row
from memorial.review.status import Status


class DeskRowQuerySet(models.QuerySet[Row]):
    """Rows of the desk, each as visible as the entry that it stands for."""

    def visible_to(self, user: User) -> Self:
        """Return the rows of entries that a person at the desk may know of, by the rule of `EntryQuerySet`."""
        kinds = [kind for kind in ENTRY_KINDS if user.has_perm(f"memorial.view_{kind}")]
        withdrawing = [kind for kind in kinds if user.has_perm(f"memorial.withdraw_{kind}")]
        rows = self.filter(kind__in=kinds) if len(kinds) < len(ENTRY_KINDS) else self
        if len(withdrawing) < len(kinds):
            rows = rows.exclude(models.Q(status=Status.WITHDRAWN) & ~models.Q(kind__in=withdrawing))
        return rows if user.has_perm(OPEN_CONFIDENTIAL) else rows.filter(restricted=False)


class EntryRowQuerySet(DeskRowQuerySet[Row]):
    """Rows of entries and of working copies; a copy is hidden wherever its entry is."""

    def visible_to(self, user: User) -> Self:
        withdrawing = [kind for kind in ENTRY_KINDS if user.has_perm(f"memorial.withdraw_{kind}")]
        rows = super().visible_to(user)
        if len(withdrawing) == len(ENTRY_KINDS):
            return rows
        withdrawn = self.model._base_manager.filter(status=Status.WITHDRAWN).exclude(kind__in=withdrawing)
        return rows.exclude(is_copy=True, public_id__in=withdrawn.values("public_id"))


DeskRowManager = models.Manager.from_queryset(DeskRowQuerySet)
EntryRowManager = models.Manager.from_queryset(EntryRowQuerySet)


class DeskRow(models.Model):
    """One entry or working copy as the start page lists it."""

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.PositiveBigIntegerField()
    public_id = models.CharField(max_length=12)
    label = models.CharField(_("name"), max_length=250, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    is_copy = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    returned = models.BooleanField(default=False)
    opens_at = models.DateTimeField(_("opens"), null=True)
    #: When it came to stand as it does: submitted, returned, published …
    since = models.DateTimeField(_("since"))
    changed_at = models.DateTimeField(_("last changed"))
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("in charge")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("submitted by")
    )

    objects = EntryRowManager()

    class Meta:
        verbose_name = _("row of the desk")
        verbose_name_plural = _("rows of the desk")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="deskrow_once")]
        indexes = [
            models.Index(fields=["status", "since"], name="deskrow_waiting"),
            models.Index(fields=["in_charge", "status", "returned", "since"], name="deskrow_mine"),
            models.Index(fields=["changed_at"], name="deskrow_changed"),
            models.Index(fields=["opens_at"], condition=models.Q(opens_at__isnull=False), name="deskrow_scheduled"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class TextRow(models.Model):
    """How the texts of one entry stand in one of the memorial's languages."""

    class State(models.TextChoices):
        """What a translator would have to do."""

        MISSING = "missing", pgettext_lazy("of a text", "missing")
        DRAFT = "draft", _("draft")
        CURRENT = "current", _("current")
        OUTDATED = "outdated", _("out of date")

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.PositiveBigIntegerField()
    public_id = models.CharField(max_length=12)
    label = models.CharField(_("name"), max_length=250, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    restricted = models.BooleanField(default=False)
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(pgettext_lazy("of a text", "state"), max_length=8, choices=State.choices)
    in_charge = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("in charge")
    )

    objects = DeskRowManager()

    class Meta:
        verbose_name = _("state of a text")
        verbose_name_plural = _("states of texts")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "language"], name="textrow_once")]
        indexes = [
            models.Index(fields=["state", "language", "kind", "label", "object_id"], name="textrow_board"),
            models.Index(fields=["kind", "label", "object_id"], name="textrow_entries"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id} {self.language}"
