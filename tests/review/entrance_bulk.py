"""The cases of `entrances`: sets of drafts that are published together; synthetic."""

from typing import Any

from django.urls import reverse

from memorial.models import BulkReview, User
from memorial.review.bulk_acts import publish_set
from memorial.review.ledger import Verb
from tests.conftest import staff
from tests.review.bulk import check_all, drafts, opened, published
from tests.review.entrances import Stage, Trial, entrance
from tests.review.matrix_rows import PEOPLE

OPEN = "admin:bulk_open"
SAID = {"title": "Synthetic set", "note": "", "share": ""}


def author(name: str = "synthetic-author") -> User:
    """Return somebody who has brought in a list."""
    return User.objects.filter(username=name).first() or staff(name)


def curators() -> list[User]:
    """Return two people who check."""
    names = ("synthetic-first", "synthetic-second")
    return [User.objects.filter(username=name).first() or staff(name, *PEOPLE["curator"]) for name in names]


def checked() -> BulkReview:
    """Return a bulk review whose sample was checked by two people."""
    people = curators()
    review = opened(people[0], drafts(2, author()))
    check_all(review, *people)
    return review


def address_of(way: str, review: BulkReview, *more: int) -> str:
    return reverse(f"admin:{way}", args=[review.pk, *more])


def said_of(review: BulkReview, number: int = 1) -> dict[str, str]:
    """Return what the page of a row sends."""
    return {"verdict": "right", "remark": "", "seen": review.of_rows.get(number=number).content}


@entrance("bulk_open")
def opening_a_bulk_review(stage: Stage) -> Trial:
    drafts(2, stage.contributor)
    url, curator = reverse(OPEN, args=["person"]), stage.browser("curator")
    others = [stage.browser(who) for who in ("contributor", "steward", "keeper")]
    in_vain: list[Any] = [lambda browser=browser: browser.post(url, SAID) for browser in others]
    in_vain += [lambda: curator.get(url), lambda: curator.post(url, SAID | {"title": ""})]
    in_vain += [lambda: curator.post(f"{url}?status__exact=published", SAID), lambda: curator.post(f"{url}?x=y", SAID)]
    in_vain += [lambda: curator.post(url, SAID | {"share": "900"})]
    return Trial(Verb.BULK_OPENED, lambda: curator.post(url, SAID), tuple(in_vain))


@entrance("bulk_check")
def checking_a_row(stage: Stage) -> Trial:
    review = opened(stage.curator, drafts(2, stage.contributor))
    url, data, second = address_of("bulk_check", review, 1), said_of(review), stage.browser("second")
    others = [stage.browser(who) for who in ("contributor", "steward", "keeper")]
    in_vain: list[Any] = [lambda browser=browser: browser.post(url, data) for browser in others]
    in_vain += [lambda: second.get(url), lambda: second.post(url, data | {"seen": "x"})]
    in_vain += [lambda: second.post(url, data | {"verdict": "wrong"}), lambda: second.post(url, {})]
    return Trial(Verb.BULK_CHECKED, lambda: second.post(url, data), tuple(in_vain))


def act(review: BulkReview, name: str, **more: str) -> tuple[str, dict[str, Any]]:
    """Return the address of an act on a bulk review, and what its button sends, with each warning marked."""
    marked = {"acknowledged": list(review.warnings)} if name == "publish" else {}
    return address_of("bulk_act", review), {"act": name, **marked, **more}


def waiting() -> BulkReview:
    """Return a bulk review that waits for a further person."""
    review = checked()
    publish_set(review=review, by=curators()[0], acknowledged=list(review.warnings))
    BulkReview.objects.filter(pk=review.pk).update(state=BulkReview.State.WAITING)
    return review


def done() -> BulkReview:
    """Return a bulk review that is published."""
    review, _people = published(author(), *curators(), number=1)
    return review


def wrong() -> BulkReview:
    """Return a bulk review in which a row was called wrong."""
    review = checked()
    review.draws.get().checks.filter(row__number=1, person=curators()[0]).update(right=False, remark="Synthetic")
    return review


def does(make: Any, name: str, **more: str) -> Any:
    """Return how somebody does an act on a bulk review."""
    return lambda at: at.does(*act(make(), name, **more))


def new_review() -> BulkReview:
    return opened(curators()[0], drafts(2, author()))


def opens(at: Any) -> str:
    """Open a bulk review of a list."""
    drafts(1, author())
    done: str = at.does(reverse(OPEN, args=["person"]), SAID)
    return done


def checks(at: Any) -> str:
    """Call a row right."""
    review = new_review()
    done: str = at.does(address_of("bulk_check", review, 1), said_of(review))
    return done


def started() -> BulkReview:
    """Return a bulk review that is being published."""
    review = checked()
    publish_set(review=review, by=curators()[0], acknowledged=list(review.warnings))
    return review


DOORS: dict[str, Any] = {
    "bulk reviews": lambda at: at.opens(reverse("admin:bulk_reviews")),
    "one bulk review": lambda at: at.opens(address_of("bulk_review", new_review())),
    "form of a bulk review": lambda at: at.opens(reverse(OPEN, args=["person"])),
    "open a bulk review": opens,
    "row of a bulk review": lambda at: at.opens(address_of("bulk_check", new_review(), 1)),
    "check a row": checks,
    "publish a bulk review": does(checked, "publish"),
    "draw a sample anew": does(wrong, "draw"),
    "return a bulk review": does(checked, "return"),
    "confirm a bulk review": does(waiting, "confirm"),
    "end a bulk review": does(waiting, "end"),
    "withdraw a bulk review": does(done, "withdraw", note="Synthetic mistake"),
}
#: What each act writes into the ledger, by what it is done to.
LINES: dict[str, tuple[Any, str]] = {
    "publish": (checked, Verb.BULK_STARTED),
    "draw": (wrong, Verb.BULK_DRAWN),
    "return": (checked, Verb.BULK_RETURNED),
    "confirm": (waiting, Verb.BULK_CONFIRMED),
    "end": (waiting, Verb.BULK_RETURNED),
    "stop": (started, Verb.BULK_STOPPED),
    "withdraw": (done, Verb.BULK_UNDOING),
}
