"""The cases of `entrances`: two people who are one; synthetic."""

from typing import Any

from django.urls import reverse

from memorial.models import Person, User
from memorial.people.merge_page import seen
from memorial.people.merging import merge
from memorial.review.ledger import Verb
from memorial.review.status import Status
from tests.conftest import staff
from tests.factories import make_person
from tests.review.entrances import Stage, Trial, entrance


def two_drafts() -> tuple[Person, Person]:
    """Return two drafts that are one person."""
    return make_person(status=Status.DRAFT), make_person(status=Status.DRAFT)


def address_of(way: str, *people: Person) -> str:
    return reverse(f"admin:{way}", args=[person.pk for person in people])


def sent(kept: Person, merged: Person, **more: str) -> dict[str, str]:
    """Return what the page sends."""
    return {"keep": str(kept.pk), "seen": seen(kept, merged), "note": "Synthetic note"} | more


def merged_by(user: User) -> str:
    """Return the address at which a merge is undone."""
    kept, merged = two_drafts()
    return reverse("admin:undo_merge", args=[merge(kept=kept, merged=merged, by=user, note="").pk])


@entrance("merge_people")
def merging_two_people(stage: Stage) -> Trial:
    kept, merged = two_drafts()
    url, data = address_of("merge_people", kept, merged), sent(kept, merged)
    curator, others = stage.browser("curator"), [stage.browser(who) for who in ("contributor", "steward", "keeper")]
    in_vain: list[Any] = [lambda browser=browser: browser.post(url, data) for browser in others]
    in_vain += [lambda: curator.get(url), lambda: curator.post(url, data | {"seen": "x"})]
    in_vain += [lambda: curator.post(url, data | {"note": ""})]
    return Trial(Verb.MERGED, lambda: curator.post(url, data), tuple(in_vain))


@entrance("undo_merge")
def undoing_a_merge(stage: Stage) -> Trial:
    url, curator = merged_by(stage.curator), stage.browser("second")
    others = [stage.browser(who) for who in ("contributor", "steward", "keeper")]
    in_vain: list[Any] = [lambda browser=browser: browser.post(url) for browser in others]
    return Trial(Verb.MERGE_UNDONE, lambda: curator.post(url), (*in_vain, lambda: curator.get(url)))


def merges(at: Any) -> str:
    """Merge two people."""
    kept, merged = two_drafts()
    done: str = at.does(address_of("merge_people", kept, merged), sent(kept, merged))
    return done


def undoes(at: Any) -> str:
    """Undo a merge that a curator has made."""
    done: str = at.does(merged_by(staff("merging-curator", "curator")))  # type: ignore[arg-type]  # a role by its name
    return done


#: How each door of the desk is tried that has to do with merging.
DOORS: dict[str, Any] = {
    "whom to merge with": lambda at: at.opens(address_of("choose_merge", two_drafts()[0])),
    "two people side by side": lambda at: at.opens(address_of("merge_people", *two_drafts())),
    "merge two people": merges,
    "undo a merge": undoes,
}
