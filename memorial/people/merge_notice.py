"""What the form and the review page of a person say of merges: with whom, how far it has come, what waits."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from memorial.accounts.models import User
from memorial.base.asking import asked_once
from memorial.base.references import label_for
from memorial.people.mentions import mentions_of
from memorial.people.merged import Merge, Step
from memorial.people.merging import may_merge
from memorial.people.models import Person
from memorial.review.entry_notices import entry_notice
from memorial.review.models import Entry


@dataclass(frozen=True)
class MergeSaid:
    """One merge as it is told beside a person."""

    merge: Merge
    #: What the other one is called.
    other: str
    is_kept: bool
    #: Whether the working copy that is looked at brings the merge about, or takes it back.
    by_this_copy: bool
    url: str
    #: The public entries that will name the kept person, of those of which the reader may know.
    waiting: list[str]

    @property
    def is_prepared(self) -> bool:
        return self.merge.step == Step.PREPARED

    @property
    def is_returning(self) -> bool:
        return self.merge.step == Step.RETURNING


@entry_notice("admin/people/merge_notice.html")
def merges_of(user: User, entry: Entry) -> dict[str, Any] | None:
    """Return the merges of a person that are under way; nothing for whoever was never merged."""
    if not isinstance(entry, Person):
        return None
    root = entry.copy_of or entry
    found = [said(merge, entry, user) for merge in under_way_of(root.pk)]
    return {"merges": found} if found else None


@asked_once
def under_way_of(person: Any) -> Any:
    """Return the merges of a person, given by key, that are under way."""
    merges = Merge.objects.under_way().select_related("kept", "merged")
    return merges.filter(Q(kept=person) | Q(merged=person))


def said(merge: Merge, entry: Person, user: User) -> MergeSaid:
    """Return what is told of one merge beside one of the two, or beside the working copy."""
    is_kept = merge.merged_id not in (entry.pk, getattr(entry.copy_of, "pk", None))
    here = merge.copy_id == entry.pk
    waiting = mentions_of(merge.merged) if here and merge.step == Step.PREPARED else []
    named = {str(one.entry): None for one in waiting if one.is_public and one.entry.is_visible_to(user)}
    url = reverse("admin:merge_people", args=[merge.kept_id, merge.merged_id]) if may_merge(user) else ""
    other = label_for(merge.merged if is_kept else merge.kept, user)
    return MergeSaid(merge, other, is_kept, here, url, list(named))
