"""The sources: press of the time by day, all others by kind; each with what cites it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.reading import Parts, keep_rows, read_together
from memorial.media.models import Asset
from memorial.media.showing import Where, shown
from memorial.public.cards import card_of
from memorial.public.citing import Cited, citing_groups, read_citing
from memorial.public.editions import edition_of
from memorial.public.finding import find_public
from memorial.public.linked import negotiated, with_given_out, within_page
from memorial.public.listing import Listing, Texts, listing, read_listed
from memorial.public.notes import imprint, read_sources, with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.paging import AFTER, BEFORE, PLACES, Page, keyset_page
from memorial.public.titles import full_title
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source, SourceCitation
from memorial.sources.querysets import SourceQuerySet

PAGE_SIZE = 100
PRESS = Source.Kind.PRESS_OF_THE_TIME
#: The order of all other kinds, and what stands over each.
HEADINGS: dict[str, str | Promise] = {
    Source.Kind.REPORT: _("Reports"),
    Source.Kind.OFFICIAL_INQUIRY: _("Official inquiries"),
    Source.Kind.ARCHIVE: _("Archive files"),
    Source.Kind.BOOK: _("Books"),
    Source.Kind.NEWSPAPER_ARTICLE: _("Newspaper articles"),
    Source.Kind.NEWS_ARTICLE: _("News articles"),
    Source.Kind.OPINION_ARTICLE: _("Opinion articles"),
    Source.Kind.REFERENCE_ARTICLE: _("Reference articles"),
    Source.Kind.WEB_PAGE: _("Web pages"),
    Source.Kind.INTERVIEW: _("Interviews"),
    Source.Kind.COMMUNICATION: _("Communications to the memorial"),
}
NO_DAY = date.max  # what has no day of publication stands after what has one


@dataclass(frozen=True)
class ListedSource:
    """One source with the line that says by whom, where and when it was published."""

    source: Source
    imprint: str


@dataclass(frozen=True)
class KindOfSources:
    """The sources of one kind that a page shows."""

    heading: str | Promise
    sources: list[ListedSource]


@public_page(Channel.LIST, parameters=PLACES)
def sources(request: PublicRequest) -> HttpResponse:
    """Show all sources, a page at a time."""
    shown = Source.objects.public(Channel.LIST)
    press_asked = request.GET.get("kind") == PRESS
    inside = bool(request.GET.get(AFTER) or request.GET.get(BEFORE))
    press = press_page(shown, request.GET) if press_asked or not inside else None
    others = others_page(shown, request.GET) if not press_asked else None
    found = press_listing(press, request)
    context = {
        **found.context,
        "press": press,
        "others": others,
        "kinds": by_kind(others.rows) if others else [],
        "whole": press is not None and others is not None,
    }
    return render_page(
        request, "public/sources/list.html", context, section="sources", canonical_query=own_query(request.GET)
    )


def press_page(shown: "SourceQuerySet[Source]", query: QueryDict) -> Page:
    """Return a page of what the press reported at the time, by day of publication."""
    asked = query.copy()
    if asked.get("kind") != PRESS:
        asked = QueryDict(mutable=True)
        asked["kind"] = PRESS
    rows = (
        shown.press_of_the_time()
        .annotate(day=Coalesce("published_earliest", Value(NO_DAY)))
        .prefetch_related(with_evidence(model=SourceCitation))
    )
    return keyset_page(rows, key=["day", "pk"], query=asked, size=PAGE_SIZE)


def others_page(shown: "SourceQuerySet[Source]", query: QueryDict) -> Page:
    """Return a page of all other sources, in the order of their kinds, then by title."""
    rank = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(HEADINGS)))
    rows = shown.exclude(kind=PRESS).annotate(rank=rank)
    return keyset_page(rows, key=["rank", "label", "pk"], query=query, size=PAGE_SIZE)


def press_listing(press: Page | None, request: PublicRequest) -> Listing:
    """Return the press of the time with what each report said and through which source it is known."""
    rows = press.rows if press else []
    read_listed(rows)
    return listing(
        rows,
        texts=["summary", "content_note"],
        order=request.memorial.languages,
        title=name_of,
    )


def name_of(source: Source, _texts: Texts) -> str:
    """Return what a source is called where a list of notes leads back to it."""
    return str(source.name)


def by_kind(rows: Iterable[Source]) -> list[KindOfSources]:
    """Return the sources of a page under the names of their kinds."""
    return [
        KindOfSources(HEADINGS[kind], [ListedSource(row, imprint(row)) for row in group])
        for kind, group in groupby(rows, key=lambda row: row.kind)
    ]


def own_query(query: QueryDict) -> str:
    """Return the part of the query that belongs to the page's own address."""
    own = QueryDict(mutable=True)
    for name in ("kind", AFTER, BEFORE):
        value = query.get(name, "")
        if value.isascii() and value.replace("_", "").isalnum():
            own[name] = value
    return f"?{own.urlencode()}" if own else ""


@public_page(Channel.PAGE)
def source(request: PublicRequest, public_id: str) -> HttpResponse:
    """Show one source."""
    entry = find_public(Source, public_id, with_given_out(Source.objects.public()))
    return negotiated(request, entry, lambda: render_source(request, entry))


def read_source(entry: Source) -> tuple[list[Asset], Mapping[type[Entry], Cited]]:
    """Keep with a source what its page shows of it; return its public scans, page by page, and what cites it."""
    read_together(Parts([entry], "translations"), Parts([entry], "citations"))
    # Others cite the source, never a working copy of it that is being previewed; that has the scans of its source.
    known: Any = entry.copy_of or entry
    rows = Asset.objects.public().filter(source=known.pk).select_related("original")
    scans = list(rows.order_by("source_position", "pk"))
    keep_rows(entry, "assets", scans)
    citing, naming = read_citing(known)
    read_together(
        Parts(read_sources(entry), "translations"),
        Parts(scans, "translations"),
        Parts([scan.original for scan in scans], "derivatives"),
        *naming,
    )
    return scans, citing


def render_source(request: PublicRequest, entry: Source) -> HttpResponse:
    """Return the page of one source, published or a draft, with the public entries that cite it."""
    order = request.memorial.languages
    assets, cited = read_source(entry)
    found = listing([entry], texts=["summary", "note", "content_note"], order=order, title=name_of)
    scans, called = [shown(asset, Where.PAGE, order) for asset in assets], full_title(entry, order)
    context = {
        **found.context,
        "source": entry,
        "row": found.rows[0],
        "title": entry.name,
        "scans": scans,
        "groups": citing_groups(cited, order),
        "permanent": request.build_absolute_uri(reverse("source", args=[entry.root_id])),
        "edition": edition_of(request, entry, called),
        "card": card_of(request, called, asset=scans[0].asset if scans else None),
        "linked": within_page(request, entry),
    }
    return render_page(request, "public/sources/detail.html", context, section="sources", entry=entry)
