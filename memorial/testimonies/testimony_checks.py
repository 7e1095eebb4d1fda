"""What the check list finds in a testimony: a voice or words that would tell a name which is not to be told."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext as _

from memorial.media.models import AssetTranslation
from memorial.media.originals import Kind
from memorial.people.depictions import Depiction
from memorial.review.checks import Finding
from memorial.review.status import Status

#: A word of a name or a text; shorter ones stand in many.
WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 4

if TYPE_CHECKING:  # the model itself reads these checks
    from memorial.testimonies.models import Testimony


def voice_findings(testimony: "Testimony") -> Iterable[Finding]:
    """Yield that a recording is also shown with a person by name, though its narrator is not to be named in full."""
    heard = [tie.asset_id for tie in testimony.pictures.all() if tie.asset.kind in (Kind.AUDIO, Kind.VIDEO)]
    if not heard or is_named_in_full(testimony):
        return
    # Of a person who is hidden or withdrawn nothing is said here, and nothing is shown either.
    beside: Any = Depiction.objects.filter(asset__in=heard, entry__copy_of=None, entry__restricted=False)
    if beside.exclude(entry__status=Status.WITHDRAWN).exists():
        sentence = _(
            "A recording of it is also shown with a person by name, and the narrator is not to be named in full. "
            "Take it off that person's page first."
        )
        yield Finding("voice-with-a-name", sentence, blocking=True)


def name_findings(testimony: "Testimony") -> Iterable[Finding]:
    """Yield that a name which is not to be told in full stands in the words of the testimony or of its recordings."""
    name = {word.casefold() for word in WORD.findall(testimony.narrator_name) if len(word) >= SHORTEST}
    if not name or is_named_in_full(testimony):
        return
    shown = AssetTranslation.objects.filter(entry__in=[tie.asset_id for tie in testimony.pictures.all()])
    told = [*testimony.translations.all(), *shown]
    said = {word.casefold() for row in told for words in written(row) for word in WORD.findall(words)}
    if name & said:
        sentence = _(
            "The narrator is not to be named in full, and a part of the name stands in the words: in the texts, or in "
            "those of a recording. Take it out, unless it is somebody else's."
        )
        yield Finding("withheld-name", sentence)


def written(row: Any) -> Iterable[str]:
    """Yield the words of one row of texts."""
    for column in row._meta.concrete_fields:
        if isinstance(column, models.CharField | models.TextField):
            yield getattr(row, column.attname)


def is_named_in_full(testimony: "Testimony") -> bool:
    """Return whether the narrator may be named in full; the consents of a working copy are those of its testimony."""
    if testimony.anonymous or testimony.basis == testimony.Basis.PUBLISHED:
        return not testimony.anonymous
    itself: Any = testimony.copy_of or testimony
    named: bool = itself.consents.naming_in_full().exists()
    return named
