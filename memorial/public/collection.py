"""The collection: every photograph, document and recording that is public, with its content note where it has one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse

from memorial.base.reading import Parts, read_together
from memorial.base.texts import Text
from memorial.media.models import Asset
from memorial.media.showing import Shape, Shown, Where, shown
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.paging import PLACES, keyset_page, own_query
from memorial.public.titles import full_title
from memorial.review.gate import Channel

PAGE_SIZE = 60


@dataclass(frozen=True)
class CollectionLine:
    """One asset in the list: what it is called, when it was made, and a small picture, or the note instead of it."""

    title: Text
    made: str
    shown: Shown


@public_page(Channel.LIST, parameters=PLACES)
def collection(request: PublicRequest) -> HttpResponse:
    """Show the photographs, documents and recordings, a page at a time."""
    rows = Asset.objects.public(Channel.LIST).select_related("original")
    page = keyset_page(rows, key=("label", "pk"), query=request.GET, size=PAGE_SIZE)
    read_together(Parts(page.rows, "translations"), Parts([row.original for row in page.rows], "derivatives"))
    context = {"lines": [collection_line(row, request.memorial.languages) for row in page.rows], "page": page}
    own = own_query(page, request.GET)
    return render_page(request, "public/collection/list.html", context, section="collection", canonical_query=own)


def collection_line(asset: Asset, order: Sequence[str]) -> CollectionLine:
    """Return the line of an asset that was read ready to show; ``order`` are the memorial's languages."""
    return CollectionLine(*full_title(asset, order), shown(asset, Where.LIST, order, shape=Shape.SQUARE))
