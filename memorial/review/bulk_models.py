"""Bulk reviews: drafts that are published together, after two people have each checked a drawn sample of them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.base.held_work import HeldWork
from memorial.review.models import Entry


def staff_key() -> "models.ForeignKey[Any, Any]":
    """Return a reference to somebody of the staff who took a part."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


class BulkReview(HeldWork):
    """One set of drafts of one kind, frozen as they were when the review was opened."""

    class State(models.TextChoices):
        """How far it has come."""

        FREEZING = "freezing", _("is being written down")
        CHECKING = "checking", _("is being checked")
        RETURNED = "returned", _("returned")
        WAITING = "waiting", _("waits for a confirmation")
        PUBLISHING = "publishing", _("is being published")
        DONE = "done", _("published")
        UNDO_WAITING = "undo_waits", _("withdrawal waits for a confirmation")
        UNDOING = "undoing", _("is being withdrawn")
        UNDONE = "undone", _("withdrawn")

    AT_WORK = frozenset({State.FREEZING, State.PUBLISHING, State.UNDOING})

    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    #: The part of the set that is checked, in percent, where somebody wants more than the least.
    share = models.PositiveSmallIntegerField(_("share"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.FREEZING)
    opened_by = staff_key()
    opened_at = models.DateTimeField(_("opened"))
    #: The keys of those who have written any of it.
    hands = models.JSONField(default=list)
    #: What the check list warns of, by name: in how many rows, and the entry that is an example.
    warnings = models.JSONField(default=dict)
    #: The hash of the list of entries with their contents, as it was frozen.
    frozen = models.CharField(max_length=64, blank=True)
    #: Those who have checked all of the sample, who published and who opened: the people whom the brake counts.
    people = models.JSONField(default=list)
    checked_by = models.JSONField(default=list)
    one_hand = models.BooleanField(default=False)
    acknowledged = models.JSONField(default=list)
    to_publish = models.PositiveIntegerField(default=0)
    started_by = staff_key()
    started_at = models.DateTimeField(null=True)
    confirmed_by = staff_key()
    stopped_by = staff_key()
    ended_at = models.DateTimeField(null=True)
    undone_by = staff_key()
    undone_at = models.DateTimeField(null=True)
    undo_note = models.TextField(blank=True)
    undo_confirmed_by = staff_key()
    #: The last row that the work has gone through.
    row_at = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("bulk review")
        verbose_name_plural = _("bulk reviews")
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="bulkreview_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def model(self) -> type[Entry]:
        """The kind of entry that it is about."""
        return next(model for model in Entry.__subclasses__() if model._meta.model_name == self.kind)

    @property
    def draw(self) -> "BulkDraw | None":
        """The sample that counts now: the last that was drawn."""
        draws: Any = BulkDraw.objects.filter(review=self.pk)
        last: BulkDraw | None = draws.order_by("-number").first()
        return last


class BulkDraw(models.Model):
    """One drawing of a sample: with its seed, anybody can draw the same rows again."""

    review = models.ForeignKey(BulkReview, on_delete=models.CASCADE, related_name="draws")
    number = models.PositiveSmallIntegerField(_("number"))
    seed = models.CharField(_("seed"), max_length=64)
    size = models.PositiveIntegerField(_("size"))
    at = models.DateTimeField(_("when"))
    by = staff_key()

    class Meta:
        verbose_name = _("drawn sample")
        verbose_name_plural = _("drawn samples")
        default_permissions = ()
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="bulkdraw_once")]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.number}"


class BulkRowQuerySet(models.QuerySet[Any]):
    """Rows of bulk reviews."""

    def in_set(self) -> Self:
        """Return what is to be published: frozen, and neither left out nor taken out."""
        return self.filter(left="", taken_out=False).exclude(content="")

    def sampled(self) -> Self:
        """Return the rows of the sample that counts now, in the order in which they are checked."""
        return self.filter(place__isnull=False).order_by("place")


class BulkRow(models.Model):
    """One draft of the set: which it is, what it said when the set was frozen, and what became of it."""

    class Left(models.TextChoices):
        """Why it was not published, or not withdrawn again."""

        GONE = "gone", _("no longer there")
        STATUS = "status", _("no draft any more")
        RESTRICTED = "restricted", _("restricted to keepers")
        CHANGED = "changed", _("changed since the set was frozen")
        HAND = "hand", _("one of those who checked the sample has a part in it")
        BLOCKED = "blocked", _("the check list blocks it")
        WARNED = "warned", _("the check list warns of what was not acknowledged")
        INVALID = "invalid", _("it has a value that is not allowed")
        FOUND_BEFORE = "found", _("found wrong in an earlier bulk review, and not changed since")
        EDITED = "edited", _("edited since it was published")
        NOT_PUBLIC = "not_public", _("withdrawn already")

    review = models.ForeignKey(BulkReview, on_delete=models.CASCADE, related_name="of_rows")
    number = models.PositiveIntegerField(_("number"))
    entry = models.PositiveBigIntegerField()
    public_id = models.CharField(max_length=12, blank=True)
    content = models.CharField(max_length=64, blank=True)
    #: Where it stands in the sample that counts now.
    place = models.PositiveIntegerField(null=True)
    taken_out = models.BooleanField(default=False)
    published = models.BooleanField(default=False)
    withdrawn = models.BooleanField(default=False)
    left = models.CharField(_("left out"), max_length=10, choices=Left.choices, blank=True)
    #: What the check list found, by its names.
    about = models.CharField(max_length=300, blank=True)

    objects = models.Manager.from_queryset(BulkRowQuerySet)()

    class Meta:
        verbose_name = _("row of a bulk review")
        verbose_name_plural = _("rows of bulk reviews")
        default_permissions = ()
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="bulkrow_once")]
        indexes = [
            models.Index(fields=["review", "place"], condition=models.Q(place__isnull=False), name="bulkrow_sample"),
            models.Index(fields=["review", "left", "number"], name="bulkrow_left"),
            models.Index(fields=["public_id"], name="bulkrow_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.public_id}"


class BulkCheck(models.Model):
    """What one person has said of one row of a sample."""

    draw = models.ForeignKey(BulkDraw, on_delete=models.CASCADE, related_name="checks")
    row = models.ForeignKey(BulkRow, on_delete=models.CASCADE, related_name="checks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))
    right = models.BooleanField(_("right"))
    remark = models.TextField(_("remark"), blank=True)
    #: The hash of what they have looked at.
    content = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("check of a row")
        verbose_name_plural = _("checks of rows")
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["draw", "row", "person"], name="bulkcheck_once")]

    def __str__(self) -> str:
        return f"{self.row_id}: {self.right}"
