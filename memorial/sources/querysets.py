"""What may be asked of sources and of citations."""

from typing import Self

from django.db import models

from memorial.review.gate import Channel
from memorial.review.querysets import ChildQuerySet, EntryQuerySet, Row, public_rule


class SourceQuerySet(EntryQuerySet[Row]):
    """Sources."""

    def press_of_the_time(self) -> Self:
        """Return what the press reported at the time, by day of publication."""
        return self.filter(kind="press_of_the_time").order_by("published_earliest", "pk")


SourceManager = models.Manager.from_queryset(SourceQuerySet)


class CitationQuerySet(ChildQuerySet[Row]):
    """Citations: public when both the entry and the source are."""

    def public(self, channel: Channel = Channel.PAGE) -> Self:
        """Return the citations of which a stranger may see the entry and the source."""
        return super().public(channel).filter(public_rule(self.model, "source", channel))

    def from_public_sources(self) -> Self:
        """Return those whose source a stranger may see; whether the entry is public is asked elsewhere."""
        return self.filter(public_rule(self.model, "source"))


class IntroductionSourceQuerySet(ChildQuerySet[Row]):
    """The sources of the memorial's introduction."""

    entry_path = "source"


IntroductionSourceManager = models.Manager.from_queryset(IntroductionSourceQuerySet)
CitationManager = models.Manager.from_queryset(CitationQuerySet)
