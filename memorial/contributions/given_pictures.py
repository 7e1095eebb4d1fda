"""Given pictures: a draft for each photograph, document or recording, with what its sender says of it."""

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from memorial.accounts.models import User
from memorial.base.date_input import understand
from memorial.base.dates import InvalidDate
from memorial.base.memorial import Memorial
from memorial.contributions.given_files import GivenFile
from memorial.contributions.models import Contribution
from memorial.contributions.new_drafts import day_of, keep_consents, plain_words, supplied_by
from memorial.media.models import Asset, LivingShown
from memorial.review.actions import TransitionRefused
from memorial.review.gate import Audience, Purpose
from memorial.testimonies.consent import Consent

#: What is said of living people, as the record knows it; what was not said, or refused, is left for a person to say.
LIVING = {"nobody": LivingShown.NOBODY, "agreed": LivingShown.AGREED}
#: How much the record keeps of each in one line.
LONGEST = {"caption": 300, "place": 200, "credit": 250}


def make_pictures(contribution: Contribution, files: Sequence[GivenFile], by: User) -> Asset:
    """Make a draft for each file, and return the first; whom it shows is tied on the person's own form.

    A tie to a person says who somebody is: it needs a look and a reason, and is not made by taking a file in.
    """
    if not files:
        raise TransitionRefused(_("No file is taken in, so there is nothing to make of it. Ask back for one."))
    fields = fields_of(contribution)
    texts = texts_of(contribution)
    made = [file.as_draft(by, texts, **fields) for file in files]
    for asset in made:
        keep_consents(contribution, asset=asset, **for_all(contribution, fields["living"]))
    return made[0]


def fields_of(contribution: Contribution) -> dict[str, Any]:
    """Return what is known of the files of a contribution, as the record keeps it."""
    return {
        "supplied_by": supplied_by(contribution),
        "supplied": day_of(contribution),
        "terms": terms_of(contribution),
        "credit": short(said(contribution, "taken_by"), LONGEST["credit"]),
        "taken": date_of(contribution),
        "living": LIVING.get(contribution.said("living"), LivingShown.NOT_SAID),
    }


def said(contribution: Contribution, name: str) -> str:
    """Return the sender's words to one question."""
    return plain_words(contribution.said(name))


def short(text: str, longest: int) -> str:
    """Return a text in one line if it is as short as its place; nothing otherwise, and it stands in full elsewhere."""
    line = " ".join(text.split())
    return line if len(line) <= longest else ""


def date_of(contribution: Contribution) -> str:
    """Return when it was made (EDTF), if that reads as a date."""
    try:
        return understand(said(contribution, "taken"))
    except InvalidDate:
        return ""


def texts_of(contribution: Contribution) -> dict[str, dict[str, str]]:
    """Return what is said of the files, in the language in which it was written; what is in no field stands in full."""
    shows, place = said(contribution, "shows"), said(contribution, "place")
    caption, where = short(shows, LONGEST["caption"]), short(place, LONGEST["place"])
    rest = [
        "" if caption else shows,
        "" if date_of(contribution) else said(contribution, "taken"),
        "" if where else place,
        "" if short(said(contribution, "taken_by"), LONGEST["credit"]) else said(contribution, "taken_by"),
        plain_words(contribution.words),
    ]
    words = {"caption": caption, "place": where, "shown": "\n\n".join(part for part in rest if part)}
    return {contribution.language: words} if any(words.values()) else {}


def terms_of(contribution: Contribution) -> str:
    """Return what was said of rights and of publication, for the archive."""
    answers = contribution.answers
    with translation.override(Memorial.current().own_language):
        yes, no, open_ = _("yes"), _("no"), _("not answered")
        published = {True: yes, False: no}.get(answers.get(Purpose.PUBLISH), open_)
        lines = [
            _("Who holds the rights: %(words)s") % {"words": said(contribution, "rights") or open_},
            _("May it be published here: %(answer)s") % {"answer": published},
        ]
    return "\n".join(lines)


def for_all(contribution: Contribution, living: str) -> dict[str, Any]:
    """Return what the form of a picture does not ask: its question about publication speaks of these pages, for all."""
    usual = Consent.Giver.INTERVIEWER if living == LivingShown.AGREED else Consent.Giver.SELF
    public = contribution.answers.get(Purpose.PUBLISH) is True
    return {
        "given_by": contribution.given_by or usual,
        "audience": Audience.PUBLIC if public else Audience.CURATORS,
    }
