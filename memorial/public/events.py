"""The chronology: what happened, in the order in which it happened."""

from django.http import HttpResponse

from memorial.events.models import Event, EventCitation
from memorial.public.illustrations import picture_parts, pictures_of, read_ties
from memorial.public.linked import within_list
from memorial.public.listing import listing, read_listed
from memorial.public.notes import with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.places import place_names, with_place
from memorial.review.gate import Channel


@public_page(Channel.LIST)
def events(request: PublicRequest) -> HttpResponse:
    """Show the chronology."""
    return event_list(request)


def render_event(request: PublicRequest, entry: Event) -> HttpResponse:
    """Return the chronology as it will be with this draft in it."""
    return event_list(request, draft=entry)


def event_list(request: PublicRequest, draft: Event | None = None) -> HttpResponse:
    """Return the page of all events in their order."""
    shown = (
        Event.objects.public(Channel.LIST)
        .with_draft(draft)
        .prefetch_related(with_place(), with_evidence(model=EventCitation))
        .chronological()
    )
    order, rows = request.memorial.languages, list(shown)
    read_listed(rows, place_names(rows), *picture_parts(read_ties(rows)))
    found = listing(rows, texts=["title", "summary", "content_note"], order=order)
    context = {
        **found.context,
        "pictures": pictures_of(rows, order),
        "linked": within_list(request, "events", rows),
    }
    return render_page(request, "public/events/list.html", context, section="events")
