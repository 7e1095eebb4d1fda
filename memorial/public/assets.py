"""The page of one photograph, document or recording: what it shows, who made it, and what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.texts import Text
from memorial.commemorations.models import Commemoration
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.media.asset_panels import desk_address
from memorial.media.models import Asset, Grade
from memorial.media.showing import Shown, Where, public_address, shown
from memorial.media.transcripts import as_file, cues
from memorial.people.depictions import Depiction
from memorial.people.models import Person
from memorial.public.cards import card_of
from memorial.public.editions import edition_of
from memorial.public.finding import find_public
from memorial.public.illustrations import public_ties
from memorial.public.linked import negotiated, within_page
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.titles import full_title, with_title
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.sources.models import Source
from memorial.testimonies.models import Testimony

#: The kinds of entries that can be shown or heard, with what stands over them.
KINDS: Mapping[type[Entry], str | Promise] = {
    Person: _("Who is shown or heard"),
    Event: _("Events"),
    Place: _("Places"),
    Commemoration: _("Commemorations"),
    Testimony: _("Testimonies"),
}
#: How many entries of each kind the page names.
NAMED = 200


@dataclass(frozen=True)
class ShownEntry:
    """One entry that is shown with the asset; of a person, ``where`` in the picture."""

    title: Text
    detail: str
    url: str
    where: str


@dataclass(frozen=True)
class ShownGroup:
    """The entries of one kind that are shown with the asset; ``more`` when not all of them are named."""

    heading: str | Promise
    entries: list[ShownEntry]
    more: bool


@public_page(Channel.PAGE)
def asset(request: PublicRequest, public_id: str) -> HttpResponse:
    """Show one asset."""
    entry = find_public(Asset, public_id, Asset.objects.public().ready_to_show())
    return negotiated(request, entry, lambda: render_asset(request, entry))


@public_page(Channel.PAGE)
def transcript(request: PublicRequest, public_id: str, language: str) -> HttpResponse:
    """Give what is spoken in a recording, in one language, as a player reads it."""
    entry = find_public(Asset, public_id, Asset.objects.public().ready_to_show())
    known = {track.language for track in shown(entry, Where.OWN_PAGE).tracks}
    words = next((row.transcript for row in entry.translations.all() if row.language == language), "")
    if language not in known or not cues(words):
        raise Http404
    response = HttpResponse(as_file(words), content_type="text/vtt; charset=utf-8")
    if entry.grade != Grade.NONE:
        # A search would show the words without the note.
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def render_asset(request: PublicRequest, entry: Asset) -> HttpResponse:
    """Return the page of an asset that the reader may see: a public one, or a draft for staff."""
    order = request.memorial.languages
    met = shown(entry, Where.OWN_PAGE, order, address=desk_address if request.draft else public_address)
    called, place, source = full_title(entry, order), entry.text("place", order), public_source(entry)
    told = [words for words in (called[0], place) if words]
    context = {
        "asset": entry,
        "shown": met,
        "title": called[0],
        "words": entry.text("shown", order),
        "place": place,
        "source": source,
        "imprint": full_title(source, order)[1] if source else "",
        "uncovered": public_original(entry),
        "groups": shown_with(entry, order),
        "foreign": list(dict.fromkeys(words.foreign_name for words in told if words.foreign)),
        "unreviewed": any(words.unreviewed for words in told),
        "permanent": request.build_absolute_uri(reverse("asset", args=[entry.root_id])),
        "edition": edition_of(request, entry, called),
        "card": card_of(request, called, asset=entry),
        "linked": within_page(request, entry),
    }
    response = render_page(request, "public/collection/asset.html", context, section="collection", entry=entry)
    return as_graded(response, met)


def as_graded(response: HttpResponse, met: Shown) -> HttpResponse:
    """Return a page with the word to searches for pictures that what is covered on it is not theirs to show."""
    if not met.is_open:
        response.headers["X-Robots-Tag"] = "noimageindex"
    return response


def public_source(asset: Asset) -> Source | None:
    """Return the source that an asset is a scan of, where a stranger may see it."""
    if asset.source_id is None:
        return None
    found: Source | None = Source.objects.public().filter(pk=asset.source_id).first()
    return found


def public_original(asset: Asset) -> Asset | None:
    """Return the asset of which this one is a redacted copy, where it has been published as well."""
    if asset.redacts_id is None:
        return None
    found: Asset | None = Asset.objects.public().filter(pk=asset.redacts_id).first()
    return found


def shown_with(asset: Asset, order: Sequence[str]) -> list[ShownGroup]:
    """Return the public entries with which an asset is shown, by kind; ``order`` are the memorial's languages."""
    # Others show the asset, never a working copy of it that is being previewed.
    groups = (shown_group(kind, asset.copy_of or asset, order) for kind in KINDS)
    return [group for group in groups if group.entries]


def shown_group(kind: Any, asset: Any, order: Sequence[str]) -> ShownGroup:
    """Return the public entries of one kind with which an asset is shown, by title."""
    ties = public_ties(kind._meta.get_field("pictures").related_model).filter(asset=asset)
    found = list(with_title(kind.objects.public().filter(pictures__in=ties).order_by("pk"))[: NAMED + 1])
    where = where_shown(asset, found) if kind is Person else {}
    entries = [
        ShownEntry(*full_title(entry, order), entry.get_absolute_url(), where.get(entry.pk, ""))
        for entry in found[:NAMED]
    ]
    return ShownGroup(KINDS[kind], sorted(entries, key=lambda one: one.title.sort_key), len(found) > NAMED)


def where_shown(asset: Asset, people: Sequence[Person]) -> dict[int, str]:
    """Return where in a picture each of these people is, by their keys."""
    return dict(Depiction.objects.public().filter(asset=asset, entry__in=people).values_list("entry", "where_shown"))
