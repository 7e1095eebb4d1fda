"""The files of a contribution on the desk: a picture as a grey preview without what it carries, all else closed in.

Nobody has looked at them before, so nothing that was sent is ever handed to a browser as a page.
"""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from memorial.accounts.roles import MODERATE
from memorial.contributions.attachments import Attachment
from memorial.contributions.models import State
from memorial.darkroom.formats import FORMATS, Refused
from memorial.darkroom.orders import Order
from memorial.darkroom.visits import develop
from memorial.media.desk_files import READING, closed_in
from memorial.media.incoming import own_room
from memorial.media.making import limits
from memorial.media.originals import Kind
from memorial.media.receiving import FileRefused
from memorial.media.sending import sent
from memorial.review.acts_admin import person_of
from memorial.review.desk_pages import DeskPages, desk_page

#: How wide a preview is, and the word in the address by which it is asked for in its colours.
WIDE = 1280
IN_COLOUR = "colour"


@desk_page("contributions/files/<slug:key>/", "contributed_file")
def contributed_file(desk: DeskPages, request: HttpRequest, key: str) -> HttpResponse:
    """Send a file of a contribution to a curator: a picture as its preview, a document to be kept and not opened."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    if not person_of(request).has_perm(MODERATE):
        raise PermissionDenied
    sent_in = Attachment.objects.exclude(contribution=None).exclude(contribution__state=State.BEGUN)
    attachment = get_object_or_404(sent_in, key=key)
    if attachment.kind == Kind.IMAGE:
        answer: HttpResponseBase = preview(attachment, grey=IN_COLOUR not in request.GET)
    else:
        answer = sent(request, cast(Any, attachment))
    if attachment.kind == Kind.DOCUMENT:
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(attachment)}"'
    return cast(HttpResponse, closed_in(answer))


def preview(attachment: Attachment, *, grey: bool) -> HttpResponse:
    """Return a picture made anew in the darkroom, without anything that it carried; nothing of it is kept."""
    if not attachment.path.is_file():
        raise Http404
    order = Order(WIDE, [WIDE], [], [], ["jpg"], grey=grey)
    with own_room() as folder:
        try:
            made = develop(attachment.path, folder, limits(), order)["made"]
            return HttpResponse((folder / made[0]["name"]).read_bytes(), content_type="image/jpeg")
        except Refused as refused:
            return HttpResponse(str(FileRefused(refused.code)), content_type="text/plain; charset=utf-8", status=422)


def file_name(attachment: Attachment) -> str:
    """Return under which name a file is handed out: its ending says what it is, whatever it was called before."""
    return f"{attachment.key[:8]}.{FORMATS[attachment.media_type].extension}"
