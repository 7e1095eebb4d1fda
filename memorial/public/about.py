"""About: what this memorial is, by which standards it is kept, and how to reach those who keep it."""

from django.http import HttpResponse

from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel
from memorial.review.hands import one_hand_allowed
from memorial.sources.models import IntroductionSource, Source


@public_page(Channel.PAGE)
def about(request: PublicRequest) -> HttpResponse:
    """Show what this memorial is."""
    context = {
        "introduction": request.memorial.text("introduction"),
        "subtitle": request.memorial.text("subtitle"),
        "sources": introduction_sources(),
        "one_hand": one_hand_allowed(),
    }
    return render_page(request, "public/about/about.html", context, section="about")


def introduction_sources() -> list[Source]:
    """Return the sources on which the introduction rests and that a stranger may see, in their order."""
    rows = IntroductionSource.objects.public().select_related("source").order_by("position", "pk")
    return [row.source for row in rows]
