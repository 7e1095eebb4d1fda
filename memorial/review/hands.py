"""Hands: who has had a part in a version, so that nobody publishes alone what they have written."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from memorial.accounts.models import User
from memorial.accounts.roles import Role
from memorial.base.memorial import Memorial
from memorial.review.halts import Halt
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.models import Entry

#: Two people are merged, or parted again, in the words of one of them.
MERGING = (Verb.MERGED, Verb.MERGE_UNDONE)
#: What makes somebody an author of the version that is being prepared.
WRITING = (Verb.CREATED, Verb.EDITED, Verb.RESTORED, Verb.SUBMITTED, Verb.REOPENED, *MERGING)
#: With these, the writing of a working copy begins: while one stands open, none happens again. A merge can, and says
#: in its line whose hands the copy had seen before.
BEGINNINGS = (Verb.COPIED, Verb.RESTORED, *MERGING)
#: By these, words are set aside that can be brought back.
SETTING_ASIDE = (Verb.DISCARDED, Verb.DELETED, Verb.RESTORED)
#: In the line of what was brought back or merged: the keys of those who had written it.
HANDS = "hands"
WITHDRAWALS = (Verb.WITHDRAWN, Verb.VERSION_WITHDRAWN, Verb.CONSENT_WITHDRAWN)
MOST_WITHDRAWALS = 20
WITHIN = timedelta(minutes=10)


def hands_of(entry: Entry) -> set[int]:
    """Return the keys of those who have written or submitted the version that is being prepared, by the ledger.

    The writing of a working copy begins when it is opened, that of an entry itself after its last publication: an entry
    can be withdrawn, reopened and published while a copy stands open, and a copy discarded while the entry is a draft.
    What is brought in with a list has no line for each entry: then whoever brought it in has a part in it.
    """
    lines = lines_of(entry)
    if entry.is_copy:
        lines = lines.filter(at__gte=entry.created_at)
    if entry.created_by_id and entry.version == 0 and not lines.filter(verb__in=(*BEGINNINGS, Verb.CREATED)).exists():
        return written_in(lines, is_copy=entry.is_copy) | {entry.created_by_id}
    return written_in(lines, is_copy=entry.is_copy)


def hands_of_discarded(entry: Entry, content: str, *, was_copy: bool) -> list[int]:
    """Return the keys of those who wrote what was discarded of an entry; ``content`` is the hash of its words."""
    line = lines_of(entry).filter(before=content, verb__in=SETTING_ASIDE).order_by("-number").first()
    return sorted(written_in(lines_of(entry).filter(number__lt=line.number), is_copy=was_copy)) if line else []


def lines_of(entry: Entry) -> "QuerySet[LedgerLine]":
    """Return the lines of the ledger about an entry and its working copies."""
    return LedgerLine.objects.filter(entry=entry.root_id, kind=entry._meta.model_name)


def written_in(lines: "QuerySet[LedgerLine]", *, is_copy: bool) -> set[int]:
    """Return the keys of those who wrote what these lines lead to: a working copy, or the entry itself."""
    first = lines.filter(verb__in=BEGINNINGS if is_copy else (Verb.PUBLISHED,)).aggregate(last=Max("number"))["last"]
    written = lines.filter(number__gte=first or 0, verb__in=WRITING).values_list("actor", "detail")
    hands = {hand for actor, detail in written for hand in (actor, *detail.get(HANDS, ()))}
    return hands - {None}


def curators() -> set[int]:
    """Return the keys of the active accounts that may publish."""
    may = Q(groups__name=Role.CURATOR) | Q(is_superuser=True)
    return set(User.objects.filter(may, is_active=True, is_staff=True).values_list("pk", flat=True))


def one_hand_allowed() -> bool:
    """Return whether a text may be published by whoever wrote it: a setting that holds only while one curator is."""
    memorial = Memorial.objects.first()
    return bool(memorial and memorial.one_hand) and len(curators()) <= 1


def is_halted(user: User) -> bool:
    """Return whether an account was stopped and nobody has confirmed yet what it did."""
    return Halt.objects.filter(user=user, confirmed_at=None).exists()


@transaction.atomic
def halts_now(user: User) -> bool:
    """Return whether an account must not withdraw anything further; it is stopped here when it has done too much."""
    if is_halted(user):
        return True
    User.objects.select_for_update().filter(pk=user.pk).first()
    last = Halt.objects.filter(user=user).aggregate(last=Max("confirmed_at"))["last"]
    since = max(filter(None, [last, timezone.now() - WITHIN]))
    done = LedgerLine.objects.filter(actor=user, verb__in=WITHDRAWALS, at__gt=since)[:MOST_WITHDRAWALS].count()
    if done < MOST_WITHDRAWALS:
        return False
    halt = Halt.objects.create(user=user, at=timezone.now())
    record(Verb.STOPPED, by=user, about=("user", str(user.pk)), detail={"halt": halt.pk})
    return True
