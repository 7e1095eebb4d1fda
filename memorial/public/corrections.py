"""Corrections: what was found to be wrong in an entry and put right, newest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpResponse
from django.urls import reverse

from memorial.base.alphabets import capital
from memorial.base.languages import active_language, interface_languages
from memorial.base.reading import read_together
from memorial.base.texts import Text, untranslated
from memorial.public.naming import naming_parts
from memorial.public.pages import PublicRequest, memorial_day, public_page, render_page
from memorial.public.paging import PLACES, keyset_page, own_query
from memorial.public.sections import KINDS, SECTIONS
from memorial.public.titles import full_title
from memorial.review.gate import Channel
from memorial.review.revisions import Revision
from memorial.testimonies.models import Testimony
from memorial.testimonies.naming import keep_narrators

PAGE_SIZE = 50


@dataclass(frozen=True)
class Correction:
    """One version that corrects what stood in an entry before; of any other version there is no sentence."""

    at: datetime
    kind: str
    day: str
    title: Text
    detail: str
    url: str
    number: int
    version_url: str
    sentence: Text | None


@public_page(Channel.LIST, parameters=PLACES)
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


def public_corrections(channel: Channel) -> "QuerySet[Revision]":
    """Return the versions that are corrections, of which neither the entry nor they themselves are hidden.

    ``place`` is what stands for one of them in an address: it tells nothing of how many others there are.
    """
    place = Concat("entry", Value("v"), Cast("version", CharField()), output_field=CharField())
    rows = Revision.objects.public(*SECTIONS.values(), channel=channel).standing().filter(is_correction=True)
    return rows.annotate(place=place).defer("snapshot")


def corrections_of(request: PublicRequest, rows: Iterable[Revision]) -> list[Correction]:
    """Return corrections, or any versions, with the present titles of their entries."""
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
                kind=capital(entry._meta.verbose_name),
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
        entries = model.objects.public().filter(public_id__in=ids)
        for entry in entries.with_moment() if model is Testimony else entries:
            found[kind, entry.public_id] = entry
    narrators = keep_narrators(entry for entry in found.values() if isinstance(entry, Testimony))
    read_together(*naming_parts([*found.values(), *narrators]))
    return found


def sentence(revision: Revision, order: Sequence[str]) -> Text | None:
    """Return what a version corrected, in the language of the page or the nearest; ``order`` is of the memorial."""
    said = {language: text for language, text in revision.correction.items() if text.strip()}
    nearest = next(
        (tag for tag in (active_language(), *order, *interface_languages(), *sorted(said)) if tag in said), ""
    )
    return untranslated(said[nearest], nearest) if nearest else None
