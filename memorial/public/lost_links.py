"""Lost links: whoever has lost a private link asks for another with the reference; it is mailed, and shown to nobody.

The answer is the same whether or not there is such a contribution, and whether or not an address was left with it.
"""

from typing import Any

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from memorial.contributions.admission import admit
from memorial.contributions.forms import readable
from memorial.contributions.links import find_by_reference
from memorial.contributions.mailing import Occasion, tell_sender
from memorial.contributions.mails import mails_are_sent
from memorial.contributions.models import Contribution
from memorial.public.pages import PublicRequest, render_page
from memorial.public.private_pages import unlisted_page

#: For how many seconds nobody is mailed a second link, whoever asks.
PAUSE = 60 * 60


@unlisted_page
def lost(request: PublicRequest) -> HttpResponse:
    """Ask for a reference; mail another link to the address that was left with it, if one was."""
    if request.method != "POST":
        context: dict[str, Any] = {"asked": "asked" in request.GET, "sends": mails_are_sent()}
        return render_page(request, "public/yours/lost.html", context, section="contribute")
    refusal = admit(request, act="lost")
    if refusal is not None:
        typed = readable(request.POST.get("reference", ""))[:40]
        context = {"typed": typed, "problem": refusal.sentence, "sends": mails_are_sent()}
        response = render_page(request, "public/yours/lost.html", context, section="contribute")
        response.status_code = refusal.status
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    contribution = find_by_reference(request.POST.get("reference", ""))
    if contribution is not None:
        mail_link(contribution)
    return HttpResponseRedirect(f"{reverse('yours_lost')}?asked", status=303)


def mail_link(contribution: Contribution) -> None:
    """Have another link mailed, unless one was a short time ago: a reference is no secret, and annoys nobody."""
    if cache.add(f"memorial:lost:{contribution.pk}", True, PAUSE):
        tell_sender(contribution, Occasion.LINK)
