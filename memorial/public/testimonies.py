"""Testimonies: the list of them, and each one behind its content note."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch
from django.http import HttpResponse
from django.urls import reverse

from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.originals import Kind
from memorial.people.models import Person
from memorial.public.cards import card_of
from memorial.public.editions import edition_of
from memorial.public.finding import find_public
from memorial.public.illustrations import pictures_of
from memorial.public.linked import negotiated, within_page
from memorial.public.notes import Notebook, agreeing, rivals, with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.paging import PLACES, keyset_page
from memorial.public.person_lines import person_lines
from memorial.public.places import with_place
from memorial.public.testimony_lines import testimony_line
from memorial.public.titles import full_title
from memorial.review.gate import Channel, Naming
from memorial.testimonies.models import Testimony, TestimonyCitation
from memorial.testimonies.naming import naming_of, narrator_of
from memorial.testimonies.querysets import TestimonyQuerySet

PAGE_SIZE = 50
#: What is heard or seen before the text is read; scans stand after it.
PLAYED = {Kind.AUDIO, Kind.VIDEO}
#: What is read with a testimony for its page, besides its narrator.
TESTIMONY_PARTS: Sequence[Any] = (
    with_place("given_place"),
    Prefetch("people", Person.objects.public().with_names().order_by("label", "pk")),
    Prefetch("places", Place.objects.public().prefetch_related("translations").order_by("label", "pk")),
    Prefetch("events", Event.objects.public().prefetch_related("translations").chronological()),
    with_evidence(model=TestimonyCitation),
)


@public_page(Channel.LIST, parameters=PLACES)
def testimonies(request: PublicRequest) -> HttpResponse:
    """Show the testimonies in the order in which they came, which tells nothing of a narrator who is not named."""
    rows = Testimony.objects.public(Channel.LIST).with_narrators()
    page = keyset_page(rows, key=("pk",), query=request.GET, size=PAGE_SIZE)
    context = {"lines": [testimony_line(row, request.memorial.languages) for row in page.rows], "page": page}
    return render_page(request, "public/testimonies/list.html", context, section="testimonies")


@public_page(Channel.PAGE)
def testimony(request: PublicRequest, public_id: str) -> HttpResponse:
    """Show one testimony."""
    entry = find_public(Testimony, public_id, whole_testimonies())
    return negotiated(request, entry, lambda: testimony_page(request, entry))


def render_testimony(request: PublicRequest, entry: Testimony) -> HttpResponse:
    """Return the page of a testimony that is not public yet, as visitors will see it."""
    return testimony_page(request, whole_testimonies(draft=entry).get(pk=entry.pk))


def whole_testimonies(draft: Testimony | None = None) -> "TestimonyQuerySet[Testimony]":
    """Return the testimonies with all that their pages show."""
    return Testimony.objects.public().with_draft(draft).with_narrators().prefetch_related(*TESTIMONY_PARTS)


def testimony_page(request: PublicRequest, testimony: Testimony) -> HttpResponse:
    """Return the page of a testimony."""
    order = request.memorial.languages
    notebook = Notebook()
    evidence = evidence_of(testimony)
    marks = notebook.marks(testimony, evidence)
    differing = rivals(evidence, marks)
    text, summary = testimony.text("text", order), testimony.text("summary", order)
    notebook.forget(unshown(testimony, text is not None))
    narrator, place = narrator_of(testimony, order), testimony.given_place
    called = full_title(testimony, order)
    pictures = pictures_of([testimony], order)[testimony.pk]
    told = [words for words in (narrator.described, place.text("name", order) if place else None) if words]
    context = {
        "testimony": testimony,
        "narrator": narrator,
        "foreign": list(dict.fromkeys(words.foreign_name for words in told if words.foreign)),
        "unreviewed": any(words.unreviewed for words in told),
        "note": testimony.text("content_note", order),
        "recordings": [each for each in pictures if each.asset.kind in PLAYED],
        "scans": [each for each in pictures if each.asset.kind not in PLAYED],
        "text": text or summary,
        "summary_only": bool(summary and not text),
        "people": person_lines(testimony.people.all(), order),
        "marks": agreeing(evidence, marks),
        "rivals": [rival for found in differing.values() for rival in found],
        "notes": notebook.notes,
        "permanent": request.build_absolute_uri(reverse("testimony", args=[testimony.root_id])),
        "edition": edition_of(request, testimony, called),
        "card": card_of(request, called),
        "linked": within_page(request, testimony),
    }
    return render_page(request, "public/testimonies/testimony.html", context, section="testimonies", entry=testimony)


def evidence_of(testimony: Testimony) -> list[TestimonyCitation]:
    """Return its citations; what supports a name that is not told in full would tell it."""
    in_full = naming_of(testimony).naming == Naming.FULL
    return [citation for citation in testimony.citations.all() if in_full or citation.fact != "narrator"]


def unshown(testimony: Testimony, has_text: bool) -> set[str]:
    """Return the facts that a source may be cited for and that do not stand on the page."""
    shown = {"narrator", "text" if has_text else "summary"}
    shown |= {"role"} if any(row.role for row in testimony.translations.all()) else set()
    shown |= {fact for fact in ("given", "given_place") if getattr(testimony, fact)}
    return set(Testimony.facts) - shown
