"""What is looked at before a photograph, document or recording is published."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from memorial.review.checks import Finding

if TYPE_CHECKING:
    from memorial.media.models import Asset


def asset_findings(asset: "Asset") -> Iterable[Finding]:
    """Yield what is missing before strangers may see it, and what a curator should have thought of."""
    texts = list(asset.translations.all())
    if not asset.decorative and not any(text.alternative_text for text in texts):
        sentence = _("Write an alternative text: what is to be seen or heard. Or mark it as decorative.")
        yield Finding("alternative-text", sentence, blocking=True)
    if not asset.grade:
        sentence = _("Say whether a content note is needed: none, distressing or graphic.")
        yield Finding("grade-missing", sentence, blocking=True)
    elif asset.grade != "none" and not any(text.content_note for text in texts):
        sentence = _("Write the content note: in a few words, what is to be seen or heard.")
        yield Finding("grade-note", sentence, blocking=True)
    yield from living_people(asset)
    if asset.original.kind != "image":
        sentence = _(
            "Documents and recordings are handed out byte for byte, with what the file itself says of its author and "
            "device. Look at its properties first."
        )
        yield Finding("byte-for-byte", sentence)


def living_people(asset: "Asset") -> Iterable[Finding]:
    """Yield that nobody has said whether living people are shown, or that their consent is not written down."""
    if not asset.living:
        sentence = _("Say whether somebody is shown or heard who may be living.")
        yield Finding("living-missing", sentence, blocking=True)
    elif asset.living == "agreed" and not asset.living_consent:
        sentence = _("Write down the consent of the living people who are shown or heard.")
        yield Finding("living-consent", sentence, blocking=True)
