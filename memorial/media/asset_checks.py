"""What is looked at before a photograph, document or recording is published."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from memorial.darkroom.formats import TAIL
from memorial.media.originals import Kind, Original
from memorial.review.checks import Finding

if TYPE_CHECKING:
    from memorial.media.models import Asset

#: What a document names that does things, or holds another file (ISO 32000-2, 7.3.5 and 12.6); what ends a name.
ACTING = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|OpenAction)s?(?=[\x00\t\n\f\r /<>(\[\]%])")
#: How much of a document is looked at, in how large stretches, and how much of one is looked at again with the next.
MOST_READ = 40 * 1024 * 1024
STRETCH = 1024 * 1024
AGAIN = 16


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
    yield from not_made(asset)
    if asset.original.kind != "image":
        sentence = _(
            "Documents and recordings are handed out byte for byte, with what the file itself says of its author and "
            "device. Look at its properties first."
        )
        yield Finding("byte-for-byte", sentence)
    if asset.original.kind == Kind.DOCUMENT:
        yield from acting_by_itself(asset.original)


def acting_by_itself(original: Original) -> Iterable[Finding]:
    """Yield that a document is cut off, or does things when it is opened, as far as that stands in it uncompressed."""
    try:
        names, is_cut = acting_names(original), ends_early(original)
    except OSError:
        sentence = _("The document could not be looked through, because its file cannot be read now.")
        yield Finding("not-looked-through", sentence)
        return
    if is_cut:
        sentence = _("This document seems to be cut off: it has no end mark. Ask for it once more.")
        yield Finding("cut-off", sentence)
    if names:
        sentence = _(
            "This document can do things by itself when it is opened (%(names)s). Save it anew without them, or "
            "publish a picture of it."
        )
        yield Finding("acts-by-itself", sentence % {"names": ", ".join(names)})


def acting_names(original: Original) -> list[str]:
    """Return what a document names that does things by itself; raises OSError."""
    names: set[str] = set()
    read, rest = 0, b""
    with original.open() as file:
        while read < MOST_READ and (stretch := file.read(STRETCH)):
            read += len(stretch)
            looked_at = rest + stretch
            names.update(f"/{found.decode()}" for found in ACTING.findall(looked_at))
            rest = looked_at[-AGAIN:]
    return sorted(names)


def ends_early(original: Original) -> bool:
    """Return whether a document has no end mark where readers look for it, so that a part may be lost."""
    with original.open() as file:
        file.seek(max(original.size - TAIL, 0))
        return b"%%EOF" not in file.read(TAIL)


def living_people(asset: "Asset") -> Iterable[Finding]:
    """Yield that nobody has said whether living people are shown, or that the source that has shown them is missing."""
    if not asset.living:
        sentence = _("Say whether somebody is shown or heard who may be living.")
        yield Finding("living-missing", sentence, blocking=True)
    elif asset.living == "published" and asset.source is None:
        sentence = _("Name the source that has already published it.")
        yield Finding("living-source", sentence, blocking=True)


def not_made(asset: "Asset") -> Iterable[Finding]:
    """Yield that there is nothing yet, or nothing at all, that visitors could be shown in the place of the original."""
    if asset.original.derivatives.exists():
        return
    if asset.original.work == "failed":
        sentence = _("Visitors could be shown nothing: what is made from the file has failed. Its form says why.")
        yield Finding("nothing-made", sentence, blocking=True)
    else:
        sentence = _("What visitors are shown is still being made from the file. Wait a moment and look again.")
        yield Finding("being-made", sentence)
