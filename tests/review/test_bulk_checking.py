"""A set is frozen as it was, a sample of it is drawn by a rule that anybody can follow, and two people check it."""

import hashlib
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from memorial.models import BulkCheck, BulkReview, LedgerLine, Memorial, Person, ReviewNote, User
from memorial.review import bulk_opening, bulk_samples
from memorial.review.bulk_acts import publish_set
from memorial.review.bulk_checking import check_row, is_passed, return_set, take_out_and_draw
from memorial.review.bulk_opening import open_bulk_review
from memorial.review.bulk_refusals import BulkRefused
from memorial.review.bulk_samples import least_size
from memorial.review.bulk_working import work
from memorial.review.ledger_check import chain_faults
from memorial.review.status import Status
from tests.factories import make_person
from tests.review.bulk import check_all, drafts, opened, publish_all

State = BulkReview.State


@pytest.mark.parametrize(
    ("rows", "share", "number", "size"),
    [(0, 0, 1, 0), (5, 0, 1, 5), (299, 0, 1, 299), (10_000, 0, 1, 299), (10_000, 10, 1, 1000), (10_000, 1, 1, 299)]
    + [(10_000, 0, 2, 598), (10_000, 10, 3, 3000), (400, 0, 2, 400), (200_000, 100, 1, 200_000)],
)
def test_size_of_a_sample(rows: int, share: int, number: int, size: int) -> None:
    assert least_size(rows, share, number) == size


def test_sample_can_be_drawn_again_by_anybody(
    contributor: User, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_samples, "LEAST", 3)
    people = drafts(8, contributor)
    review = opened(curator, people)
    draw = review.draw
    assert draw is not None
    order = sorted(people, key=lambda one: hashlib.sha256(f"{draw.seed} {one.public_id}".encode()).hexdigest())
    assert [row.entry for row in review.of_rows.sampled()] == [person.pk for person in order[:3]]
    line = LedgerLine.objects.get(verb="bulk_opened")
    assert (line.detail["seed"], line.detail["rows"], line.detail["sample"]) == (draw.seed, 8, 3)
    listed = "".join(f"{row.public_id} {row.content}\n" for row in review.of_rows.order_by("number"))
    assert line.after == hashlib.sha256(listed.encode()).hexdigest()


def test_only_drafts_that_were_never_public_are_in_a_set(
    contributor: User, curator: User, keeper: User, steward: User
) -> None:
    (draft,) = drafts(1, contributor)
    others = [
        make_person(),
        make_person(status=Status.IN_REVIEW),
        make_person(status=Status.DRAFT, version=1),
        make_person(status=Status.DRAFT, restricted=True),
        make_person(status=Status.DRAFT, copy_of=make_person()),
    ]
    review = open_bulk_review(model=Person, keys=Person._base_manager.all(), by=curator, title="Synthetic")
    assert [row.entry for row in review.of_rows.all()] == [draft.pk]
    with pytest.raises(BulkRefused, match="no draft"):
        opened(curator, others)
    with pytest.raises(BulkRefused, match="title"):
        open_bulk_review(model=Person, keys=[draft.pk], by=curator, title=" ")
    for person in (contributor, keeper, steward):
        with pytest.raises(PermissionDenied):
            opened(person, [draft])


def test_larger_set_is_frozen_by_a_worker_some_at_a_time(
    contributor: User, curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_opening, "AT_ONCE", 2)
    monkeypatch.setattr(bulk_opening, "CHUNK", 2)
    review = opened(curator, drafts(5, contributor))
    assert (review.state, review.draw) == (State.FREEZING, None)
    assert not LedgerLine.objects.filter(verb="bulk_opened").exists()
    work(review.pk)
    review.refresh_from_db()
    assert (review.state, review.of_rows.in_set().count(), review.hands) == (State.CHECKING, 5, [contributor.pk])
    assert (review.held_until, review.row_at) == (None, 0)


def test_nobody_checks_what_they_have_written(
    contributor: User, curator: User, second_curator: User, steward: User
) -> None:
    people = [*drafts(2, contributor), *drafts(1, second_curator)]
    review = opened(curator, people)
    number, seen = review.of_rows.sampled().values_list("number", "content").first() or (0, "")
    with pytest.raises(BulkRefused, match="Somebody else"):
        check_row(review=review, number=number, by=second_curator, right=True, seen=seen)
    with pytest.raises(PermissionDenied):
        check_row(review=review, number=number, by=steward, right=True, seen=seen)
    check_all(review, curator)
    assert not is_passed(review.draw)
    with pytest.raises(BulkRefused, match="Somebody else"):
        publish_set(review=review, by=second_curator)


