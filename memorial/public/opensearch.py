"""The description by which a browser can search the memorial from its own bar (OpenSearch 1.1)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from memorial.public.pages import PublicRequest, public_page
from memorial.public.xml_writing import printable
from memorial.review.gate import Channel

#: The most signs that a short name may have.
SHORT = 16
MEDIA_TYPE = "application/opensearchdescription+xml"


@public_page(Channel.SEARCH)
def opensearch(request: PublicRequest) -> HttpResponse:
    """Describe the search in the language of the address."""
    title = printable(str(request.memorial))
    context = {
        "title": title,
        "short": short(title),
        "search": request.build_absolute_uri(reverse("search")),
        "icon": request.build_absolute_uri(static("memorial/favicon.svg")),
    }
    return render(request, "public/search/opensearch.xml", context, content_type=f"{MEDIA_TYPE}; charset=utf-8")


def short(title: str) -> str:
    """Return a title, or as many of its first words as a browser has room for."""
    kept = ""
    for word in title.split():
        if len(f"{kept} {word}".strip()) > SHORT:
            break
        kept = f"{kept} {word}".strip()
    return kept or title[:SHORT]
