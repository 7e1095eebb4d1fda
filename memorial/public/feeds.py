"""Feeds: what was published last, and what was corrected last, for those who are told by a program of theirs (Atom)."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from memorial.base.languages import active_language
from memorial.public.corrections import PAGE_SIZE, Correction, corrections_of, public_corrections
from memorial.public.pages import PublicRequest, public_page
from memorial.public.sections import SECTIONS
from memorial.public.xml_writing import if_changed, printable
from memorial.review.gate import Channel
from memorial.review.revisions import Revision

#: When an empty feed was last changed: a page depends on its address alone, and not on the moment of asking.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """A feed of versions; it changes when one is published or withdrawn, and at no other time."""

    def latest_post_date(self) -> datetime:
        return max((item["pubdate"] for item in self.items), default=NEVER)


@public_page(Channel.FEED)
def published(request: PublicRequest) -> HttpResponse:
    """Give the newest versions of all entries, new ones and changed ones, in the language of the address."""
    rows = Revision.objects.public(*SECTIONS.values(), channel=Channel.FEED).standing().defer("snapshot")
    return feed_of(request, rows, ("feed", "home", _("New and changed")), about_version)


@public_page(Channel.FEED)
def corrected(request: PublicRequest) -> HttpResponse:
    """Give the newest corrections in the language of the address."""
    rows = public_corrections(Channel.FEED)
    return feed_of(request, rows, ("corrections_feed", "corrections", _("Corrections")), about_correction)


def feed_of(
    request: PublicRequest,
    rows: "QuerySet[Revision]",
    names: tuple[str, str, str],
    about: Callable[[Correction, str], str],
) -> HttpResponse:
    """Return the newest of some versions as a feed.

    ``names`` are the url names of the feed and of the page that it belongs to, and its title; ``about`` says what is
    told of a version, given its absolute address. Each version is an entry of its own, with its permanent address as
    its id: nothing is told twice, and nothing that was told is altered.
    """
    own, page = (request.build_absolute_uri(reverse(name)) for name in names[:2])
    memorial = printable(str(request.memorial))
    feed = Feed(
        title=f"{names[2]} · {memorial}",
        link=page,
        description=None,
        feed_url=own,
        feed_guid=own,
        language=active_language(),
        author_name=memorial,
    )
    for one in corrections_of(request, rows.order_by("-published_at", "-pk")[:PAGE_SIZE]):
        address = request.build_absolute_uri(one.version_url)
        feed.add_item(
            title=printable(", ".join(part for part in (one.title.value, one.detail) if part)),
            link=request.build_absolute_uri(one.url),
            description=printable(about(one, address)),
            unique_id=address,
            pubdate=one.at,
            updateddate=one.at,
            categories=[one.kind],
        )
    return if_changed(request, feed.writeString("utf-8").encode(), feed.content_type)


def about_version(one: Correction, address: str) -> str:
    """Return what is told of a version, as HTML: what kind of entry it is, and which version; no word of it."""
    said = _("Newly published.") if one.number == 1 else _("Published anew, with changes.")
    return format_html("<p>{}. {}</p>{}", one.kind, said, version_link(one, address))


def about_correction(one: Correction, address: str) -> str:
    """Return what is told of a correction, as HTML: the sentence, marked with its language, and the version."""
    version = version_link(one, address)
    if one.sentence is None:
        return version
    said = format_html('<p lang="{}" dir="{}">{}</p>', one.sentence.language, one.sentence.direction, one.sentence)
    if one.sentence.foreign:
        note = _("In %(language)s; there is no English text yet.") % {"language": one.sentence.language_name}
        said = format_html("{}<p>{}</p>", said, note)
    return said + version


def version_link(one: Correction, address: str) -> str:
    """Return the way to a version, as HTML."""
    return format_html('<p><a href="{}">{}</a></p>', address, _("Version %(number)s") % {"number": one.number})
