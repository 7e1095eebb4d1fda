"""Standing: how a merge comes into force once the kept person is public, and how it ends again, in that transaction.

A visitor is never left without the person: somebody public is withdrawn only when the one who is kept is public with
all that was gained. The entries that name the merged person are published anew by the same two people then.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.base.asking import Among, asked_once, keys_of
from memorial.people.mentions import Mention, give_tie_back, mentions_of, put_back, rename, take_ties
from memorial.people.merged import Merge, Step
from memorial.people.models import Person
from memorial.review.actions import keep, say
from memorial.review.entry_watchers import watches_changes, watches_removals, watches_time
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.publication import Publication, keep_revision
from memorial.review.snapshots import content_hash, whole
from memorial.review.status import Status, WithdrawalReason

#: What stands in the ledger as the actor where a version was made public by a command that acts for nobody.
COMMAND = "merge"


@watches_changes
def go_on(entries: Sequence[Any]) -> None:
    """Go on with the merges of people who were changed: with a publication, what waited for it comes into force."""
    if not entries or not isinstance(entries[0], Person):
        return
    keys = [entry.pk for entry in entries if entry.status == Status.PUBLISHED and not entry.is_copy]
    if not keys:
        return
    for merge in waiting_for(keys_of(keys)):
        if merge.step == Step.GIVEN_BACK:
            separate(merge)
        else:
            come_into_force(merge)


@asked_once
def waiting_for(kept: Any) -> Any:
    """Return the merges that go on when the people with some keys, who are kept, are published."""
    merges = Merge.objects.select_related("kept", "merged").filter(Among("kept", kept))
    return merges.filter(step__in=(Step.TAKEN_IN, Step.GIVEN_BACK))


@watches_time
def go_on_with_opened() -> None:
    """Bring the merges into force whose kept person has become public by the clock."""
    public = Person.objects.public().values("pk")
    for merge in Merge.objects.select_related("kept", "merged").filter(step=Step.TAKEN_IN, kept__in=public):
        with transaction.atomic():
            come_into_force(merge)


@watches_removals
def let_go(kind: str, keys: Sequence[int]) -> None:
    """Let a merge go whose working copy was discarded: both stand as before."""
    if kind != Person._meta.model_name:
        return
    for merge in brought_about_by(keys_of(keys)):
        if merge.step == Step.PREPARED:
            merge.step, merge.undone_at = Step.UNDONE, timezone.now()
            merge.save()
            return_merged(merge)
        elif merge.step == Step.RETURNING:
            merge.step, merge.undone_at, merge.undone_by = Step.TAKEN_IN, None, None
            merge.save()


@asked_once
def brought_about_by(copies: Any) -> Any:
    """Return the merges that working copies with some keys bring about, or take back."""
    return Merge.objects.select_related("kept", "merged").filter(Among("copy", copies))


def come_into_force(merge: Merge) -> None:
    """Let a merge stand, if visitors can see who is kept: set the other one aside, and let others name the kept one."""
    kept: Person = merge.kept
    if not merge.kept_after:
        merge.kept_after = content_hash(kept)
        merge.save()
    if not Person.objects.public().filter(pk=kept.pk).exists():
        return
    # Said first: what follows tells of changes, and must not begin anew.
    merge.step = Step.STANDING
    merge.save()
    if merge.merged.status == Status.PUBLISHED:
        withdraw_merged(merge)
    take_in_mentions(merge, public=True)


def withdraw_merged(merge: Merge) -> None:
    """Withdraw somebody public: their address leads on to the kept person from now on."""
    merged, kept = whole(Person, pk=merge.merged_id), merge.kept
    content = content_hash(merged)
    if merged.was_shown:
        merged.withdrawn_at, merged.withdrawal_reason = timezone.now(), WithdrawalReason.DUPLICATE
    set_aside(merged)
    note = _("Merged into the person with the permanent id %(id)s.") % {"id": kept.public_id}
    say(merged, Verb.WITHDRAWN, note, merge.by)
    detail = {"reason": WithdrawalReason.DUPLICATE.value, "merged": kept.public_id}
    by = reviewer_of(merge)
    record(
        Verb.WITHDRAWN,
        by=by,
        entry=merged,
        before=content,
        after=content,
        detail=detail,
        command="" if by else COMMAND,
    )


def set_aside(merged: Person) -> None:
    """Set somebody aside with all their words."""
    merged.status, merged.opens_at = Status.WITHDRAWN, None
    keep(merged)


def take_in_mentions(merge: Merge, *, public: bool) -> None:
    """Let the kept person stand wherever the merged one was named; what visitors read, only where ``public`` says so.

    What names somebody who was merged into the merged one earlier, and waited, comes along.
    """
    kept: Person = merge.kept
    ties = Person.objects.filter(pk__in=relatives_of(merge.merged))
    done = [{"old": merge.merged_id, **each} for each in take_ties(merge.merged, kept)]
    for person in (merge.merged, *merged_before(merge.merged)):
        for entry, mentions in by_entry(mentions_of(person), public=public):
            before = content_hash(entry)
            done += [{"old": person.pk, **rename(mention, person, kept)} for mention in mentions]
            renew(entry, before, merge)
    merge.moved = [*merge.moved, *done]
    refresh_all([kept, merge.merged, *ties])
    merge.merged_after = content_hash(merge.merged)
    merge.save()


def merged_before(person: Person) -> list[Person]:
    """Return who was merged into somebody, and into these, as far as it goes."""
    found: list[Person] = []
    for merge in Merge.objects.under_way().select_related("merged").filter(kept=person):
        found += [merge.merged, *merged_before(merge.merged)]
    return found


def relatives_of(person: Person) -> list[int]:
    """Return the keys of the people to whom somebody is tied."""
    kin = person.kin.values_list("relative", flat=True)
    return [*kin, *person.kin_of.values_list("person", flat=True)]


def by_entry(mentions: Iterable[Mention], *, public: bool) -> Iterable[tuple[Any, list[Mention]]]:
    """Return the entries that name somebody, each with how it does; those that visitors read only if they are meant."""
    found: dict[tuple[type[Entry], int], list[Mention]] = {}
    for mention in mentions:
        if public or not mention.is_public:
            found.setdefault((type(mention.entry), mention.entry.pk), []).append(mention)
    return [(group[0].entry, group) for group in found.values()]


def renew(entry: Any, before: str, merge: Merge) -> None:
    """Bring up to date what names somebody else now; what is published becomes a version of its own.

    The two people are those who published the kept person: one has merged, and the other has seen what it changes.
    """
    current: Any = whole(type(entry), pk=entry.pk)
    if current.status != Status.PUBLISHED:
        fields = {"approved_by": None, "opens_at": None} if current.approved_by_id else {}
        type(current)._base_manager.filter(pk=current.pk).update(changed_at=timezone.now(), **fields)
        whole(type(current), pk=current.pk).refresh()
        return
    author, reviewer = merge.by, reviewer_of(merge)
    current.version, current.submitted_by, current.approved_by = current.version + 1, author, reviewer
    if current.opens_at is None:
        current.published_at = timezone.now()
    current.save()
    current.refresh()
    note = _("Names the one person under whom two entries were merged, or names both again.")
    one_hand = reviewer is not None and author.pk == reviewer.pk
    kept = keep_revision(
        current, author=author, reviewer=reviewer, how=Publication(seen="", note=note), one_hand=one_hand
    )
    detail = {"version": current.version} | ({"one_hand": True} if one_hand else {})
    command = "" if reviewer else COMMAND
    record(Verb.PUBLISHED, by=reviewer, entry=current, before=before, after=kept.sha256, detail=detail, command=command)


def reviewer_of(merge: Merge) -> Any:
    """Return who has published the kept person as they are."""
    return Person.objects.select_related("approved_by").get(pk=merge.kept_id).approved_by


def separate(merge: Merge) -> None:
    """End a merge: both are two people again, and each is named where they were."""
    merge.step = Step.UNDONE
    merge.save()
    kept: Person = merge.kept
    people = Person.objects.in_bulk([done["old"] for done in merge.moved])
    changed: dict[tuple[type[Entry], int], Any] = {}
    for done in reversed(merge.moved):
        old = people[done["old"]]
        if done["kind"] == "kinship":
            give_tie_back(done, old, kept)
            continue
        model = next(kind for kind in Entry.__subclasses__() if kind._meta.model_name == done["kind"])
        standing: Any = model._base_manager.filter(pk=done["entry"]).first()
        before = content_hash(standing) if standing is not None else ""
        entry = put_back(done, model, old, kept)
        if entry is not None:
            changed.setdefault((model, entry.pk), (entry, before))
    for entry, before in changed.values():
        renew(entry, before, merge)
    return_merged(merge)
    relatives = Person.objects.filter(pk__in=relatives_of(merge.merged))
    refresh_all([kept, *people.values(), *relatives])


def return_merged(merge: Merge) -> None:
    """Let the merged person stand again as they did; who was public is so at once, as two people had published them."""
    merged = whole(Person, pk=merge.merged_id)
    if merged.status != Status.WITHDRAWN:
        return
    # Somebody else may have withdrawn them meanwhile, for a reason that stands.
    if not merge.was_draft and merged.withdrawal_reason != WithdrawalReason.DUPLICATE:
        return
    merged.status = Status(merge.status_before)
    merged.withdrawn_at, merged.withdrawal_reason = None, ""
    keep(merged)
    if merge.was_draft:
        return
    content, by = content_hash(merged), reviewer_of(merge)
    detail, command = {"version": merged.version}, "" if by else COMMAND
    record(Verb.PUT_BACK, by=by, entry=merged, before=content, after=content, detail=detail, command=command)


def refresh_all(people: Iterable[Person]) -> None:
    """Bring up to date what is derived from each of these people, each once."""
    for key in {person.pk: person for person in people}:
        Person.objects.get(pk=key).refresh()
