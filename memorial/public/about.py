"""About: what this memorial is, by which standards it is kept, and how to reach those who keep it."""

from django.http import HttpResponse

from memorial.public.introduction import introduction_sources
from memorial.public.pages import PublicRequest, public_page, render_page


@public_page
def about(request: PublicRequest) -> HttpResponse:
    """Show what this memorial is."""
    context = {
        "introduction": request.memorial.text("introduction"),
        "subtitle": request.memorial.text("subtitle"),
        "sources": introduction_sources(),
    }
    return render_page(request, "public/about/about.html", context, section="about")
