"""New drafts: what every entry has in common that is made of a contribution, and the source that it is cited by."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.memorial import Memorial
from memorial.base.texts import OVERRIDES
from memorial.contributions.models import Contribution
from memorial.review.actions import allowed, record_edit
from memorial.review.gate import Audience, Naming, Purpose
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.consent import Consent

Made = TypeVar("Made", bound=Entry)


def new_draft(entry: Made, by: User) -> Made:
    """Save a new entry as the draft of whoever accepts; its parts come next, and then `written_down`."""
    if not allowed(entry, "add", by):
        raise PermissionDenied
    entry.created_by = entry.in_charge = by
    entry.full_clean()
    entry.save()
    return entry


def written_down(entry: Made, by: User, detail: dict[str, Any] | None = None) -> Made:
    """Write the line of the ledger of a new draft, once its parts are there."""
    record_edit(entry=entry, before="", by=by, created=True, detail=detail)
    return entry


def day_of(contribution: Contribution) -> str:
    """Return the day on which a contribution was sent, by the clock of the memorial (EDTF)."""
    return localtime(contribution.sent_at or now(), Memorial.current().zone).date().isoformat()


def plain_words(text: str) -> str:
    """Return a sender's words without the invisible signs by which a reader would see others than are kept."""
    return OVERRIDES.sub("", text).strip()


def make_source(contribution: Contribution, by: User) -> Source:
    """Make the source by which what was sent is cited; it tells a day and a language, and nothing of who sent it."""
    own = Memorial.current().own_language
    with translation.override(own):
        title = _("Communication to the memorial")
    source = Source(
        kind=Source.Kind.COMMUNICATION,
        title=title,
        title_language=own,
        published=day_of(contribution),
        language=contribution.language,
    )
    return written_down(new_draft(source, by), by)


def naming_of(contribution: Contribution) -> str:
    """Return how a sender is named; not at all where that was not said, or no name was given for it."""
    return contribution.naming if contribution.naming and contribution.shown_name else Naming.ANONYMOUS


def keep_consents(contribution: Contribution, **about: Any) -> None:
    """Keep each answer of a contribution as a consent to what was made of it: a ``testimony`` or an ``asset``.

    ``about`` may also say what its form does not ask.
    """
    naming = naming_of(contribution)
    for purpose in Purpose.values:
        # What was not answered counts as no; it is written down of publication, on which the most depends.
        if purpose not in contribution.answers and purpose != Purpose.PUBLISH:
            continue
        fields = {
            "audience": contribution.audience or Audience.CURATORS,
            "given_by": contribution.given_by or Consent.Giver.SELF,
            **about,
        }
        consent = Consent(
            **fields,
            purpose=purpose,
            given=contribution.answers.get(purpose) is True,
            naming=naming,
            pseudonym=contribution.shown_name if naming == Naming.PSEUDONYM else "",
            wording_version=contribution.wording_version,
            wording_language=contribution.wording_language,
            how_recorded=how_recorded(contribution),
            recorded_at=contribution.sent_at,
            paused_at=contribution.paused_at,
        )
        consent.full_clean()
        consent.save()


def how_recorded(contribution: Contribution) -> str:
    """Return how the consents of a contribution came to the memorial."""
    with translation.override(Memorial.current().own_language):
        return _("In the form of the memorial, reference %(reference)s") % {"reference": contribution.reference}


def supplied_by(contribution: Contribution) -> str:
    """Return by whom the files of a contribution were handed over, as the archive names it."""
    with translation.override(Memorial.current().own_language):
        return _("Contribution %(reference)s") % {"reference": contribution.reference}
