"""Commemorations by kind: the day that is kept, ceremonies, monuments, burials."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.commemorations.models import Commemoration, CommemorationCitation
from memorial.public.illustrations import picture_parts, pictures_of, read_ties
from memorial.public.listing import Listed, listing, read_listed
from memorial.public.notes import with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.places import place_names, with_place
from memorial.review.gate import Channel

HEADINGS: dict[str, str | Promise] = {
    Commemoration.Kind.ANNUAL_DAY: _("Kept every year"),
    Commemoration.Kind.CEREMONY: _("Ceremonies"),
    Commemoration.Kind.MONUMENT: _("Monuments"),
    Commemoration.Kind.CAMPAIGN: _("Campaigns"),
    Commemoration.Kind.BURIAL: _("Burials"),
    Commemoration.Kind.EXHIBITION: _("Exhibitions"),
    Commemoration.Kind.PUBLICATION: _("Publications"),
    Commemoration.Kind.OTHER: _("Other ways of remembering"),
}


@dataclass(frozen=True)
class ListedKind:
    """The commemorations of one kind under its heading."""

    key: str
    heading: str | Promise
    rows: list[Listed]


@public_page(Channel.LIST)
def commemorations(request: PublicRequest) -> HttpResponse:
    """Show all commemorations by kind."""
    return commemoration_list(request)


def render_commemoration(request: PublicRequest, entry: Commemoration) -> HttpResponse:
    """Return the page of commemorations as it will be with this draft in it."""
    return commemoration_list(request, draft=entry)


def commemoration_list(request: PublicRequest, draft: Commemoration | None = None) -> HttpResponse:
    """Return the page of all commemorations, by kind and date."""
    shown = (
        Commemoration.objects.public(Channel.LIST)
        .with_draft(draft)
        .prefetch_related(with_place(), with_evidence(model=CommemorationCitation))
        .order_by(F("date_earliest").asc(nulls_last=True), "day_of_year", "pk")
    )
    order, rows = request.memorial.languages, list(shown)
    read_listed(rows, place_names(rows), *picture_parts(read_ties(rows)))
    found = listing(
        rows,
        texts=["title", "organiser", "detail"],
        order=order,
        sort=lambda commemoration, _texts: list(HEADINGS).index(commemoration.kind),
    )
    pictures = pictures_of(rows, order)
    context = {**found.context, "kinds": by_kind(found.rows), "pictures": pictures}
    return render_page(request, "public/commemorations/list.html", context, section="commemorations")


def by_kind(rows: Iterable[Listed]) -> list[ListedKind]:
    """Return the commemorations of each kind that has any."""
    kept = list(rows)
    found = [
        ListedKind(key, heading, [row for row in kept if row.entry.kind == key]) for key, heading in HEADINGS.items()
    ]
    return [kind for kind in found if kind.rows]
