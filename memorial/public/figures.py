"""How many? Each number with who states it, when, and of whom; rivals stand side by side."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse

from memorial.base.alphabets import upper
from memorial.base.languages import active_language
from memorial.base.texts import Text
from memorial.events.figures import Figure, FigureCitation, number_words
from memorial.people.models import Person
from memorial.people.register import RegisterRow
from memorial.public.listing import Listed, Texts, listing, read_listed
from memorial.public.notes import with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel


@dataclass(frozen=True)
class ListedFigure:
    """One number in words, and its subject where that is not the one of its topic."""

    row: Listed
    number: str
    own_subject: Text | None


@dataclass(frozen=True)
class Topic:
    """All that is stated on one subject."""

    key: str
    subject: Text | None
    heading: str
    figures: list[ListedFigure]


@dataclass(frozen=True)
class Names:
    """How many people this memorial names, and how many it knows of without a name."""

    named: int
    unnamed: int


@public_page(Channel.LIST)
def figures(request: PublicRequest) -> HttpResponse:
    """Show all figures."""
    return figure_list(request)


def render_figure(request: PublicRequest, entry: Figure) -> HttpResponse:
    """Return the page of figures as it will be with this draft in it."""
    return figure_list(request, draft=entry)


def figure_list(request: PublicRequest, draft: Figure | None = None) -> HttpResponse:
    """Return the page of all figures by topic, in the order that the curators gave; nothing is summed or ranked."""
    shown = (
        Figure.objects.public(Channel.LIST)
        .with_draft(draft)
        .prefetch_related(with_evidence(model=FigureCitation))
        .order_by("position", "pk")
    )
    rows = by_topic(shown)
    read_listed(rows)
    found = listing(rows, texts=["subject", "scope", "stated_by"], order=request.memorial.languages, title=name_of)
    context = {**found.context, "topics": topics(found.rows), "names": names_here()}
    return render_page(request, "public/figures/list.html", context, section="figures")


def name_of(figure: Figure, texts: Texts) -> str:
    """Return what a figure is called where a list of notes leads back to it: rivals have one subject."""
    return f"{texts['subject'] or figure.topic}: {number_words(figure)}"


def by_topic(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures of each topic together; topics stand in the order of their first figure."""
    kept = list(figures)
    topics_in_order = list(dict.fromkeys(figure.topic for figure in kept))
    return sorted(kept, key=lambda figure: topics_in_order.index(figure.topic))


def topics(rows: Iterable[Listed]) -> list[Topic]:
    """Return figures that stand together as topics."""
    return [topic(key, list(group)) for key, group in groupby(rows, key=lambda row: row.entry.topic)]


def topic(key: str, rows: list[Listed]) -> Topic:
    """Return one topic under the subject of its first figure."""
    subject = rows[0].texts["subject"]
    heading = upper(subject.value[0], subject.language) + subject.value[1:] if subject else key
    return Topic(key, subject, heading, [listed_figure(row, subject) for row in rows])


def listed_figure(row: Listed, subject: Text | None) -> ListedFigure:
    """Return one figure with its number as the page's language writes it."""
    own = row.texts["subject"]
    differs = own and subject and own.value != subject.value
    return ListedFigure(row, number_words(row.entry), own if differs else None)


def names_here() -> Names:
    """Return how many people stand on this memorial.

    Both are counted over an index alone (``person_public``; the end of the register), so a long register costs little.
    """
    unnamed = RegisterRow.objects.public().unnamed(active_language()).count()
    return Names(named=Person.objects.public().count() - unnamed, unnamed=unnamed)
