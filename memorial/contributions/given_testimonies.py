"""Given testimonies: the draft, the consents, the source and the recordings that are made of what somebody told."""

from collections.abc import Sequence

from memorial.accounts.models import User
from memorial.contributions.given_files import GivenFile
from memorial.contributions.models import Contribution
from memorial.contributions.new_drafts import (
    day_of,
    keep_consents,
    make_source,
    naming_of,
    new_draft,
    plain_words,
    supplied_by,
    written_down,
)
from memorial.media.originals import Kind
from memorial.review.gate import Naming
from memorial.testimonies.models import Testimony, TestimonyCitation, TestimonyTranslation
from memorial.testimonies.recordings import Recording


def make_testimony(contribution: Contribution, files: Sequence[GivenFile], by: User) -> Testimony:
    """Make a draft of a testimony as it was given, under the name that its giver chose and under no other."""
    unnamed = naming_of(contribution) == Naming.ANONYMOUS
    testimony = Testimony(
        kind=kind_by(files),
        narrator_name="" if unnamed else plain_words(contribution.shown_name),
        anonymous=unnamed,
        given=day_of(contribution),
        language=contribution.language,
        basis=Testimony.Basis.CONSENT,
    )
    new_draft(testimony, by)
    if plain_words(contribution.words):
        text = TestimonyTranslation(
            entry=testimony, language=contribution.language, text=plain_words(contribution.words)
        )
        text.full_clean()
        text.save()
    keep_consents(contribution, testimony=testimony)
    cite(testimony, contribution, by)
    # Last, when nothing else can be refused any more: what is sealed is on the disk.
    for position, file in enumerate(files):
        # Who is heard or seen in it nobody has looked at yet: that is said on its own form.
        asset = file.as_draft(by, {}, supplied_by=supplied_by(contribution), supplied=day_of(contribution))
        Recording.objects.create(entry=testimony, asset=asset, position=position)
    return written_down(testimony, by)


def kind_by(files: Sequence[GivenFile]) -> str:
    """Return in which form a testimony was given: a film or a sound recording is one, whatever was written with it."""
    kinds = {file.kind for file in files}
    if Kind.VIDEO in kinds:
        return Testimony.Kind.VIDEO
    return Testimony.Kind.AUDIO if Kind.AUDIO in kinds else Testimony.Kind.WRITTEN


def cite(testimony: Testimony, contribution: Contribution, by: User) -> None:
    """Cite what was sent as the source of the testimony as a whole."""
    citation = TestimonyCitation(entry=testimony, source=make_source(contribution, by))
    citation.full_clean()
    citation.save()
