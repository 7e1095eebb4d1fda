"""IIIF images: each picture in the fixed sizes that have been made of it (Image API 3, level 0).

The address of a picture holds a hash over all its sizes: what it leads to never changes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse

from memorial.media.derivatives import Derivative
from memorial.media.models import Asset
from memorial.media.showing import Shown, Where, allowed, shown
from memorial.public.finding import find_public
from memorial.public.iiif_answers import IMAGE, iiif_answer, linked_data, rights_of
from memorial.public.language_maps import note_of
from memorial.public.media_files import answer
from memorial.public.pages import PublicRequest
from memorial.review.gate import Channel

TYPE = "ImageService3"
LEVEL = "level0"
MEDIA_TYPE = "image/jpeg"


@dataclass(frozen=True)
class Sizes:
    """A picture in the sizes that have been made of it, the smallest first; never empty."""

    asset: Asset
    rows: Sequence[Derivative]
    #: The whole address of the picture, to which viewers add what they want of it.
    url: str

    @property
    def largest(self) -> Derivative:
        return self.rows[-1]

    def image(self, row: Derivative) -> dict[str, Any]:
        """Return one of the sizes as a manifest names it."""
        size = "max" if row == self.largest else size_of(row)
        service = {"id": self.url, "type": TYPE, "profile": LEVEL}
        return {
            "id": f"{self.url}/full/{size}/0/default.jpg",
            "type": "Image",
            "format": MEDIA_TYPE,
            "width": row.width,
            "height": row.height,
            "service": [service],
        }


def sizes_of(request: PublicRequest, met: Shown, where: Where) -> Sizes | None:
    """Return the sizes of a picture as it is met in one place; nothing where it is not to be seen there."""
    rows = rows_of(met, where)
    if not rows:
        return None
    info = reverse("iiif_info", args=[met.asset.public_id, digest_of(rows)])
    return Sizes(met.asset, rows, request.build_absolute_uri(info).removesuffix("/info.json"))


def rows_of(met: Shown, where: Where) -> list[Derivative]:
    """Return the JPEG files of a whole picture, the smallest first; none where it is not to be seen.

    A viewer shows what it is given at once: what is covered on a page is given on the picture's own page alone, where
    its note stands first, and what is graphic is given nowhere.
    """
    if met.is_graphic or not (met.is_open or where == Where.OWN_PAGE):
        return []
    rows = [row for row in allowed(met.asset, met.cover) if row.media_type == MEDIA_TYPE]
    return sorted(rows, key=lambda row: row.width or 0)


def digest_of(rows: Sequence[Derivative]) -> str:
    """Return a hash over all sizes of a picture, half as long as a SHA-256."""
    return hashlib.sha256("".join(row.sha256 for row in rows).encode()).hexdigest()[:32]


def size_of(row: Derivative) -> str:
    """Return the size of a derivative as an address has it."""
    return f"{row.width},{row.height}"


@iiif_answer
def info(request: PublicRequest, public_id: str, digest: str) -> HttpResponse:
    """Say in which sizes a picture can be had."""
    met, sizes = find_sizes(request, public_id, digest)
    manifest = reverse("manifest", args=["asset", public_id])
    part_of: dict[str, Any] = {"id": request.build_absolute_uri(manifest), "type": "Manifest"}
    note = note_of(met, request.memorial.languages)
    content = {
        "id": sizes.url,
        "type": TYPE,
        "protocol": "http://iiif.io/api/image",
        "profile": LEVEL,
        "width": sizes.largest.width,
        "height": sizes.largest.height,
        "sizes": [{"width": row.width, "height": row.height} for row in sizes.rows],
        "rights": rights_of(sizes.asset),
        "partOf": [part_of | {"label": note} if note else part_of],
    }
    return linked_data(content, IMAGE)


@iiif_answer
def picture(request: PublicRequest, public_id: str, digest: str, size: str) -> HttpResponseBase:
    """Send a picture in one of its sizes."""
    _met, sizes = find_sizes(request, public_id, digest)
    for row in sizes.rows:
        if size == size_of(row) or (size == "max" and row == sizes.largest):
            return answer(request, sizes.asset, row)
    raise Http404


def find_sizes(request: PublicRequest, public_id: str, digest: str) -> tuple[Shown, Sizes]:
    """Return a public picture with its sizes; anything else, and any that it once had, does not exist."""
    asset = find_public(Asset, public_id, Asset.objects.public(Channel.IIIF).ready_to_show())
    met = shown(asset, Where.OWN_PAGE, request.memorial.languages)
    sizes = sizes_of(request, met, Where.OWN_PAGE)
    if sizes is None or not sizes.url.endswith(f"/{digest}"):
        raise Http404
    return met, sizes
