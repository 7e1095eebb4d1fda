"""Made entries: what was made of a contribution, and how it follows what its sender decides about it.

A correction that was accepted is not among them: it is the memorial's own text, with sources of its own. What a
private link does is done for nobody, by the name of `COMMAND`.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from memorial.base.memorial import Memorial
from memorial.commemorations.messages import Message
from memorial.contributions.models import Contribution, Kind
from memorial.contributions.wordings import CONSENT, shown_now
from memorial.media.models import Asset
from memorial.review.clock import moment_now
from memorial.review.gate import Audience, Channel, Naming, decide
from memorial.review.models import Entry
from memorial.review.status import Status, WithdrawalReason
from memorial.review.withdrawal import withdraw_now
from memorial.sources.models import Citation, Source
from memorial.testimonies.actions import pause_consents, record_consent, resume_consents, withdraw_consent
from memorial.testimonies.consent import Consent
from memorial.testimonies.models import Testimony, TestimonyCitation

COMMAND = "private link"
#: Who acts by a private link: nobody who has an account.
SENDER: dict[str, Any] = {"by": None, "command": COMMAND}


def made_entries(contribution: Contribution) -> list[Entry]:
    """Return the testimony or asset that was made of a contribution, then what was made of its files."""
    found: list[Entry] = []
    if contribution.kind == Kind.TESTIMONY and contribution.made_kind == "testimony":
        found += Testimony._base_manager.filter(public_id=contribution.made)
    ids = {asset for asset in contribution.attachments.values_list("asset", flat=True) if asset}
    if contribution.kind == Kind.PICTURE and contribution.made_kind == "asset":
        ids.add(contribution.made)
    return [*found, *Asset._base_manager.filter(public_id__in=ids).order_by("pk")]


def with_redactions(entries: list[Entry]) -> list[Entry]:
    """Return entries with the redacted copies of those that are pictures: they show the same."""
    found: dict[tuple[type[Entry], int], Entry] = {}
    waiting = list(entries)
    while waiting:
        entry = waiting.pop(0)
        key = (type(entry), entry.pk)
        if key not in found and not entry.is_copy:
            found[key] = entry
            waiting += Asset._base_manager.filter(redacts=entry) if isinstance(entry, Asset) else []
    return list(found.values())


def message_of(contribution: Contribution) -> Message | None:
    """Return the message of the book that was made of a contribution."""
    if contribution.kind != Kind.MESSAGE or not contribution.made:
        return None
    return Message.objects.filter(public_id=contribution.made).first()


def consents_of(entry: Entry) -> "models.QuerySet[Consent]":
    """Return the consents that were given for a testimony or asset."""
    return Consent.objects.filter(**{str(entry._meta.model_name): entry.pk}).order_by("pk")


def pause_entry(entry: Entry) -> int:
    """Let an entry be shown nowhere until its sender says otherwise, and return how many acts that took."""
    acts = 0
    if consents_of(entry).filter(given=True, withdrawn_at=None, paused_at=None).exists():
        pause_consents(about=entry, **SENDER)
        acts += 1
    return acts + take_away(entry, WithdrawalReason.REQUEST, _("Its sender has paused it, and it rests on no consent."))


def resume_entry(entry: Entry) -> int:
    """Let the consents of an entry hold again, and return how many acts that took; people put back what they must."""
    if not consents_of(entry).filter(withdrawn_at=None, paused_at__isnull=False).exists():
        return 0
    resume_consents(about=entry, **SENDER)
    return 1


def take_away(entry: Entry, reason: str, note: str) -> int:
    """Withdraw an entry that goes on to be shown, or will open, whatever its consents say; return how many acts."""
    row: Any = type(entry)._base_manager.get(pk=entry.pk)
    once = row.item().once_public()
    if row.status != Status.PUBLISHED or decide(once, Channel.PAGE, Audience.PUBLIC, moment_now()) is None:
        return 0
    withdraw_now(entry=row, reason=reason, note=note, **SENDER)
    return 1


def end_consents(entry: Entry, *, kept: bool) -> int:
    """End all consents to an entry, the one to keep it only where it is not ``kept``, and return how many acts.

    What rests on no consent is taken away all the same.
    """
    ending = consents_of(entry).filter(given=True, withdrawn_at=None)
    acts = 0
    # The one to publish first: with it goes what is shown.
    for consent in sorted(ending, key=lambda each: each.purpose != "publish"):
        if kept and consent.purpose == "keep":
            continue
        withdraw_consent(consent=consent, **SENDER)
        acts += 1
    note = _("Its sender has withdrawn it by the private link.")
    going = [entry, *communications_of(entry)]
    return acts + sum(take_away(each, WithdrawalReason.CONSENT, note) for each in going)


def communications_of(entry: Entry) -> list[Source]:
    """Return the sources that say of an entry that it was sent to the memorial, and that nothing else cites."""
    if not isinstance(entry, Testimony):
        return []
    sources = Source._base_manager.filter(
        kind=Source.Kind.COMMUNICATION, copy_of=None, pk__in=entry.citations.values("source")
    )
    own = Testimony._base_manager.filter(models.Q(pk=entry.pk) | models.Q(copy_of=entry)).values("pk")
    tables: list[Any] = Citation.__subclasses__()
    others = [
        table._base_manager.exclude(entry__in=own) if table is TestimonyCitation else table._base_manager.all()
        for table in tables
    ]
    return [source for source in sources if not any(rows.filter(source=source).exists() for rows in others)]


def rename_in(entry: Entry, contribution: Contribution) -> int:
    """Have an entry say no more of its sender than they choose now, and return how many acts that took.

    Another name that no curator has read is not shown: until one has, the sender is not named at all.
    """
    acts = 0
    for consent in consents_of(entry).filter(given=True, withdrawn_at=None):
        naming, pseudonym = Naming(contribution.naming), ""
        if naming == Naming.PSEUDONYM:
            was_read = consent.pseudonym == contribution.shown_name
            naming, pseudonym = (naming, consent.pseudonym) if was_read else (Naming.ANONYMOUS, "")
        if (consent.naming, consent.pseudonym) != (naming, pseudonym):
            consent.naming, consent.pseudonym = naming, pseudonym
            record_consent(consent=consent, **SENDER)
            acts += 1
    return acts


def answer_in(entry: Entry, contribution: Contribution, answers: Mapping[str, bool], audience: str) -> int:
    """Keep other answers of a sender as the consents to an entry, and return how many acts that took.

    ``audience`` is empty where those who may see it stay the same.
    """
    known = {consent.purpose: consent for consent in consents_of(entry)}
    acts = 0
    for purpose, given in answers.items():
        consent = known.get(purpose) or new_consent(entry, contribution, purpose)
        stood = bool(consent.given) and consent.withdrawn_at is None
        wanted = audience or consent.audience
        if stood == given and (not given or consent.audience == wanted):
            continue
        if given:
            consent.audience, consent.given, consent.withdrawn_at = wanted, True, None
            say_how(consent, contribution)
            record_consent(consent=consent, **SENDER)
        else:
            withdraw_consent(consent=consent, **SENDER)
        acts += 1
    return acts


def take_redactions_away(entries: list[Entry]) -> int:
    """Withdraw the redacted copies of entries that are not to be published any more; return how many acts that took."""
    note = _("Its sender has withdrawn it by the private link.")
    copies = [entry for entry in with_redactions(entries) if entry not in entries]
    return sum(take_away(copy, WithdrawalReason.CONSENT, note) for copy in copies)


def new_consent(entry: Entry, contribution: Contribution, purpose: str) -> Consent:
    """Return a consent for a purpose that was not asked about before; not saved, and allowing nothing yet."""
    about = {str(entry._meta.model_name): entry}
    like = consents_of(entry).first()
    named = {"naming": like.naming, "pseudonym": like.pseudonym, "audience": like.audience} if like else {}
    given_by = contribution.given_by or Consent.Giver.SELF
    return Consent(**about, **named, purpose=purpose, given_by=given_by, paused_at=contribution.paused_at)


def say_how(consent: Consent, contribution: Contribution) -> None:
    """Write into a consent when and how it was given now, and which wording was shown, on the page of this language."""
    consent.wording_version, consent.wording_language = shown_now(CONSENT)
    with override(Memorial.current().own_language):
        consent.how_recorded = _("By the private link, reference %(reference)s") % {"reference": contribution.reference}
    consent.recorded_at = timezone.now()
