"""Sending: how the bytes of a file are sent, the whole of them or the stretch that a player asks for."""

import logging
import re
from collections.abc import Iterator
from typing import IO, Any, Protocol

from django.core.files.base import File
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

logger = logging.getLogger(__name__)

#: What a page may do that a file would make of itself: nothing.
ALONE = "default-src 'none'; sandbox"
PIECE = 64 * 1024
#: One stretch of bytes (RFC 9110, 14.1.2); a request for several at once is answered with the whole.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Sendable(Protocol):
    """A file that can be sent: a derivative, or another whose hash, size and type are known."""

    sha256: Any
    size: Any

    @property
    def media_type(self) -> str:
        """Of which type it is."""

    def open(self) -> "File[Any] | IO[bytes]":
        """Open it for reading; raises FileNotFoundError where it is gone."""


def sent(request: HttpRequest, row: Sendable, *, whole: bool = False) -> HttpResponseBase:
    """Return a file, or the stretch of it that was asked for unless only the ``whole`` is given."""
    try:
        file = row.open()
    except FileNotFoundError as problem:
        raise Http404 from problem
    except OSError:
        # The storage does not answer: to ask again in a moment may help, and nobody keeps this answer.
        logger.exception("A file could not be read.")
        return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    stretch = None if whole else stretch_of(asked_range(request, row), row.size)
    if stretch is not None and stretch[0] >= row.size:
        file.close()
        refused = {"Content-Range": f"bytes */{row.size}", "Cache-Control": "no-store"}
        return HttpResponse(status=416, headers=refused)
    first, last = stretch or (0, row.size - 1)
    body = Pieces(file, first, last)
    response = StreamingHttpResponse(body, content_type=row.media_type, status=206 if stretch else 200)
    response.headers["Content-Length"] = str(last - first + 1)
    response.headers["Accept-Ranges"] = "none" if whole else "bytes"
    if stretch:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{row.size}"
    return response


def asked_range(request: HttpRequest, row: Sendable) -> str:
    """Return the Range that is asked for; nothing where it does not count, or the file may be another one by now."""
    known = request.headers.get("If-Range", "")
    if request.method != "GET" or (known and known != f'"{row.sha256}"'):
        return ""
    return request.headers.get("Range", "")


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


class Pieces:
    """A stretch of a file, piece by piece; Django closes it when the answer is over, whether or not it was read."""

    def __init__(self, file: File[Any] | IO[bytes], first: int, last: int) -> None:
        self.file, self.first, self.last = file, first, last

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.first)
        left = self.last - self.first + 1
        while left > 0 and (piece := self.file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()