def test_row_that_is_not_what_was_frozen_is_not_called_right(
    contributor: User, curator: User, second_curator: User
) -> None:
    people = drafts(3, contributor)
    review = opened(curator, people)
    row = review.of_rows.get(number=1)
    with pytest.raises(BulkRefused, match="while you looked"):
        check_row(review=review, number=1, by=curator, right=True, seen="0" * 64)
    people[0].names.update(full="Sintetikova Otherwise")
    with pytest.raises(BulkRefused, match="not as it was"):
        check_row(review=review, number=1, by=curator, right=True, seen=row.content)
    people[1].delete()
    with pytest.raises(BulkRefused, match="not as it was"):
        check_row(review=review, number=2, by=curator, right=True, seen=review.of_rows.get(number=2).content)
    with pytest.raises(BulkRefused, match="Write what is wrong"):
        check_row(review=review, number=2, by=curator, right=False)
    with pytest.raises(BulkRefused, match="not in the sample"):
        check_row(review=review, number=9, by=curator, right=False, remark="Synthetic")
    check_row(review=review, number=2, by=curator, right=False, remark="Synthetic: gone")
    wrong_in(review, 3, curator)
    with pytest.raises(BulkRefused, match="already"):
        check_row(review=review, number=3, by=curator, right=True, seen=review.of_rows.get(number=3).content)


def wrong_in(review: BulkReview, number: int, by: User) -> Any:
    return check_row(review=review, number=number, by=by, right=False, remark="Synthetic mistake")


def test_one_wrong_row_stops_the_set_until_a_larger_sample_is_checked(
    contributor: User, curator: User, second_curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_samples, "LEAST", 2)
    people = drafts(6, contributor)
    review = opened(curator, people)
    with pytest.raises(BulkRefused, match="Nothing was called wrong"):
        take_out_and_draw(review=review, by=curator)
    check_all(review, curator, second_curator)
    # What was called right can still be called wrong, until the set is published.
    first = review.of_rows.sampled().first()
    assert first is not None
    wrong_in(review, first.number, second_curator)
    with pytest.raises(BulkRefused, match="not checked yet"):
        publish_set(review=review, by=curator)
    earlier = review.draw
    draw = take_out_and_draw(review=review, by=curator)
    assert (draw.number, draw.size) == (2, 4)
    assert earlier is not None and earlier.seed != draw.seed
    assert not review.of_rows.sampled().filter(pk=first.pk).exists()
    returned = Person.objects.get(pk=first.entry)
    assert (returned.status, returned.returned) == (Status.DRAFT, True)
    assert ReviewNote.objects.get(entry=returned.public_id).text == "Synthetic mistake"
    check_all(review, curator, second_curator)
    review = publish_all(review, curator)
    assert (review.state, Person.objects.public().count()) == (State.DONE, 5)
    assert BulkCheck.objects.filter(draw=earlier).count() == 4  # who checked which rows stays
    assert list(chain_faults()) == []


def test_what_was_found_wrong_comes_into_no_other_set_until_it_is_changed(
    contributor: User, curator: User, second_curator: User
) -> None:
    people = drafts(3, contributor)
    review = opened(curator, people)
    wrong_in(review, 1, curator)
    return_set(review=review, by=curator)
    with pytest.raises(BulkRefused, match="returned"):
        check_all(review, curator)
    again = opened(curator, people)
    assert again.of_rows.get(number=1).left == "found"
    people[0].names.update(full="Sintetikova Corrected")
    assert opened(curator, people).of_rows.get(number=1).left == ""


def test_one_curator_checks_alone_where_the_memorial_has_one(contributor: User, curator: User) -> None:
    Memorial.objects.update(one_hand=True)
    review = opened(curator, drafts(2, curator))
    check_all(review, curator)
    review = publish_all(review, curator)
    assert (review.state, review.one_hand) == (State.DONE, True)
    person = Person.objects.public().first()
    assert person is not None
    assert LedgerLine.objects.get(verb="bulk_started").detail["one_hand"] is True
