"""The files behind the pictures and recordings: derivatives alone, each under an address that holds its hash.

What an address leads to never changes, so a browser may keep it for good. Whether it leads there at all is asked of the
record at each request, and a cache that many share asks again after minutes: what is withdrawn is gone.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

from memorial.media.derivatives import COPY, Derivative
from memorial.media.models import Asset, Grade
from memorial.media.showing import may_be_sent
from memorial.public.pages import READING

KEPT_BY_READER = "public, max-age=31536000, s-maxage=300, immutable"
ALONE = "default-src 'none'; sandbox"
PIECE = 64 * 1024
#: One stretch of bytes (RFC 9110, 14.1.2); a request for several at once is answered with the whole.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def media_file(request: HttpRequest, public_id: str, digest: str, extension: str) -> HttpResponseBase:
    """Send one derivative of a public asset."""
    if request.method not in READING:
        return HttpResponseNotAllowed(READING)
    asset, row = find(public_id, digest, extension)
    if f'"{row.sha256}"' in request.headers.get("If-None-Match", ""):
        return with_headers(HttpResponseNotModified(), asset, row)
    return with_headers(sent(request, row), asset, row)


# A file is the same for everybody: no token, no cookie.
media_file.csrf_exempt = True  # type: ignore[attr-defined]
media_file.is_public = True  # type: ignore[attr-defined]


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


def with_headers(response: HttpResponseBase, asset: Asset, row: Derivative) -> HttpResponseBase:
    """Return the answer with what a browser, a cache and a search engine must know."""
    response.headers["Cache-Control"] = KEPT_BY_READER
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


def sent(request: HttpRequest, row: Derivative) -> HttpResponseBase:
    """Return a file, or the stretch of it that was asked for."""
    try:
        file = row.open()
    except FileNotFoundError as problem:
        raise Http404 from problem
    asked = request.headers.get("Range", "")
    stretch = stretch_of(asked, row.size) if "If-Range" not in request.headers else None
    if asked and stretch is not None and stretch[0] >= row.size:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{row.size}"})
    first, last = stretch or (0, row.size - 1)
    body = () if request.method == "HEAD" else pieces(file, first, last)
    response = StreamingHttpResponse(body, content_type=row.media_type, status=206 if stretch else 200)
    response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Accept-Ranges"] = "bytes"
    if stretch:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{row.size}"
    return response


def stretch_of(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that a Range header asks for; nothing where the whole is to be sent.

    A stretch that begins behind the end is returned as it is, for the caller to refuse.
    """
    found = RANGE.fullmatch(asked.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = int(found[2])
        return (max(size - length, 0), size - 1) if length else (size, size)
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return None if found[2] and int(found[2]) < first else (first, last)


def pieces(file: File[Any], first: int, last: int) -> Iterator[bytes]:
    """Yield a stretch of a file piece by piece, and close the file."""
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0:
            piece = file.read(min(PIECE, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
