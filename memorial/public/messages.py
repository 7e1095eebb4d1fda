"""The book of condolence: what visitors wrote, as they wrote it, once a curator has read it."""

import re
from dataclasses import dataclass

from django.http import HttpResponse

from memorial.base.languages import direction
from memorial.commemorations.messages import Message
from memorial.public.pages import PublicRequest, memorial_day, public_page, render_page
from memorial.public.paging import PLACES, keyset_page, own_query
from memorial.review.gate import Channel

PAGE_SIZE = 40
#: Invisible signs that turn round the direction of what follows; the language of a message says its direction.
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class BookLine:
    """One message in the book: its paragraphs, the name that its writer chose, and the day."""

    message: Message
    paragraphs: list[str]
    name: str
    direction: str
    day: str


@public_page(Channel.LIST, parameters=PLACES)
def messages(request: PublicRequest) -> HttpResponse:
    """Show the book of condolence, the latest message first, a page at a time."""
    rows = Message.objects.public()
    page = keyset_page(rows, key=("shown_at", "pk"), query=request.GET, size=PAGE_SIZE, falling=True)
    lines = [book_line(request, row) for row in page.rows]
    own = own_query(page, request.GET)
    context = {"lines": lines, "page": page}
    return render_page(request, "public/messages/list.html", context, section="messages", canonical_query=own)


def book_line(request: PublicRequest, message: Message) -> BookLine:
    """Return a message as it stands in the book."""
    words = TURNING.sub("", message.words)
    return BookLine(
        message=message,
        paragraphs=[part.strip() for part in re.split(r"\n\s*\n", words.replace("\r\n", "\n")) if part.strip()],
        name=TURNING.sub("", message.name),
        direction=direction(message.language),
        day=memorial_day(request.memorial, message.shown_at),
    )
