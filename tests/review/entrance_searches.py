"""The cases of `entrances`: what curators do about names that visitors sought in vain; synthetic."""

from datetime import date
from typing import Any

from django.urls import reverse

from memorial.models import UnansweredSearch
from memorial.review.ledger import Verb
from tests.factories import keep_version, make_person
from tests.review.entrances import Stage, Trial, entrance


def address_of(way: str, days: int = 3) -> str:
    """Return the address of an act with a search that was asked on so many days."""
    row = UnansweredSearch.objects.create(words=f"synthetic {way} {days}", days=days, last_day=date(2026, 3, 1))
    return reverse(f"admin:{way}", args=[row.pk])


def case_of_search(stage: Stage, way: str, verb: Verb, data: dict[str, str]) -> Trial:
    """Return the case of one act: it is a curator's, and a search that is not shown to anybody has none."""
    url, hidden = address_of(way), address_of(way, days=2)
    curator, others = stage.browser("curator"), [stage.browser(who) for who in ("contributor", "steward", "keeper")]
    in_vain = [lambda browser=browser: browser.post(url, data) for browser in others]
    return Trial(
        verb, lambda: curator.post(url, data), (*in_vain, lambda: curator.get(url), lambda: curator.post(hidden, data))
    )


@entrance("look_into_search")
def looking_into_a_search(stage: Stage) -> Trial:
    return case_of_search(stage, "look_into_search", Verb.TAKEN, {})


@entrance("set_search_aside")
def setting_a_search_aside(stage: Stage) -> Trial:
    return case_of_search(stage, "set_search_aside", Verb.SEARCH_ASIDE, {})


@entrance("searched_person")
def answering_a_search(stage: Stage) -> Trial:
    person = keep_version(make_person())
    return case_of_search(stage, "searched_person", Verb.COPIED, {"person": str(person.pk)})


def published() -> dict[str, str]:
    """Return what is sent with a person who is public."""
    return {"person": str(keep_version(make_person()).pk)}


#: How each door of the desk is tried that has to do with searching.
DOORS: dict[str, Any] = {
    "search of the desk": lambda at: at.opens(reverse("admin:desk_search") + "?q=Synthetic"),
    "sought and not found": lambda at: at.opens(reverse("admin:unanswered_searches")),
    "look into a search": lambda at: at.does(address_of("look_into_search")),
    "set a search aside": lambda at: at.does(address_of("set_search_aside")),
    "which person was sought": lambda at: at.opens(address_of("searched_person")),
    "answer a search": lambda at: at.does(address_of("searched_person"), published()),
}
