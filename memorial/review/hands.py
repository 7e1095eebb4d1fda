"""Hands: who has had a part in a version, so that nobody publishes alone what they have written."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from memorial.accounts.models import User
from memorial.accounts.roles import Role
from memorial.base.memorial import Memorial
from memorial.review.halts import Halt
from memorial.review.ledger import LedgerLine, Verb, record
from memorial.review.models import Entry

#: What makes somebody an author of the version that is being prepared.
WRITING = (Verb.CREATED, Verb.EDITED, Verb.RESTORED, Verb.SUBMITTED, Verb.REOPENED)
#: After these, a new version begins. Putting an entry back is none: a working copy may stand open meanwhile.
ENDINGS = (Verb.PUBLISHED, Verb.DISCARDED)
#: By these, words are set aside that can be brought back.
SETTING_ASIDE = (Verb.DISCARDED, Verb.DELETED, Verb.RESTORED)
#: In the line of what was brought back: the keys of those who had written it.
HANDS = "hands"
WITHDRAWALS = (Verb.WITHDRAWN, Verb.VERSION_WITHDRAWN, Verb.CONSENT_WITHDRAWN)
MOST_WITHDRAWALS = 20
WITHIN = timedelta(minutes=10)


def hands_of(entry: Entry, *, until: int | None = None) -> set[int]:
    """Return the keys of those who have written or submitted the version that is being prepared, by the ledger.

    ``until`` is the number of the line before which the version was prepared that is asked for.
    """
    lines = LedgerLine.objects.filter(entry=entry.root_id, kind=entry._meta.model_name)
    lines = lines if until is None else lines.filter(number__lt=until)
    begun = lines.filter(verb__in=ENDINGS).aggregate(last=Max("number"))["last"] or 0
    written = lines.filter(number__gt=begun, verb__in=WRITING).values_list("actor", "detail")
    hands = {hand for actor, detail in written for hand in (actor, *detail.get(HANDS, ()))}
    return hands - {None}


def hands_of_discarded(entry: Entry, content: str) -> list[int]:
    """Return the keys of those who wrote what was discarded of an entry; ``content`` is the hash of its words."""
    lines = LedgerLine.objects.filter(entry=entry.root_id, kind=entry._meta.model_name, before=content)
    line = lines.filter(verb__in=SETTING_ASIDE).order_by("-number").first()
    return sorted(hands_of(entry, until=line.number)) if line is not None else []


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
