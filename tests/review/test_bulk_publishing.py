"""A set of drafts is published once two people have checked a sample of it, and what stands against a row is listed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from memorial.base.held_work import take_hold
from memorial.models import BulkReview, DeskRow, LedgerLine, Person, RegisterRow, Revision, User
from memorial.review import bulk_refusals, bulk_working
from memorial.review.actions import open_copy
from memorial.review.bulk_acts import confirm, end, publish_set, stop, withdraw_set
from memorial.review.bulk_proof import bulk_faults
from memorial.review.bulk_refusals import BulkRefused
from memorial.review.bulk_working import carry_on, carry_on_with_what_was_left, work
from memorial.review.gate import Channel
from memorial.review.ledger_check import chain_faults, revision_faults
from memorial.review.snapshots import content_hash
from memorial.review.status import Status
from memorial.review.withdrawal import put_back
from memorial.search.models import Edition
from memorial.search.people import find_people
from tests.review.bulk import check_all, drafts, opened, publish_all, published

State = BulkReview.State


def public() -> Any:
    return Person.objects.public(Channel.PAGE)


def test_set_is_published_with_its_people_named_and_proved(
    contributor: User, curator: User, second_curator: User
) -> None:
    people = drafts(4, contributor)
    before = LedgerLine.objects.count()
    review = opened(curator, people, note="Synthetic note")
    with pytest.raises(BulkRefused, match="not checked yet"):
        publish_set(review=review, by=curator)
    check_all(review, curator)
    with pytest.raises(BulkRefused, match="not checked yet"):
        publish_set(review=review, by=curator)
    check_all(review, second_curator)
    review = publish_all(review, curator)
    assert (review.state, public().count()) == (State.DONE, 4)
    kept = Revision.objects.get(entry=people[0].public_id)
    assert (kept.author, kept.reviewer, kept.version, kept.one_hand) == (contributor, curator, 1, False)
    assert "curator, second-curator. Seçmə: 4, bütün qeydlər: 4" in kept.note  # in the first language of the memorial
    assert kept.sha256 == content_hash(people[0])
    assert DeskRow.objects.get(object_id=people[0].pk, kind="person").status == Status.PUBLISHED
    assert find_people("Sintetikova", rows=public(), edition=Edition.PUBLIC).hits
    verbs = list(LedgerLine.objects.filter(number__gt=before).order_by("number").values_list("verb", flat=True))
    assert verbs == ["bulk_opened", *["bulk_checked"] * 8, "bulk_started", "bulk_published"]
    assert [*chain_faults(), *revision_faults(), *bulk_faults()] == []
    # The next versions of an entry are made as those of any other.
    assert open_copy(entry=Person.objects.get(pk=people[0].pk), by=contributor).copy_of == people[0]


def test_proof_names_what_was_changed_behind_the_ledger(
    contributor: User, curator: User, second_curator: User, capsys: pytest.CaptureFixture[str]
) -> None:
    review, people = published(contributor, curator, second_curator)
    row = review.of_rows.get(number=1)
    row.content = "0" * 64
    row.save()
    assert "is not the one that line" in " ".join(bulk_faults())
    assert call_fails("verify_ledger")
    row.content = content_hash(people[0])
    row.save()
    assert list(bulk_faults()) == []


def test_set_stands_in_the_register_from_its_publication_to_its_withdrawal(
    contributor: User, curator: User, second_curator: User
) -> None:
    review = opened(curator, drafts(3, contributor))
    check_all(review, curator)
    check_all(review, second_curator)
    assert not RegisterRow.objects.exists()
    publish_all(review, curator)
    assert RegisterRow.objects.public().filter(language="az").count() == 3
    withdraw_set(review=review, by=curator, note="Synthetic mistake")
    work(review.pk)
    assert not RegisterRow.objects.exists()


def call_fails(command: str) -> bool:
    try:
        call_command(command)
    except Exception:
        return True
    return False


def test_what_stands_against_a_row_leaves_it_out_and_says_why(
    contributor: User, curator: User, second_curator: User
) -> None:
    people = drafts(7, contributor)
    review = opened(curator, people)
    check_all(review, curator, second_curator)
    people[0].names.update(full="Sintetikova Otherwise")
    people[1].restricted = True
    people[1].save()
    people[2].delete()
    Person.objects.filter(pk=people[3].pk).update(status=Status.IN_REVIEW)
    Person.objects.filter(pk=people[4].pk).update(submitted_by=second_curator)
    review = publish_all(review, curator)
    left = {row.number: row.left for row in review.of_rows.exclude(left="")}
    assert left == {1: "changed", 2: "restricted", 3: "gone", 4: "status", 5: "hand"}
    assert set(public().values_list("pk", flat=True)) == {people[5].pk, people[6].pk}


def test_warning_that_was_not_acknowledged_and_what_blocks_leave_rows_out(
    contributor: User, curator: User, second_curator: User
) -> None:
    blocked = drafts(1, contributor, texts={"en": {"story": "She was raped and tortured."}})
    people = [*drafts(1, contributor), *drafts(1, contributor, birth="1850", death="1992")]
    review = opened(curator, [*people, *blocked])
    assert review.of_rows.get(entry=blocked[0].pk).left == "blocked"
    assert review.draw is not None and review.draw.size == 2
    check_all(review, curator, second_curator)
    publish_set(review=review, by=curator, acknowledged=set(review.warnings) - {"age-over-120"})
    work(review.pk)
    review.refresh_from_db()
    assert (review.state, public().get().pk) == (State.DONE, people[0].pk)
    assert set(review.of_rows.exclude(left="").values_list("left", flat=True)) == {"blocked", "warned"}


def test_embargo_is_kept(contributor: User, curator: User, second_curator: User) -> None:
    people = drafts(1, contributor, embargo_until=timezone.now().date() + timedelta(days=9))
    review = opened(curator, people)
    check_all(review, curator, second_curator)
    publish_all(review, curator)
    person = Person.objects.get(pk=people[0].pk)
    assert person.status == Status.PUBLISHED
    assert person.opens_at is not None
    assert not public().exists()


def test_worker_that_is_killed_is_followed_by_another(
    contributor: User, curator: User, second_curator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_working, "CHUNK", 2)
    people = drafts(5, contributor)
    review = opened(curator, people)
    check_all(review, curator, second_curator)
    publish_set(review=review, by=curator, acknowledged=list(review.warnings))
    killed = KillAfter(1)
    with monkeypatch.context() as within:
        within.setattr(bulk_working, "go_past", killed.go_past)
        with pytest.raises(MemoryError):
            work(review.pk)
    assert public().count() == 2
    work(review.pk)
    assert public().count() == 2  # the first one may still be at it
    BulkReview.objects.update(held_until=timezone.now() - timedelta(minutes=1))
    carry_on_with_what_was_left()
    carry_on.func(review.pk)
    review.refresh_from_db()
    assert (review.state, public().count()) == (State.DONE, 5)
    assert LedgerLine.objects.filter(verb="bulk_published").count() == 1
    assert list(bulk_faults()) == []


class KillAfter:
    """Ends a worker as a kill does: in the middle of a chunk, after some of them."""

    def __init__(self, chunks: int) -> None:
        self.left, self.going_past = chunks, bulk_working.go_past

    def go_past(self, review: BulkReview, number: int) -> None:
        if not self.left:
            raise MemoryError
        self.left -= 1
        self.going_past(review, number)


def test_stopped_publication_waits_for_a_further_person(
    contributor: User, curator: User, second_curator: User, steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = drafts(3, contributor)
    review = opened(curator, people)
    check_all(review, curator, second_curator)
    publish_set(review=review, by=curator, acknowledged=list(review.warnings))
    take_hold(BulkReview, review.pk)
    stop(review=review, by=steward)
    review.refresh_from_db()
    assert review.state == State.PUBLISHING  # whoever works on it is asked to stop
    BulkReview.objects.update(held_until=None)
    work(review.pk)
    review.refresh_from_db()
    assert (review.state, public().count()) == (State.WAITING, 0)
    for person in (curator, second_curator):
        with pytest.raises(BulkRefused, match="You have a part"):
            confirm(review=review, by=person)
    confirm(review=review, by=steward)
    work(review.pk)
    review.refresh_from_db()
    assert (review.state, public().count()) == (State.DONE, 3)


def test_more_than_the_brake_allows_waits_also_in_several_sets(
    contributor: User, curator: User, second_curator: User, steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_refusals, "MOST", 3)
    published(contributor, curator, second_curator, number=2)
    review = opened(second_curator, drafts(2, contributor))
    check_all(review, curator, second_curator)
    review = publish_all(review, second_curator)
    assert (review.state, public().count()) == (State.WAITING, 2)
    end(review=review, by=curator)
    review.refresh_from_db()
    assert (review.state, public().count()) == (State.RETURNED, 2)
    assert list(bulk_faults()) == []


def test_all_that_was_published_is_withdrawn_but_for_what_was_edited(
    contributor: User, curator: User, second_curator: User, steward: User
) -> None:
    review, people = published(contributor, curator, second_curator)
    open_copy(entry=Person.objects.get(pk=people[0].pk), by=contributor)
    with pytest.raises(BulkRefused, match="Write the reason"):
        withdraw_set(review=review, by=steward, note=" ")
    withdraw_set(review=review, by=steward, note="Synthetic mistake")
    work(review.pk)
    review.refresh_from_db()
    assert review.state == State.DONE
    assert list(public().values_list("pk", flat=True)) == [people[0].pk]
    assert review.of_rows.get(number=1).left == "edited"
    gone = Person.objects.get(pk=people[1].pk)
    assert (gone.status, gone.withdrawal_reason) == (Status.WITHDRAWN, "mistake")
    assert LedgerLine.objects.filter(verb="withdrawn").count() == 0
    assert [*chain_faults(), *revision_faults(), *bulk_faults()] == []
    put_back(entry=gone, by=curator)
    assert public().count() == 2


def test_who_withdrew_a_set_does_not_put_it_back(contributor: User, curator: User, second_curator: User) -> None:
    review, people = published(contributor, curator, second_curator)
    withdraw_set(review=review, by=curator, note="Synthetic mistake")
    work(review.pk)
    with pytest.raises(Exception, match="You have withdrawn this entry yourself"):
        put_back(entry=Person.objects.get(pk=people[0].pk), by=curator)


def test_withdrawal_of_very_many_waits_for_a_further_person(
    contributor: User, curator: User, second_curator: User, steward: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_refusals, "MOST_WITHDRAWALS", 2)
    review, _people = published(contributor, curator, second_curator)
    withdraw_set(review=review, by=curator, note="Synthetic mistake")
    work(review.pk)
    review.refresh_from_db()
    assert (review.state, public().count()) == (State.UNDO_WAITING, 3)
    with pytest.raises(BulkRefused):
        confirm(review=review, by=curator)
    confirm(review=review, by=steward)
    work(review.pk)
    review.refresh_from_db()
    assert (review.state, public().count()) == (State.UNDONE, 0)
