"""The page of one photograph, document or recording: what it shows, who made it, and what may be done with it."""

from django.http import HttpResponse

from memorial.media.models import Asset
from memorial.media.showing import Where, shown
from memorial.public.finding import find_public
from memorial.public.pages import PublicRequest, public_page, render_page


@public_page
def asset(request: PublicRequest, public_id: str) -> HttpResponse:
    """Show one asset."""
    return render_asset(request, find_public(Asset, public_id, Asset.objects.public().ready_to_show()))


def render_asset(request: PublicRequest, entry: Asset) -> HttpResponse:
    """Return the page of an asset that the reader may see."""
    context = {"asset": entry, "shown": shown(entry, Where.OWN_PAGE, request.memorial.languages)}
    return render_page(request, "public/collection/asset.html", context, section="collection", entry=entry)
