"""Revisions: every published version of an entry, kept as it was."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.querysets import Row, public_rule
from memorial.review.rules import Rule, Ruled
from memorial.review.status import WithdrawalReason


class RevisionQuerySet(models.QuerySet[Row]):
    """Versions of entries."""

    def public(self, *kinds: type[Entry], channel: Channel = Channel.VERSION) -> Self:
        """Return the versions of entries of these kinds (all, unless given) of which a stranger may see the entry."""
        return self.filter(Ruled(shown_rule(kinds or tuple(Entry.__subclasses__()), channel)))

    def of(self, kind: str, public_id: str) -> Self:
        """Return the versions of one entry, the first one first."""
        return self.filter(kind=kind, entry=public_id).order_by("version")

    def standing(self) -> Self:
        """Return the versions that have not been withdrawn."""
        return self.filter(withdrawal=None)

    def with_words(self) -> Self:
        """Return the versions whose words were not erased."""
        return self.filter(erased_at=None)


@lru_cache(maxsize=256)
def shown_rule(kinds: Sequence[type[Entry]], channel: Channel) -> Rule:
    """Return the rule that a version is of an entry of one of these kinds which a stranger may see, and was seen."""
    rule = models.Q()
    for kind in kinds:
        # The kind is compared within: a database that looks for it first reads all versions, to give the newest.
        named = kind._base_manager.annotate(named=models.Value(kind._meta.model_name))
        shown = named.filter(public_rule(kind, channel=channel), public_id=models.OuterRef("entry"))
        rule |= models.Q(models.Exists(shown.filter(named=models.OuterRef("kind"))))
    return Rule(Revision, rule & ~models.Q(models.Exists(superseded_before_it_opened())))


def superseded_before_it_opened() -> "models.QuerySet[Any]":
    """Return the later versions that were made before this one opened: nobody has ever seen its words."""
    same = Revision._base_manager.filter(kind=models.OuterRef("kind"), entry=models.OuterRef("entry"))
    return same.filter(version__gt=models.OuterRef("version"), made_at__lt=models.OuterRef("published_at"))


RevisionManager = models.Manager.from_queryset(RevisionQuerySet)


class Revision(models.Model):
    """One published version: the entry with all its parts, who wrote it, who reviewed it, and the note between them.

    It is never altered and never deleted; a version that may no longer be shown has a `RevisionWithdrawal` beside it.
    Its words alone can be taken out of it, for good (see `erasure`).
    """

    kind = models.CharField(_("kind"), max_length=20)
    entry = models.CharField(_("entry"), max_length=12)
    version = models.PositiveIntegerField(_("version"))
    snapshot = models.JSONField()
    sha256 = models.CharField(max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("author")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("reviewer")
    )
    note = models.TextField(_("note"), blank=True)
    made_at = models.DateTimeField(_("made"))
    published_at = models.DateTimeField(_("published"))
    #: Published by whoever wrote it, while the memorial had one curator.
    one_hand = models.BooleanField(_("by one hand"), default=False)
    #: The warnings of the check list that were acknowledged, by their names.
    acknowledged = models.JSONField(default=list)
    #: What was corrected, by language, in sentences that tell nothing private; empty when it is no correction.
    correction = models.JSONField(default=dict)
    is_correction = models.BooleanField(_("correction"), default=False)
    #: When its words were erased at the wish of their giver: then it says that it was, and nothing else.
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = RevisionManager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = ()
        ordering = ["kind", "entry", "version"]
        constraints = [models.UniqueConstraint(fields=["kind", "entry", "version"], name="revision_once")]
        indexes = [
            # Both in the whole order of their lists: a database prefers what it need not sort.
            models.Index(
                fields=["-published_at", "-id"], condition=models.Q(is_correction=True), name="revision_corrected"
            ),
            models.Index(fields=["-published_at", "-id"], name="revision_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}, {self.version}"


class RevisionWithdrawal(models.Model):
    """A version that may no longer be shown: its address says that it was withdrawn, when, and the class of reason."""

    revision = models.OneToOneField(Revision, on_delete=models.PROTECT, related_name="withdrawal")
    at = models.DateTimeField(_("withdrawn"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=12, choices=WithdrawalReason.choices)

    class Meta:
        verbose_name = _("withdrawal of a version")
        verbose_name_plural = _("withdrawals of versions")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.revision)


class Discarded(models.Model):
    """A working copy that was discarded or a draft that was deleted: its words are kept, so that it can be undone."""

    kind = models.CharField(_("kind"), max_length=20)
    #: The entry that it was a copy of, or the draft itself.
    entry = models.CharField(_("entry"), max_length=12)
    was_copy = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    label = models.CharField(max_length=250, blank=True)
    snapshot = models.JSONField()
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who"))

    class Meta:
        verbose_name = _("discarded draft")
        verbose_name_plural = _("discarded drafts")
        default_permissions = ()
        ordering = ["-at"]
        indexes = [models.Index(fields=["kind", "entry"], name="discarded_entry")]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry}"
