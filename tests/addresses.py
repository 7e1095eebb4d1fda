"""Every public address, found by walking the map of addresses: a new page is among them, or the walk fails."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from memorial.contributions.wordings import CONSENT, PRIVACY, editions
from memorial.exchange.representations.kinds import KINDS as API_KINDS
from memorial.media.showing import Where, shown
from memorial.models import Asset, CopyFile, Person, Source, Testimony
from memorial.operations.request_ids import HEADER
from memorial.public.citation import FORMS
from memorial.public.data import CODEBOOKS
from memorial.public.iiif import KINDS as MANIFESTS
from memorial.public.iiif_images import digest_of, rows_of
from memorial.public.previews import PAGES
from memorial.public.probes import ALIVE, READY
from memorial.public.sections import KINDS
from memorial.public.sitemap import KINDS as KINDS_OF_MAP
from memorial.public.sitemap import PAGES as PAGES_OF_MAP
from memorial.review.models import Entry

LANGUAGES = ("az", "en", "ru", "tr")
#: Addresses of the desk, which asks everybody to sign in; its own tests cover them.
DESK = "admin"

Arguments = dict[str, str]
Fill = Callable[[Iterable[Entry]], list[Arguments]]


def of_kind(model: type[Entry], *, slug: str = "") -> Fill:
    """Return how to fill the address of a kind's own pages."""

    def fill(entries: Iterable[Entry]) -> list[Arguments]:
        more = {"slug": slug} if slug else {}
        return [{"public_id": entry.public_id, **more} for entry in entries if isinstance(entry, model)]

    return fill


