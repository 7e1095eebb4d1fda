"""What may be done with consents: each act holds at once and has one line in the ledger, without a name in it.

A consent is no part of an entry's edition: it is asked whenever a testimony is shown, or what shows living people, and
a working copy has none. Where something was public by a consent that ends, it is taken away in the same step. The one
line is then that of the withdrawal, with the purpose of the consent beside the class of reason, so that whatever
counts, reports or undoes withdrawals knows of it.

Whoever holds a private link acts without an account: then ``by`` is nobody, ``command`` says what acted, and no
permission is asked here.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.media.models import Asset
from memorial.review.actions import TransitionRefused, allowed, held
from memorial.review.clock import moment_now
from memorial.review.gate import LONG_AGO, NEVER, Audience, Naming, Purpose
from memorial.review.ledger import Verb, record
from memorial.review.models import Entry
from memorial.review.revisions import Revision, RevisionWithdrawal
from memorial.review.status import Status, WithdrawalReason
from memorial.review.withdrawal import refuse_halted, withdraw_now
from memorial.testimonies.consent import Consent
from memorial.testimonies.models import Testimony
from memorial.testimonies.recordings import withdraw_recordings


def may_record(*, about: Entry | None, by: User) -> bool:
    """Return whether a person may see and record consents: of anything, or of this testimony or asset."""
    if about is None:
        return allowed(Testimony, "publish", by) and allowed(Asset, "publish", by)
    return allowed(about, "publish", by) and about.is_visible_to(by)


def record_consent(*, consent: Consent, by: User | None, command: str = "") -> list[Entry]:
    """Save an answer that was given, or one that was changed; return what is withdrawn because it allows it no longer.

    Raises TransitionRefused for an account that has already ended very many within a short time.
    """
    before = Consent.objects.filter(pk=consent.pk).first()
    if by is not None and not may_record(about=consent.about, by=by):
        raise PermissionDenied
    consent.reckon_term()
    narrowed = before is not None and is_narrower(consent, before)
    if narrowed and by is not None:
        refuse_halted(by)
    return record_now(consent=consent, narrowed=narrowed, by=by, command=command)


def withdraw_consent(*, consent: Consent, by: User | None, command: str = "") -> list[Entry]:
    """Withdraw a consent now, and return what is withdrawn with it."""
    if consent.withdrawn_at is not None:
        raise TransitionRefused(_("This consent has been withdrawn already."))
    consent.withdrawn_at = timezone.now()
    return record_consent(consent=consent, by=by, command=command)


@transaction.atomic
def record_now(*, consent: Consent, narrowed: bool, by: User | None, command: str = "") -> list[Entry]:
    """Save a consent with all that follows from it and its line in the ledger, at once; return what was withdrawn."""
    if consent.about is None:
        raise TransitionRefused(_("Choose what the consent was given for."))
    about = held(consent.about, by)
    if about.is_copy:
        raise TransitionRefused(_("A consent belongs to the entry itself, not to a working copy of it."))
    before = Consent.objects.filter(pk=consent.pk).first()
    if before is not None and identity(before) != identity(consent):
        raise TransitionRefused(_("A consent stays with its entry and its purpose. Record another one."))
    consent.full_clean()
    consent.reckon_term()
    detail: dict[str, Any] = {"purpose": consent.purpose}
    note = _("The consent to publish it was withdrawn, or no longer allows it.")
    less = before is not None and names_less(consent, before)
    ends = consent.purpose == Purpose.PUBLISH and rests_on_it(about) and not lasts(consent)
    if less:
        versions = withdraw_versions(about, by)
        detail |= {"versions": versions} if versions else {}
    how: dict[str, Any] = {"by": by, "command": command, "reason": WithdrawalReason.CONSENT, "note": note}
    gone: list[Entry] = []
    # What was shown is told by the consent as it was until now, so it is saved after what follows from it.
    if isinstance(about, Testimony) and (less or ends):
        # A voice names who speaks, and a scan the hand that wrote: a person looks before any of it is put back.
        gone += withdraw_recordings(testimony=about, **how)
    if ends:
        gone.append(withdraw_now(entry=about, detail=detail, **how))
    consent.save()
    if not ends:
        verb = Verb.CONSENT_WITHDRAWN if narrowed else Verb.CONSENT_GIVEN
        record(verb, by=by, entry=about, detail=detail, command=command)
    return gone


def pause_consents(*, about: Entry, by: User | None, command: str = "") -> int:
    """Pause every consent that was given for a testimony or asset: it is shown nowhere until they are resumed.

    Returns how many were paused. Raises TransitionRefused where there is none, and for an account that was stopped.
    """
    given = {"given": True, "withdrawn_at": None, "paused_at": None}
    return set_paused(about, timezone.now(), given, Verb.CONSENT_PAUSED, by=by, command=command)


def resume_consents(*, about: Entry, by: User | None, command: str = "") -> int:
    """Let the consents that were paused hold again, and return how many there were; refused where there is none."""
    paused = {"withdrawn_at": None, "paused_at__isnull": False}
    return set_paused(about, None, paused, Verb.CONSENT_RESUMED, by=by, command=command)


@transaction.atomic
def set_paused(
    about: Entry, at: datetime | None, which: dict[str, Any], verb: Verb, *, by: User | None, command: str
) -> int:
    """Pause or resume the consents of one entry, with one line in the ledger."""
    itself: Any = held(about.copy_of or about, by)
    if by is not None:
        if not may_record(about=itself, by=by):
            raise PermissionDenied
        if at is not None:
            refuse_halted(by)
    number: int = itself.consents.filter(**which).update(paused_at=at)
    if not number:
        raise TransitionRefused(_("There is no consent of which this could be said."))
    record(verb, by=by, entry=itself, detail={"consents": number}, command=command)
    return number


def identity(consent: Consent) -> tuple[Any, ...]:
    """Return what a consent is an answer to: it never becomes the answer to another question."""
    return consent.testimony_id, consent.asset_id, consent.purpose


def stands(consent: Consent) -> bool:
    """Return whether a consent was given and has not been withdrawn."""
    return bool(consent.given) and consent.withdrawn_at is None


def lasts(consent: Consent) -> bool:
    """Return whether a consent allows everyone something, now or later: the rule of `lasting`, for one consent."""
    over = moment_now().has_passed(consent.ends_at)
    return stands(consent) and consent.audience == Audience.PUBLIC and not over


def is_narrower(consent: Consent, before: Consent) -> bool:
    """Return whether a consent allows less than before: not at all, fewer readers, a shorter time, less of a name."""
    audiences = Audience.values
    fewer = audiences.index(consent.audience) > audiences.index(before.audience)
    later = (consent.starts_at or LONG_AGO) > (before.starts_at or LONG_AGO)
    shorter = (consent.ends_at or NEVER) < (before.ends_at or NEVER)
    less = fewer or later or shorter or not stands(consent)
    return (stands(before) and less) or names_less(consent, before)


def names_less(consent: Consent, before: Consent) -> bool:
    """Return whether a consent to publish lets less be said of who the narrator is; also one that was renewed."""
    ways = Naming.values
    renamed = consent.naming == before.naming == Naming.PSEUDONYM and consent.pseudonym != before.pseudonym
    less = ways.index(consent.naming) > ways.index(before.naming)
    return consent.purpose == Purpose.PUBLISH and (less or renamed)


def withdraw_versions(entry: Entry, by: User | None) -> list[int]:
    """Withdraw every version of an entry that was published until now, and return their numbers.

    Their words may name whoever is not to be named. The present one is among them: it stays on the entry's own page,
    which asks the consent, and would stand at its permanent address as soon as another version takes its place.
    """
    own = Revision.objects.standing().filter(kind=entry._meta.model_name, entry=entry.public_id)
    revisions = list(own.order_by("version"))
    now = timezone.now()
    RevisionWithdrawal.objects.bulk_create(
        RevisionWithdrawal(revision=revision, at=now, by=by, reason=WithdrawalReason.CONSENT) for revision in revisions
    )
    return [revision.version for revision in revisions]


def rests_on_it(entry: Entry) -> bool:
    """Return whether something is published that a consent to publish, once asked for, takes away when it ends."""
    if entry.status != Status.PUBLISHED:
        return False
    if isinstance(entry, Testimony):
        return entry.basis == Testimony.Basis.CONSENT
    return isinstance(entry, Asset)
