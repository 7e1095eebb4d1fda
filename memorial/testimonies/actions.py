"""What may be done with consents: each act holds at once and has one line in the ledger, without a name in it.

A consent is no part of an entry's edition: it is asked whenever a testimony is shown, and its working copy has none.
Where a testimony was public by a consent that ends, it is taken away in the same step. The one line is then that of
the withdrawal, with the purpose of the consent beside the class of reason, so that whatever counts, reports or undoes
withdrawals knows of it.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.review.actions import TransitionRefused, allowed, held
from memorial.review.gate import Audience, Naming, Purpose
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.revisions import Revision, RevisionWithdrawal
from memorial.review.status import Status, WithdrawalReason
from memorial.review.withdrawal import refuse_halted, withdraw_now
from memorial.testimonies.consent import Consent
from memorial.testimonies.models import Testimony
from memorial.testimonies.recordings import withdraw_recordings


def may_record(*, testimony: Testimony | None, by: User) -> bool:
    """Return whether a person may see and record consents: of any testimony, or of this one."""
    return allowed(Testimony, "publish", by) and (testimony is None or testimony.is_visible_to(by))


def record_consent(*, consent: Consent, by: User) -> list[Entry]:
    """Save an answer that was given, or one that was changed; return what is withdrawn because it allows it no longer.

    Raises TransitionRefused for an account that has already ended very many within a short time.
    """
    before = Consent.objects.filter(pk=consent.pk).first()
    if not may_record(testimony=consent.testimony, by=by):
        raise PermissionDenied
    narrowed = before is not None and is_narrower(consent, before)
    if narrowed:
        refuse_halted(by)
    return record_now(consent=consent, narrowed=narrowed, by=by)


def withdraw_consent(*, consent: Consent, by: User) -> list[Entry]:
    """Withdraw a consent now, and return what is withdrawn with it."""
    if consent.withdrawn_at is not None:
        raise TransitionRefused(_("This consent has been withdrawn already."))
    consent.withdrawn_at = timezone.now()
    return record_consent(consent=consent, by=by)


@transaction.atomic
def record_now(*, consent: Consent, narrowed: bool, by: User) -> list[Entry]:
    """Save a consent with all that follows from it and its line in the ledger, at once; return what was withdrawn."""
    testimony: Any = held(consent.testimony, by)
    if testimony.is_copy:
        raise TransitionRefused(_("A consent belongs to the testimony itself, not to a working copy of it."))
    before = Consent.objects.filter(pk=consent.pk).first()
    if before is not None and (before.testimony_id, before.purpose) != (consent.testimony_id, consent.purpose):
        raise TransitionRefused(_("A consent stays with its testimony and its purpose. Record another one."))
    consent.full_clean()
    consent.save()
    detail: dict[str, Any] = {"purpose": consent.purpose}
    note = _("The consent to publish it was withdrawn, or no longer allows it.")
    less = before is not None and names_less(consent, before)
    ends = consent.purpose == Purpose.PUBLISH and rests_on_nothing(testimony)
    if less:
        versions = withdraw_versions(testimony, by)
        detail |= {"versions": versions} if versions else {}
    gone: list[Entry] = []
    if less or ends:
        # A voice names who speaks, and a scan the hand that wrote: a person looks before any of it is put back.
        gone += withdraw_recordings(testimony=testimony, by=by, reason=WithdrawalReason.CONSENT, note=note)
    if ends:
        gone.append(withdraw_now(entry=testimony, by=by, reason=WithdrawalReason.CONSENT, note=note, detail=detail))
    else:
        record(Verb.CONSENT_WITHDRAWN if narrowed else Verb.CONSENT_GIVEN, by=by, entry=testimony, detail=detail)
    return gone


def stands(consent: Consent) -> bool:
    """Return whether a consent was given and has not been withdrawn."""
    return bool(consent.given) and consent.withdrawn_at is None


def is_narrower(consent: Consent, before: Consent) -> bool:
    """Return whether a consent allows less than before: not at all, fewer readers, or less of the narrator's name."""
    audiences = Audience.values
    fewer = audiences.index(consent.audience) > audiences.index(before.audience)
    return (stands(before) and (fewer or not stands(consent))) or names_less(consent, before)


def names_less(consent: Consent, before: Consent) -> bool:
    """Return whether a consent to publish lets less be said of who the narrator is; also one that was renewed."""
    ways = Naming.values
    renamed = consent.naming == before.naming == Naming.PSEUDONYM and consent.pseudonym != before.pseudonym
    less = ways.index(consent.naming) > ways.index(before.naming)
    return consent.purpose == Purpose.PUBLISH and (less or renamed)


def withdraw_versions(testimony: Testimony, by: User) -> list[int]:
    """Withdraw every version of a testimony that was published until now, and return their numbers.

    Their words may name the narrator. The present one is among them: it stays on the entry's own page, which asks the
    consent, and would stand at its permanent address as soon as another version takes its place.
    """
    standing = Revision.objects.standing().filter(kind="testimony", entry=testimony.public_id).order_by("version")
    revisions = list(standing)
    now = timezone.now()
    RevisionWithdrawal.objects.bulk_create(
        RevisionWithdrawal(revision=revision, at=now, by=by, reason=WithdrawalReason.CONSENT) for revision in revisions
    )
    return [revision.version for revision in revisions]


def rests_on_nothing(testimony: Testimony) -> bool:
    """Return whether a published testimony has no longer the consent by which it is shown."""
    by_consent = testimony.status == Status.PUBLISHED and testimony.basis == Testimony.Basis.CONSENT
    return by_consent and not testimony.consents.to_publish().exists()
