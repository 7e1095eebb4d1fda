"""A set of which nothing would be published keeps its checks."""

import pytest

from memorial.models import BulkReview, Person, User
from memorial.review.bulk_acts import publish_set
from memorial.review.bulk_refusals import BulkRefused
from memorial.review.bulk_working import work
from memorial.review.gate import Channel
from tests.review.bulk import check_all, drafts, opened, publish_all


def test_set_of_which_nothing_would_be_published_stays_checked(
    contributor: User, curator: User, second_curator: User
) -> None:
    review = opened(curator, drafts(2, contributor))
    check_all(review, curator, second_curator)
    for some in ([], ["no such warning"], list(review.warnings)[1:]):
        with pytest.raises(BulkRefused, match="nothing would be published"):
            publish_set(review=review, by=curator, acknowledged=some)
    assert publish_all(review, curator).state == BulkReview.State.DONE


def test_set_of_which_each_row_has_a_warning_of_its_own_stays_checked(
    contributor: User, curator: User, second_curator: User
) -> None:
    old = drafts(1, contributor, birth="1850", death="1992")
    young = drafts(1, contributor, birth="1950", death="1992", age_low=20)
    plain = drafts(1, contributor)
    review = opened(curator, [*old, *young, *plain])
    check_all(review, curator, second_curator)
    known = set(review.warnings)
    assert {"age-over-120", "age-and-dates"} < known
    review.of_rows.filter(entry=plain[0].pk).update(taken_out=True)
    with pytest.raises(BulkRefused, match="nothing would be published"):
        publish_set(review=review, by=curator, acknowledged=known - {"age-over-120", "age-and-dates"})
    publish_set(review=review, by=curator, acknowledged=known - {"age-over-120"})
    work(review.pk)
    assert Person.objects.public(Channel.PAGE).get().pk == young[0].pk
