"""The files of an asset on the desk: its derivatives, its original, and the button by which they are made again."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.urls import path
from django.utils.translation import gettext as _

from memorial.media.actions import make_again
from memorial.media.derivatives import COPY, Derivative
from memorial.media.models import Asset
from memorial.media.originals import Original, sealed
from memorial.media.sending import ALONE, sent
from memorial.media.showing import Cover, Shape, allowed
from memorial.review import actions
from memorial.review.acts_admin import person_of
from memorial.review.admin import EntryAdmin
from memorial.review.kept_words import Words, form_again, sent_words
from memorial.review.open_forms import TOKEN

READING = ["GET", "HEAD"]


class FilesAdmin(EntryAdmin):
    """An entry whose file staff can look at, as far as they may know of the entry."""

    def get_urls(self) -> list[Any]:
        guard = self.admin_site.admin_view
        return [
            path("<path:object_id>/file/<slug:digest>.<slug:extension>", guard(self.file_view), name="asset_file"),
            path("<path:object_id>/original/", guard(self.original_view), name="asset_original"),
            path("<path:object_id>/make-again/", guard(self.again_view), name="memorial_asset_make_again"),
            *super().get_urls(),
        ]

    def asset_here(self, request: HttpRequest, object_id: str) -> Asset:
        """Return the asset of an address, ready to show; what the person may not know of is not there."""
        asset = self.get_object(request, unquote(object_id))
        if asset is None:
            raise Http404
        rows = Asset._base_manager.select_related("copy_of", "original").prefetch_related("original__derivatives")
        found: Asset = rows.get(pk=asset.pk)
        return found

    def file_view(self, request: HttpRequest, object_id: str, digest: str, extension: str) -> HttpResponseBase:
        """Send a derivative to somebody who may know of the asset; each file of a restricted one is an opening."""
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        asset = self.asset_here(request, object_id)
        row = derivative_of(asset, digest, extension)
        response = closed_in(sent(request, row, whole=asset.is_confidential))
        actions.note_opening(entry=asset, by=person_of(request))
        if row.recipe == COPY:
            response.headers["Content-Disposition"] = f'attachment; filename="{file_name(asset)}"'
        return response

    def original_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Hand out an original to somebody who may change such entries."""
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        person, asset = person_of(request), self.asset_here(request, object_id)
        if not actions.allowed(asset, "change", person):
            raise PermissionDenied
        short = signed_address(asset.original)
        try:
            file = None if short else asset.original.open()
        except OSError:
            sentence = _("The original cannot be read where it was put. Please tell a steward.")
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(self.address("review", asset))
        actions.note_opening(entry=asset, by=person)
        if file is None:
            return closed_in(HttpResponseRedirect(short))
        kind = asset.original.media_type
        return closed_in(FileResponse(file, as_attachment=True, filename=file_name(asset), content_type=kind))

    def again_view(self, request: HttpRequest, object_id: str) -> HttpResponseBase:
        """Have what is shown made again; a form that was open meanwhile comes back with every word."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        asset = self.asset_here(request, object_id)
        if make_again(original=asset.original, by=person_of(request)):
            self.message_user(request, _("What is shown is being made again. Look at it in a moment."))
        else:
            self.message_user(request, _("Nothing had failed, so nothing is made again."))
        if TOKEN in request.POST:
            words = Words(self.address("change", asset), sent_words(request).fields)
            return form_again(self.admin_site, request, words)
        return HttpResponseRedirect(self.address("review", asset))


def derivative_of(asset: Asset, digest: str, extension: str) -> Derivative:
    """Return a derivative that is shown of this asset on the desk; the squares of another one are not."""
    for shape in Shape:
        for row in allowed(asset, Cover.OPEN, shape):
            if (row.sha256, row.format) == (digest, extension):
                row.original = asset.original
                return row
    raise Http404


def closed_in(response: HttpResponseBase) -> HttpResponseBase:
    """Return an answer with a file that nobody keeps and that can do nothing in a browser."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def file_name(asset: Asset) -> str:
    """Return under which name a file is handed out: its ending says what it is, whatever it was called before."""
    return f"{asset.root_id}-{asset.original.sha256[:12]}.{asset.original.extension}"


def signed_address(original: Original) -> str:
    """Return a short signed address of an original, where the storage gives such ones; empty where it gives none."""
    try:
        url = sealed().url(original.name)
    except (PermissionDenied, NotImplementedError):
        return ""
    # An address without a signature would be open to everybody: then the file goes through here.
    return url if urlsplit(url).query else ""