def previews(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of every preview, with and without a page for its kind."""
    found = [{"kind": str(entry._meta.model_name), "public_id": entry.public_id} for entry in entries]
    return [arguments for arguments in found if arguments["kind"] in PAGES]


#: The numbers of the versions that are asked for: an earlier one and, where a test has kept it, the present one.
VERSIONS = ("1", "2")


def versions(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of the versions of every entry whose kind has a public place."""
    known = [(str(entry._meta.model_name), entry.public_id) for entry in entries]
    return [
        {"kind": kind, "public_id": public_id, "number": number}
        for kind, public_id in known
        if kind in KINDS
        for number in VERSIONS
    ]


def citations(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of references to earlier versions, the forms in turn."""
    earlier = [arguments for arguments in versions(entries) if arguments["number"] == VERSIONS[0]]
    return [{**arguments, "form": form} for arguments, form in zip(earlier, cycle(FORMS), strict=False)]


def manifests(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of the manifest of every entry whose kind can have pictures."""
    found = [{"kind": str(entry._meta.model_name), "public_id": entry.public_id} for entry in entries]
    return [arguments for arguments in found if arguments["kind"] in MANIFESTS]


def pictures(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of every picture that viewers of other institutions may ask for."""
    assets = [entry for entry in entries if isinstance(entry, Asset)]
    rows = [(asset, rows_of(shown(asset, Where.OWN_PAGE), Where.OWN_PAGE)) for asset in assets]
    return [{"public_id": asset.public_id, "digest": digest_of(found)} for asset, found in rows if found]


def files(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of every file behind the assets, whether or not it may be sent; pictures in one format."""
    assets = [entry for entry in entries if isinstance(entry, Asset)]
    return [
        {"public_id": asset.public_id, "digest": row.sha256, "extension": row.format}
        for asset in assets
        for row in asset.original.derivatives.exclude(format__in=["avif", "webp"])
    ]


def transcripts(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of what is spoken in the assets, in one of its languages."""
    return [{**arguments, "language": "en"} for arguments in of_kind(Asset)(entries)]


def sizes(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of the same pictures in one of their sizes."""
    return [{**arguments, "size": "max"} for arguments in pictures(entries)]


def wordings(name: str) -> Fill:
    """Return how to fill the address of each version of a text on consent or privacy, which depends on no entry."""
    return lambda _entries: [{"version": each.version} for each in editions(name)]


def entries_written_about(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of the forms that are opened from the page of an entry."""
    found = [{"kind": str(entry._meta.model_name), "public_id": entry.public_id} for entry in entries]
    return [arguments for arguments in found if arguments["kind"] in KINDS]


def codebooks(_entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of the codebook as a file, which depends on no entry."""
    return [{"form": form} for form in CODEBOOKS]


def copied_files(_entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of every file of a public copy that a test has made, whether or not it is given out."""
    return [{"digest": file.sha256, "name": file.name} for file in CopyFile.objects.all()]


def no_entry(_entries: Iterable[Entry]) -> list[Arguments]:
    """Return nothing: such an address is the secret of one contribution, and no entry has one."""
    return []


def documents(entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of the linked data of every entry that leaves the memorial as data."""
    models = {kind.model for kind in API_KINDS.values()}
    found = [entry for entry in entries if type(entry) in models]
    return [{"kind": str(entry._meta.model_name), "public_id": entry.public_id} for entry in found]


def parts_of_map(_entries: Iterable[Entry]) -> list[Arguments]:
    """Return the arguments of the parts of the map for search engines, which are one each while there is little."""
    return [{"section": section, "parts": "1", "number": "0"} for section in (PAGES_OF_MAP, *KINDS_OF_MAP)]


def api_fills() -> dict[str, Fill]:
    """Return how the addresses of each kind of the API are filled."""
    fills: dict[str, Fill] = {}
    for name, kind in API_KINDS.items():
        fills |= {f"api_{name}_entry": of_kind(kind.model), f"api_{name}_versions": of_kind(kind.model)}
        fills[f"api_{name}_version"] = numbered(kind.model)
    return fills


def numbered(model: type[Entry]) -> Fill:
    """Return how to fill the address of the versions of a kind."""

    def fill(entries: Iterable[Entry]) -> list[Arguments]:
        return [{**arguments, "number": number} for arguments in of_kind(model)(entries) for number in VERSIONS]

    return fill


#: How the arguments of an address are found, for each address that has any.
FILLS: dict[str, Fill] = {
    "person": of_kind(Person, slug="-"),
    "person_short": of_kind(Person),
    "family_file": of_kind(Person),
    "testimony": of_kind(Testimony),
    "source": of_kind(Source),
    "asset": of_kind(Asset),
    "media": files,
    "transcript": transcripts,
    "preview": previews,
    "manifest": manifests,
    "iiif_info": pictures,
    "iiif_image": sizes,
    "version": versions,
    "citation": citations,
    "contribute_picture": entries_written_about,
    "contribute_correction": entries_written_about,
    "contribute_takedown": entries_written_about,
    "codebook_file": codebooks,
    "data_file": copied_files,
    "yours": no_entry,
    "yours_copied": no_entry,
    "yours_act": no_entry,
    "consent_version": wordings(CONSENT),
    "privacy_version": wordings(PRIVACY),
    "sitemap": parts_of_map,
    "linked": documents,
    **api_fills(),
}


#: What a form for strangers has of its own each time its page is opened, and when a harvester was answered.
TOKEN = re.compile(rb'(name="token" value="|<responseDate>)[^"<]*')
#: The addresses at which strangers may write; all others are only read.
WRITTEN_AT = re.compile(r"/[a-z]{2}/(contribute/.+|candles/light/)")


def without_token(body: bytes) -> bytes:
    """Return what an address answers, without what is of this one answer: the token of a form, the time."""
    return TOKEN.sub(rb"\1", body)


@dataclass(frozen=True)
class Address:
    """One name in the map of addresses, with the names of its arguments."""

    name: str
    arguments: frozenset[str]


class UnknownAddress(AssertionError):
    """An address that the walk cannot fill: say in FILLS how its arguments are found."""


def public_addresses() -> list[Address]:
    """Return every address of the map that is not of the desk."""
    return sorted(set(walk(get_resolver())), key=lambda address: address.name)


def walk(resolver: URLResolver) -> Iterator[Address]:
    """Yield the addresses below one part of the map."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != DESK:
                yield from walk(pattern)
        elif isinstance(pattern, URLPattern):
            yield Address(pattern.name or f"unnamed: {pattern.pattern}", frozenset(pattern.pattern.converters))


def urls_for(address: Address, entries: Iterable[Entry], languages: Iterable[str] = LANGUAGES) -> list[str]:
    """Return the addresses of one name, in every language (unless given), for these entries."""
    filled: list[Any] = [{}]
    if address.arguments:
        if address.name not in FILLS:
            raise UnknownAddress(address.name)
        filled = FILLS[address.name](entries)
    found = set()
    for language in languages:
        with override(language):
            found |= {reverse(address.name, kwargs=arguments) for arguments in filled}
    # A person's page has an address for each language, which the entry itself knows.
    return sorted(found | own_addresses(address, entries, languages))


def own_addresses(address: Address, entries: Iterable[Entry], languages: Iterable[str]) -> set[str]:
    """Return the addresses that entries give themselves."""
    found = set()
    if address.name == "person":
        for language in languages:
            with override(language):
                found |= {entry.get_absolute_url() for entry in entries if isinstance(entry, Person)}
    return found


#: What is answered in front of the map, because it depends on no host.
PROBES = (ALIVE, READY)


def all_urls(entries: Iterable[Entry], languages: Iterable[str] = LANGUAGES) -> list[str]:
    """Return every public address of these entries and of no entry, in every language (unless given)."""
    kept = list(entries)
    return [url for address in public_addresses() for url in urls_for(address, kept, languages)] + [*PROBES]


def lasting_headers(response: HttpResponseBase) -> dict[str, str]:
    """Return the headers of an answer without the id that each request has of its own."""
    return {name: value for name, value in response.headers.items() if name != HEADER}
