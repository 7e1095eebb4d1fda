"""The page of one photograph, document or recording: what it shows, who made it, and what may be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Value
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.reading import Parts, keep_referred, keep_rows, read_together
from memorial.base.texts import Text
from memorial.commemorations.models import Commemoration
from memorial.events.models import Event
from memorial.events.places import Place
from memorial.exchange.representations.assets import TIES
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
from memorial.public.linked import negotiated, with_given_out, within_page
from memorial.public.naming import read_named, read_public
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.public.titles import full_title
from memorial.review.gate import Channel
from memorial.review.models import Entry
from memorial.review.querysets import public_rule
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


@dataclass(frozen=True)
class Tied:
    """Entries of one kind with which an asset is shown, by their keys: those that are named, and of all, where."""

    entries: Mapping[int, Any]
    where: Mapping[int, str]


@public_page(Channel.PAGE)
def asset(request: PublicRequest, public_id: str) -> HttpResponse:
    """Show one asset."""
    entry = find_public(Asset, public_id, with_given_out(Asset.objects.public().select_related("original")))
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
    order, tied = request.memorial.languages, read_asset(entry)
    met = shown(entry, Where.OWN_PAGE, order, address=desk_address if request.draft else public_address)
    called, place, source = full_title(entry, order), entry.text("place", order), entry.source
    told = [words for words in (called[0], place) if words]
    context = {
        "asset": entry,
        "shown": met,
        "title": called[0],
        "words": entry.text("shown", order),
        "place": place,
        "source": source,
        "imprint": full_title(source, order)[1] if source else "",
        "uncovered": entry.redacts,
        "groups": shown_with(tied, order),
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


def read_asset(asset: Asset) -> Mapping[type[Entry], Tied]:
    """Keep with an asset what its page shows of it and a stranger may see; return the entries with which it is shown.

    What it is a scan of, and what it is a redacted copy of, are kept with it where they have been published as well.
    """
    for path, kind in (("source", Source), ("redacts", Asset)):
        key = getattr(asset, f"{path}_id")
        keep_referred(asset, path, read_public(kind, [key]).get(key) if key else None)
    # Others show the asset, never a working copy of it that is being previewed.
    tied, naming = read_tied(asset, asset.copy_of or asset)
    read_together(Parts([asset], "translations"), Parts([asset.original], "derivatives"), *naming)
    return tied


def read_tied(asset: Asset, itself: Any) -> tuple[dict[type[Entry], Tied], list[Parts]]:
    """Return the public entries with which an asset is shown, by kind, and the parts by which they are named.

    The ties are kept with the asset: one question for all kinds.
    """
    kinds = list(KINDS)
    tables: list[Any] = [cast(Any, kind)._meta.get_field("pictures").related_model for kind in kinds]
    asked = [ties_of(table, itself, place) for place, table in enumerate(tables)]
    where: dict[type[Entry], dict[int, str]] = {kind: {} for kind in KINDS}
    ties: list[list[Any]] = [[] for _kind in kinds]
    for place, entry, public_id, place_shown in sorted(asked[0].union(*asked[1:], all=True)):
        where[kinds[place]][entry] = place_shown
        tie = tables[place](entry_id=entry, asset_id=itself.pk)
        tie.entry_public_id = public_id
        ties[place].append(tie)
    for path, table in TIES.items():
        keep_rows(asset, path, ties[tables.index(table)])
    found, naming = read_named({kind: list(where[kind])[:NAMED] for kind in kinds})
    return {kind: Tied(found[kind], where[kind]) for kind in kinds}, naming


def ties_of(table: Any, asset: Any, place: int) -> Any:
    """Return the ties of one kind by which an asset is shown with public entries, as values of one shape."""
    ties = public_ties(table).filter(public_rule(table, "entry"), asset=asset.pk).order_by()
    where = "where_shown" if table is Depiction else Value("")
    return ties.values_list(Value(place), "entry", "entry__public_id", where)


def shown_with(tied: Mapping[type[Entry], Tied], order: Sequence[str]) -> list[ShownGroup]:
    """Return the public entries with which an asset is shown, by kind; ``order`` are the memorial's languages."""
    return [
        ShownGroup(
            KINDS[kind],
            sorted(
                (
                    ShownEntry(*full_title(entry, order), entry.get_absolute_url(), each.where[key])
                    for key, entry in each.entries.items()
                ),
                key=lambda one: one.title.sort_key,
            ),
            len(each.where) > NAMED,
        )
        for kind, each in tied.items()
        if each.entries
    ]
