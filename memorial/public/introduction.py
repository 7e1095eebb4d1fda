"""The introduction: what the memorial says of itself in its own words, with the sources that it rests on."""

from memorial.sources.models import IntroductionSource, Source


def introduction_sources() -> list[Source]:
    """Return the sources of the memorial's introduction that a stranger may see, in their order."""
    rows = IntroductionSource.objects.public().select_related("source").order_by("position", "pk")
    return [row.source for row in rows]
