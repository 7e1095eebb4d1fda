"""Corrections: what was found to be wrong in an entry and put right, newest first, as a page and as a feed."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from memorial.base.languages import active_language, interface_languages
from memorial.base.texts import Text, untranslated
from memorial.public.pages import PublicRequest, memorial_day, public_page, render_page
from memorial.public.paging import keyset_page, own_query
from memorial.public.sections import KINDS, SECTIONS
from memorial.public.titles import full_title, with_title
from memorial.review.gate import Channel
from memorial.review.revisions import Revision

PAGE_SIZE = 50
#: When an empty feed was last changed: a page depends on its address alone, and not on the moment of asking.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Correction:
    """One version that corrects what stood in an entry before."""

    at: datetime
    day: str
    title: Text
    detail: str
    url: str
    number: int
    version_url: str
    sentence: Text | None


class CorrectionFeed(Atom1Feed):
    """The feed of corrections; it changes when a correction is published, and at no other time."""

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items), default=NEVER)


@public_page(Channel.LIST)
def corrections(request: PublicRequest) -> HttpResponse:
    """Show the corrections of entries that are public, a page at a time."""
    page = keyset_page(
        public_corrections(Channel.LIST),
        key=("published_at", "pk"),
        query=request.GET,
        size=PAGE_SIZE,
        address="place",
        falling=True,
    )
    context = {"corrections": corrections_of(request, page.rows), "page": page, "feed": reverse("corrections_feed")}
    own = own_query(page, request.GET)
    return render_page(request, "public/corrections/list.html", context, section="corrections", canonical_query=own)


@public_page(Channel.FEED)
def feed(request: PublicRequest) -> HttpResponse:
    """Give the newest corrections as an Atom feed in the language of the address."""
    rows = public_corrections(Channel.FEED).order_by("-published_at", "-pk")[:PAGE_SIZE]
    page, own = (request.build_absolute_uri(reverse(name)) for name in ("corrections", "corrections_feed"))
    title = f"{_('Corrections')} · {request.memorial}"
    answer = CorrectionFeed(
        title=printable(title), link=page, description="", feed_url=own, feed_guid=own, language=active_language()
    )
    for one in corrections_of(request, rows):
        address = request.build_absolute_uri(one.version_url)
        answer.add_item(
            title=printable(", ".join(part for part in (one.title.value, one.detail) if part)),
            link=request.build_absolute_uri(one.url),
            description=printable(told(one, address)),
            unique_id=address,
            pubdate=one.at,
            updateddate=one.at,
        )
    return HttpResponse(answer.writeString("utf-8"), content_type=answer.content_type)


def public_corrections(channel: Channel) -> "QuerySet[Revision]":
    """Return the versions that are corrections, of which neither the entry nor they themselves are hidden.

    ``place`` is what stands for one of them in an address: it tells nothing of how many others there are.
    """
    place = Concat("entry", Value("v"), Cast("version", CharField()), output_field=CharField())
    rows = Revision.objects.public(*SECTIONS.values(), channel=channel).standing().filter(is_correction=True)
    return rows.annotate(place=place).defer("snapshot")


def corrections_of(request: PublicRequest, rows: Iterable[Revision]) -> list[Correction]:
    """Return corrections with the present titles of their entries."""
    kept = list(rows)
    order = request.memorial.languages
    entries = entries_of(kept)
    found = []
    for row in kept:
        entry = entries.get((row.kind, row.entry))
        if entry is None:
            continue
        title, detail = full_title(entry, order)
        found.append(
            Correction(
                at=row.published_at,
                day=memorial_day(request.memorial, row.published_at),
                title=title,
                detail=detail,
                url=entry.get_absolute_url(),
                number=row.version,
                version_url=reverse("version", args=[row.kind, row.entry, row.version]),
                sentence=sentence(row, order),
            )
        )
    return found


def entries_of(rows: Iterable[Revision]) -> dict[tuple[str, str], Any]:
    """Return the public entries of these versions, by kind and permanent id."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row.kind].add(row.entry)
    found = {}
    for kind, ids in wanted.items():
        model: Any = SECTIONS[KINDS[kind]]
        for entry in with_title(model.objects.public().filter(public_id__in=ids)):
            found[kind, entry.public_id] = entry
    return found


def sentence(revision: Revision, order: Sequence[str]) -> Text | None:
    """Return what a version corrected, in the language of the page or the nearest; ``order`` is of the memorial."""
    said = {language: text for language, text in revision.correction.items() if text.strip()}
    nearest = next(
        (tag for tag in (active_language(), *order, *interface_languages(), *sorted(said)) if tag in said), ""
    )
    return untranslated(said[nearest], nearest) if nearest else None


def told(one: Correction, address: str) -> str:
    """Return what a feed tells of a correction, as HTML: the sentence, marked with its language, and the version."""
    version = format_html('<p><a href="{}">{}</a></p>', address, _("Version %(number)s") % {"number": one.number})
    if one.sentence is None:
        return version
    said = format_html('<p lang="{}" dir="{}">{}</p>', one.sentence.language, one.sentence.direction, one.sentence)
    if one.sentence.foreign:
        note = _("In %(language)s; there is no English text yet.") % {"language": one.sentence.language_name}
        said = format_html("{}<p>{}</p>", said, note)
    return said + version


def printable(text: str) -> str:
    """Return a text without the signs that XML cannot carry."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")
