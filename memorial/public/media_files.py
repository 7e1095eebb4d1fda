"""The files behind the pictures and recordings: derivatives alone, each under an address that holds its hash.

What an address leads to never changes, so a browser may keep it for good. Whether it leads there at all is asked of the
record at each request, and a cache that many share asks again after minutes: what is withdrawn is gone. Such a cache
lets go of it at once where it is told of changes (`memorial.review.content_network`).
"""

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseNotModified

from memorial.media.derivatives import COPY, Derivative
from memorial.media.models import Asset, Grade
from memorial.media.sending import ALONE, sent
from memorial.media.showing import may_be_sent
from memorial.public.declared import leaves_by
from memorial.public.pages import READING
from memorial.review.content_network import RECORD
from memorial.review.gate import Channel

KEPT_BY_READER = "public, max-age=31536000, s-maxage=300, immutable"


@leaves_by(Channel.PAGE)
def media_file(request: HttpRequest, public_id: str, digest: str, extension: str) -> HttpResponseBase:
    """Send one derivative of a public asset."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    return answer(request, *find(public_id, digest, extension))


# A file is the same for everybody: no token, no cookie, no language.
media_file.csrf_exempt = True  # type: ignore[attr-defined]
media_file.in_all_languages = True  # type: ignore[attr-defined]
media_file.is_public = media_file.reads_apart = True  # type: ignore[attr-defined]


def find(public_id: str, digest: str, extension: str) -> tuple[Asset, Derivative]:
    """Return a public asset and one of its derivatives that may be sent; anything else does not exist."""
    asset: Asset | None = Asset.objects.public().ready_to_show().filter(public_id=public_id).first()
    if asset is None:
        raise Http404
    for row in asset.original.derivatives.all():
        if row.sha256 == digest and row.format == extension and may_be_sent(asset, row):
            row.original = asset.original
            return asset, row
    raise Http404


def answer(request: HttpRequest, asset: Asset, row: Derivative) -> HttpResponseBase:
    """Return the answer to whoever asks for a derivative that may be sent."""
    known = request.headers.get("If-None-Match", "")
    if known.strip() == "*" or f'"{row.sha256}"' in known:
        return with_headers(HttpResponseNotModified(), asset, row)
    return with_headers(sent(request, row), asset, row)


def with_headers(response: HttpResponseBase, asset: Asset, row: Derivative) -> HttpResponseBase:
    """Return the answer with what a browser, a cache and a search engine must know."""
    response.headers.setdefault("Cache-Control", KEPT_BY_READER)
    if "public" in response.headers["Cache-Control"]:
        response.headers["Surrogate-Key"] = RECORD
    response.headers["ETag"] = f'"{row.sha256}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = ALONE
    if row.recipe == COPY:
        response.headers["Content-Disposition"] = f'attachment; filename="{asset.public_id}.{row.format}"'
    if asset.grade == Grade.NONE:
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        # A page of somebody else's would show it without the note, and so would a search for pictures.
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, noimageindex"
    return response
