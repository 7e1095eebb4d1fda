"""Testimonies: the list of them, and each one behind its content note."""

from django.http import HttpResponse
from django.urls import reverse

from memorial.base.reading import read_together
from memorial.media.originals import Kind
from memorial.media.showing import Where, shown
from memorial.public.cards import card_of
from memorial.public.editions import edition_of
from memorial.public.finding import find_public
from memorial.public.linked import negotiated, with_given_out, within_page
from memorial.public.naming import naming_parts
from memorial.public.notes import Notebook, agreeing, rivals
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.paging import PLACES, keyset_page
from memorial.public.person_lines import person_line
from memorial.public.testimony_lines import testimony_line
from memorial.public.testimony_reading import read_testimony
from memorial.public.titles import full_title
from memorial.review.gate import Channel, Naming
from memorial.testimonies.models import Testimony, TestimonyCitation
from memorial.testimonies.naming import keep_narrators, naming_of, narrator_of

PAGE_SIZE = 50
#: What is heard or seen before the text is read; scans stand after it.
PLAYED = {Kind.AUDIO, Kind.VIDEO}


@public_page(Channel.LIST, parameters=PLACES)
def testimonies(request: PublicRequest) -> HttpResponse:
    """Show the testimonies in the order in which they came, which tells nothing of a narrator who is not named."""
    rows = Testimony.objects.public(Channel.LIST).with_moment()
    page = keyset_page(rows, key=("pk",), query=request.GET, size=PAGE_SIZE)
    read_together(*naming_parts([*page.rows, *keep_narrators(page.rows)]))
    context = {"lines": [testimony_line(row, request.memorial.languages) for row in page.rows], "page": page}
    return render_page(request, "public/testimonies/list.html", context, section="testimonies")


@public_page(Channel.PAGE)
def testimony(request: PublicRequest, public_id: str) -> HttpResponse:
    """Show one testimony."""
    entry = find_public(Testimony, public_id, with_given_out(Testimony.objects.public().with_moment()))
    return negotiated(request, entry, lambda: testimony_page(request, entry))


def render_testimony(request: PublicRequest, entry: Testimony) -> HttpResponse:
    """Return the page of a testimony that is not public yet, as visitors will see it."""
    return testimony_page(request, Testimony.objects.public().with_draft(entry).with_moment().get(pk=entry.pk))


def testimony_page(request: PublicRequest, testimony: Testimony) -> HttpResponse:
    """Return the page of a testimony."""
    order = request.memorial.languages
    portraits = read_testimony(testimony)
    notebook = Notebook()
    evidence = evidence_of(testimony)
    marks = notebook.marks(testimony, evidence)
    differing = rivals(evidence, marks)
    text, summary = testimony.text("text", order), testimony.text("summary", order)
    notebook.forget(unshown(testimony, text is not None))
    narrator, place = narrator_of(testimony, order), testimony.given_place
    called = full_title(testimony, order)
    pictures = [shown(tie.asset, Where.PAGE, order) for tie in testimony.pictures.all()]
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
        "people": [person_line(each, order, portraits.get(each.pk)) for each in testimony.people.all()],
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
