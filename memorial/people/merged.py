"""Merged people: who stood in the record twice, under which permanent id they stand now, and how that came about.

Both permanent ids are kept. The merged person stays in the record as they were, set aside; what was sent to their
address leads to the person who is kept.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from memorial.review.gate import Channel
from memorial.review.status import Status

#: No chain of merged people is followed further than this: nobody stands in the record so many times.
LONGEST_CHAIN = 50


class Step(models.TextChoices):
    """How far a merge has come."""

    #: What is gained stands in the working copy of the person who is kept, and waits for a second person.
    PREPARED = "prepared", gettext_lazy("waits for the working copy")
    #: The person who is kept says it all, and is not public yet; what is public and names the other one waits.
    TAKEN_IN = "taken_in", gettext_lazy("merged, not public yet")
    STANDING = "standing", gettext_lazy("merged")
    #: The working copy takes back what was gained, and waits for a second person.
    RETURNING = "returning", gettext_lazy("being undone")
    #: That copy was published: the next moment both are two again.
    GIVEN_BACK = "given_back", gettext_lazy("given back")
    UNDONE = "undone", gettext_lazy("undone")


#: The steps in which the merged person is somebody else in this record.
UNDER_WAY = (Step.PREPARED, Step.TAKEN_IN, Step.STANDING, Step.RETURNING)
#: The steps in which the address of the merged person leads to the one who is kept.
LEADING_ON = (Step.TAKEN_IN, Step.STANDING, Step.RETURNING)


class MergeQuerySet(models.QuerySet[Any]):
    """Merges of two people."""

    def under_way(self) -> Self:
        """Return those that were begun and not undone."""
        return self.filter(step__in=UNDER_WAY)

    def leading_on(self) -> Self:
        """Return those by which an address leads to another."""
        return self.filter(step__in=LEADING_ON)


MergeManager = models.Manager.from_queryset(MergeQuerySet)


def kept_while_under_way(collector: Any, field: Any, merges: Any, using: str) -> None:
    """Keep people from being deleted who are merged; a merge that was undone goes with a draft that is deleted."""
    standing = [merge for merge in merges if merge.step != Step.UNDONE]
    if standing:
        models.PROTECT(collector, field, standing, using)  # type: ignore[arg-type]  # any rows will do
    models.CASCADE(collector, field, merges, using)


class Merge(models.Model):
    """Two entries that are one person: the one that is kept, the one that leads to it, and how to take it back."""

    kept = models.ForeignKey("memorial.Person", on_delete=kept_while_under_way, related_name="merges")
    merged = models.ForeignKey("memorial.Person", on_delete=kept_while_under_way, related_name="merged_into")
    #: The working copy in which the merge, or its undoing, waits to be published.
    copy = models.ForeignKey("memorial.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    #: How the merged person stood before.
    status_before = models.CharField(max_length=10, choices=Status.choices)
    #: The hashes of what both said once they were merged: where they differ, somebody has built on it since.
    kept_after = models.CharField(max_length=64, blank=True)
    merged_after = models.CharField(max_length=64, blank=True)
    #: What the kept person gained, so that exactly that can be taken out again.
    gained = models.JSONField(default=dict)
    #: The ties of the merged person, and what named them and names the kept one now, so that each can be put back.
    moved = models.JSONField(default=list)

    objects = MergeManager()

    class Meta:
        verbose_name = gettext_lazy("merge of two people")
        verbose_name_plural = gettext_lazy("merges of two people")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["kept", "step"], name="merge_of_kept")]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=models.Q(step__in=UNDER_WAY),
                name="merge_once",
                violation_error_message=gettext_lazy("This person was merged into another already."),
            ),
            models.CheckConstraint(condition=~models.Q(kept=models.F("merged")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"

    @property
    def was_draft(self) -> bool:
        """Whether no visitor had seen the merged person."""
        return self.status_before != Status.PUBLISHED


def stands_for(entry: Any) -> Any:
    """Return under which entry another stands in the record: itself, or of a merged person the one who is kept."""
    people: Any = Merge._meta.get_field("merged").related_model
    for _turn in range(LONGEST_CHAIN):
        # Nobody else is asked about: whoever was merged is set aside.
        if not isinstance(entry, people) or entry.status != Status.WITHDRAWN:
            break
        merge = Merge.objects.leading_on().select_related("kept").filter(merged=entry).first()
        if merge is None:
            break
        entry = merge.kept
    return entry


def kept_of(public_id: str, channel: Channel = Channel.PAGE, *, version: int | None = None) -> Any | None:
    """Return the public person to whom the permanent id of a merged one leads; nothing where it leads nowhere.

    An id whose own person is public leads nowhere, and neither does one whose kept person is not public, nor a
    ``version`` that never was.
    """
    people: Any = Merge._meta.get_field("merged").related_model
    merge = Merge.objects.leading_on().select_related("merged").filter(merged__public_id=public_id).first()
    if merge is None or people.objects.public(channel).filter(pk=merge.merged_id).exists():
        return None
    if version is not None and not 0 < version <= merge.merged.version:
        return None
    return people.objects.public(channel).filter(pk=stands_for(merge.merged).pk).first()


def return_obstacles(person: Any) -> list[str]:
    """Return why somebody who was merged, or is about to be, does not come back by themselves."""
    merge = Merge.objects.under_way().select_related("kept").filter(merged=person).first()
    return [] if merge is None else [merged_sentence(merge)]


def merged_sentence(merge: Merge) -> str:
    """Return what is said of somebody who stands in the record as another person."""
    sentence = _("This person was merged into “%(kept)s”. Undo the merge first.")
    return sentence % {"kept": merge.kept.name_elsewhere()}


def publication_obstacles(person: Any) -> list[str]:
    """Return why a person, or their working copy, cannot be published because of a merge.

    Whoever was merged into another is not published again, nor a copy that takes in somebody who is gone meanwhile.
    """
    about = models.Q(merged=person.copy_of or person)
    if person.is_copy:
        about |= models.Q(copy=person, step=Step.PREPARED)
    sentence = _("“%(merged)s”, who is merged into this person, was withdrawn or restricted meanwhile. Undo the merge.")
    found: list[str] = []
    under_way = Merge.objects.under_way().filter(about)
    # Nearly nobody was merged; to ask only that costs a quarter where thousands are published together.
    if not under_way.exists():
        return found
    for merge in under_way.select_related("kept", "merged"):
        if merge.copy_id is None or merge.copy_id != person.pk:
            found.append(merged_sentence(merge))
        elif is_gone(merge):
            found.append(sentence % {"merged": merge.merged.name_elsewhere()})
    return found


def is_gone(merge: Merge) -> bool:
    """Return whether the merged person no longer stands as they did when a merge was prepared."""
    expected = Status.WITHDRAWN if merge.was_draft else Status.PUBLISHED
    return bool(merge.merged.restricted or merge.merged.status != expected)


def copy_was_published(person: Any) -> None:
    """Note that the working copy of a person, and the merges that waited in it, were written over the entry."""
    waiting = Merge.objects.filter(kept=person)
    waiting.filter(step=Step.PREPARED, copy__isnull=False).update(step=Step.TAKEN_IN)
    waiting.filter(step=Step.RETURNING, copy__isnull=False).update(step=Step.GIVEN_BACK)
