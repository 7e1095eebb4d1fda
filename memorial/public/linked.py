"""Linked data: what is said of one entry for programs, as a document of its own and within its page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Value
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from memorial.exchange.exports.models import CopyFile
from memorial.exchange.linked.documents import MEDIA_TYPE, document_of, list_of, written
from memorial.exchange.linked.terms import CONTEXT, Node, Site, document_path, filled
from memorial.exchange.representations.entries import as_read
from memorial.exchange.representations.fields import Kind, Reader
from memorial.exchange.representations.kinds import KINDS
from memorial.public.finding import find_public
from memorial.public.iiif_answers import open_answer
from memorial.public.pages import PublicRequest
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.querysets import public_rule

#: The kinds of entries by the names that they have in addresses.
BY_MODEL: Mapping[str, Kind] = {str(kind.model._meta.model_name): kind for kind in KINDS.values()}
HTML = "text/html"
SEE_OTHER = 303


def site_of(request: PublicRequest) -> Site:
    """Return where the memorial stands on the web, as it was asked."""
    return Site(request.build_absolute_uri("/").rstrip("/"))


@open_answer(Channel.API)
def document(request: PublicRequest, kind: str, public_id: str) -> HttpResponseBase:
    """Give the document of one entry: others take it away as data, so the consent to that is needed."""
    if kind not in BY_MODEL:
        raise Http404
    known = BY_MODEL[kind]
    rows: Any = known.rows(Reader(Channel.API))
    entry = find_public(known.model, public_id, rows)
    content = document_of(known.name, known.represent(entry), site_of(request))
    response = HttpResponse(written(content), content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def with_given_out(rows: Any) -> Any:
    """Return public entries of a kind, each with whether it is given out as data too."""
    model: Any = rows.model
    if public_rule(model, channel=Channel.API) == public_rule(model):
        return rows.annotate(given_out=Value(True))  # noqa: FBT003  # what the database is to say
    return rows.annotate(given_out=Exists(model.objects.public(Channel.API).filter(pk=OuterRef("pk"))))


def negotiated(request: PublicRequest, entry: Any, page: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with the page of an entry, or lead whoever prefers linked data to its document, if that is given out.

    The entry was read by `with_given_out`.
    """
    path = document_path(BY_MODEL[entry._meta.model_name].name, entry.public_id)
    if entry.given_out and request.get_preferred_type([HTML, MEDIA_TYPE]) == MEDIA_TYPE:
        response: HttpResponse = HttpResponseRedirect(path, status=SEE_OTHER)
    else:
        response = page()
        if entry.given_out and response.status_code == 200:
            response.headers["Link"] = f'<{path}>; rel="alternate"; type="{MEDIA_TYPE}"'
    patch_vary_headers(response, ["Accept"])
    return response


def within_page(request: PublicRequest, entry: Entry) -> Node | None:
    """Return the document of an entry as its page holds it; of a draft, nothing.

    All that it tells was read with the entry for its page, through the gate: nothing is asked for it alone.
    """
    if request.draft:
        return None
    kind = BY_MODEL[str(entry._meta.model_name)]
    told = kind.telling(as_read(entry, Channel.PAGE, request.memorial.languages))
    return document_of(kind.name, told, site_of(request))


def within_list(request: PublicRequest, name: str, entries: Iterable[Entry]) -> Node | None:
    """Return one document of the entries of a kind that all stand on one page; none in a preview.

    As of one entry, all that is told was read for the page.
    """
    if request.draft:
        return None
    kind, order = KINDS[name], request.memorial.languages
    rows = sorted(entries, key=lambda entry: entry.pk)
    return list_of(name, (kind.telling(as_read(entry, Channel.LIST, order)) for entry in rows), site_of(request))


def data_set(request: PublicRequest, files: Sequence[CopyFile], licence: str) -> Node:
    """Return what is to be known of the public data as a whole, with its files and the address of its licence."""
    page, site = request.build_absolute_uri(request.path), site_of(request)
    copies = [
        {
            "@type": "DataDownload",
            "name": file.name,
            "contentUrl": site.absolute(reverse("data_file", args=[file.sha256, file.name])),
            "encodingFormat": file.media_type,
            "contentSize": f"{file.size} B",
            "sha256": file.sha256,
        }
        for file in files
    ]
    made = next((file.copy.holding.begun.isoformat(timespec="seconds") for file in files), None)
    content: Node = {
        "@context": list(CONTEXT),
        "@type": "Dataset",
        "@id": f"{page}#data",
        "url": page,
        "name": f"{request.memorial.title}: {_('Public data')}",
        "description": _(
            "What this memorial shows, as files for research: under which licence, from which day, and what each field "
            "means."
        ),
        "inLanguage": list(request.memorial.languages),
        "isAccessibleForFree": True,
        "license": licence,
        "dateModified": made,
        "creator": {"@type": "Organization", "name": request.memorial.title, "url": site.absolute(reverse("home"))},
        "distribution": copies,
    }
    return filled(content)
