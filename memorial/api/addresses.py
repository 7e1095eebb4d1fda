"""The addresses of the API that are described, below its root."""

from django.urls import URLPattern, path

from memorial.api.answers import declared
from memorial.api.entries import EntryDetail, EntryList
from memorial.api.search import Search
from memorial.api.versions import VersionDetail, VersionList
from memorial.exchange.representations.fields import Kind
from memorial.exchange.representations.kinds import KINDS
from memorial.review.gate import Channel

OF_VERSIONS = (Channel.API, Channel.VERSION)


def addresses_of(kind: Kind) -> list[URLPattern]:
    """Return the addresses of one kind."""
    name, entry = kind.name, f"{kind.name}/<slug:public_id>/"
    return [
        path(f"{name}/", declared(EntryList, Channel.API, kind=kind), name=f"api_{name}"),
        path(entry, declared(EntryDetail, Channel.API, kind=kind), name=f"api_{name}_entry"),
        path(f"{entry}versions/", declared(VersionList, *OF_VERSIONS, kind=kind), name=f"api_{name}_versions"),
        path(
            f"{entry}versions/<int:number>/",
            declared(VersionDetail, *OF_VERSIONS, kind=kind),
            name=f"api_{name}_version",
        ),
    ]


urlpatterns = [
    *(address for kind in KINDS.values() for address in addresses_of(kind)),
    path("search/", declared(Search, Channel.API, Channel.SEARCH), name="api_search"),
]
