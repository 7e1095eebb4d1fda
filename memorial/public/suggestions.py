"""Suggestions: the people whose names begin as somebody types, as a few lines of data for the box of the search."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from memorial.people.models import Person
from memorial.public.pages import PublicRequest, public_page
from memorial.public.person_lines import person_line
from memorial.public.search_forms import LONGEST, one_line
from memorial.review.gate import Channel
from memorial.search.models import Edition
from memorial.search.people import PersonHit, find_people
from memorial.search.reasons import Code

AT_MOST = 8
#: One letter begins the names of half of all people, and says nothing of whom somebody looks for.
FEWEST_LETTERS = 2
#: What is said of a name while somebody is still typing it: all else would change with the next letter.
SAID = frozenset({Code.SPELLED, Code.KEYBOARD})


@public_page(Channel.SEARCH, kept=False)
def suggestions(request: PublicRequest) -> HttpResponse:
    """Give the people whose names begin with what was typed so far, and a sentence on how many they are."""
    typed = one_line(request.GET.get("q", ""))
    is_enough = FEWEST_LETTERS <= len(typed) <= LONGEST
    hits = people_begun(typed) if is_enough else []
    found = [suggestion(hit, request.memorial.languages) for hit in hits]
    response = JsonResponse({"status": status(len(found)) if is_enough else "", "people": found})
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def people_begun(typed: str) -> list[PersonHit]:
    """Return the people whose names are so written or so begun."""
    people = Person.objects.public(Channel.SEARCH)
    return find_people(typed, rows=people, edition=Edition.PUBLIC, limit=AT_MOST, prefix=True).hits


def suggestion(hit: PersonHit, order: Sequence[str]) -> dict[str, Any]:
    """Return one person as the box shows them; ``order`` is the memorial's languages."""
    line = person_line(hit.person, order)
    return {
        "name": line.name.value,
        "language": line.name.language,
        "direction": line.name.direction,
        "years": line.years,
        "reason": next((reason.sentence for reason in hit.reasons if reason.code in SAID), ""),
        "url": line.url,
    }


def status(number: int) -> str:
    """Return what a screen reader says of so many suggestions."""
    if not number:
        return _("No name begins so.")
    said = ngettext(
        "%(number)s name. Choose with the arrow keys.", "%(number)s names. Choose with the arrow keys.", number
    )
    return said % {"number": number}
