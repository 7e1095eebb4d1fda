"""Contributing: how anybody can give something to the memorial, or ask it for something, without an account."""

from django.http import HttpResponse

from memorial.contributions.models import Kind
from memorial.public.contribute_page import strangers_page
from memorial.public.contribute_sending import form_page
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel


@public_page(Channel.PAGE)
def contribute(request: PublicRequest) -> HttpResponse:
    """Show the ways in which one can contribute."""
    return render_page(request, "public/contribute/choice.html", {}, section="contribute")


@strangers_page
def testimony(request: PublicRequest) -> HttpResponse:
    """Ask for a testimony."""
    return form_page(request, Kind.TESTIMONY)


@strangers_page
def picture(request: PublicRequest, kind: str = "", public_id: str = "") -> HttpResponse:
    """Ask for a photograph or document, also one that belongs to an entry."""
    return form_page(request, Kind.PICTURE, kind, public_id)


@strangers_page
def correction(request: PublicRequest, kind: str, public_id: str) -> HttpResponse:
    """Ask what is wrong or missing on the page of an entry."""
    return form_page(request, Kind.CORRECTION, kind, public_id)


@strangers_page
def message(request: PublicRequest) -> HttpResponse:
    """Ask for a message for the book of condolence."""
    return form_page(request, Kind.MESSAGE)


@strangers_page
def takedown(request: PublicRequest, kind: str = "", public_id: str = "") -> HttpResponse:
    """Ask what should be taken down, and why."""
    return form_page(request, Kind.TAKEDOWN, kind, public_id)
