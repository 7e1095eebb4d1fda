"""Wordings: what one agrees to, and what is stored of whom; today's text, and each version at its own address."""

from django.http import Http404, HttpResponse

from memorial.base.languages import active_language, language_name
from memorial.contributions.wordings import CONSENT, PRIVACY, Edition, NoWording, current, edition, editions, text
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel


@public_page(Channel.PAGE)
def consent(request: PublicRequest) -> HttpResponse:
    """Show what one agrees to today."""
    return todays_page(request, CONSENT)


@public_page(Channel.PAGE)
def consent_version(request: PublicRequest, version: str) -> HttpResponse:
    """Show one version of what one agrees to."""
    return version_page(request, CONSENT, version)


@public_page(Channel.PAGE)
def privacy(request: PublicRequest) -> HttpResponse:
    """Show what is stored today, why, and for how long."""
    return todays_page(request, PRIVACY)


@public_page(Channel.PAGE)
def privacy_version(request: PublicRequest, version: str) -> HttpResponse:
    """Show one version of what is stored, why, and for how long."""
    return version_page(request, PRIVACY, version)


def todays_page(request: PublicRequest, name: str) -> HttpResponse:
    """Show the present version of a text; an installation that has none has no such page."""
    try:
        return wording_page(request, current(name), permanent=False)
    except NoWording as missing:
        raise Http404 from missing


def version_page(request: PublicRequest, name: str, version: str) -> HttpResponse:
    """Show one version of a text at the address that stays its own."""
    try:
        shown = edition(name, version)
    except NoWording as missing:
        raise Http404 from missing
    response = wording_page(request, shown, permanent=True)
    # The page to find by searching is today's; this one stays for those who were given its address.
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def wording_page(request: PublicRequest, shown: Edition, *, permanent: bool) -> HttpResponse:
    """Show a text with its sections, its number, and the way to its other versions."""
    wording = text(shown.name, shown.version, active_language(), request.memorial.languages)
    versions = editions(shown.name)
    context = {
        "wording": wording,
        "foreign": "" if wording.language == active_language() else language_name(wording.language),
        "permanent": permanent,
        "versions": versions,
        "present": versions[0],
        "today": shown.name,
        "own": f"{shown.name}_version",
        "other": PRIVACY if shown.name == CONSENT else CONSENT,
    }
    return render_page(request, "public/wordings/wording.html", context)
