"""The map of the site for search engines: every page in every language, in parts that each cost the same to make.

Permanent ids are random, so an equal share of all possible ids holds about an equal share of the entries. How many
parts a kind is split into is reckoned from how densely the first ids lie: nothing is counted, and nothing that is not
public has a share in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils.translation import override

from memorial.base.memorial import Memorial
from memorial.base.public_ids import LENGTH, LETTERS
from memorial.media.models import Asset
from memorial.people.models import Person
from memorial.public.declared import leaves_by
from memorial.public.pages import READING, PublicRequest
from memorial.public.xml_writing import XmlWriter, if_changed
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
#: The most addresses that one part may hold (sitemaps.org).
MOST = 50_000
#: How many entries a part holds at most on average; and after how many it is reckoned how densely they lie.
EACH, SAMPLE = 1500, 2000
MOST_PARTS = 2**15
IDS = len(LETTERS) ** LENGTH
#: The pages that are about no one entry, by their url names, and the section that they make.
PAGES = "pages"
LISTS = (
    "home",
    "people",
    "families",
    "testimonies",
    "events",
    "places",
    "figures",
    "sources",
    "recognitions",
    "commemorations",
    "collection",
    "messages",
    "candles",
    "corrections",
    "contribute",
    "data",
    "codebook",
    "verify",
    "about",
    "consent",
    "privacy",
)
#: The kinds whose entries have pages of their own; all others stand on the page of their kind.
KINDS: dict[str, type[Entry]] = {"people": Person, "testimonies": Testimony, "sources": Source, "collection": Asset}

Params = ParamSpec("Params")
View = Callable[Concatenate[PublicRequest, Params], HttpResponse]


class Page(NamedTuple):
    """One page: its path in each language, and when it was last published, as far as that is known."""

    paths: dict[str, str]
    published: str = ""


def site_map(view: View[Params]) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Declare a view a part of the map: it is only read, and is the same whatever language is asked for."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        asked = cast(PublicRequest, request)
        asked.memorial, asked.draft = Memorial.current(), False
        response = view(asked, *args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        return response

    answer.is_public = answer.reads_apart = True  # type: ignore[attr-defined]
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    answer.in_all_languages = True  # type: ignore[attr-defined]
    return cast(Callable[Concatenate[HttpRequest, Params], HttpResponse], leaves_by(Channel.SITEMAP)(answer))


@site_map
def sitemaps(request: PublicRequest) -> HttpResponse:
    """Name the parts of the map."""
    writer = XmlWriter()
    with writer.inside("sitemapindex", {"xmlns": SITEMAP}):
        for section, parts in sections():
            for number in range(parts):
                path = reverse("sitemap", args=[section, parts, number])
                with writer.inside("sitemap"):
                    writer.element("loc", request.build_absolute_uri(path))
    return if_changed(request, writer.bytes(), "application/xml; charset=utf-8")


@site_map
def sitemap(request: PublicRequest, section: str, parts: int, number: int) -> HttpResponse:
    """Give one part of the map; one that the index does not name, or did not name lately, does not exist."""
    if number >= parts:
        raise Http404
    if section == PAGES and parts == 1:
        return mapped(request, list_pages(request.memorial.languages))
    if section not in KINDS or not may_be_asked(parts, parts_of(KINDS[section])):
        raise Http404
    rows = part_of(KINDS[section], parts, number)[: MOST // len(request.memorial.languages)]
    return mapped(request, entry_pages(rows, request.memorial.languages))


def may_be_asked(parts: int, now: int) -> bool:
    """Return whether a kind is split into so many parts, or may have been when the index was read."""
    return now > 0 and parts in {max(1, now // 2), now, now * 2}


def sections() -> Iterator[tuple[str, int]]:
    """Yield the sections of the map with the number of their parts."""
    yield PAGES, 1
    yield from ((section, parts_of(model)) for section, model in KINDS.items())


def parts_of(model: type[Entry]) -> int:
    """Return into how many parts, a power of two, the entries of one kind are split; none where none is public."""
    ids = shown(model).order_by("public_id").values_list("public_id", flat=True)
    last = ids[SAMPLE - 1 : SAMPLE].first() if ids[:1] else None
    if last is None:
        return 1 if ids[:1] else 0
    wanted = SAMPLE * IDS / (EACH * max(1, place_of(last)))
    parts = 1
    while parts < min(wanted, MOST_PARTS):
        parts *= 2
    return parts


def shown(model: Any) -> Any:
    """Return the public entries of one kind, so that they can be read from any id on."""
    return model.objects.public(Channel.SITEMAP).asked_each()


def place_of(public_id: str) -> int:
    """Return the place of an id among all possible ones."""
    place = 0
    for letter in public_id.ljust(LENGTH, LETTERS[0])[:LENGTH]:
        place = place * len(LETTERS) + max(0, LETTERS.find(letter))
    return place


def id_at(place: int) -> str:
    """Return the id that stands at a place among all possible ones."""
    letters = []
    for _position in range(LENGTH):
        place, rest = divmod(place, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(reversed(letters))


def part_of(model: type[Entry], parts: int, number: int) -> Any:
    """Return the public entries of one part of a kind: those whose ids lie in its share of all possible ones."""
    rows = shown(model).order_by("public_id")
    if number:
        rows = rows.filter(public_id__gte=id_at(IDS * number // parts))
    if number + 1 < parts:
        rows = rows.filter(public_id__lt=id_at(IDS * (number + 1) // parts))
    return rows.with_names() if model is Person else rows.only("public_id", "published_at")


def list_pages(languages: Sequence[str]) -> Iterator[Page]:
    """Yield the pages that are about no one entry."""
    for name in LISTS:
        yield Page({language: path_of(name, language) for language in languages})


def path_of(name: str, language: str) -> str:
    """Return the path of a page in one language."""
    with override(language):
        return reverse(name)


def entry_pages(entries: Iterable[Any], languages: Sequence[str]) -> Iterator[Page]:
    """Yield the pages of entries."""
    for entry in entries:
        paths = {}
        for language in languages:
            with override(language):
                paths[language] = entry.get_absolute_url()
        published = entry.published_at
        yield Page(paths, published.isoformat(timespec="seconds") if published else "")


def mapped(request: PublicRequest, pages: Iterable[Page]) -> HttpResponse:
    """Return pages as a part of the map: each language's own address, with those of all others beside it."""
    writer = XmlWriter()
    with writer.inside("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML}):
        for page in pages:
            absolute = {language: request.build_absolute_uri(path) for language, path in page.paths.items()}
            first = next(iter(absolute.values()))
            links = [*absolute.items(), ("x-default", first)]
            for address in absolute.values():
                with writer.inside("url"):
                    writer.element("loc", address)
                    if page.published:
                        writer.element("lastmod", page.published)
                    for language, other in links:
                        about = {"rel": "alternate", "hreflang": language, "href": other}
                        writer.element("xhtml:link", attributes=about)
    return if_changed(request, writer.bytes(), "application/xml; charset=utf-8")
