"""Recognitions by level: each body speaks for whom it can speak, and for nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from memorial.base.date_words import words
from memorial.commemorations.recognitions import Recognition, RecognitionCitation
from memorial.public.listing import Listed, Texts, listing, read_listed
from memorial.public.notes import with_evidence
from memorial.public.pages import PublicRequest, public_page, render_page
from memorial.review.gate import Channel

TEXTS = ["body", "jurisdiction", "wording", "detail", "reversal_detail"]

#: What stands over each level, and for whom such a body can speak.
LEVELS: dict[str, tuple[str | Promise, str | Promise]] = {
    Recognition.Level.STATE: (
        _("Acts of states"),
        _("Acts of bodies that speak for a state as a whole."),
    ),
    Recognition.Level.CHAMBER: (
        _("Acts of parliaments and their chambers"),
        _(
            "A parliament, or one of its chambers, speaks for itself. "
            "Its act is shown as its own, not as one of the state."
        ),
    ),
    Recognition.Level.COMMITTEE: (
        _("Acts of parliamentary committees"),
        _("A committee speaks for its members. Its act is neither one of the parliament nor one of the state."),
    ),
    Recognition.Level.SUB_NATIONAL: (
        _("Acts of parts of a country"),
        _(
            "A legislature or an office of a federal state, a province or a city speaks for that part alone. "
            "Its act is not one of the country."
        ),
    ),
    Recognition.Level.INDIVIDUAL_MEMBERS: (
        _("Declarations by individual members"),
        _("A declaration signed by members binds those who signed it, and not the assembly to which they belong."),
    ),
}


@dataclass(frozen=True)
class ListedLevel:
    """The acts of one level under its heading."""

    key: str
    heading: str | Promise
    explanation: str | Promise
    rows: list[Listed]


@public_page(Channel.LIST)
def recognitions(request: PublicRequest) -> HttpResponse:
    """Show all recognitions by level."""
    return recognition_list(request)


def render_recognition(request: PublicRequest, entry: Recognition) -> HttpResponse:
    """Return the page of recognitions as it will be with this draft in it."""
    return recognition_list(request, draft=entry)


def recognition_list(request: PublicRequest, draft: Recognition | None = None) -> HttpResponse:
    """Return the page of all recognitions, each under its own level."""
    shown = (
        Recognition.objects.public(Channel.LIST)
        .with_draft(draft)
        .prefetch_related(with_evidence(model=RecognitionCitation))
    )
    rows = list(shown)
    read_listed(rows)
    found = listing(rows, texts=TEXTS, order=request.memorial.languages, title=name_of, sort=place_in_order)
    context = {**found.context, "levels": by_level(found.rows)}
    return render_page(request, "public/recognitions/list.html", context, section="recognitions")


def name_of(act: Recognition, texts: Texts) -> str:
    """Return what an act is called where a list of notes leads back to it: many bodies of a kind bear one name."""
    body = ": ".join(str(text) for text in (texts["jurisdiction"], texts["body"]) if text)
    return ", ".join(part for part in (body, words(act.date)) if part)


def place_in_order(act: Recognition, texts: Texts) -> tuple[int, bool, str, str, int]:
    """Return where an act stands: by level, then by date, and without a date by jurisdiction."""
    where = texts["jurisdiction"] or texts["body"]
    name = where.sort_key if where else ""
    day = act.date_earliest
    return list(LEVELS).index(act.level), day is None, day.isoformat() if day else "", name, act.pk


def by_level(rows: Iterable[Listed]) -> list[ListedLevel]:
    """Return the acts of each level that has any."""
    kept = list(rows)
    found = [
        ListedLevel(key, heading, explanation, [row for row in kept if row.entry.level == key])
        for key, (heading, explanation) in LEVELS.items()
    ]
    return [level for level in found if level.rows]
