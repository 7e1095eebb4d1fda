"""What tests of bulk reviews need: synthetic drafts that somebody brought in, and people who check them."""

from collections.abc import Iterable
from typing import Any

from memorial.models import BulkReview, Person, User
from memorial.review.bulk_acts import publish_set
from memorial.review.bulk_checking import check_row
from memorial.review.bulk_opening import open_bulk_review
from memorial.review.bulk_working import work
from memorial.review.status import Status
from tests.factories import make_person


def drafts(number: int, by: User, **fields: Any) -> list[Person]:
    """Return drafts of people that somebody brought in with a list: without a line in the ledger for each."""
    return [make_person(family="Sintetikova", status=Status.DRAFT, created_by=by, **fields) for _each in range(number)]


def opened(by: User, people: Iterable[Person], **more: Any) -> BulkReview:
    """Return a bulk review of some people."""
    return open_bulk_review(model=Person, keys=[person.pk for person in people], by=by, title="Synthetic set", **more)


def check_all(review: BulkReview, *people: User) -> None:
    """Have each of some people call every row of the sample right."""
    for by in people:
        for row in review.of_rows.sampled():
            check_row(review=review, number=row.number, by=by, right=True, seen=row.content)


def publish_all(review: BulkReview, by: User) -> BulkReview:
    """Publish a set, all warnings acknowledged, and do the work of the worker."""
    publish_set(review=review, by=by, acknowledged=list(BulkReview.objects.get(pk=review.pk).warnings))
    work(review.pk)
    review.refresh_from_db()
    return review


def published(by: User, *checkers: User, number: int = 3) -> tuple[BulkReview, list[Person]]:
    """Return a bulk review that is published, with its people."""
    people = drafts(number, by)
    review = opened(checkers[0], people)
    check_all(review, *checkers)
    return publish_all(review, checkers[0]), people
