"""The files of the public copy: each under an address that holds its hash, as long as nothing in it is closed.

Whether it may be given out is asked of the record at each request, also of somebody who has it already: nothing that
was withdrawn leaves once the act is acknowledged, and nobody keeps a file without asking again.
"""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
)
from django.utils.translation import gettext as _
from django.utils.translation import override

from memorial.base.memorial import Memorial
from memorial.exchange.exports.copies import Standing, standing_of
from memorial.media.sending import ALONE, sent
from memorial.public.declared import leaves_by
from memorial.public.pages import READING
from memorial.review.gate import Channel

#: After how many seconds it is worth asking again.
LATER = 120


@leaves_by(Channel.EXPORT)
def data_file(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """Send one file of the public copy that is given out; another says that it is made anew, or that it is over."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    if "\0" in name:
        raise Http404  # no file is called so, and PostgreSQL takes no question with this sign
    memorial = Memorial.current()
    standing, file = standing_of(digest, name, memorial.licence)
    if file is None:
        raise Http404
    if standing != Standing.GIVEN_OUT:
        with override(memorial.own_language):
            return refused(standing)
    known = request.headers.get("If-None-Match", "")
    if known.strip() == "*" or f'"{digest}"' in known:
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        answer = sent(request, file)
    if answer.status_code >= 400:
        return answer
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["ETag"] = f'"{digest}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


# A file is the same for everybody: no token, no cookie, no language.
data_file.csrf_exempt = True  # type: ignore[attr-defined]
data_file.in_all_languages = True  # type: ignore[attr-defined]
data_file.is_public = data_file.reads_apart = True  # type: ignore[attr-defined]


def refused(standing: Standing) -> HttpResponse:
    """Return why a file that was given out once is not given out now."""
    if standing == Standing.MADE_ANEW:
        words = _("This file is being made anew, because something in it has changed. Please ask again in a moment.")
        answer = HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
        answer.headers["Retry-After"] = str(LATER)
    else:
        words = _("There is a newer file in the place of this one. The page of public data leads to it.")
        answer = HttpResponse(words, status=410, content_type="text/plain; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer
